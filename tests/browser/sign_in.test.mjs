// Getting in, and out again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, askForCode, button, close, codeField, languages, main, member, open, says, signIn, skins, theDemo, visit, word }
  from './support.mjs';

test('the front door leads to signing in, in the language of the browser', async () => {
  for (const language of languages) {
    const page = await open({ skin: 'html', language, asMember: false });
    await page.goto('/');
    assert.equal(new URL(page.url()).pathname, address(language, 'sign_in'));
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    await close(page);
  }
});

test('nobody sees a page of a member without signing in', async () => {
  const page = await open({ skin: 'html', asMember: false });
  for (const name of ['overview', 'consents', 'data', 'download']) {
    await page.goto(address('sv', name));
    assert.equal(new URL(page.url()).pathname, address('sv', 'sign_in'), name);
  }
  await close(page);
});

test('the fields tell the browser what it may fill in', async () => {
  const page = await open({ asMember: false });
  await visit(page, address('sv', 'sign_in'));
  const email = page.getByRole('textbox', { name: word('sv', 'sign_in.email') });
  assert.equal(await email.getAttribute('autocomplete'), 'email');
  assert.equal(await email.getAttribute('type'), 'email');
  await askForCode(page);
  assert.equal(await codeField(page).getAttribute('autocomplete'), 'one-time-code');
  await close(page);
});

for (const skin of skins) {
  test(`${skin}: an address that cannot be one is said to be wrong, and stays as it was typed`, async () => {
    const page = await open({ skin, asMember: false });
    page.expected = [/400|422/];
    await visit(page, address('sv', 'sign_in'));
    await page.getByRole('textbox').fill('asa.lindqvist');
    await button(page, word('sv', 'sign_in.button')).click();
    await page.locator('[aria-invalid=true]').waitFor();
    assert.equal(await page.getByRole('textbox').inputValue(), 'asa.lindqvist');
    await close(page);
  });

  test(`${skin}: a wrong code is refused and the right one still works`, async () => {
    const page = await open({ skin, asMember: false });
    page.expected = [/40[0-9]|422/];
    await visit(page, address('sv', 'sign_in'));
    await askForCode(page);
    await codeField(page).fill('0000-0000');
    await button(page, word('sv', 'code.button')).click();
    await page.locator('#code[aria-invalid=true]').waitFor();
    // Letter by letter: the frame in which the error goes away must not take the first one with it.
    await codeField(page).fill('');
    await codeField(page).pressSequentially(await (await theDemo()).latestCode(member.email));
    await button(page, word('sv', 'code.button')).click();
    await page.waitForURL(`**${address('sv', 'overview')}`);
    await close(page);
  });
}

test('an address that nobody has gets the same page as one that somebody has', async () => {
  const seen = [];
  for (const email of [member.email, 'nobody.here@example.se']) {
    const page = await open({ skin: 'html', asMember: false });
    await page.goto(address('sv', 'sign_in'));
    await askForCode(page, 'sv', email);
    seen.push((await main(page).innerText()).replaceAll(email, 'EMAIL'));
    await close(page);
  }
  assert.equal(seen[0], seen[1]);
});

// L27; that no other origin is asked is looked at on every page when it closes (support.mjs).
test('no cookie but the necessary ones, and none that a script can read', async () => {
  const page = await open({ asMember: false });
  await signIn(page);
  for (const name of ['overview', 'consents', 'data', 'download']) await visit(page, address('sv', name));
  const cookies = await page.context().cookies();
  assert.ok(cookies.length > 0);
  for (const cookie of cookies) {
    assert.ok(['sid', 'pre'].includes(cookie.name), cookie.name);
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Lax');
    assert.equal(cookie.path, '/');
  }
  await close(page);
});

for (const skin of skins) {
  test(`${skin}: signing out ends the session on the server too`, async () => {
    const page = await open({ skin, asMember: false });
    await signIn(page);
    await visit(page, address('sv', 'overview'));
    const [sid] = (await page.context().cookies()).filter((cookie) => cookie.name === 'sid');
    await button(page, word('sv', 'sign_out.button')).click();
    await page.waitForURL(`**${address('sv', 'sign_in')}*`);
    await says(page, word('sv', 'done.signed_out'));
    await page.context().addCookies([sid]);
    assert.equal((await page.context().request.get('/api/v1/me')).status(), 401);
    await close(page);
  });
}
