// What stands on every answer, whoever gives it: the program, or nginx by itself.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http2 from 'node:http2';
import path from 'node:path';
import { before, test } from 'node:test';
import tls from 'node:tls';
import { address, answersIn, ask, exchange, host, signIn, startNginx, startProgram, theDemo, trusted }
  from './support.mjs';

const rules = ['content-security-policy', 'x-content-type-options', 'referrer-policy',
  'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'x-frame-options',
  'strict-transport-security', 'cache-control', 'x-request-id'];
// One for each answer, or by what was asked for.
const own = ['x-request-id', 'cache-control'];

let front;
let measure;  // The rules as the program has them.
before(async () => {
  front = await startNginx('headers', (await theDemo()).socket);
  measure = (await ask(front, address('sv', 'sign_in'))).headers;
});

function follows(answer, what) {
  for (const name of rules) {
    assert.equal(answer.headers[name]?.length, 1, `${name} stands once on ${what}`);
    if (!own.includes(name)) assert.deepEqual(answer.headers[name], measure[name], `${name} on ${what}`);
  }
  assert.match(answer.headers.server?.[0] ?? 'nginx', /^nginx$/, 'no version is told');
}

test('every answer of the program keeps its headers on the way, signed out and signed in', async () => {
  for (const cookies of [{}, await signIn(front)]) {
    const cookie = Object.entries(cookies).map((pair) => pair.join('=')).join('; ');
    for (const target of ['/', address('sv', 'sign_in'), address('sv', 'overview'), address('en', 'consents'),
      address('sv', 'data'), '/api/v1/me', '/api/v1/notice', '/api/v1/nothing', '/nothing', '/static/no.css',
      '/u/no-such-link', '/api/v1/openapi.json'])
      follows(await ask(front, target, { headers: { cookie } }), target);
  }
});

test('an answer of nginx itself has the same headers, and words in both languages', async () => {
  const answers = {
    'two lengths': 'GET / HTTP/1.1\r\nHost: club.example\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'no request': 'BREW / HTCPCP/1.0\r\n\r\n',
    'a long address': `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    'a long header': `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'a'.repeat(5000)}\r\n\r\n`,
    'a large body': `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 70000\r\n\r\n`,
    'another host': 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    'what is for this machine': `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    'a mail page': `GET /dev/mail HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  };
  const statuses = { 'two lengths': 400, 'no request': 400, 'a long address': 414, 'a long header': 431,
    'a large body': 413, 'another host': 421, 'what is for this machine': 404, 'a mail page': 404 };
  for (const [what, bytes] of Object.entries(answers)) {
    const [answer, ...more] = answersIn(await exchange(front, bytes));
    assert.equal(more.length, 0, what);
    assert.equal(answer.status, statuses[what], what);
    follows(answer, what);
    assert.equal(answer.headers['content-type'][0], 'text/html; charset=utf-8', what);
    assert.match(Buffer.from(answer.body, 'latin1').toString(), /<html lang="sv">[\s\S]* \/ [A-Z]/, what);
  }
});

test('a program on the interface that meets nginx instead reads a problem document', async () => {
  const [answer] = answersIn(await exchange(
    front, `POST /api/v1/sign-in HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 70000\r\n\r\n`));
  assert.deepEqual(answer.headers['content-type'], ['application/problem+json']);
  const document = JSON.parse(answer.body);
  assert.equal(document.code, 'too_large');
  assert.equal(document.status, 413);
});

test('while the program does not run, people are told so, with the same headers', async () => {
  const gone = await startProgram('gone');
  const before = await startNginx('headers-gone', gone.socket);
  await gone.stop();
  for (const target of ['/', '/api/v1/me', '/static/app.css', '/u/link']) {
    const answer = await ask(before, target);
    assert.equal(answer.status, 502, target);
    follows(answer, target);
    assert.deepEqual(answer.headers['retry-after'], ['10']);
  }
});

test('http leads to https whatever is asked for, and to this name alone', async () => {
  for (const target of ['/', '/sv/samtycken?a=b&c=%0d%0a', '//evil.example/', '/u/link']) {
    const answer = await ask({ http: front.http }, target, { method: target === '/u/link' ? 'POST' : 'GET' });
    assert.equal(answer.status, 308);
    assert.deepEqual(answer.headers.location, [`https://${host}${target}`]);
    assert.equal(answer.headers['strict-transport-security'], undefined, 'RFC 6797: not in the open');
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  const named = await ask({ http: front.http }, '/', { headers: { host: `${host.toUpperCase()}:8080` } });
  assert.deepEqual(named.headers.location, [`https://${host}/`]);
  const other = await ask({ http: front.http }, '/', { headers: { host: 'evil.example' } });
  assert.equal(other.status, 421);
  assert.equal(other.headers.location, undefined);
});

