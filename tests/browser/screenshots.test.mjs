// A picture of each page, skin, width and colour scheme, in build/screenshots, to be looked at.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { address, askForCode, close, open, pages, settled, shots, visit } from './support.mjs';

const most = 5000;  // Pixels of height: what fits one canvas.

async function shoot(page, name) {
  const file = path.join(shots, `${name}.png`);
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(height, most) });
  await settled(page);
  await page.waitForTimeout(400);
  await page.screenshot({ path: file });
  assert.ok(fs.statSync(file).size > 5000, `${name} shows something`);
  await page.setViewportSize({ width, height: 800 });
}

fs.rmSync(shots, { recursive: true, force: true });
fs.mkdirSync(shots, { recursive: true });

for (const skin of ['canvas', 'plain', 'html']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 360, 1280]) {
      test(`${skin}, ${colorScheme}, ${width} px: a picture of each page`, async () => {
        const options = { skin, colorScheme, viewport: { width, height: 800 } };
        const name = (page) => `${page}-${skin}-${width}-${colorScheme}`;
        const visitor = await open({ ...options, asMember: false });
        await visit(visitor, address('sv', 'sign_in'));
        await shoot(visitor, name('sign_in'));
        await askForCode(visitor, 'sv');
        await settled(visitor);
        await shoot(visitor, name('code'));
        await close(visitor);
        const page = await open(options);
        for (const each of pages) {
          await visit(page, address('sv', each));
          await shoot(page, name(each));
        }
        await close(page);
      });
    }
  }
}
