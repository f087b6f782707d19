// What only the drawn page can get wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, close, member, open, pages, settled, visit, word } from './support.mjs';

test('the canvas draws every page, and nothing while nothing happens', async () => {
  const page = await open();
  for (const name of pages) {
    await visit(page, address('sv', name));
    const frames = () => page.evaluate(() => window.__stats.frames);
    let last = -1;
    for (let now = await frames(); now !== last; now = await frames()) {
      last = now;
      await page.waitForTimeout(500);
    }
    await page.waitForTimeout(3000);
    assert.equal(await frames(), last, `${name}: frames drawn in three idle seconds`);
  }
  await close(page);
});

// Holds the program back, as a slow line does.
async function holdBack(page) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.context().route('**/app.*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test('what was typed before the canvas takes over stays, and so does the focus', async () => {
  const page = await open({ asMember: false });
  const release = await holdBack(page);
  await page.goto(address('sv', 'sign_in'));
  const email = page.getByRole('textbox', { name: word('sv', 'sign_in.email') });
  await email.click();
  await page.keyboard.type('asa.lind');
  release();
  await settled(page);
  assert.equal(await email.inputValue(), 'asa.lind');
  assert.ok(await email.evaluate((element) => element === document.activeElement));
  await page.keyboard.type('qvist@example.se');
  assert.equal(await email.inputValue(), member.email);
  await close(page);
});

test('a switch that was flipped before the canvas takes over stays flipped', async () => {
  const page = await open();
  const release = await holdBack(page);
  await page.goto(address('sv', 'consents'));
  const toggle = page.locator('[role=switch]:not([disabled])').first();
  const saved = await toggle.isChecked();
  await toggle.click();
  release();
  await settled(page);
  assert.equal(await toggle.isChecked(), !saved);
  await page.getByRole('heading', { name: word('sv', 'changes.title') }).waitFor({ state: 'attached' });
  await close(page);
});

test('a correction that was begun before the canvas takes over stays', async () => {
  const page = await open();
  const release = await holdBack(page);
  await page.goto(address('sv', 'data'));
  const first = page.locator('#correct-form input.control').first();
  await first.fill('Åsa Maria');
  release();
  await settled(page);
  assert.equal(await first.inputValue(), 'Åsa Maria');
  await close(page);
});

test('back and forward go to the pages they came from', async () => {
  const page = await open();
  await visit(page, address('sv', 'overview'));
  await page.getByRole('link', { name: word('sv', 'menu.data'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: word('sv', 'data.title') }).waitFor({ state: 'attached' });
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: word('sv', 'overview.title') }).waitFor({ state: 'attached' });
  assert.equal(new URL(page.url()).pathname, address('sv', 'overview'));
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: word('sv', 'data.title') }).waitFor({ state: 'attached' });
  await close(page);
});

test('a lost graphics context leaves the ordinary page, which works on', async () => {
  const page = await open();
  await visit(page, address('sv', 'consents'));
  await page.evaluate(() =>
    document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await page.waitForFunction(() => !document.documentElement.classList.contains('gl'));
  const toggle = page.locator('[role=switch]:not([disabled])').first();
  const was = await toggle.isChecked();
  await toggle.click();
  assert.equal(await toggle.isChecked(), !was);
  await page.getByRole('heading', { name: word('sv', 'changes.title') }).waitFor();
  await close(page);
});
