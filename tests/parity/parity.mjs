// The same lines to `samtycke cases` and to build/parity/cases.js, and their answers byte for byte:
//   node tests/parity/parity.mjs [--cases 100000] [--seed 1] [--show]
// First the examples of README.md, asked one at a time, as another program would ask. Ends with 1 where
// an answer differs, and prints the line and both answers. --show prints how often each answer came.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Dice } from './dice.mjs';
import { cases } from './generator.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const count = Number(option('--cases', '100000'));
const seed = Number(option('--seed', '1'));
const show = process.argv.includes('--show');
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('parity: --cases and --seed want whole numbers');
  process.exit(2);
}

// A program that answers lines: what it said and nobody looked at yet.
class Side {
  constructor(name, program, args) {
    this.name = name;
    this.answers = [];
    this.ended = false;
    this.pieces = [];
    this.process = spawn(program, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    this.process.on('error', (error) => {
      console.error(`parity: ${name} cannot be run: ${error.message}`);
      process.exit(2);
    });
    this.process.stdin.on('error', () => {}); // A side that stops is seen by its missing answers.
    this.process.stdout.on('data', (bytes) => this.take(bytes));
    this.done = once(this.process, 'close').then(([code]) => {
      this.ended = true;
      this.code = code;
      this.wake?.();
    });
  }
  take(bytes) {
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      this.pieces.push(bytes.subarray(from, at));
      this.answers.push(this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces));
      this.pieces = [];
      from = at + 1;
    }
    if (from < bytes.length) this.pieces.push(bytes.subarray(from));
    this.wake?.();
  }
  async send(bytes) {
    if (!this.ended && !this.process.stdin.write(bytes)) await Promise.race([once(this.process.stdin, 'drain'), this.done]);
  }
  async answer() {
    while (this.answers.length === 0 && !this.ended) await new Promise((wake) => { this.wake = wake; });
    return this.answers.shift();
  }
}

const sides = [
  new Side('native', 'build/release/samtycke', ['cases', '--assets', 'assets']),
  new Side('wasm', process.execPath, ['build/parity/cases.js']),
];

function told(bytes) {
  if (bytes === undefined) return '(none)';
  return bytes.length > 4000 ? `${bytes.subarray(0, 4000)}… (${bytes.length} bytes)` : `${bytes}`;
}

let different = 0;
function compare(number, line, [native, wasm]) {
  if (native !== undefined && wasm !== undefined && native.equals(wasm)) return;
  ++different;
  if (different > 5) return;
  console.log(`case ${number} differs (seed ${seed}):\n${told(line)}\nnative: ${told(native)}\nwasm:   ${told(wasm)}`);
}

// ---- the examples: a line, and under it what it is answered; … stands for the rest of a long answer.

function examples() {
  const found = [];
  const lines = readFileSync(path.join(root, 'tests/parity/README.md'), 'utf8').split('\n');
  for (let i = 0; i + 1 < lines.length; ++i) {
    if (lines[i].startsWith('{"call"')) found.push({ line: lines[i], answer: lines[i + 1] });
  }
  return found;
}

function fits(answer, wanted) {
  const said = answer?.toString() ?? '';
  return wanted.endsWith('…') ? said.startsWith(wanted.slice(0, -1)) : said === wanted;
}

let wrong = 0;
const shown = examples();
for (const { line, answer } of shown) {
  await Promise.all(sides.map((side) => side.send(`${line}\n`)));
  for (const side of sides) {
    const said = await side.answer();
    if (fits(said, answer)) continue;
    ++wrong;
    console.log(`README.md: ${line}\nsays:   ${answer}\n${side.name}: ${told(said)}`);
  }
}

// ---- the generated cases

const counts = new Map();
function tally(line, answer) {
  if (!show) return;
  const call = /^\{"call":"([a-z_]+)"/.exec(line.subarray(0, 40))?.[1] ?? '-';
  const error = /^\{"error":\{"code":"([a-z_0-9]+)"/.exec(answer?.subarray(0, 60) ?? '')?.[1] ?? 'answered';
  counts.set(`${call} ${error}`, (counts.get(`${call} ${error}`) ?? 0) + 1);
}

const document = JSON.parse(readFileSync(path.join(root, 'build/parity/cases.json'), 'utf8'));
const waiting = []; // Lines that were sent and not compared yet.
let compared = 0;
async function compare_all() {
  for (;;) {
    const answers = await Promise.all(sides.map((side) => side.answer()));
    if (answers.every((answer) => answer === undefined)) return;
    const line = waiting.shift() ?? Buffer.from('(no line)');
    tally(line, answers[0]);
    compare(++compared, line, answers);
  }
}
const comparing = compare_all();
let batch = [];
let bytes = 0;
let sent = 0;
async function send_batch() {
  const whole = Buffer.concat(batch);
  batch = [];
  bytes = 0;
  await Promise.all(sides.map((side) => side.send(whole)));
}
for (const line of cases(new Dice(seed), document, count)) {
  waiting.push(line);
  ++sent;
  batch.push(line, Buffer.from('\n'));
  bytes += line.length;
  if (bytes > 1 << 18) await send_batch();
}
await send_batch();
for (const side of sides) side.process.stdin.end();
await comparing;
await Promise.all(sides.map((side) => side.done));
for (const side of sides) {
  if (side.code !== 0) console.log(`${side.name} ended with ${side.code}`);
}

for (const [what, times] of [...counts].sort()) console.log(`${String(times).padStart(8)} ${what}`);
const missing = sent - compared;
const bad = different + wrong + Math.max(missing, 0) + sides.filter((side) => side.code !== 0).length;
console.log(`parity: seed ${seed}, ${shown.length} examples and ${sent} cases; ` +
  `${sent - different - Math.max(missing, 0)} answers equal, ${different} different, ${missing} missing, ${wrong} examples wrong`);
process.exit(bad === 0 && shown.length > 0 ? 0 : 1);
