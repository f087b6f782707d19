// What every page owes everyone, in every skin (L26): no accessibility finding, no sideways scrolling.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { test } from 'node:test';
import { address, askForCode, close, fits, languages, open, pages, settled, visit, word } from './support.mjs';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// axe needs scripts, so the server's own page is shown with an empty boot.js.
async function withoutOurScript(page) {
  await page.context().route('**/boot.*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: '' }));
}

async function findings(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`);
}

// Brings each page up in turn, signing in on the way for the two that come before.
async function eachPage(language, options, look) {
  const visitor = await open({ ...options, language, asMember: false });
  if (options.bare) await withoutOurScript(visitor);
  await visit(visitor, address(language, 'sign_in'));
  await look(visitor, 'sign_in');
  await askForCode(visitor, language);
  await settled(visitor);
  await look(visitor, 'code');
  await visitor.goto(address(language, 'join'));
  await look(visitor, 'join');
  await visitor.goto(`${address(language, 'code')}?code=7K3M-QW2X`);
  await look(visitor, 'link');
  await close(visitor);
  const page = await open({ ...options, language });
  if (options.bare) await withoutOurScript(page);
  for (const name of [...pages, 'sessions']) {
    await visit(page, address(language, name));
    await look(page, name);
  }
  // The server's own in every skin.
  for (const name of ['email', 'leave']) {
    await page.goto(address(language, name));
    await look(page, name);
  }
  await close(page);
}

const looks = [
  ['canvas', { skin: 'canvas' }],
  ['plain', { skin: 'plain' }],
  ['html', { skin: 'bare', bare: true }],
];

for (const [skin, options] of looks) {
  for (const [language, colorScheme, width] of [['sv', 'light', 1280], ['en', 'dark', 360]]) {
    test(`${skin}, ${language}, ${colorScheme}, ${width} px: axe finds nothing on any page`, async () => {
      const found = [];
      await eachPage(language, { ...options, colorScheme, viewport: { width, height: 800 } },
        async (page, name) => {
          for (const finding of await findings(page)) found.push(`${name} ${finding}`);
        });
      assert.deepEqual(found, []);
    });
  }

  test(`${skin}: no page scrolls sideways from 320 to 1280 px`, async () => {
    for (const language of languages) {
      await eachPage(language, options, async (page, name) => {
        for (const width of [320, 360, 414, 560, 768, 1024, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          // The drawn page is laid out anew in the frame after the window changed.
          await page.waitForFunction((wanted) => innerWidth === wanted &&
            document.documentElement.scrollWidth <= document.documentElement.clientWidth, width,
            { timeout: 10000 }).catch(() => {});
          const at = await fits(page);
          assert.ok(at.page <= at.window, `${language} ${name} at ${width} px is ${at.page} px wide`);
        }
      });
    }
  });
}

test('with an unsaved change, axe finds nothing either', async () => {
  for (const skin of ['canvas', 'plain']) {
    const page = await open({ skin });
    await visit(page, address('sv', 'consents'));
    await page.locator('[role=switch]:not([disabled])').first().click();
    await page.getByRole('heading', { name: word('sv', 'changes.title') }).waitFor({ state: 'attached' });
    assert.deepEqual(await findings(page), []);
    await close(page);
  }
});
