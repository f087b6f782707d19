// Signing in by a provider as others run it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { before, test } from 'node:test';
import { freePort } from '../support/free_port.mjs';
import { agreeAs, asa, Browser, decline, optionsFor, reasons, root, startProgram, startProvider } from './support.mjs';

const words = (language) => JSON.parse(fs.readFileSync(`${root}/assets/text/${language}.json`, 'utf8'));
const failed = (language, program) => `${program.origin}/${language}/${words(language)['path.sign_in']}?done=openid_failed`;

let provider;
let program;  // Members are known by their verified address.
let byNumber;
before(async () => {
  const port = await freePort();
  provider = await startProvider(port);
  program = await startProgram(port, optionsFor(provider));
  const other = await freePort();
  byNumber = await startProgram(other, optionsFor(await startProvider(other),
    { claim: 'member_number', names: 'member_number', scope: 'openid' }));
});

// The address behind the button.
async function begin(browser, at, language = 'sv') {
  const page = await browser.get(`${at.origin}/${language}/${words(language)['path.sign_in']}`);
  const link = /<a[^>]*href="(\/openid\/start\/[^"]*)"[^>]*>([^<]*)</.exec(page.body);
  assert.equal(link[2], words(language)['sign_in.openid'].replace('{name}', 'BankID'));
  return (await browser.get(at.origin + link[1])).location;
}

test('a member signs in by the button, in the language they began in', async () => {
  for (const language of ['sv', 'en']) {
    const browser = new Browser();
    const back = await agreeAs(browser, 'asa', await begin(browser, program, language), program);
    const answer = await browser.get(back);
    assert.equal(answer.status, 303);
    assert.equal(answer.location, `${program.origin}/${language}/${words(language)['path.overview']}`);
    assert.match(JSON.stringify(await browser.whoAmI(program)), new RegExp(asa.number));
    assert.match((await browser.get(answer.location)).body, /Åsa/);
  }
});

test('or by the member number, where the provider knows it', async () => {
  const browser = new Browser();
  await browser.get(await agreeAs(browser, 'asa', await begin(browser, byNumber), byNumber));
  assert.match(JSON.stringify(await browser.whoAmI(byNumber)), new RegExp(asa.number));
});

test('what the provider is asked has a challenge, a nonce and a state, and no secret', async () => {
  const browser = new Browser();
  const asked = new URL(await begin(browser, program)).searchParams;
  assert.equal(asked.get('response_type'), 'code');
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.match(asked.get('code_challenge'), /^[\w-]{43}$/);
  assert.match(asked.get('nonce'), /^[0-9a-f]{64}$/);
  assert.match(asked.get('state'), /^[0-9a-f]{64}$/);
  assert.equal(asked.get('max_age'), '600');
  const { oid } = browser.of(program);
  assert.match(oid, /^[0-9a-f]{64}$/);
  for (const value of asked.values()) assert.ok(!value.includes(oid));
  const again = new URL(await begin(new Browser(), program)).searchParams;
  for (const name of ['state', 'nonce', 'code_challenge']) assert.notEqual(again.get(name), asked.get(name));
});

test('somebody whom the club does not know gets no account and is told how to get in', async () => {
  const before = (await reasons(program, 0)).length;
  const browser = new Browser();
  const answer = await browser.get(await agreeAs(browser, 'stranger', await begin(browser, program), program));
  assert.equal(answer.location, failed('sv', program));
  assert.equal(await browser.whoAmI(program), null);
  assert.match((await browser.get(answer.location)).body, new RegExp(words('sv')['done.openid_failed'].slice(0, 40)));
  // By the number as well, and once more: nothing was begun for them the first time.
  for (let time = 0; time < 2; ++time) {
    const other = new Browser();
    await other.get(await agreeAs(other, 'stranger', await begin(other, byNumber), byNumber));
    assert.equal(await other.whoAmI(byNumber), null);
  }
  assert.deepEqual((await reasons(program, before + 1)).slice(before), ['no_such_member']);
  assert.deepEqual(await reasons(byNumber, 2), ['no_such_member', 'no_such_member']);
});

test('an address that the provider does not vouch for is nobody\'s', async () => {
  const before = (await reasons(program, 0)).length;
  const browser = new Browser();
  await browser.get(await agreeAs(browser, 'asa_unverified', await begin(browser, program), program));
  assert.equal(await browser.whoAmI(program), null);
  assert.deepEqual((await reasons(program, before + 1)).slice(before), ['email_not_verified']);
});

