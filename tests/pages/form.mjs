// Drives the HTML form in a browser without a window: node form.mjs CHROMIUM MODULES FULL SHORT OUT, with a form of
// everything and a short one. What is saved goes to the folder OUT, where the caller compares it with what `score` reads.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { active, click, hasNoFlaw, isShown, launch, open as opened, run, text, until } from './browser.mjs';

const [, , full, short, out] = process.argv.slice(2);
const url = pathToFileURL(short).href;
mkdirSync(out, { recursive: true });

const count = (page) => text(page, '#count');
const answers = (page) => page.evaluate(() => [...document.querySelectorAll(':checked')].map((radio) => `${radio.name}=${radio.value}`));
const open = (browser, { form = short, prepare } = {}) => opened(browser, pathToFileURL(form).href, prepare);

const checks = {
  async 'it asks for nothing but itself, and nothing goes wrong in it'(browser) {
    const page = await open(browser);
    await click(page, '#q1 input');
    await click(page, '#copy');
    await click(page, '#save');
    assert.deepEqual(page.requests.filter((request) => !request.startsWith('blob:')), [url]);
    assert.deepEqual(page.faults, []);
  },

  async 'it has no flaw that axe finds, in light, in dark, and as narrow as a phone'(browser) {
    const page = await open(browser);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    await click(page, '#q1 input');
    await click(page, '#copy');
    await hasNoFlaw(page, [['light', 320], ['dark', 1200]]);
  },

  async 'all of it is answered, saved and copied by keyboard alone'(browser) {
    const page = await open(browser, { form: full });
    const devtools = await page.createCDPSession();
    await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: out, browserContextId: page.browserContext().id });
    for (let tries = 0; tries < 20 && (await active(page)) !== 'person'; tries += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('Ana "Zoë" \\ 漢');
    for (let tries = 0; tries < 20 && (await active(page)) !== 'q1'; tries += 1) await page.keyboard.press('Tab');
    // The first two as on any page: Space chooses, arrows move, Tab goes on.
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    assert.deepEqual((await answers(page)).slice(0, 2), ['q1=2', 'q2=1']);
    const total = await page.$$eval('fieldset', (sets) => sets.length);
    const statements = await page.$$eval('section:first-of-type fieldset', (sets) => sets.length);
    for (let number = 3; number <= total; number += 1) {
      assert.equal(await active(page), `q${number}`);
      await page.keyboard.press(number % 9 === 0 ? 's' : number <= statements ? '12345'[number % 5] : 'abcd'[number % 4]);
    }
    assert.equal(await active(page), 'save', 'after the last question comes the way out');
    assert.equal(await isShown(page, '#next'), true);
    await page.keyboard.press('Enter');
    await until('the file is there', () => existsSync(join(out, 'answers-ana-zoë-漢.toml')));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until('the line is copied', async () => (await text(page, '#line-status')) !== '');
    writeFileSync(join(out, 'line.txt'), await page.$eval('#line', (field) => field.value));
    writeFileSync(join(out, 'answers.json'), JSON.stringify(await answers(page)));
  },

  async 'a key that is held answers one question'(browser) {
    const page = await open(browser);
    await page.focus('#q1 input');
    for (let repeats = 0; repeats < 30; repeats += 1) await page.keyboard.down('1');
    await page.keyboard.up('1');
    assert.deepEqual(await answers(page), ['q1=1']);
  },

  async 'a saved file and a copied line bring the answers back'(browser) {
    const expected = JSON.parse(readFileSync(join(out, 'answers.json'), 'utf8'));
    const name = 'Ana "Zoë" \\ 漢';
    const page = await open(browser, { form: full });
    const field = await page.$('#file');
    await field.uploadFile(join(out, 'answers-ana-zoë-漢.toml'));
    await until('the file is read', async () => (await text(page, '#open-status').catch(() => '')).includes('answers taken'));
    assert.deepEqual(await answers(page), expected);
    assert.equal(await page.$eval('#person', (person) => person.value), name);

    const other = await open(browser, { form: full });
    await other.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    const line = readFileSync(join(out, 'line.txt'), 'utf8');
    const paste = async (pasted) => {
      await other.$eval('#pasted', (area, value) => { area.value = value; }, pasted);
      await click(other, '#take');
      return text(other, '#open-status');
    };
    assert.match(await paste(line.replace(/\/(\d)/, '/9$1')), /damaged/);
    assert.match(await paste(line.slice(0, 90)), /cut off/);
    assert.match(await paste('hello'), /no answers/);
    assert.match(await paste('{ hello'), /cannot be read/);
    assert.match(await paste('questionnaire = "other@1"\n[answers]\na = 1\n'), /another questionnaire/);
    assert.deepEqual(await answers(other), [], 'what is refused changes nothing');
    assert.match(await paste(`> ${line.match(/.{1,60}/g).join('\n> ')}`), /answers taken\.$/);
    assert.deepEqual(await answers(other), expected);
    assert.equal(await other.$eval('#person', (person) => person.value), name);
    assert.match(await paste('[answers]\nno-such-item = 3\n'), /0 of \d+ answers taken\. 1 could not be taken/);
  },

  async 'answers are kept from one visit to the next, until they are deleted'(browser) {
    const page = await open(browser);
    await click(page, '#q1 input');
    await click(page, '#q3 .skip input');
    assert.match(await count(page), /^1 of \d+ answered, 1 skipped$/);
    await until('kept', async () => (await text(page, '#kept')).startsWith('Kept'));
    await page.reload();
    await until('the answers are back', async () => (await answers(page)).length === 2);
    await click(page, '#next');
    assert.equal(await active(page), 'q2');
    const dialogs = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      return dialogs.length === 1 ? dialog.dismiss() : dialog.accept();
    });
    await click(page, '#delete');
    assert.equal((await answers(page)).length, 2, 'first it asks');
    await click(page, '#delete');
    await until('deleted', async () => (await text(page, '#kept')).startsWith('Deleted'));
    await page.reload();
    await until('begun', async () => (await text(page, '#kept')) !== '');
    assert.deepEqual(await answers(page), []);
  },

  async 'where nothing can be stored it says so, and asks before answers are lost'(browser) {
    const block = {
      denied: () => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } }),
      absent: () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
      broken: () => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); }; },
    };
    for (const [name, prepare] of Object.entries(block)) {
      const page = await open(browser, { prepare: (page) => page.evaluateOnNewDocument(prepare) });
      assert.match(await text(page, '#kept'), /^Not kept: /, name);
      const isHeld = () => page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
      assert.equal(await isHeld(), false, 'nothing to lose yet');
      await click(page, '#q1 input');
      assert.match(await text(page, '#kept'), /^Not kept: /, name);
      assert.equal(await isHeld(), true);
      await click(page, '#save');
      assert.equal(await isHeld(), false, 'what is saved is not lost');
    }
  },

  async 'without scripts it says so and is a paper form'(browser) {
    const prepare = async (page) => {
      page.noScripts = true;
      await page.setJavaScriptEnabled(false);
    };
    const page = await open(browser, { prepare });
    assert.match(await text(page, '.unscripted'), /scripts are off/);
    assert.equal(await isShown(page, '#save'), false);
    assert.equal(await isShown(page, '#q1 input'), true);
    await page.emulateMediaType('print');
    assert.equal(await isShown(page, '.unscripted'), false);
    assert.equal(await isShown(page, '.gap'), true, 'a line for the name');
    assert.equal(await isShown(page, 'footer code'), true);
    assert.equal(await isShown(page, '.skip input'), false);
  },

  async 'in print a filled form is a filled paper form'(browser) {
    const page = await open(browser);
    await click(page, '#q2 input');
    await page.emulateMediaType('print');
    for (const selector of ['#save', '.bar', '#person', '#q1 .skip', 'details']) assert.equal(await isShown(page, selector), false, selector);
    assert.equal(await isShown(page, '#q2 input:checked'), true);
  },
};

