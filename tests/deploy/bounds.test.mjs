// Large and slow visitors: refused at a bound, or cut off after a time. Counts only; no time is asserted.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answersIn, ask, connect, exchange, host, keptNothing, startNginx, startRecorder } from './support.mjs';

let front;
let wire;
before(async () => {
  wire = await startRecorder('bounds');
  front = await startNginx('bounds', wire.socket);
});

const post = (lines, body) => `POST /sv/samtycken HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${lines}\r\n${body}`;

test('a head is bounded before the program hears of it', async () => {
  const before = wire.heard.length;
  for (const [lines, status] of [
    [`X: ${'a'.repeat(5000)}\r\n`, 431],
    [`Cookie: ${'a'.repeat(5000)}\r\n`, 431],
    [Array.from({ length: 9 }, (_, i) => `X-${i}: ${'a'.repeat(3000)}\r\n`).join(''), 431],
  ]) {
    const [answer] = answersIn(await exchange(front, `GET / HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n`));
    assert.equal(answer.status, status);
  }
  const [long] = answersIn(await exchange(front, `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
  assert.equal(long.status, 414);
  assert.equal(wire.heard.length, before);
});

test('a body is bounded at what the program takes, with a length or in chunks', async () => {
  const before = wire.heard.length;
  const large = 'a'.repeat(64 * 1024 + 1);
  const [by_length] = answersIn(await exchange(front, post(`Content-Length: ${large.length}\r\n`, large)));
  assert.equal(by_length.status, 413);
  const [by_chunk] = answersIn(await exchange(
    front, post('Transfer-Encoding: chunked\r\n', `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`)));
  assert.equal(by_chunk.status, 413);
  assert.equal(wire.heard.length, before);
  const fits = large.slice(1);
  const [taken] = answersIn(await exchange(front, post(`Content-Length: ${fits.length}\r\n`, fits)));
  assert.equal(taken.status, 200);
});

test('no body is put aside on the disk', async () => {
  const body = 'a'.repeat(64 * 1024);
  const asked = Array.from({ length: 20 }, () => ask(front, '/sv/samtycken', { method: 'POST', body }));
  for (const answer of await Promise.all(asked)) assert.equal(answer.status, 200);
  keptNothing(front);
});

test('nor is an answer that is read slowly', async () => {
  const large = await startRecorder('large', 'a'.repeat(8 * 1024 * 1024));
  const behind = await startNginx('bounds-large', large.socket);
  const socket = connect(behind);
  let got = 0;
  await new Promise((resolve) => {
    socket.on('data', (data) => {
      got += data.length;
      socket.pause();
      setTimeout(() => socket.resume(), 1);
    });
    socket.once('secureConnect', () => socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`));
    socket.once('close', resolve);
    socket.on('error', () => {});
  });
  assert.ok(got > 8 * 1024 * 1024, 'all of it came');
  keptNothing(behind);
});

test('the program hears of a request when all of it is here, and of none that stays half', async () => {
  const before = wire.heard.length;
  const halves = {
    'nothing at all': '',
    'half a head': `GET / HTTP/1.1\r\nHost: ${host}\r\nX: a`,
    'half a body': post('Content-Length: 100\r\n', '{'),
    'half a chunk': post('Transfer-Encoding: chunked\r\n', '64\r\n{'),
    'no TLS': null,
  };
  await Promise.all(Object.entries(halves).map(async ([what, bytes]) => {
    const where = bytes === null ? { path: undefined, http: front.https } : front;
    const answers = answersIn(await exchange(where, bytes ?? '\x16\x03\x01\x02'));
    assert.ok(answers.every((answer) => answer.status === 408 || answer.status === 400), what);
  }));
  assert.equal(wire.heard.length, before);
});

// Sends a byte again and again until the other side hangs up.
function drip(first, options) {
  return new Promise((resolve) => {
    const socket = connect(front, options);
    socket.on('error', () => {});
    socket.on('data', () => {});
    let more;
    socket.once('secureConnect', () => {
      socket.write(first);
      more = setInterval(() => socket.write('a'), 100);
    });
    socket.once('close', () => { clearInterval(more); resolve('closed'); });
  });
}

test('a head that comes byte by byte is cut off', async () => {
  const before = wire.heard.length;
  const ends = await Promise.all(Array.from(
    { length: 20 }, () => drip(`GET / HTTP/1.1\r\nHost: ${host}\r\nX: `)));
  assert.deepEqual(new Set(ends), new Set(['closed']));
  assert.equal(wire.heard.length, before);
});

// nginx knows no time for a whole body, only for the next piece of it. So those that come byte by byte
// are counted: one address has 64 requests under way, and everyone else does not notice.
test('bodies that come byte by byte hold 64 places for one address, and nobody else waits', async (t) => {
  const slow = Array.from({ length: 64 }, () => connect(front, { from: '127.0.0.50' }));
  await Promise.all(slow.map((socket) => new Promise((resolve) => {
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.once('secureConnect', () => socket.write(post('Content-Length: 60000\r\n', '{'), resolve));
  })));
  const dripping = setInterval(() => slow.forEach((socket) => socket.write('a')), 100);
  t.after(() => { clearInterval(dripping); slow.forEach((socket) => socket.destroy()); });
  // nginx has read a head when it says so: the next one from there is refused.
  let status = 0;
  for (let tries = 0; tries < 50 && status !== 429; ++tries)
    ({ status } = await ask(front, '/', { from: '127.0.0.50' }));
  assert.equal(status, 429);
  assert.equal((await ask(front, '/', { from: '127.0.0.51' })).status, 200);
  assert.equal((await ask(front, '/u/link', { method: 'POST', body: 'a', from: '127.0.0.50' })).status, 200,
    'stopping has its own count');
  // They fall silent, and are ended.
  clearInterval(dripping);
  await Promise.all(slow.map((socket) => new Promise((resolve) => { socket.once('close', resolve); })));
});