test('over http there is but one thing to read: the answer to who proves that the name is ours', async () => {
  fs.writeFileSync(path.join(front.folder, 'www/.well-known/acme-challenge/token'), 'proof');
  const answer = await ask({ http: front.http }, '/.well-known/acme-challenge/token');
  assert.equal(answer.body.toString(), 'proof');
  assert.equal((await ask({ http: front.http }, '/.well-known/acme-challenge/other')).status, 404);
  assert.equal((await ask({ http: front.http }, '/.well-known/acme-challenge/../../samtycke')).status, 308);
});

test('our name is ours with a port behind it and in capitals', async () => {
  for (const name of [`${host}:443`, host.toUpperCase(), `Club.Example:8443`])
    assert.equal((await ask(front, address('sv', 'sign_in'), { headers: { host: name } })).status, 200, name);
});

test('HTTP/2 is spoken, also for a form that is posted', async () => {
  const session = http2.connect(`https://127.0.0.1:${front.https}`, { servername: host, ca: trusted() });
  const asked = (headers, body) => new Promise((resolve, reject) => {
    const stream = session.request({ ':authority': host, ...headers }, { endStream: body === undefined });
    let text = '';
    let answer;
    stream.on('response', (of) => { answer = of; });
    stream.on('data', (data) => { text += data; });
    stream.once('error', reject);
    stream.once('end', () => resolve({ ...answer, text }));
    if (body !== undefined) stream.end(body);
  });
  const [page, notice, form] = await Promise.all([
    asked({ ':path': address('sv', 'sign_in') }),
    asked({ ':path': '/api/v1/notice' }),
    asked({ ':path': '/api/v1/sign-in', ':method': 'POST', origin: `https://${host}`,
      'content-type': 'application/json', 'idempotency-key': 'one' },
    JSON.stringify({ email: 'asa.lindqvist@example.se', language: 'sv' })),
  ]);
  assert.equal(session.alpnProtocol, 'h2');
  assert.equal(page[':status'], 200);
  assert.equal(page['content-security-policy'], measure['content-security-policy'][0]);
  assert.ok(JSON.parse(notice.text));
  assert.ok(form[':status'] < 300, `${form[':status']} ${form.text}`);
  session.close();
});

test('TLS 1.2 and 1.3 are spoken, nothing older, and no name but ours is answered', async () => {
  const shake = (options) => new Promise((resolve) => {
    const socket = tls.connect({
      port: front.https, host: '127.0.0.1', servername: host, ca: trusted(), ...options,
    }, () => { resolve(`${socket.getProtocol()} ${socket.getCipher().name}`); socket.destroy(); });
    socket.once('error', () => resolve('refused'));
  });
  assert.match(await shake({}), /^TLSv1\.3 /);
  assert.match(await shake({ maxVersion: 'TLSv1.2' }), /^TLSv1\.2 ECDHE-.*(GCM|CHACHA20)/);
  const weak = { ciphers: 'ALL:@SECLEVEL=0' };
  assert.equal(await shake({ ...weak, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }), 'refused');
  assert.equal(await shake({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:AES128-GCM-SHA256' }), 'refused');
  assert.equal(await shake({ servername: 'evil.example', rejectUnauthorized: false }), 'refused');
});
