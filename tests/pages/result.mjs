// Drives a form with its result in it in a browser without a window: node result.mjs CHROMIUM MODULES FORM OUT. What is shown goes to
// the folder OUT, where the caller compares it with the report.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { active, click, hasNoFlaw, isShown, open as opened, run, text, until } from './browser.mjs';

const [, , form, out] = process.argv.slice(2);
const url = pathToFileURL(form).href;
mkdirSync(out, { recursive: true });

const shown = (page) => until('the result is shown', () => isShown(page, '#result'));
const open = (browser, prepare) => opened(browser, url, prepare);

// Answers everything at once, as no person can.
const fill = (page) => page.evaluate(() => {
  document.querySelectorAll('fieldset').forEach((set, number) => {
    const choices = set.querySelectorAll('input:not([value=skip])');
    choices[(number * 7) % choices.length].click();
  });
});

const checks = {
  async 'it says first that it contains the key, on paper and without scripts too'(browser) {
    const page = await open(browser);
    const isFirst = await page.evaluate(() => {
      const warning = document.querySelector('.warning');
      return Boolean(warning.compareDocumentPosition(document.querySelector('fieldset, input, details')) & Node.DOCUMENT_POSITION_FOLLOWING);
    });
    assert.equal(isFirst, true);
    assert.match(await text(page, '.warning'), /contains the key/);
    await page.emulateMediaType('print');
    assert.equal(await isShown(page, '.warning'), true);
    const unscripted = await open(browser, async (page) => {
      page.noScripts = true;
      await page.setJavaScriptEnabled(false);
    });
    assert.equal(await isShown(unscripted, '.warning'), true);
    assert.equal(await isShown(unscripted, '#show'), false);
    assert.equal(await isShown(unscripted, '#result'), false);
  },

  async 'answers by keyboard alone lead to the result, and back'(browser) {
    const page = await open(browser);
    for (let tries = 0; tries < 20 && (await active(page)) !== 'person'; tries += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('Zoë <b>"&');
    for (let tries = 0; tries < 20 && (await active(page)) !== 'q1'; tries += 1) await page.keyboard.press('Tab');
    const total = await page.$$eval('fieldset', (sets) => sets.length);
    const statements = await page.$$eval('section:first-of-type fieldset', (sets) => sets.length);
    for (let number = 1; number <= total; number += 1) {
      assert.equal(await active(page), `q${number}`);
      await page.keyboard.press(number % 9 === 0 ? 's' : number <= statements ? '12345'[number % 5] : 'abcd'[number % 4]);
    }
    assert.equal(await active(page), 'show', 'after the last question comes the result');
    await page.keyboard.press('Enter');
    await shown(page);
    assert.equal(await active(page), 'h1', 'a screen reader begins at the heading');
    assert.equal(await text(page, '#report h1'), 'Zoë <b>"&');
    assert.equal(await page.title(), 'Role fit of Zoë <b>"&');
    assert.equal(await isShown(page, '#questions'), false);
    assert.equal(await isShown(page, '.bar'), false);
    writeFileSync(join(out, 'body.html'), await page.$eval('#report', (report) => report.innerHTML));
    writeFileSync(join(out, 'line.txt'), await page.evaluate(() => window.lineOfAnswers()));
    const devtools = await page.createCDPSession();
    await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: out, browserContextId: page.browserContext().id });
    await click(page, '#save-result');
    assert.equal(await text(page, '#saved-result'), 'Saved as role-fit-zoë-b.html, among your downloads.');
    await until('the page is there', () => existsSync(join(out, 'role-fit-zoë-b.html')));
    for (let tries = 0; tries < 20 && (await active(page)) !== 'back'; tries += 1) {
      await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
    }
    await page.keyboard.press('Enter');
    assert.equal(await active(page), 'show');
    assert.equal(await isShown(page, '#result'), false);
    assert.equal(await isShown(page, '#q1 input:checked'), true, 'the answers are still there');
  },

  async 'another answer is another result, without a request and without a fault'(browser) {
    const page = await open(browser);
    await fill(page);
    await click(page, '#show');
    await shown(page);
    const first = await text(page, '#report');
    await click(page, '#back');
    await page.evaluate(() => document.querySelectorAll('fieldset').forEach((set) => set.querySelector('input').click()));
    await click(page, '#show');
    await shown(page);
    assert.notEqual(await text(page, '#report'), first);
    assert.deepEqual(page.requests, [url]);
    assert.deepEqual(page.faults, []);
  },

  async 'without an answer it says that nothing is scored'(browser) {
    const page = await open(browser);
    await click(page, '#show');
    await shown(page);
    assert.match(await text(page, '#report .lede'), /do not score both axes of any role/);
  },

  async 'the result has no flaw that axe finds and fits a phone, in light and dark'(browser) {
    const page = await open(browser, (page) => page.setBypassCSP(true));
    await fill(page);
    await click(page, '#show');
    await shown(page);
    const look = (scheme, width) => page.screenshot({ path: join(out, `${scheme}-${width}.png`) });
    await hasNoFlaw(page, [['light', 320], ['dark', 320], ['light', 1200], ['dark', 1200]], look);
  },

  async 'in print the result is the report and nothing of the form'(browser) {
    const page = await open(browser);
    await fill(page);
    await click(page, '#show');
    await shown(page);
    await page.emulateMediaType('print');
    for (const selector of ['#questions', '.bar', '.result-buttons', '#q1']) assert.equal(await isShown(page, selector), false, selector);
    assert.equal(await isShown(page, '#report h1'), true);
    assert.equal(await page.$eval('body', (body) => getComputedStyle(body).backgroundColor), 'rgb(255, 255, 255)');
    writeFileSync(join(out, 'result.pdf'), await page.pdf({ preferCSSPageSize: true }));
  },

  async 'a browser that cannot compute it says so, and the answers can be saved'(browser) {
    for (const missing of ['WebAssembly', 'DecompressionStream']) {
      const page = await open(browser, (page) => page.evaluateOnNewDocument((name) => { delete window[name]; }, missing));
      await click(page, '#q1 input');
      await click(page, '#show');
      await until('it says so', async () => /cannot compute the result/.test(await text(page, '#result-status')));
      assert.equal(await isShown(page, '#result'), false);
      assert.equal(await isShown(page, '#save'), true);
    }
  },
};

await run(checks);
