// Why one sees what one sees, the notice itself, and the pause.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, button, close, heading, main, open, says, settled, skins, visit, word } from './support.mjs';

// Opens what is folded; without scripts the browser does it by itself.
async function openAll(page) {
  for (const summary of await main(page).locator('summary').all()) await summary.click();
}

// Whatever a test before this one said no to.
async function withTheAnalysisOn(page) {
  await visit(page, address('sv', 'consents'));
  const off = page.locator('[role=switch][id^=purpose-]:not(:checked)');
  if (await off.count() === 0) return;
  while (await off.count() > 0) await off.first().click();
  await button(page, word('sv', 'consents.save')).click();
  await says(page, word('sv', 'done.saved'));
}

for (const skin of skins) {
  test(`${skin}: the notice is read before signing in, and each part leads somewhere`, async () => {
    const page = await open({ skin, asMember: false });
    await visit(page, address('sv', 'sign_in'));
    await page.getByRole('contentinfo').getByRole('link', { name: word('sv', 'footer.notice') }).click();
    await page.waitForURL(`**${address('sv', 'notice')}`);
    await heading(page, word('sv', 'notice.title')).waitFor({ state: 'attached' });
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const part = page.locator(`#clause-N${n}`);
      assert.ok(await part.getByRole('link').count() > 0, `part ${n} leads somewhere`);
    }
    await close(page);
  });

  test(`${skin}: a member reads which segments and offers are theirs, and what decided it`, async () => {
    const page = await open({ skin });
    await withTheAnalysisOn(page);
    await visit(page, address('sv', 'overview'));
    await page.getByRole('navigation', { name: word('sv', 'app.menu') })
      .getByRole('link', { name: word('sv', 'menu.why') }).click();
    await page.waitForURL(`**${address('sv', 'why')}`);
    await heading(page, word('sv', 'why_page.title')).waitFor({ state: 'attached' });
    await heading(page, word('sv', 'why.segments_in')).waitFor({ state: 'attached' });
    assert.ok(await page.locator('section[id^=segment-]').count() >= 8, 'eight segments or more');
    await openAll(page);
    assert.ok(await page.locator('details li').count() > 0, 'receipts that decided');
    await close(page);
  });

  test(`${skin}: the use is paused, and the pause ended`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'data'));
    await button(page, word('sv', 'restriction.ask')).click();
    await says(page, word('sv', 'done.restricted'));
    await visit(page, address('sv', 'why'));
    await says(page, word('sv', 'off.restricted'));
    await visit(page, address('sv', 'overview'));
    await says(page, word('sv', 'state.restricted'));
    await visit(page, address('sv', 'data'));
    await button(page, word('sv', 'restriction.lift')).click();
    await says(page, word('sv', 'done.lifted'));
    await settled(page);
    await close(page);
  });

  test(`${skin}: no to the analysis is shown before it is saved, with what it leads to`, async () => {
    const page = await open({ skin });
    await withTheAnalysisOn(page);
    await page.getByRole('switch', { name: word('sv', 'purpose.analysis.switch'), exact: true }).click();
    if (skin === 'html') await button(page, word('sv', 'consents.preview')).click();
    await heading(page, word('sv', 'changes.title')).waitFor({ state: 'attached' });
    await says(page, word('sv', 'what_if.title'));
    assert.ok(await page.locator('#changes-consequences li').count() > 0);
    await button(page, word('sv', 'consents.discard')).click();
    await close(page);
  });
}
