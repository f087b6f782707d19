// The whole job, start to end, as one member does it: in each skin and each language. What works with
// scripts and a canvas works without either.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { address, button, close, held, heading, languages, main, member, noticeName, open, says, settled,
  signIn, skins, theDemo, word } from './support.mjs';

async function go(page, language, name) {
  await page.getByRole('link', { name: word(language, `menu.${name}`), exact: true }).click();
  await page.waitForURL(`**${address(language, name)}`);
  await heading(page, word(language, `${name}.title`)).first().waitFor({ state: 'attached' });
  await settled(page);
}

for (const skin of skins) {
  for (const language of languages) {
    test(`${skin}, ${language}: sign in, decide, correct, take along, sign out`, async () => {
      const page = await open({ skin, language, asMember: false });
      await signIn(page, { language });
      await settled(page);
      await says(page, 'Åsa');
      await says(page, member.number);

      await go(page, language, 'consents');
      const toggle = page.locator('[role=switch][id^=cell-]:not([disabled])').first();
      const name = await toggle.evaluate((element) => element.labels[0].textContent);
      const saved = await toggle.isChecked();
      const flipped = page.getByRole('switch', { name, exact: true });
      await flipped.click();
      if (skin === 'html') await button(page, word(language, 'consents.preview')).click();
      await heading(page, word(language, 'changes.title')).waitFor({ state: 'attached' });
      await says(page, word(language, saved ? 'changes.cell_off' : 'changes.cell_on', { what: name }));
      await button(page, word(language, 'consents.save')).click();
      await says(page, word(language, 'done.saved'));
      await page.reload();
      await settled(page);
      assert.equal(await flipped.isChecked(), !saved, 'it holds after loading the page again');

      await go(page, language, 'data');
      const label = await noticeName(language, 'fields', 'phone');
      const field = page.getByRole('textbox', { name: label, exact: true });
      const number = `070-1${skins.indexOf(skin)}${languages.indexOf(language)} 45 67`;
      await field.fill(number);
      await button(page, word(language, 'correct.save')).click();
      await says(page, word(language, 'done.corrected'));
      const phone = (await held(page)).member.holdings.records.find((record) => record.field === 'phone');
      assert.equal(phone.value, `+4670${number.slice(4).replaceAll(' ', '')}`);
      assert.equal(phone.source, 'member');

      await go(page, language, 'download');
      const coming = page.waitForEvent('download');
      await main(page).getByRole('link', { name: word(language, 'download.json') }).click();
      const file = JSON.parse(fs.readFileSync(await (await coming).path(), 'utf8'));
      assert.ok(JSON.stringify(file).includes(phone.value));

      await button(page, word(language, 'sign_out.button')).click();
      await page.waitForURL(`**${address(language, 'sign_in')}*`);
      await page.goto(address(language, 'overview'));
      assert.equal(new URL(page.url()).pathname, address(language, 'sign_in'));
      await close(page);
    });
  }
}

test('what was saved holds when the server is started again', async () => {
  const page = await open();
  const before = await held(page);
  const demo = await theDemo();
  await demo.restart();
  const after = await held(page);
  assert.deepEqual(after.standing, before.standing);
  assert.deepEqual(after.member, before.member);
  await page.goto(address('sv', 'consents'));
  await settled(page);
  for (const cell of after.standing.cells) {
    const name = `cell.${cell.sender}.${cell.channel}`;
    assert.equal(await page.locator(`[role=switch][name="${name}"]`).isChecked(), cell.on, name);
  }
  await close(page);
});

test('every page is there in both languages, one link apart', async () => {
  const page = await open();
  for (const name of ['overview', 'consents', 'data', 'download']) {
    await page.goto(address('sv', name));
    await settled(page);
    assert.equal(await page.locator('html').getAttribute('lang'), 'sv');
    await page.getByRole('link', { name: word('en', 'language.name'), exact: true }).click();
    await page.waitForURL(`**${address('en', name)}`);
    await heading(page, word('en', `${name}.title`)).first().waitFor({ state: 'attached' });
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('link', { name: word('sv', 'language.name'), exact: true }).click();
    await page.waitForURL(`**${address('sv', name)}`);
    await heading(page, word('sv', `${name}.title`)).first().waitFor({ state: 'attached' });
  }
  await close(page);
});