// What the browser has stored for its forms: asked for after what was written before, so that it is on the disk.
const stored = (page) => page.evaluate(() => new Promise((done, failed) => {
  const request = indexedDB.open('rolefit', 1);
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction('drafts');
    const all = transaction.objectStore('drafts').getAll();
    transaction.oncomplete = () => done(all.result.join());
  };
}));

// A browser that is killed when an answer is written still has it.
async function killed() {
  const profile = mkdtempSync(join(out, 'profile-'));
  for (let answered = 1; answered <= 3; answered += 1) {
    const browser = await launch(profile);
    const [page] = await browser.pages();
    await page.goto(url);
    await until('begun', async () => (await text(page, '#kept')) !== '');
    assert.equal((await answers(page)).length, answered - 1);
    const before = await stored(page);
    await click(page, `#q${answered} input`);
    await until('written', async () => (await stored(page)) !== before);
    browser.process().kill('SIGKILL');
    await until('gone', () => browser.process().signalCode !== null || browser.process().exitCode !== null);
  }
  const browser = await launch(profile);
  const [page] = await browser.pages();
  await page.goto(url);
  await until('begun', async () => (await text(page, '#kept')) !== '');
  assert.deepEqual(await answers(page), ['q1=1', 'q2=1', 'q3=1']);
  await browser.close();
}

await run(checks);
await killed();
console.log('ok: a killed browser loses no answer that was written');
