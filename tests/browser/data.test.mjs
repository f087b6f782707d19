// Seeing what is held, and putting it right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, button, close, held, main, noticeName, open, says, settled, skins, visit, word }
  from './support.mjs';

const field = async (page, id) =>
  page.getByRole('textbox', { name: await noticeName('sv', 'fields', id), exact: true });

for (const skin of ['canvas', 'plain']) {
  test(`${skin}: what is wrong is said while typing, by the same rule as on the server`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'data'));
    const phone = await field(page, 'phone');
    await phone.fill('');
    await phone.pressSequentially('abc');
    await page.keyboard.press('Tab');
    await says(page, word('sv', 'error.bad_phone'));
    assert.equal(await phone.getAttribute('aria-invalid'), 'true');
    await phone.fill('');
    await phone.pressSequentially('070-123 45 67');
    await page.keyboard.press('Tab');
    await main(page).getByText(word('sv', 'error.bad_phone')).waitFor({ state: 'detached' });
    await close(page);
  });
}

test('html: what is wrong is said by the server, and what was typed stays', async () => {
  const page = await open({ skin: 'html' });
  await page.goto(address('sv', 'data'));
  const before = await held(page);
  await (await field(page, 'phone')).fill('abc');
  await button(page, word('sv', 'correct.save')).click();
  await says(page, word('sv', 'error.bad_phone'));
  assert.equal(await (await field(page, 'phone')).inputValue(), 'abc');
  assert.deepEqual((await held(page)).member, before.member);
  await close(page);
});

test('the fields of the member tell the browser what it may fill in', async () => {
  const page = await open();
  await visit(page, address('sv', 'data'));
  const tokens = await page.locator('#correct-form input.control')
    .evaluateAll((inputs) => inputs.map((input) => input.autocomplete));
  // Not the e-mail address: it is the way in, and changing it wants a fresh code.
  for (const token of ['given-name', 'family-name', 'tel', 'postal-code'])
    assert.ok(tokens.includes(token), `${token} among ${tokens}`);
  await close(page);
});

for (const [what, name] of [['Arabic', 'نور'], ['an emoji', 'Åsa 🌸']]) {
  test(`a name in or with ${what} is drawn by the browser, not as boxes`, async () => {
    const page = await open();
    const before = (await held(page)).member.holdings.records.find((record) => record.field === 'given_name');
    await visit(page, address('sv', 'data'));
    const given = await field(page, 'given_name');
    await given.fill(name);
    await button(page, word('sv', 'correct.save')).click();
    await says(page, word('sv', 'done.corrected'));
    await visit(page, address('sv', 'overview'));
    const greeting = main(page).getByText(name).first();
    const colour = await greeting.evaluate((element) => getComputedStyle(element).color);
    assert.doesNotMatch(colour, /transparent|, 0\)$/, 'its own text is visible, so the canvas leaves it out');
    const plain = main(page).getByRole('heading').first();
    assert.match(await plain.evaluate((element) => getComputedStyle(element).color), /transparent|, 0\)$/,
      'other text is drawn on the canvas');
    await visit(page, address('sv', 'data'));
    await (await field(page, 'given_name')).fill(before.value);
    await button(page, word('sv', 'correct.save')).click();
    await says(page, word('sv', 'done.corrected'));
    await close(page);
  });
}

for (const skin of skins) {
  test(`${skin}: a topic is followed and another let go of by their switches`, async (t) => {
    const page = await open({ skin });
    await visit(page, address('sv', 'preferences'));
    const followed = async () => (await held(page)).member.holdings.records
      .find((record) => record.field === 'followed_topics')?.value;
    const flip = async (...topics) => {
      for (const id of topics) await page.locator(`#correct-followed_topics-${id}`).click();
      await button(page, word('sv', 'preferences.save')).click();
      await says(page, word('sv', 'done.corrected'));
    };
    if (await page.locator('#correct-followed_topics').count() === 0) {
      await close(page);
      t.skip('the version of the notice in force has no topics to follow');
      return;
    }
    assert.equal(await followed(), 'bath,sleep');
    await flip('curtains', 'bath');
    assert.equal(await followed(), 'curtains,sleep');
    const sleep = await noticeName('sv', 'topics', 'sleep');
    await visit(page, address('sv', 'data'));
    await says(page, `${sleep} och ${await noticeName('sv', 'topics', 'curtains')}`);
    await visit(page, address('sv', 'preferences'));
    await flip('curtains', 'bath');
    assert.equal(await followed(), 'bath,sleep');
    await close(page);
  });

  test(`${skin}: every value that is held is on the page, with its purpose, ground, source and last day`, async () => {
    const page = await open({ skin });
    await visit(page, address('sv', 'data'));
    const me = await held(page);
    const text = await main(page).innerText();
    const names = new Map();
    for (const record of me.member.holdings.records) {
      names.set(record.field, await noticeName('sv', 'fields', record.field));
      assert.ok(text.includes(names.get(record.field)), record.field);
    }
    for (const label of ['data.used_for', 'data.basis', 'data.goes'])
      assert.ok(text.includes(word('sv', label)), label);
    for (const receipt of me.member.holdings.receipts.slice(-50)) assert.ok(text.includes(receipt.number), receipt.number);
    await close(page);
  });
}
