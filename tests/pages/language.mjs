// Drives HTML forms in other languages: node language.mjs CHROMIUM MODULES DE AR HALF OUT, with a form in German, one in
// Arabic, and one in Arabic of which half is in English. What is saved goes to the folder OUT.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { click, hasNoFlaw, open as opened, run, text, until } from './browser.mjs';

const [, , german, arabic, half, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const open = (browser, form) => opened(browser, pathToFileURL(form).href);
const left = (page, selector) => page.$eval(selector, (element) => element.getBoundingClientRect().left);

const checks = {
  async 'axe finds no flaw, and nothing is wider than a phone or a laptop'(browser) {
    for (const form of [german, arabic, half]) {
      const page = await open(browser, form);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      await click(page, '#q1 input');
      await click(page, '#copy');
      await hasNoFlaw(page, [['light', 320], ['dark', 1280]]);
      assert.deepEqual(page.faults, []);
    }
  },

  async 'numbers, choices and buttons begin where the language begins'(browser) {
    for (const [form, isLeftward] of [[german, false], [arabic, true]]) {
      const page = await open(browser, form);
      await page.setViewport({ width: 1280, height: 800 });
      const [first, second] = await page.$$eval('#q1 .scale input', (radios) => radios.map((radio) => radio.getBoundingClientRect().left));
      assert.equal(first > second, isLeftward, 'the first response');
      const [number, legend] = [await left(page, '#q1 .number'), await left(page, '#q1 legend')];
      assert.equal(number > legend + 300, isLeftward, 'the number of a question');
      assert.equal((await left(page, '#save')) > (await left(page, '#print')), isLeftward, 'the first button');
    }
  },

  async 'what is not translated is in its own language and direction'(browser) {
    const page = await open(browser, half);
    const marked = await page.$$eval('legend [lang], label [lang]', (texts) => texts.map(({ lang, dir }) => `${lang} ${dir}`));
    assert.ok(marked.length > 50, marked.length);
    assert.deepEqual([...new Set(marked)], ['en ltr']);
  },

  async 'the page speaks its language while it is filled in'(browser) {
    const page = await open(browser, german);
    assert.equal(await text(page, '#count'), '0 von 102 beantwortet');
    assert.equal(await text(page, '#kept'), 'Wird nach jeder Antwort in diesem Browser aufbewahrt.');
    await click(page, '#q1 input');
    await click(page, '#q2 .skip input');
    assert.equal(await text(page, '#count'), '1 von 102 beantwortet, 1 übersprungen');
    await page.evaluate(() => { document.getElementById('pasted').value = 'rolefit1:x;'; });
    await click(page, '#take');
    assert.equal(await text(page, '#open-status'), 'Die Zeile ist beschädigt. Kopier sie noch einmal ganz, von „rolefit1:“ bis zum Semikolon.');
  },

  async 'keys of an Arabic keyboard answer, and what is saved names the language'(browser) {
    const page = await open(browser, arabic);
    const devtools = await page.createCDPSession();
    await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: out, browserContextId: page.browserContext().id });
    await page.type('#person', 'ليلى');
    await page.focus('#q1 input');
    const press = (key, code) => page.evaluate((key, code) => {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
    }, key, code);
    await press('٤', 'Digit4');
    await press('س', 'KeyS');
    const answers = () => page.$$eval(':checked', (radios) => radios.map((radio) => `${radio.name}=${radio.value}`));
    assert.deepEqual(await answers(), ['q1=4', 'q2=skip']);
    await page.focus('#q41 input');
    await press('ش', 'KeyA');
    assert.deepEqual(await answers(), ['q1=4', 'q2=skip', 'q41=a']);
    await click(page, '#save');
    await until('the file is there', () => existsSync(join(out, 'answers-ليلى.toml')));
  },
};

await run(checks);
