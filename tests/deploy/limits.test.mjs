// How often one address may ask; and that stopping is never in anyone's way.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { address, ask, startNginx, startProgram, startProgramOnPort, startRecorder, texts } from './support.mjs';

let front;
let wire;
before(async () => {
  wire = await startRecorder('limits');
  front = await startNginx('limits', wire.socket, { waitsAsShipped: true });
});

const times = (count, what) => Promise.all(Array.from({ length: count }, (_, i) => what(i)));
const refused = (answers) => answers.filter((answer) => answer.status === 429).length;

test('every address at which a code is asked for or typed has the narrow limit', async () => {
  const paths = Object.keys(texts)
    .flatMap((language) => ['sign_in', 'code', 'join', 'email', 'download'].map((page) => address(language, page)))
    .concat('/api/v1/sign-in', '/api/v1/session', '/api/v1/join/address', '/api/v1/join', '/api/v1/me/email');
  for (const [i, target] of paths.entries()) {
    const from = `127.0.1.${i + 1}`;
    const answers = await times(40, () => ask(front, target, { method: 'POST', body: 'a=b', from }));
    const stopped = refused(answers);
    assert.ok(stopped >= 15 && stopped <= 19, `${target}: ${stopped} of 40 were stopped`);
    const one = answers.find((answer) => answer.status === 429);
    assert.deepEqual(one.headers['retry-after'], ['10']);
    assert.equal((await ask(front, target, { from })).status, 200, `${target} can still be read`);
    assert.equal((await ask(front, target, { method: 'POST', body: 'a=b', from: '127.0.1.200' })).status, 200,
      `${target}: another address is another visitor`);
  }
});

test('so has the address at which a provider\'s members come back', async () => {
  const answers = await times(40, () => ask(front, '/openid/return?code=a&state=b', { from: '127.0.4.1' }));
  assert.ok(refused(answers) >= 15 && refused(answers) <= 19, `${refused(answers)} of 40 were stopped`);
  assert.equal((await ask(front, '/openid/return', { from: '127.0.4.2' })).status, 200);
});

test('another forwarded address is no other visitor', async () => {
  const answers = await times(40, (i) => ask(front, '/api/v1/sign-in', {
    method: 'POST', body: '{}', from: '127.0.2.1', headers: { 'x-forwarded-for': `192.0.2.${i}` } }));
  assert.ok(refused(answers) >= 15);
});

test('a household of IPv6 is one visitor, and the next one is another', async () => {
  // This machine may have no such addresses: nginx is told to take them from a header.
  const told = await startNginx('limits-ipv6', wire.socket, {
    waitsAsShipped: true, more: '  set_real_ip_from 127.0.0.1; real_ip_header X-Told;\n' });
  const post = (from) => ask(told, '/api/v1/sign-in', { method: 'POST', body: '{}', headers: { 'x-told': from } });
  assert.ok(refused(await times(40, (i) => post(`2001:db8:a:a:${i}::${i + 1}`))) >= 15);
  assert.equal(refused([await post('2001:db8:a:b::1')]), 0);
  assert.equal(refused(await times(40, (i) => post(`2001:db8:a:${(i + 16).toString(16)}::1`))), 0, 'forty households');
  assert.equal(refused(await times(40, (i) => post(`192.0.2.${i}`))), 0, 'forty addresses of IPv4');
});

test('a flood is stopped at the wall, and stopping mails is not', async () => {
  const from = '127.0.3.1';
  const flood = await times(600, () => ask(front, '/', { from }));
  assert.ok(refused(flood) > 0, 'the flood met its limit');
  const answers = await times(200, (i) => ask(front, `/u/link-${i}`, {
    method: 'POST', body: 'List-Unsubscribe=One-Click', from,
    headers: { 'content-type': 'application/x-www-form-urlencoded' } }));
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]), '200 different links');
  // Fewer than one address may have under way at once, and twice what the narrow limit lets through.
  const left = await times(40, () => ask(front, address('sv', 'leave'), { method: 'POST', body: 'do=leave', from: '127.0.3.2' }));
  assert.deepEqual(new Set(left.map((answer) => answer.status)), new Set([200]), 'leaving is not counted');
  const same = await times(30, () => ask(front, '/u/link', { method: 'POST', body: 'a', from }));
  assert.deepEqual(new Set(same.map((answer) => answer.status)), new Set([200]), 'one link, thirty times');
});

test('on its Unix socket the program counts by the address that nginx names, and by that alone', async () => {
  const { socket } = await startProgram('counted');
  const sign_in = (from, i) => ask({ path: socket }, '/api/v1/sign-in', {
    method: 'POST', body: JSON.stringify({ email: `nobody-${i}@example.se`, language: 'sv' }),
    headers: { 'content-type': 'application/json', 'idempotency-key': `${from}-${i}`, 'x-forwarded-for': from,
      'x-real-ip': `192.0.2.${i}`, forwarded: `for=192.0.2.${i}`, 'remote-addr': `192.0.2.${i}` } });
  assert.ok(refused(await times(40, (i) => sign_in('198.51.100.1', i))) >= 5);
  assert.equal(refused([await sign_in('198.51.100.2', 1)]), 0, 'somebody else');
  // A household has 2^64 addresses of IPv6.
  assert.ok(refused(await times(40, (i) => sign_in(`2001:db8::${i + 1}`, i))) >= 5);
  assert.equal(refused([await sign_in('2001:db8:0:1::1', 1)]), 0, 'the next household');
});

test('on a port of its own the program believes no header about the address', async () => {
  const where = await startProgramOnPort('on-a-port');
  const answers = await times(40, (i) => ask(where, '/api/v1/sign-in', {
    method: 'POST', body: JSON.stringify({ email: `nobody-${i}@example.se`, language: 'sv' }),
    headers: { 'content-type': 'application/json', 'idempotency-key': `port-${i}`,
      'x-forwarded-for': `198.51.100.${i}` } }));
  assert.ok(refused(answers) >= 5);
});