test('who changes their mind is back where they began', async () => {
  const before = (await reasons(program, 0)).length;
  const browser = new Browser();
  const answer = await browser.get(await decline(browser, await begin(browser, program, 'en'), program));
  assert.equal(answer.status, 303);
  assert.match(answer.location, /done=openid_failed$/);
  assert.deepEqual((await reasons(program, before + 1)).slice(before), ['declined']);
});

test('a sign-in at the provider that is older than ten minutes is asked for anew', async () => {
  // max_age is the provider's to keep; that the program checks it too is id_token_test.cpp's.
  const asked = new URL(await begin(new Browser(), program));
  assert.equal(asked.searchParams.get('max_age'), '600');
});

test('an answer is good in the browser that asked, once', async () => {
  const before = (await reasons(program, 0)).length;
  const browser = new Browser();
  const back = await agreeAs(browser, 'asa', await begin(browser, program), program);

  const stranger = new Browser();
  await stranger.get(back);
  assert.equal(await stranger.whoAmI(program), null, 'no cookie');
  await begin(stranger, program);
  await stranger.get(back);
  assert.equal(await stranger.whoAmI(program), null, 'a cookie of another try');

  const { oid } = browser.of(program);
  await browser.get(back);
  assert.ok(await browser.whoAmI(program));
  assert.equal(browser.of(program).oid, undefined, 'gone with the first answer');

  const copy = new Browser();
  copy.cookies[`127.0.0.1:${program.port}`] = { oid };
  await copy.get(back);
  assert.equal(await copy.whoAmI(program), null, 'the provider takes its code once');
  assert.deepEqual((await reasons(program, before + 3)).slice(before), ['not_begun_here', 'wrong_state', 'code_refused']);
});

test('cookies that somebody planted before are worth nothing afterwards', async () => {
  const browser = new Browser();
  const planted = { sid: 'a'.repeat(64), pre: 'b'.repeat(64) };
  browser.cookies[`127.0.0.1:${program.port}`] = { ...planted };
  await browser.get(await agreeAs(browser, 'asa', await begin(browser, program), program));
  assert.ok(await browser.whoAmI(program));
  assert.notEqual(browser.of(program).sid, planted.sid);
  const attacker = new Browser();
  attacker.cookies[`127.0.0.1:${program.port}`] = { ...planted };
  assert.equal(await attacker.whoAmI(program), null);
});

test('a session of before ends with the new one', async () => {
  const browser = new Browser();
  await browser.get(await agreeAs(browser, 'asa', await begin(browser, program), program));
  const first = browser.of(program).sid;
  // The provider knows her already, and the sign-in page is not shown to her; the answer of another try is.
  delete browser.of(program).sid;
  const back = await agreeAs(browser, 'asa', await begin(browser, program), program);
  browser.of(program).sid = first;
  await browser.get(back);
  assert.ok(await browser.whoAmI(program));
  assert.notEqual(browser.of(program).sid, first);
  const old = new Browser();
  old.cookies[`127.0.0.1:${program.port}`] = { sid: first };
  assert.equal(await old.whoAmI(program), null);
});

test('without a provider there is no button and nothing at its addresses', async () => {
  const plain = await startProgram(await freePort(), []);
  const browser = new Browser();
  const page = await browser.get(`${plain.origin}/sv/${words('sv')['path.sign_in']}`);
  assert.doesNotMatch(page.body, /openid/);
  for (const target of ['/openid/start/sv', '/openid/return?code=a&state=b'])
    assert.equal((await browser.get(plain.origin + target)).status, 404, target);
  assert.equal(JSON.parse((await browser.get(`${plain.origin}/api/v1/notice`)).body).sign_in_by, undefined);
});

test('the canvas is told what the button is called', async () => {
  const notice = JSON.parse((await new Browser().get(`${program.origin}/api/v1/notice`)).body);
  assert.equal(notice.sign_in_by, 'BankID');
});

test('it is counted, and no line of the log knows who, or with what', async () => {
  const metrics = (await new Browser().get(`${program.origin}/metrics`)).body;
  assert.match(metrics, /^samtycke_sign_ins_total\{way="openid"\} [1-9]/m);
  assert.match(metrics, /^samtycke_refusals_total\{reason="wrong_state"\} 1$/m);
  const log = program.said.split('\n').filter((line) => /^\d{4}-/.test(line));
  assert.ok(log.length > 50);
  for (const line of log) {
    assert.doesNotMatch(line, /[0-9a-f]{17}|asa|nobody\.at|code=|state=|eyJ|example|999999|100001/, line);
    assert.match(line, /( [0-9a-f]{16}| -)$/);
  }
});
