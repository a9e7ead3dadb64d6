// The form as a program: it counts answers, keeps them, saves them and reads them again. It asks no server for anything.
// Answers leave the page in two ways, as a file and as one line of text; the line is also what the browser keeps.
(() => {
  'use strict';

  // What is asked, as the program that made this page wrote it. Its numbers are texts: some are too long for a script.
  const form = JSON.parse(document.getElementById('form-data').textContent);
  const byId = (id) => document.getElementById(id);

  // What the page says, in its language, with something in the places that have a name.
  const words = (name, fill = {}) => form.words[name].replace(/\{(\w+)\}/g, (place, key) => fill[key] ?? place);

  const person = byId('person');
  const questions = form.items.map((id, index) => {
    const set = byId(`q${index + 1}`);
    const radios = [...set.querySelectorAll('input[type=radio]')];
    const number = set.querySelector('input[type=number]');
    return { id, set, radios, number, choices: radios.filter((radio) => radio.value !== 'skip') };
  });

  // Answers

  const chosen = (question) => question.radios.find((radio) => radio.checked);
  const isNumber = (question) => question.number !== null;

  // The value that a file holds: a number or a letter, `skip`, or nothing.
  function answer(question) {
    if (isNumber(question)) {
      return question.number.value !== '' && question.number.checkValidity() ? question.number.value : '';
    }
    const radio = chosen(question);
    return radio ? radio.value : '';
  }

  // Gives a question an answer, and says whether it has such a one.
  function give(question, value) {
    if (isNumber(question)) {
      question.number.value = value === 'skip' ? '' : value;
      return value === 'skip' || value === '' || question.number.checkValidity();
    }
    question.radios.forEach((radio) => { radio.checked = radio.value === value; });
    return value === '' || chosen(question) !== undefined;
  }

  function clear() {
    questions.forEach((question) => give(question, ''));
    person.value = '';
  }

  // One line of text: the parts before the answers come from the program, ten answers a group with a check of their own.

  const CHOICES = '123456789abcdefghijklmnopqrstuvw';
  const CHECKS = '0123456789abcdefghijklmnopqrstu';
  const GROUP = 10;

  function letter(question) {
    const value = answer(question);
    if (value === '') return '0';
    if (value === 'skip') return 'x';
    const place = isNumber(question)
      ? Number(value) - Number(question.number.min)
      : question.choices.findIndex((radio) => radio.value === value);
    return place < CHOICES.length ? CHOICES[place] : `(${place + 1})`;
  }

  function groupCheck(number, answers) {
    let sum = number;
    for (let place = 0; place < answers.length; place += 1) sum += (place + 1) * answers.charCodeAt(place);
    return CHECKS[sum % CHECKS.length];
  }

  // CRC-32, as archives use it.
  function check(text) {
    let sum = 0xffffffff;
    for (const byte of new TextEncoder().encode(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
  }

  function escaped(text) {
    const bytes = new TextEncoder().encode(text);
    return [...bytes].map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    }).join('');
  }

  function line() {
    const groups = [];
    for (let first = 0; first < questions.length; first += GROUP) {
      const answers = questions.slice(first, first + GROUP).map(letter).join('');
      groups.push(answers + groupCheck(groups.length, answers));
    }
    const text = `${form.line}${escaped(person.value.trim())}/${groups.join('-')}/`;
    return `${text}${check(text)};`;
  }

  // Reads a line of this form; throws what is wrong with it, in words.
  function readLine(text) {
    const bare = text.slice(text.search(/rolefit\d+:/i)).replace(/[\s>\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
    const whole = bare.slice(0, bare.indexOf(';') + 1).replace(/^rolefit/i, 'rolefit');
    if (whole === '') throw new Error(words('line_cut'));
    const end = whole.lastIndexOf('/') + 1;
    if (check(whole.slice(0, end)) !== whole.slice(end, -1)) throw new Error(words('line_damaged'));
    if (!whole.startsWith(form.line)) throw new Error(words('other_form'));
    const [name, groups] = whole.slice(form.line.length, end).split('/');
    const letters = groups.split('-').flatMap((group) => group.slice(0, -1).match(/\(\d+\)|./g) || []);
    const answers = new Map();
    letters.forEach((letter, index) => {
      const question = questions[index];
      if (question && letter !== '0') answers.set(question.id, value(question, letter));
    });
    return { person: decodeURIComponent(name), answers };
  }

  function value(question, letter) {
    if (letter === 'x') return 'skip';
    const place = letter.startsWith('(') ? parseInt(letter.slice(1), 10) - 1 : CHOICES.indexOf(letter);
    if (isNumber(question)) return String(Number(question.number.min) + place);
    return question.choices[place] ? question.choices[place].value : '?';
  }

  // The file: TOML, which `rolefit score` and `rolefit batch` read.

  const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, '\\u007f');

  function file() {
    const named = person.value.trim() === '' ? '' : `\n[person]\nid = ${quoted(person.value.trim())}\n`;
    const answers = questions.map((question) => [question.id, answer(question)]).filter(([, given]) => given !== '');
    const lines = answers.map(([id, given]) => `${id} = ${/^-?\d+$/.test(given) && isStatement(id) ? given : quoted(given)}\n`);
    return `${form.top}${named}\n${form.table}\n[answers]\n${lines.join('')}`;
  }

  const statements = new Set(form.items.slice(0, form.statements));
  const isStatement = (id) => statements.has(id);

  function fileName(what, ending) {
    const name = person.value.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
    return name === '' ? `${what}.${ending}` : `${what}-${name}.${ending}`;
  }

  // Puts a text among the downloads, and returns the name of its file.
  function download(what, ending, type, content) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = fileName(what, ending);
    link.click();
    URL.revokeObjectURL(link.href);
    return link.download;
  }

  // Reads what is in a file: TOML as this page and `rolefit assess` write it, JSON of the same shape, or a line.
  function read(text) {
    if (/rolefit\d+:/i.test(text)) return readLine(text);
    const found = text.trimStart().startsWith('{') ? readJson(text) : readToml(text);
    if (found.answers.size === 0) throw new Error(words('no_answers'));
    if (found.questionnaire && found.questionnaire.split('@')[0] !== form.questionnaire.split('@')[0]) {
      throw new Error(words('other_questionnaire'));
    }
    return found;
  }

  function readJson(text) {
    const { questionnaire, person, answers } = JSON.parse(text);
    const given = Object.entries(answers || {}).map(([id, value]) => [id, String(value ?? '')]);
    return { questionnaire, person: person && person.id, answers: new Map(given) };
  }

  function readToml(text) {
    const found = { answers: new Map() };
    let table = '';
    for (const row of text.split(/\r?\n/)) {
      const head = row.match(/^\s*\[(\w+)\]\s*(#.*)?$/);
      const entry = row.match(/^\s*"?([\w-]+)"?\s*=\s*(?:(-?\d+)|("(?:[^"\\]|\\.)*")|'([^']*)')\s*(#.*)?$/);
      if (head) table = head[1];
      if (!entry) continue;
      const given = entry[2] ?? (entry[3] ? unquoted(entry[3]) : entry[4]);
      if (table === '' && entry[1] === 'questionnaire') found.questionnaire = given;
      if (table === 'person' && entry[1] === 'id') found.person = given;
      if (table === 'answers') found.answers.set(entry[1], given);
    }
    return found;
  }

  function unquoted(text) {
    try {
      return JSON.parse(text);
    } catch {
      return text.slice(1, -1);
    }
  }

  // Takes answers over, and says in words what came of it.
  function take(found) {
    clear();
    person.value = found.person || '';
    let taken = 0;
    let others = 0;
    for (const [id, given] of found.answers) {
      const question = questions.find((question) => question.id === id);
      if (given === '') continue;
      if (question && give(question, given)) taken += 1;
      else {
        others += 1;
        if (question) give(question, '');
      }
    }
    const rest = others === 0 ? '' : ` ${words('not_taken', { others })}`;
    return words('taken', { taken, total: questions.length }) + rest;
  }

  // Keeping: a database of the browser writes through to the disk, which its simpler store does seconds later or never.

  let isKept = false;
  let isSaved = true;

  function say(id, text) {
    if (byId(id).textContent !== text) byId(id).textContent = text;
  }

  function opened() {
    return new Promise((done, failed) => {
      const request = indexedDB.open('rolefit', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('drafts');
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
      request.onblocked = () => failed(new Error('blocked'));
    });
  }

  const database = (() => {
    try {
      return opened();
    } catch (error) {
      return Promise.reject(error);
    }
  })();

  // Runs one request on the draft of this form, and ends when it is on the disk.
  async function draft(mode, ask) {
    const transaction = (await database).transaction('drafts', mode, { durability: 'strict' });
    const request = ask(transaction.objectStore('drafts'));
    return new Promise((done, failed) => {
      transaction.oncomplete = () => done(request.result);
      transaction.onerror = () => failed(transaction.error);
      transaction.onabort = () => failed(transaction.error);
    });
  }

  async function keep() {
    isSaved = false;
    try {
      await draft('readwrite', (drafts) => drafts.put(line(), form.line));
      isKept = true;
    } catch {
      isKept = false;
    }
    say('kept', words(isKept ? 'kept' : 'not_kept'));
  }

  async function begin() {
    try {
      const kept = await draft('readonly', (drafts) => drafts.get(form.line));
      isKept = true;
      if (kept) take(readLine(kept));
      say('kept', words(kept ? 'back' : 'kept'));
    } catch {
      say('kept', words('not_kept'));
    }
    count();
  }

  // Progress

  function count() {
    const given = questions.map(answer);
    const skipped = given.filter((value) => value === 'skip').length;
    const answered = given.filter((value) => value !== '').length - skipped;
    byId('progress').value = answered + skipped;
    const fill = { answered, skipped, total: questions.length };
    byId('count').textContent = words(skipped === 0 ? 'answered' : 'answered_skipped', fill);
    byId('next').disabled = answered + skipped === questions.length;
  }

  function changed() {
    count();
    say('line-status', '');
    byId('line').hidden = true;
    keep();
  }

  function visit(question) {
    const field = isNumber(question) ? question.number : chosen(question) || question.radios[0];
    field.focus({ preventScroll: true });
    question.set.scrollIntoView({ block: 'nearest' });
  }

  // After the last question come the answers.
  function visitAfter(question) {
    const next = questions[questions.indexOf(question) + 1];
    if (next) {
      visit(next);
    } else {
      (byId('show') || byId('save')).focus();
    }
  }

  // On a keyboard for another script, the letter or digit that is on the same key of a Latin one.
  function pressedKey(event) {
    const [, latin] = event.code.match(/^(?:Key|Digit|Numpad)(\w)$/) || [];
    return (/^[\x21-\x7e]$/.test(event.key) ? event.key : latin || event.key).toLowerCase();
  }

  // In a question its own digits and letters answer it and go on, `s` skips it, Enter goes on.
  function pressed(event) {
    const question = questions.find((question) => question.set.contains(event.target));
    if (!question || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      visitAfter(question);
      return;
    }
    const key = pressedKey(event);
    const radio = question.choices.find((radio) => radio.value === key)
      || (key === 's' && question.radios.find((radio) => radio.value === 'skip'));
    if (!radio || event.repeat) return;
    event.preventDefault();
    radio.checked = true;
    changed();
    visitAfter(question);
  }

  // Buttons

  function save() {
    const name = download('answers', 'toml', 'application/toml', file());
    isSaved = true;
    const way = byId('show') ? '' : ` ${words('send_file')}`;
    say('save-status', words('saved', { file: name }) + way);
  }

  async function copy() {
    const field = byId('line');
    field.value = line();
    field.hidden = false;
    field.select();
    let isCopied;
    try {
      await navigator.clipboard.writeText(field.value);
      isCopied = true;
    } catch {
      isCopied = document.execCommand('copy');
    }
    say('line-status', words(isCopied ? 'copied' : 'copy_yourself'));
  }

  async function remove() {
    if (!window.confirm(words('delete_all'))) return;
    clear();
    count();
    byId('line').value = '';
    byId('line').hidden = true;
    ['save-status', 'line-status', 'open-status'].forEach((id) => say(id, ''));
    isSaved = true;
    try {
      await draft('readwrite', (drafts) => drafts.delete(form.line));
      say('kept', words('deleted'));
    } catch {
      say('kept', `${words('deleted_here')} ${words('not_kept')}`);
    }
  }

  function open(text) {
    try {
      const said = take(read(text));
      changed();
      say('open-status', said);
    } catch (error) {
      say('open-status', error instanceof SyntaxError ? words('unreadable') : error.message);
    }
  }

  // A page that shows its result has a second script, which asks for the line and speaks the same language.
  window.lineOfAnswers = line;
  window.download = download;
  window.wordsOfForm = words;

  document.documentElement.classList.add('scripted');
  byId('form').addEventListener('submit', (event) => event.preventDefault());
  byId('form').addEventListener('change', (event) => { if (event.target.closest('fieldset, #name')) changed(); });
  byId('form').addEventListener('keydown', pressed);
  byId('next').addEventListener('click', () => {
    const next = questions.find((question) => answer(question) === '');
    if (next) visit(next);
  });
  byId('save').addEventListener('click', save);
  byId('copy').addEventListener('click', copy);
  byId('print').addEventListener('click', () => window.print());
  byId('delete').addEventListener('click', remove);
  byId('file').addEventListener('change', async (event) => {
    const [chosen] = event.target.files;
    if (chosen) open(await chosen.text());
  });
  byId('take').addEventListener('click', () => open(byId('pasted').value));
  window.addEventListener('beforeunload', (event) => { if (!isKept && !isSaved) event.preventDefault(); });
  begin();
})();
