// The card to show, the offers, the search among purchases, the theme, and no to one sender at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, button, close, heading, held, main, member, open, says, settled, skins, visit, word } from './support.mjs';

for (const skin of skins) {
  test(`${skin}: the membership card says its number, and has it as a code to show`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'overview'));
    const card = page.locator('#member-card');
    assert.match(await card.innerText(), new RegExp(member.number));
    const code = card.getByRole('img', { name: word('sv', 'overview.code') });
    const box = await code.boundingBox();
    assert.ok(box.width >= 100 && box.height >= 100, 'large enough for a till');
    assert.ok((await code.locator('path').getAttribute('d')).length > 200, 'drawn as a vector');
    await close(page);
  });

  test(`${skin}: an offer that does not come says why when it is opened`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'overview'));
    await main(page).getByRole('link', { name: word('sv', 'overview.to_offers') }).click();
    await page.waitForURL(`**${address('sv', 'offers')}`);
    await heading(page, word('sv', 'offers.title')).waitFor({ state: 'attached' });
    const folded = main(page).locator('details').first();
    await folded.locator('summary').click();
    await folded.getByText(word('sv', 'why.when'), { exact: true }).waitFor({ state: 'attached' });
    await close(page);
  });

  test(`${skin}: a purchase is found by a word, and the address remembers what was looked for`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'data'));
    const { receipts } = (await held(page)).member.holdings;
    const sought = receipts.at(-1);
    await page.getByRole('textbox', { name: word('sv', 'purchases.text') }).fill(sought.number.toLowerCase());
    await button(page, word('sv', 'purchases.find')).click();
    await page.waitForURL(/\?q=/);
    const rows = page.locator('#purchases-table tbody tr');
    await rows.nth(1).waitFor({ state: 'detached' });
    assert.match(await page.locator('#purchases-table').innerText(), new RegExp(sought.number));
    await settled(page);
    await page.reload();
    await settled(page);
    assert.equal(await rows.count(), 1, 'the same by its address');
    await main(page).getByRole('link', { name: word('sv', 'purchases.show_all') }).click();
    await rows.nth(Math.min(receipts.length, 50) - 1).waitFor({ state: 'attached' });
    const { y } = await page.locator('#purchases-search').boundingBox();
    assert.ok(y > -1 && y < page.viewportSize().height, 'the search is brought up again');
    await close(page);
  });

  test(`${skin}: everything from one sender is turned off by one press`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'consents'));
    const sender = page.locator('#sender-own');
    const off = sender.locator('[role=switch]:not(:checked):not(:disabled)');
    if (await off.count() > 0) {
      while (await off.count() > 0) await off.first().click();
      await button(page, word('sv', 'consents.save')).click();
      await says(page, word('sv', 'done.saved'));
      await settled(page);
    }
    await sender.getByRole('button').click();
    await says(page, word('sv', 'done.stopped_sender'));
    assert.equal(await sender.locator('[role=switch]:checked').count(), 0);
    await close(page);
  });
}

for (const skin of ['canvas', 'plain']) {
  test(`${skin}: the theme is chosen in this browser and stays chosen`, async () => {
    const page = await open({ skin, colorScheme: 'light' });
    await visit(page, address('sv', 'preferences'));
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByRole('combobox', { name: word('sv', 'preferences.theme') }).selectOption('dark');
    assert.notEqual(await ground(), light);
    const dark = await ground();
    await visit(page, address('sv', 'overview'));
    assert.equal(await ground(), dark, 'on another page too');
    await visit(page, address('sv', 'preferences'));
    const theme = page.getByRole('combobox', { name: word('sv', 'preferences.theme') });
    assert.equal(await theme.inputValue(), 'dark');
    await theme.selectOption('system');
    assert.equal(await ground(), light);
    await close(page);
  });
}

test('html: without scripts there is no theme to choose, and the page follows the system', async () => {
  const page = await open({ skin: 'html' });
  await visit(page, address('sv', 'preferences'));
  assert.equal(await page.locator('#theme').isVisible(), false);
  await close(page);
});
