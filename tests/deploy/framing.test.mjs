// Behind a proxy two programs read the same bytes. Here they never see two different requests in them:
// what the program is handed has one end, and what has two ends it refuses by itself as well.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { attacks, smuggled } from './attacks.mjs';
import { broken, preface, sendFrames } from './frames.mjs';
import { answersIn, ask, exchange, host, startNginx, startRecorder, theDemo } from './support.mjs';

let demo;
let front;
let wire;
let recorded;
before(async () => {
  demo = await theDemo();
  front = await startNginx('framing', demo.socket);
  wire = await startRecorder('wire');
  recorded = await startNginx('framing-recorded', wire.socket);
});

// The requests that the program wrote into its log: one line for each that it answered.
const logged = () => demo.said.split('\n').filter((line) => / ms [0-9a-f]{16}$/.test(line)).length;

const isRefusal = ({ status }, what) => assert.ok(status >= 400 && status < 500, `${what}: ${status}`);
// HTTP/0.9 knows no status.
const isNoFailure = ({ status }, what) =>
  assert.ok((status >= 200 && status < 500) || what === 'a version long gone', `${what}: ${status}`);

async function settledLog(least) {
  for (let tries = 0; tries < 100 && logged() < least; ++tries) await new Promise((resolve) => setTimeout(resolve, 20));
  return logged();
}

test('the program refuses every one of them by itself, once, and hangs up', async () => {
  const before = logged();
  await Promise.all(Object.entries(attacks).map(async ([what, bytes]) => {
    const found = answersIn(await exchange({ path: demo.socket }, bytes));
    assert.equal(found.length, 1, `${what}: one answer`);
    isRefusal(found[0], what);
  }));
  const after = before + Object.keys(attacks).length;
  assert.equal(await settledLog(after), after, 'one request each');
});

// What nginx reads in its own way it writes anew, so that there is nothing left to be read in two ways.
function hasOneEnd(bytes, what) {
  const end = bytes.indexOf('\r\n\r\n');
  assert.notEqual(end, -1, what);
  const head = bytes.slice(0, end);
  const named = (name) => [...head.matchAll(new RegExp(`^${name}:[ \t]*(.*)$`, 'gim'))].map((found) => found[1]);
  assert.deepEqual(named('transfer-encoding'), [], `${what}: no coding`);
  assert.ok(!/\r(?!\n)|(?<!\r)\n|\0/.test(head), `${what}: whole line ends`);
  assert.ok(!/\r\n[ \t]/.test(head), `${what}: no folded line`);
  assert.ok(named('content-length').length <= 1, `${what}: one length`);
  const length = named('content-length')[0] ?? '0';
  assert.match(length, /^\d+$/, what);
  assert.equal(bytes.length - end - 4, Number(length), `${what}: the length is the body's`);
  assert.deepEqual(named('host'), [host], what);
  assert.deepEqual(named('connection'), ['close'], what);
  assert.deepEqual(named('x-forwarded-for'), ['127.0.0.1'], what);
  assert.deepEqual(named('expect'), [], what);
  assert.deepEqual(named('upgrade'), [], what);
}

test('nginx refuses them, or hands on requests that have one end each, on a connection each', async () => {
  let passed = 0;
  for (const [what, bytes] of Object.entries(attacks)) {
    const before = wire.heard.length;
    const found = answersIn(await exchange(recorded, bytes));
    const heard = wire.heard.slice(before).map((entry) => entry.bytes);
    for (const request of heard) hasOneEnd(request, what);
    passed += heard.length;
    assert.equal(found.filter((answer) => answer.status === 200).length, heard.length, `${what}: an answer each`);
    assert.ok(found.length <= 2, `${what}: two requests at most were in it`);
    for (const answer of found) isNoFailure(answer, what);
    // Both sides see the same second request, or none.
    const asked = heard.filter((request) => request.startsWith('GET /smuggled ')).length;
    const clear = heard.length === 2 || (found.length === 2 && found[0].status >= 400);
    assert.ok(asked === 0 || clear, `${what}: what follows is a request of its own or nothing`);
  }
  assert.ok(passed > 0);
});

test('behind nginx each of them is answered for itself, and the next visitor gets their own answer', async () => {
  for (const [what, bytes] of Object.entries(attacks)) {
    const before = logged();
    const [found, visitor] = await Promise.all([
      exchange(front, bytes).then(answersIn), ask(front, '/api/v1/me', { headers: { accept: what.slice(0, 9) } })]);
    assert.equal(visitor.status, 401, `${what}: the visitor's own answer`);
    const own = found.filter((answer) => /^[0-9a-f]{16}$/.test(answer.headers['x-request-id']?.[0] ?? '')).length;
    assert.equal(await settledLog(before + own + 1), before + own + 1, `${what}: as many answers as requests`);
    for (const answer of found) isNoFailure(answer, what);
  }
});

test('what HTTP/2 lets one write into a header becomes no second request in HTTP/1.1', async () => {
  for (const [what, frames] of Object.entries(broken)) {
    const before = wire.heard.length;
    await sendFrames(recorded, Buffer.concat([preface, frames]));
    for (const entry of wire.heard.slice(before)) {
      hasOneEnd(entry.bytes, what);
      assert.ok(!entry.bytes.split('\r\n\r\n')[0].includes('/smuggled'), what);
    }
  }
});

test('a visitor cannot say which address they come from', async () => {
  for (const line of ['X-Forwarded-For: 192.0.2.1', 'X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2',
    'x-forwarded-for: 192.0.2.1\r\nConnection: X-Forwarded-For, close']) {
    const before = wire.heard.length;
    const bytes = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${line}\r\n\r\n`
      .replace(/Connection: close\r\n(?=[^]*Connection: X)/, '');
    answersIn(await exchange(recorded, bytes, { from: '127.0.0.77' }));
    const heard = wire.heard.slice(before).map((entry) => entry.bytes);
    assert.equal(heard.length, 1);
    assert.deepEqual([...heard[0].matchAll(/^x-forwarded-for: (.*)\r$/gim)].map((found) => found[1]), ['127.0.0.77']);
    assert.ok(!heard[0].includes('192.0.2'), line);
  }
});

test('a plain request does pass, so that the others do not fail by themselves', async () => {
  const before = wire.heard.length;
  const [answer] = answersIn(await exchange(recorded, smuggled));
  assert.equal(answer.status, 200);
  assert.equal(wire.heard.length, before + 1);
  hasOneEnd(wire.heard[before].bytes, 'plain');
});
