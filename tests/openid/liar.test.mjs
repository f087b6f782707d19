// A provider, or somebody on the way to it, that lies: nobody gets in, the log says why, and the person is told one
// and the same thing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { before, test } from 'node:test';
import { freePort } from '../support/free_port.mjs';
import { asa, atTheEnd, Browser, client, optionsFor, reasons, rs256, scratch, startLiar, startProgram, token } from './support.mjs';

let liar;
let program;
before(async () => {
  liar = await startLiar();
  program = await startProgram(await freePort(), optionsFor(liar, { timeout: '2' }));
});

// Begins at the program and comes back with a code, as if the provider had sent the browser. `answer` gets what
// a good token would claim and gives what the token endpoint says.
async function comeBack(answer, { at = program, from = liar, query = {} } = {}) {
  const browser = new Browser();
  const asked = new URL((await browser.get(`${at.origin}/openid/start/sv`)).location).searchParams;
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: from.issuer, sub: '4711', aud: client.id, nonce: asked.get('nonce'), exp: now + 300, iat: now,
    auth_time: now - 3, email: asa.email, email_verified: true };
  from.answer = () => answer(good);
  const back = new URL(`${at.origin}/openid/return`);
  for (const [name, value] of Object.entries({ code: 'the-code', state: asked.get('state'), ...query }))
    if (value !== null) back.searchParams.set(name, value);
  return { browser, page: await browser.get(back), asked };
}
const says = (idToken) => ({ body: JSON.stringify({ id_token: idToken, token_type: 'Bearer', access_token: 'x' }) });
const good = (claims) => says(token(claims, { sign: rs256(liar.pair.privateKey) }));

test('the control: what is told truly lets a member in', async () => {
  const { browser, asked } = await comeBack(good);
  assert.ok(await browser.whoAmI(program));
  const { form, headers, url } = liar.asked.at(-1);
  assert.equal(url, '/token');
  assert.equal(form.grant_type, 'authorization_code');
  assert.equal(form.code, 'the-code');
  assert.equal(form.redirect_uri, `${program.origin}/openid/return`);
  // RFC 7636 section 4.6.
  assert.equal(crypto.createHash('sha256').update(form.code_verifier).digest('base64url'), asked.get('code_challenge'));
  // RFC 6749 section 2.3.1.
  const [id, secret] = Buffer.from(headers.authorization.slice(6), 'base64').toString().split(':').map(decodeURIComponent);
  assert.deepEqual({ id, secret }, client);
});

const now = () => Math.floor(Date.now() / 1000);
const other = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const changed = (more) => (claims) => good({ ...claims, ...more });
const hmac = (secret) => (text) => crypto.createHmac('sha256', secret).update(text).digest('base64url');

