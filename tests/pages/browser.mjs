// What the checks of pages share: a browser without a window, pages that note what goes wrong in them, and axe.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [chromium, modules] = process.argv.slice(2);
const require = createRequire(join(modules, 'resolve.js'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const launch = (profile) => puppeteer.launch({
  executablePath: chromium,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  userDataDir: profile,
});

export async function until(what, holds) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never came true: ${what}`);
}

export const text = (page, selector) => page.$eval(selector, (element) => element.textContent);
export const isShown = (page, selector) => page.$eval(selector, (element) => element.checkVisibility());
// Not with the mouse: the bar at the bottom may be over the place.
export const click = (page, selector) => page.$eval(selector, (element) => element.click());
export const active = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.localName);

// Opens a form in a context of its own, and notes what it asks for and what goes wrong in it.
export async function open(browser, url, prepare = async () => {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.requests = [];
  page.faults = [];
  page.on('request', (request) => page.requests.push(request.url()));
  page.on('console', (message) => page.faults.push(message.text()));
  page.on('pageerror', (error) => page.faults.push(error.message));
  await prepare(page);
  await page.goto(url);
  await until('the form says whether it keeps answers', async () => page.noScripts || (await text(page, '#kept')) !== '');
  return page;
}

// Asserts that axe finds no flaw in a page at each scheme and width, and that nothing is wider than the screen.
export async function hasNoFlaw(page, views, look = async () => {}) {
  await page.evaluate(axe);
  for (const [scheme, width] of views) {
    await page.setViewport({ width, height: 700 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const found = await page.evaluate(() => axe.run());
    const flaws = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).slice(0, 3)}`);
    assert.deepEqual(flaws, [], `${scheme}, ${width}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, 'no sideways scrolling');
    await look(scheme, width);
  }
}

// Runs checks by name, each on pages of its own.
export async function run(checks) {
  const browser = await launch();
  try {
    for (const [name, check] of Object.entries(checks)) {
      await check(browser);
      console.log(`ok: ${name}`);
    }
  } finally {
    await browser.close();
  }
}
