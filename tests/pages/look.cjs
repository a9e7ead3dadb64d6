// Looks at pages in a browser: axe in light, dark and narrow, nothing wider than the screen, no request but the page itself.
// node look.cjs BROWSER NODE_MODULES PAGE... ; prints what is wrong, one line each.
const [browser, modules, ...pages] = process.argv.slice(2);
const path = require('path');
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = require('fs').readFileSync(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
const looks = [['light', 1280], ['dark', 1280], ['light', 320], ['dark', 390]];

(async () => {
  const args = process.getuid && process.getuid() === 0 ? ['--no-sandbox'] : [];
  const chromium = await puppeteer.launch({ executablePath: browser, args });
  for (const file of pages) {
    for (const [scheme, width] of looks) {
      const say = (what) => console.log(`${path.basename(file)}, ${scheme}, ${width} px: ${what}`);
      const page = await chromium.newPage();
      await page.setBypassCSP(true);
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      page.on('request', (request) => request.url().startsWith('file:') || say(`request of ${request.url()}`));
      await page.goto(`file://${path.resolve(file)}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) say(`${over} px wider than the screen`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      for (const { id, nodes } of violations) say(`${id}: ${nodes[0].html.slice(0, 120)}`);
      await page.close();
    }
  }
  await chromium.close();
})().catch((error) => { console.log(String(error)); process.exit(1); });
