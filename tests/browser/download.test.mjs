// Taking it all along.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { address, close, held, main, open, skins, visit, word } from './support.mjs';

for (const skin of skins) {
  test(`${skin}: the download holds everything that is shown`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'data'));
    const purchases = await page.locator('#purchases-table tbody tr').evaluateAll((rows) =>
      rows.map((row) => row.children[3].textContent));
    const interactions = await page.locator('#interactions-table tbody tr').evaluateAll((rows) =>
      rows.map((row) => row.children[4].textContent));
    const typed = await page.locator('#correct-form input.control').evaluateAll((inputs) =>
      inputs.map((input) => [input.name, input.value]));
    const decisions = await page.locator('#decisions-table tbody tr').count();

    await visit(page, address('sv', 'download'));
    const coming = page.waitForEvent('download');
    await main(page).getByRole('link', { name: word('sv', 'download.json') }).click();
    const download = await coming;
    assert.match(download.suggestedFilename(), /\.json$/);
    const text = fs.readFileSync(await download.path(), 'utf8');
    const file = JSON.parse(text);
    const of = file.member.holdings;

    assert.ok(purchases.length > 0, 'the demo member has bought something');
    for (const number of purchases)
      assert.ok(of.receipts.some((receipt) => receipt.number === number), number);
    for (const number of interactions)
      assert.ok(of.interactions.some((one) => one.number === number), number);
    for (const [name, value] of typed) {
      if (value === '') continue;
      const record = of.records.find((one) => one.field === name);
      assert.ok(record, name);
      if (name !== 'phone') assert.equal(record.value, value);
    }
    assert.ok(file.member.decisions.length >= decisions);

    assert.deepEqual(file.member, (await held(page)).member);
    await close(page);
  });
}

test('each form comes as a file in the language of the page, with and without scripts', async () => {
  for (const skin of skins)
    for (const language of ['sv', 'en']) {
      const page = await open({ skin });
      await visit(page, address(language, 'download'));
      for (const [format, extension, start] of
        [['html', 'html', `<!doctype html>\n<html lang="${language}">`], ['csv', 'zip', 'PK'], ['json', 'json', '{']]) {
        const coming = page.waitForEvent('download');
        await main(page).getByRole('link', { name: word(language, `download.${format}`) }).click();
        const file = await coming;
        assert.ok(file.suggestedFilename().endsWith(`.${extension}`), file.suggestedFilename());
        assert.ok(fs.readFileSync(await file.path(), 'utf8').startsWith(start), format);
      }
      await close(page);
    }
});
