// Every test of what stands before the program, in one process. A name narrows it down:
//   node tests/deploy/all.mjs framing
import { after } from 'node:test';
import { closeAll } from './support.mjs';

const all = ['headers', 'static', 'framing', 'bounds', 'limits', 'logs', 'metrics', 'held', 'unit'];
const chosen = process.argv.slice(2);

after(closeAll);
for (const name of all)
  if (chosen.length === 0 || chosen.includes(name)) await import(`./${name}.test.mjs`);
