// Becoming a member, where one is signed in, another address, and leaving: the pages by which people come
// and go. They are the server's own in every skin.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, button, close, codeField, languages, main, open, says, signIn, skins, theDemo, visit, word } from './support.mjs';

const at = async (page, name) => page.waitForURL(`**${address(page.language, name)}*`);

// The page as a person without scripts, or with them, meets it.
async function go(page, name) {
  await page.goto(address(page.language, name));
  await main(page).waitFor();
}

async function typeTheCode(page, email) {
  await codeField(page, page.language).fill(await (await theDemo()).latestCode(email));
  await button(page, word(page.language, 'code.continue')).click();
}

async function join(page, email) {
  const { language } = page;
  await go(page, 'sign_in');
  await main(page).getByRole('link', { name: word(language, 'sign_in.join') }).click();
  await at(page, 'join');
  await page.getByRole('textbox', { name: word(language, 'sign_in.email') }).fill(email);
  await button(page, word(language, 'join.start_button')).click();
  await at(page, 'code');
  await typeTheCode(page, email);
  await at(page, 'join');
  await says(page, email);
  await page.locator('#join-given_name').fill('Eva');
  await page.locator('#join-family_name').fill('Sand');
  await page.locator('#join-birth_date').fill('1990-05-17');
  await page.locator('#accept-terms').check();
  await button(page, word(language, 'join.button')).click();
  await at(page, 'overview');
  await says(page, word(language, 'done.joined'));
}

for (const language of languages)
  test(`html: somebody joins in ${language}, sees where they are signed in, takes another address and leaves`, async () => {
    const page = await open({ skin: 'html', language, asMember: false });
    page.language = language;
    page.expected = [/401/];
    const email = `eva.${language}@example.se`;
    await join(page, email);

    await page.getByRole('contentinfo').getByRole('link', { name: word(language, 'footer.sessions') }).click();
    await at(page, 'sessions');
    await says(page, word(language, 'sessions.here'));

    await go(page, 'data');
    await main(page).getByRole('link', { name: word(language, 'correct.email') }).click();
    await at(page, 'email');
    const other = `eva.ny.${language}@example.se`;
    await page.getByRole('textbox', { name: word(language, 'email.new') }).fill(other);
    await button(page, word(language, 'email.button')).click();
    await at(page, 'code');
    await typeTheCode(page, other);
    await at(page, 'sign_in');
    await says(page, word(language, 'done.email_changed'));

    await signIn(page, { language, email: other });
    await go(page, 'data');
    await main(page).getByRole('link', { name: word(language, 'data.leave') }).click();
    await at(page, 'leave');
    await button(page, word(language, 'leave.button')).click();
    await says(page, word(language, 'leave.error.not_sure'));
    await page.locator('#leave-sure').check();
    await button(page, word(language, 'leave.button')).click();
    await at(page, 'sign_in');
    await says(page, word(language, 'done.left'));
    await go(page, 'overview');
    await at(page, 'sign_in');
    await close(page);
  });

test('html: everywhere means everywhere', async () => {
  const here = await open({ skin: 'html', asMember: false });
  const there = await open({ skin: 'html', asMember: false });
  for (const page of [here, there]) page.language = 'sv';
  const email = 'eva.overallt@example.se';
  await join(here, email);
  await signIn(there, { email });
  await go(here, 'sessions');
  await says(here, word('sv', 'sessions.elsewhere'));
  await button(here, word('sv', 'sessions.everywhere')).click();
  await at(here, 'sign_in');
  await says(here, word('sv', 'done.signed_out_everywhere'));
  await go(there, 'overview');
  await at(there, 'sign_in');
  await close(here);
  await close(there);
});

for (const skin of skins)
  test(`${skin}: the link of the mail fills the code in and the button signs in; elsewhere it shows the code`, async () => {
    const page = await open({ skin, asMember: false });
    page.language = 'sv';
    await go(page, 'sign_in');
    const email = 'asa.lindqvist@example.se';
    await page.getByRole('textbox', { name: word('sv', 'sign_in.email') }).fill(email);
    await button(page, word('sv', 'sign_in.button')).click();
    await codeField(page).waitFor();
    const code = await (await theDemo()).latestCode(email);
    const link = `${address('sv', 'code')}?code=${code}`;

    const elsewhere = await open({ skin, asMember: false });
    await elsewhere.goto(link);
    await says(elsewhere, code);
    assert.equal(await elsewhere.locator('#code').count(), 0);
    await close(elsewhere);

    await page.goto(link);
    assert.equal(await codeField(page).inputValue(), code);
    await button(page, word('sv', 'code.button')).click();
    await at(page, 'overview');
    await close(page);
  });

test('canvas: the list of sessions is drawn, and one in another browser is ended by its button', async () => {
  const page = await open({ asMember: false });
  page.language = 'sv';
  page.expected = [/401/];
  const other = await open({ skin: 'html', asMember: false });
  for (const one of [page, other]) await signIn(one, {});
  await visit(page, address('sv', 'sessions'));
  const before = await main(page).getByRole('button', { name: word('sv', 'sessions.end') }).count();
  assert.ok(before >= 1);
  await main(page).getByRole('button', { name: word('sv', 'sessions.end') }).first().click();
  await says(page, word('sv', 'done.session_ended'));
  await close(page);
  await close(other);
});
