// Every browser test, in one process: one server, one browser, one summary. A name narrows it down:
//   node tests/browser/all.mjs consents
import { after } from 'node:test';
import { closeAll } from './support.mjs';

const all = ['sign_in', 'door', 'story', 'consents', 'data', 'download', 'history', 'why', 'pages', 'appearance', 'canvas', 'openapi', 'screenshots'];
const chosen = process.argv.slice(2);

after(closeAll);
for (const name of all)
  if (chosen.length === 0 || chosen.includes(name)) await import(`./${name}.test.mjs`);
