// Saying yes and no.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, button, close, codeField, held, heading, main, member, open, says, settled, skins, theDemo, visit,
  word } from './support.mjs';

const on = (me) => me.standing.cells.filter((cell) => cell.on).length +
  me.standing.purposes.filter((purpose) => purpose.on).length;

for (const skin of skins) {
  test(`${skin}: nothing is saved before it is saved, and it can be let go`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'consents'));
    const before = await held(page);
    const toggle = page.locator('[role=switch]:not([disabled])').first();
    const saved = await toggle.isChecked();
    await toggle.click();
    if (skin === 'html') await button(page, word('sv', 'consents.preview')).click();
    await heading(page, word('sv', 'changes.title')).waitFor({ state: 'attached' });
    assert.equal(await toggle.isChecked(), !saved);
    assert.deepEqual((await held(page)).standing, before.standing);
    await button(page, word('sv', 'consents.discard')).click();
    await heading(page, word('sv', 'changes.title')).waitFor({ state: 'detached' });
    assert.equal(await toggle.isChecked(), saved);
    assert.deepEqual((await held(page)).standing, before.standing);
    await close(page);
  });

  test(`${skin}: everything is turned off at once, and on again by hand`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'consents'));
    await button(page, word('sv', 'consents.stop_everything')).click();
    await says(page, word('sv', 'done.stopped'));
    assert.equal(on(await held(page)), 0);
    // A category of what is off altogether keeps its own answer, and the page says that it is of no use.
    for (const toggle of await page.locator('[role=switch]:not([id^=category-])').all())
      assert.equal(await toggle.isChecked(), false);
    await says(page, word('sv', 'state.purpose_off_anyway', { what: word('sv', 'purpose.analysis.switch') }));

    await page.locator('[role=switch][id^=cell-]:not([disabled])').first().click();
    const purposes = page.locator('[role=switch][id^=purpose-]');
    for (const toggle of await purposes.all()) await toggle.click();
    await button(page, word('sv', 'consents.save')).click();
    await says(page, word('sv', 'done.saved'));
    assert.equal(on(await held(page)), 1 + await purposes.count());
    await close(page);
  });
}

// L4, GDPR Art. 7(3): what a no takes is counted, and is no more than what the yes took.
for (const skin of skins) {
  test(`${skin}: a no is given on the same page with no more clicks than a yes`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'consents'));
    const cell = page.locator('[role=switch][id^=cell-]:not([disabled])').first();
    const clicked = async (steps) => {
      const there = page.url();
      let clicks = 0;
      for (const step of steps) {
        await step.click();
        ++clicks;
      }
      await says(page, word('sv', 'done.saved'));
      assert.equal(new URL(page.url()).pathname, new URL(there).pathname, 'the same page');
      assert.equal(await page.getByRole('textbox').count(), 0, 'nothing has to be filled in');
      return clicks;
    };
    const save = button(page, word('sv', 'consents.save'));
    const costs = { true: 0, false: 0 };
    for (let turn = 0; turn < 2; ++turn) {
      const wanted = !(await cell.isChecked());
      costs[wanted] = await clicked([cell, save]);
      assert.equal(await cell.isChecked(), wanted);
    }
    assert.ok(costs[false] > 0 && costs[false] <= costs[true], JSON.stringify(costs));
    await close(page);
  });
}

// Walks by Tab until the focus is where it should be, as someone without a mouse does.
async function tabTo(page, wanted) {
  for (let steps = 0; steps < 150; ++steps) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail('the keyboard does not reach it');
}

test('keyboard only: sign in, flip, save', async () => {
  const page = await open({ asMember: false });
  await visit(page, address('sv', 'sign_in'));
  await tabTo(page, page.getByRole('textbox'));
  await page.keyboard.type(member.email);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${address('sv', 'code')}`);
  await codeField(page).waitFor();
  await settled(page);
  await tabTo(page, codeField(page));
  await page.keyboard.type(await (await theDemo()).latestCode(member.email));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${address('sv', 'overview')}`);
  await settled(page);
  await tabTo(page, page.getByRole('link', { name: word('sv', 'menu.consents'), exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${address('sv', 'consents')}`);
  await heading(page, word('sv', 'consents.title')).waitFor({ state: 'attached' });
  const toggle = page.locator('[role=switch]:not([disabled])').first();
  const saved = await toggle.isChecked();
  await tabTo(page, toggle);
  await page.keyboard.press('Space');
  assert.equal(await toggle.isChecked(), !saved);
  await heading(page, word('sv', 'changes.title')).waitFor({ state: 'attached' });
  assert.ok(await toggle.evaluate((element) => element === document.activeElement),
    'the focus stays on the switch');
  await tabTo(page, button(page, word('sv', 'consents.save')));
  await page.keyboard.press('Enter');
  await says(page, word('sv', 'done.saved'));
  await page.reload();
  await settled(page);
  assert.equal(await toggle.isChecked(), !saved);
  await close(page);
});

test('a yes from a page that is out of date is refused, a no is not', async () => {
  const first = await open();
  await visit(first, address('sv', 'consents'));
  if (on(await held(first)) === 0) {
    await first.locator('[role=switch]:not([disabled])').first().click();
    await button(first, word('sv', 'consents.save')).click();
    await says(first, word('sv', 'done.saved'));
  }
  const second = await open();
  await visit(second, address('sv', 'consents'));
  await button(second, word('sv', 'consents.stop_everything')).click();
  await says(second, word('sv', 'done.stopped'));

  // The first tab still shows a switch as on; turning it off and saving says no a second time.
  first.expected = [/412|409/];
  const toggle = first.getByRole('switch', { checked: true }).first();
  await toggle.click();
  await button(first, word('sv', 'consents.save')).click();
  await main(first).getByRole('status').or(main(first).getByRole('alert')).first().waitFor({ state: 'attached' });
  assert.equal(on(await held(first)), 0);
  await close(first);
  await close(second);
});
