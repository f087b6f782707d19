// R11 of trust.md: thousands of connections that say nothing, or one byte now and then, while members go on
// as usual. Each that nginx hangs up on is opened again, so that there are always as many.
//   node tests/deploy/held.mjs --connections 10000 --seconds 600
import fs from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { address, ask, closeAll, connect, host, startNginx, theDemo } from './support.mjs';

const half = `GET / HTTP/1.1\r\nHost: ${host}\r\nX: `;

// In turn: silence where TLS is expected, half a head that grows, a TLS greeting that grows, and now and then
// the half head inside of TLS.
const kinds = [
  { port: 'https', first: '' },
  { port: 'http', first: half },
  { port: 'https', first: '\x16\x03\x01\x40\x00' },
  { port: 'http', first: half },
];
const tlsEvery = 16;

class Slow {
  ended = 0;  // How often nginx hung up.
  #stopped = false;

  constructor(front, number) {
    this.front = front;
    this.number = number;
    this.from = `127.0.${10 + (number >> 8)}.${1 + (number & 127)}`;
    this.#open();
  }

  #open() {
    const inside = this.number % tlsEvery === 0;
    const kind = kinds[this.number % kinds.length];
    this.socket = inside ? connect(this.front, { from: this.from })
      : net.connect({ port: this.front[kind.port], host: '127.0.0.1', localAddress: this.from });
    this.ready = false;
    this.socket.once(inside ? 'secureConnect' : 'connect', () => {
      this.ready = true;
      this.silent = !inside && kind.first === '';
      if (!this.silent) this.socket.write(inside ? half : kind.first, 'latin1');
    });
    this.socket.on('data', () => {});
    this.socket.on('error', () => {});
    this.socket.once('close', () => {
      if (this.#stopped) return;
      if (this.ready) ++this.ended;
      // Not at once: a machine that refuses is not asked in a circle.
      this.again = setTimeout(() => this.#open(), 50);
    });
  }

  drip() {
    if (this.ready && !this.silent) this.socket.write('a');
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.again);
    this.socket.destroy();
  }
}

const residentKb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const threads = (pid) => Number(/Threads:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

// Asks for pages as a member's browser would, until told to stop.
async function members(front, isOver) {
  const took = [];
  let failed = 0;
  for (let i = 0; !isOver(); ++i) {
    const start = performance.now();
    const answer = await ask(front, i % 2 === 0 ? address('sv', 'sign_in') : '/api/v1/notice',
      { from: `127.0.200.${1 + (i % 100)}` }).catch(() => ({ status: 0 }));
    if (answer.status === 200) took.push(performance.now() - start);
    else ++failed;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))]?.toFixed(1);
  return { good: took.length, failed, p50: at(0.5), p99: at(0.99) };
}

export async function hold(front, demo, connections, seconds) {
  const quiet = await members(front, ((until) => () => performance.now() > until)(performance.now() + 3000));
  const before = { kb: residentKb(demo.child.pid), threads: threads(demo.child.pid), lines: demo.said.length };
  const slow = [];
  while (slow.length < connections) {
    for (let i = 0; i < 250 && slow.length < connections; ++i) slow.push(new Slow(front, slow.length));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const dripping = setInterval(() => slow.forEach((one) => one.drip()), 1000);
  const until = performance.now() + seconds * 1000;
  // On a slow machine longer, until each was hung up on once; but not for ever.
  const busy = await members(front, () => performance.now() > until &&
    (slow.every((one) => one.ended > 0) || performance.now() > until + 60000));
  clearInterval(dripping);
  const result = {
    connections, seconds, held: slow.filter((one) => one.ready && !one.socket.destroyed).length, quiet, busy,
    ended: slow.reduce((sum, one) => sum + one.ended, 0), endedOnce: slow.filter((one) => one.ended > 0).length,
    kb: [before.kb, residentKb(demo.child.pid)], threads: [before.threads, threads(demo.child.pid)],
  };
  slow.forEach((one) => one.stop());
  return result;
}

export const line = (r) => `${r.connections} connections for ${r.seconds} s, ${r.ended} times hung up on; ` +
  `${r.busy.good} requests of members answered, ${r.busy.failed} failed; p50 ${r.busy.p50} ms, p99 ${r.busy.p99} ms ` +
  `(alone ${r.quiet.p50} and ${r.quiet.p99} ms); program ${r.kb.join(' -> ')} kB, ${r.threads.join(' -> ')} threads`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const number = (name, otherwise) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  const demo = await theDemo();
  const front = await startNginx('held', demo.socket, { waitsAsShipped: true });
  const result = await hold(front, demo, number('--connections', 10000), number('--seconds', 30));
  console.log(line(result));
  await closeAll();
  process.exit(result.busy.failed === 0 && result.endedOnce === result.connections ? 0 : 1);
}