const lies = {
  'another issuer': ['wrong_issuer', changed({ iss: 'https://evil.example' })],
  'for another client': ['wrong_audience', changed({ aud: 'another' })],
  'for us and another': ['wrong_audience', changed({ aud: [client.id, 'another'] })],
  'handed on by another': ['wrong_party', changed({ azp: 'another' })],
  'to another question': ['wrong_nonce', changed({ nonce: 'f'.repeat(64) })],
  'to no question': ['wrong_nonce', changed({ nonce: undefined })],
  'of yesterday': ['token_expired', (claims) => good({ ...claims, exp: now() - 3600 })],
  'of tomorrow': ['issued_wrongly', (claims) => good({ ...claims, iat: now() + 3600, exp: now() + 7200 })],
  'good for ever, issued long ago': ['issued_wrongly', (claims) => good({ ...claims, iat: now() - 3600 })],
  'of somebody who signed in this morning': ['not_recent', (claims) => good({ ...claims, auth_time: now() - 3600 })],
  'without saying when they signed in': ['not_recent', changed({ auth_time: undefined })],
  'of nobody': ['no_member_claim', changed({ email: undefined })],
  'of an address that is not checked': ['email_not_verified', changed({ email_verified: false })],
  'of what is no address': ['no_such_member', changed({ email: 'not an address' })],
  'of numbers': ['wrong_claims', changed({ email: 7 })],
  'not signed (alg none)': ['wrong_algorithm', (claims) => says(token(claims, { head: { alg: 'none' }, sign: () => '' }))],
  'signed by the public key (HS256, as text)': ['wrong_algorithm', (claims) => says(token(claims, {
    head: { alg: 'HS256' }, sign: hmac(liar.pair.publicKey.export({ type: 'spki', format: 'pem' })) }))],
  'signed by the public key (HS256, as JSON)': ['wrong_algorithm', (claims) => says(token(claims, {
    head: { alg: 'HS256' }, sign: hmac(JSON.stringify(liar.jwk)) }))],
  'signed by our secret (HS256)': ['wrong_algorithm', (claims) => says(token(claims, {
    head: { alg: 'HS256' }, sign: hmac(client.secret) }))],
  'signed by another key of that name': ['wrong_signature', (claims) => says(token(claims, { sign: rs256(other.privateKey) }))],
  'signed by a key that it brings along': ['wrong_signature', (claims) => says(token(claims, {
    head: { jwk: other.publicKey.export({ format: 'jwk' }) }, sign: rs256(other.privateKey) }))],
  'of a key that nobody knows': ['unknown_key', (claims) => says(token(claims, {
    head: { kid: 'another' }, sign: rs256(other.privateKey) }))],
  'with an extension that matters': ['unknown_extension', (claims) => says(token(claims, {
    head: { crit: ['b64'], b64: false }, sign: rs256(liar.pair.privateKey) }))],
  'not a token': ['not_a_token', () => says('hello')],
  'no token': ['no_token', () => ({ body: '{"access_token":"x"}' })],
  'HTML': ['no_token', () => ({ body: '<h1>welcome</h1>' })],
  'two tokens': ['no_token', () => ({ body: '{"id_token":"a","id_token":"b"}' })],
  'a no to the code': ['code_refused', () => ({ status: 400, body: '{"error":"invalid_grant"}' })],
  'a no to us': ['client_refused', () => ({ status: 401, body: '{"error":"invalid_client"}' })],
  'a fault of its own': ['provider_failed', () => ({ status: 500, body: 'oh' })],
  'another address': ['provider_failed', () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' })],
  'without an end': ['answer_too_long', () => ({ body: 'a'.repeat(1 << 20) })],
  'silence': ['timed_out', () => null],
};

test('each lie is refused with its own word in the log, and one page for the person', async () => {
  const before = (await reasons(program, 0)).length;
  const expected = [];
  const pages = new Set();
  for (const [what, [why, answer]] of Object.entries(lies)) {
    const { browser, page } = await comeBack(answer);
    expected.push(why);
    assert.deepEqual((await reasons(program, before + expected.length)).slice(before), expected, what);
    assert.equal(await browser.whoAmI(program), null, what);
    pages.add(`${page.status} ${page.location} ${page.setCookies.join('|')} ${page.body}`);
  }
  assert.equal(pages.size, 1);
  assert.match([...pages][0], /^303 .*\?done=openid_failed oid=; /);
});

test('what comes in the address is checked before the provider is asked', async () => {
  const before = (await reasons(program, 0)).length;
  const asked = liar.asked.length;
  const answers = {
    wrong_state: [{ state: 'f'.repeat(64) }, { state: '' }, { state: null }, { state: 'x' }],
    wrong_issuer_in_address: [{ iss: 'https://evil.example' }, { iss: '' }],
    declined: [{ error: 'access_denied' }],
    provider_refused: [{ error: 'login_required' }, { error: '<script>' }, { error: '\r\nX: y' }],
    no_code: [{ code: '' }, { code: null }, { code: 'a'.repeat(1025) }],
  };
  const expected = [];
  for (const [why, queries] of Object.entries(answers)) {
    for (const query of queries) {
      const { browser, page } = await comeBack(good, { query });
      expected.push(why);
      assert.match(page.location, /\?done=openid_failed$/);
      assert.equal(await browser.whoAmI(program), null);
    }
  }
  assert.deepEqual((await reasons(program, before + expected.length)).slice(before), expected);
  assert.equal(liar.asked.length, asked);
  const { browser } = await comeBack(good, { query: { iss: liar.issuer } });
  assert.ok(await browser.whoAmI(program), 'RFC 9207: its own name is right');
});

test('cookies that are none of ours begin nothing', async () => {
  const before = (await reasons(program, 0)).length;
  for (const oid of ['', 'x', 'F'.repeat(64), 'f'.repeat(63), 'f'.repeat(65), `${'f'.repeat(64)}"`]) {
    const browser = new Browser();
    browser.cookies[`127.0.0.1:${program.port}`] = { oid };
    await browser.get(`${program.origin}/openid/return?code=a&state=b`);
    assert.equal(await browser.whoAmI(program), null);
  }
  assert.deepEqual(new Set((await reasons(program, before + 6)).slice(before)), new Set(['not_begun_here']));
});

test('new keys are taken up while it serves, and old ones are let go', async () => {
  const kept = fs.readFileSync(liar.keys, 'utf8');
  const fresh = { ...other.publicKey.export({ format: 'jwk' }), kid: 'fresh', use: 'sig', alg: 'RS256' };
  fs.writeFileSync(liar.keys, JSON.stringify({ keys: [fresh] }));
  const byFresh = (claims) => says(token(claims, { head: { kid: 'fresh' }, sign: rs256(other.privateKey) }));
  assert.ok(await (await comeBack(byFresh)).browser.whoAmI(program));
  assert.equal(await (await comeBack(good)).browser.whoAmI(program), null);
  fs.rmSync(liar.keys);
  assert.equal(await (await comeBack(byFresh)).browser.whoAmI(program), null);
  fs.writeFileSync(liar.keys, kept);
  assert.ok(await (await comeBack(good)).browser.whoAmI(program));
});

test('a provider that hangs holds eight, and the portal answers everybody else', async () => {
  const before = (await reasons(program, 0)).length;
  const all = Promise.all(Array.from({ length: 12 }, () => comeBack(() => null)));
  const page = await new Browser().get(`${program.origin}/healthz`);
  assert.equal(page.body, 'ok\n');
  await all;
  const why = (await reasons(program, before + 12)).slice(before).sort();
  assert.deepEqual(why, [...Array(8).fill('timed_out'), ...Array(4).fill('too_many_under_way')]);
});

function certificate(name) {
  const key = path.join(scratch, `${name}.key`);
  const cert = path.join(scratch, `${name}.crt`);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { key: fs.readFileSync(key), cert: fs.readFileSync(cert), path: cert };
}

test('over TLS its certificate is checked, through a socket as well', async () => {
  const right = certificate('localhost');
  const wrong = certificate('evil.example');
  const honest = await startLiar({ tls: right });
  const by = (claims) => says(token(claims, { sign: rs256(honest.pair.privateKey) }));

  const trusting = await startProgram(await freePort(), optionsFor(honest, { ca: right.path }));
  assert.ok(await (await comeBack(by, { at: trusting, from: honest })).browser.whoAmI(trusting));

  const wary = await startProgram(await freePort(), optionsFor(honest, { ca: wrong.path }));
  const asked = honest.asked.length;
  assert.equal(await (await comeBack(by, { at: wary, from: honest })).browser.whoAmI(wary), null);
  assert.deepEqual(await reasons(wary, 1), ['not_trusted']);
  assert.equal(honest.asked.length, asked, 'it heard neither code nor secret');

  const masked = await startLiar({ tls: wrong });
  const misled = await startProgram(await freePort(), optionsFor(masked, { ca: wrong.path }));
  assert.equal(await (await comeBack(by, { at: misled, from: masked })).browser.whoAmI(misled), null);
  assert.deepEqual(await reasons(misled, 1), ['not_trusted']);

  // As systemd-socket-proxyd does it.
  const socket = path.join(scratch, 'way-out.sock');
  const way = net.createServer((from) => {
    const to = net.connect(honest.port, '127.0.0.1');
    for (const [a, b] of [[from, to], [to, from]]) { a.pipe(b); a.on('error', () => b.destroy()); }
  });
  await new Promise((resolve) => way.listen(socket, resolve));
  atTheEnd(() => new Promise((resolve) => way.close(resolve)));
  const led = await startProgram(await freePort(),
    optionsFor({ ...honest, token: `https://localhost:1/token` }, { ca: right.path, socket }));
  assert.ok(await (await comeBack(by, { at: led, from: honest })).browser.whoAmI(led));
});

test('a provider that is not there is said to be not there', async () => {
  const gone = await startLiar();
  const alone = await startProgram(await freePort(), optionsFor(gone));
  await gone.close();
  assert.equal(await (await comeBack(good, { at: alone, from: gone })).browser.whoAmI(alone), null);
  assert.deepEqual(await reasons(alone, 1), ['no_connection']);
});
