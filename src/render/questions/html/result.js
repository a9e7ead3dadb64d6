// Shows the result of a form that has its key and its scorer in it. The scorer is the program itself, compiled for browsers.
(() => {
  'use strict';

  const byId = (id) => document.getElementById(id);

  // What the page holds as a compressed text.
  function held(id) {
    const packed = Uint8Array.from(atob(byId(id).textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).arrayBuffer();
  }

  // Hands a text to a function of the scorer, and returns what it makes of it.
  function call(scorer, name, bytes) {
    const place = scorer.room(bytes.length);
    new Uint8Array(scorer.memory.buffer, place, bytes.length).set(bytes);
    const isDone = scorer[name]();
    const made = new Uint8Array(scorer.memory.buffer, scorer.place(), scorer.length());
    const text = new TextDecoder().decode(made);
    if (!isDone) throw new Error(text);
    return text;
  }

  async function start() {
    const [code, key] = await Promise.all([held('scorer-data'), held('key-data')]);
    const { instance } = await WebAssembly.instantiate(code);
    call(instance.exports, 'open', new Uint8Array(key));
    return instance.exports;
  }

  let scorer;

  function look(isResult) {
    byId('questions').hidden = isResult;
    document.querySelector('.bar').hidden = isResult;
    byId('result').hidden = !isResult;
    byId('form-style').media = isResult ? 'not all' : 'all';
    byId('result-style').media = isResult ? 'all' : 'not all';
  }

  const title = document.title;

  async function show() {
    byId('result-status').textContent = '';
    try {
      scorer ??= await start();
      byId('report').innerHTML = call(scorer, 'report', new TextEncoder().encode(window.lineOfAnswers()));
    } catch (error) {
      scorer = undefined;
      byId('result-status').textContent = window.wordsOfForm('result_failed', { reason: error.message });
      return;
    }
    look(true);
    const heading = document.querySelector('#report h1');
    document.title = `Role fit of ${heading.textContent}`;
    heading.tabIndex = -1;
    window.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }

  // The page that `rolefit report` writes: it needs neither this one nor the key.
  function save() {
    const page = call(scorer, 'page', new TextEncoder().encode(window.lineOfAnswers()));
    const name = window.download('role-fit', 'html', 'text/html', page);
    byId('saved-result').textContent = window.wordsOfForm('saved', { file: name });
  }

  function back() {
    look(false);
    byId('report').textContent = '';
    byId('saved-result').textContent = '';
    document.title = title;
    byId('show').focus();
  }

  byId('show').addEventListener('click', show);
  byId('back').addEventListener('click', back);
  byId('save-result').addEventListener('click', save);
  byId('print-result').addEventListener('click', () => window.print());
})();
