// The page Historik: the browser checks by itself what the club says about its history.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { address, button, close, main, open, root, says, settled, visit, word } from './support.mjs';

const program = process.env.SAMTYCKE ?? path.join(root, 'build/release/samtycke');
const states = ['verified', 'waiting', 'failed', 'said_by_club', 'checking', 'not_fetched'];
const text = (language, state) => word(language, `history.${state}`);

// How many decisions say this of their receipt.
const count = (page, language, state) => main(page).getByText(text(language, state), { exact: true }).count();
async function told(page, language) {
  const all = {};
  for (const state of states) {
    const n = await count(page, language, state);
    if (n > 0) all[state] = n;
  }
  return all;
}
// The sum at the top, when nothing is on its way any more.
async function sum(page, language) {
  const checking = word(language, 'history.sum_checking');
  await page.waitForFunction(
    (words) => document.getElementById('receipts') && document.getElementById('receipts').textContent !== words,
    checking);
  return page.locator('#receipts').textContent();
}
const decisions = async (page) =>
  (await (await page.context().request.get('/api/v1/me')).json()).member.decisions;

for (const skin of ['canvas', 'plain'])
  for (const language of ['sv', 'en'])
    test(`${skin}, ${language}: the browser checks every receipt itself`, async () => {
      const page = await open({ skin, language });
      await visit(page, address(language, 'history'));
      const all = (await decisions(page)).length;
      assert.ok(all > 1, 'the demo member has decided things');
      assert.equal(await sum(page, language), word(language, 'history.sum_verified.many', { n: all }));
      assert.deepEqual(await told(page, language), { verified: all });
      await close(page);
    });

test('html: it is the club\'s word, and the receipt can be checked with the program', async () => {
  const page = await open({ skin: 'html' });
  await visit(page, address('sv', 'history'));
  const all = (await decisions(page)).length;
  assert.deepEqual(await told(page, 'sv'), { said_by_club: all });

  const folder = fs.mkdtempSync(path.join(page.server.folder, 'receipts-'));
  const save = async (link, name) => {
    const coming = page.waitForEvent('download');
    await main(page).getByRole('link', { name: link, exact: true }).click();
    const file = path.join(folder, name);
    await (await coming).saveAs(file);
    return file;
  };
  const receipt = await save(word('sv', 'history.download', { number: all }), 'receipt.json');  // The newest, on top.
  const key = await save(word('sv', 'history.key_file'), 'ledger.pub');
  const said = execFileSync(program, ['ledger', 'verify-receipt', receipt, '--key', key], { encoding: 'utf8' });
  assert.match(said, new RegExp(`^It holds: decision ${all} of member`));
  const tampered = JSON.parse(fs.readFileSync(receipt, 'utf8'));
  tampered.salt = Buffer.alloc(32).toString('base64');
  fs.writeFileSync(receipt, JSON.stringify(tampered));
  assert.equal(spawnSync(program, ['ledger', 'verify-receipt', receipt, '--key', key]).status, 1);
  await close(page);
});

// The controls: a club that lies must be found out by the browser alone.
const lies = {
  'a salt that was changed': (history) => {
    history.decisions[0].receipt.salt = Buffer.alloc(32, 7).toString('base64');
    return { failed: 1 };
  },
  'a payload that was changed': (history) => {
    const payload = Buffer.from(history.decisions[0].receipt.payload, 'base64');
    payload[payload.length - 1] ^= 1;
    history.decisions[0].receipt.payload = payload.toString('base64');
    return { failed: 1 };
  },
  'a checkpoint that was changed': (history) => {
    const { receipt } = history.decisions[0];
    const [origin, size, ...rest] = receipt.checkpoint.split('\n');
    receipt.checkpoint = [origin, String(Number(size) + 1), ...rest].join('\n');
    return { failed: 1 };
  },
  'two receipts that changed places': (history) => {
    const [first, second] = history.decisions;
    [first.receipt, second.receipt] = [second.receipt, first.receipt];
    return { failed: 2 };
  },
  'another key': (history) => {
    history.key = history.key.replace(/.{4}$/, 'AAA=');
    return { failed: history.decisions.length };
  },
};
for (const [name, lie] of Object.entries(lies))
  test(`${name} is shown as failed`, async () => {
    const page = await open();
    let expected;
    await page.route('**/api/v1/me/history', async (route) => {
      const answer = await route.fetch();
      const history = await answer.json();
      expected = lie(history);
      await route.fulfill({ response: answer, json: history });
    });
    await visit(page, address('sv', 'history'));
    const said = await sum(page, 'sv');
    const all = (await decisions(page)).length;
    const { failed } = expected;
    assert.equal(said, word('sv', `history.sum_failed.${failed === 1 ? 'one' : 'many'}`, { n: failed }));
    const seen = await told(page, 'sv');
    assert.equal(seen.failed, failed);
    assert.equal((seen.verified ?? 0) + failed, all);
    await close(page);
  });

test('what is shown otherwise than it was decided is shown as failed', async () => {
  const page = await open();
  await page.route('**/api/v1/me', async (route) => {
    const answer = await route.fetch();
    const me = await answer.json();
    me.member.decisions[0].at = '2020-01-01T00:00:00.000Z';
    await route.fulfill({ response: answer, json: me });
  });
  await visit(page, address('sv', 'history'));
  assert.equal(await sum(page, 'sv'), word('sv', 'history.sum_failed.one'));
  await close(page);
});

test('a choice that was just made waits, and holds when it is fetched again', async () => {
  const page = await open();
  const pending = (history) => {
    const { receipt } = history.decisions.at(-1);
    for (const part of ['index', 'proof', 'checkpoint']) delete receipt[part];
  };
  let first = true;
  await page.route('**/api/v1/me/history', async (route) => {
    const answer = await route.fetch();
    const history = await answer.json();
    if (first) pending(history);  // As it is in the second before the ledger is signed.
    first = false;
    await route.fulfill({ response: answer, json: history });
  });
  await visit(page, address('sv', 'history'));
  assert.equal(await sum(page, 'sv'), word('sv', 'history.sum_waiting.one'));
  await main(page).getByRole('link', { name: word('sv', 'history.again') }).click();
  await says(page, word('sv', 'history.sum_verified.many', { n: (await decisions(page)).length }));
  await close(page);
});

test('a choice made on the portal is there, checked, a moment later', async () => {
  const page = await open();
  await visit(page, address('sv', 'data'));
  const before = (await decisions(page)).length;
  await button(page, word('sv', 'restriction.ask')).click();
  await says(page, word('sv', 'done.restricted'));
  await page.getByRole('link', { name: word('sv', 'menu.history'), exact: true }).click();
  // The ledger is signed once a second: as a person would, until it is.
  const again = main(page).getByRole('link', { name: word('sv', 'history.again') });
  const done = word('sv', 'history.sum_verified.many', { n: before + 1 });
  for (let tries = 0; tries < 200 && (await sum(page, 'sv')) !== done; ++tries)
    if (await again.count()) await again.click().catch(() => {});
  assert.equal(await sum(page, 'sv'), done);
  await visit(page, address('sv', 'data'));
  await button(page, word('sv', 'restriction.lift')).click();
  await says(page, word('sv', 'done.lifted'));
  await close(page);
});

test('receipts that cannot be fetched are said to be unchecked', async () => {
  const page = await open();
  page.expected = [/503/];
  await page.route('**/api/v1/me/history', (route) => route.fulfill({ status: 503, body: '' }));
  await visit(page, address('en', 'history'));
  assert.equal(await sum(page, 'en'), word('en', 'history.sum_not_fetched'));
  await settled(page);
  await close(page);
});
