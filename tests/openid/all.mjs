// Every test of the other way in, in one process. A name narrows it down: node tests/openid/all.mjs liar
import { after } from 'node:test';
import { closeAll } from './support.mjs';

const all = ['provider', 'liar', 'setting'];
const chosen = process.argv.slice(2);

after(closeAll);
for (const name of all)
  if (chosen.length === 0 || chosen.includes(name)) await import(`./${name}.test.mjs`);
