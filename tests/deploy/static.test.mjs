// Files with a hash in their name: compressed beforehand, kept for a year, and nothing else is kept.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import zlib from 'node:zlib';
import { address, ask, root, signIn, startNginx, theDemo } from './support.mjs';

const web = process.env.SAMTYCKE_WEB ?? path.join(root, 'build/web');
const inflate = { br: zlib.brotliDecompressSync, gzip: zlib.gunzipSync, none: (body) => body };

let front;
let addresses;
before(async () => {
  front = await startNginx('static', (await theDemo()).socket);
  const page = (await ask(front, address('sv', 'sign_in'))).body.toString();
  addresses = [...new Set([...page.matchAll(/\/static\/[^"]+/g)].map((found) => found[0]))];
  assert.ok(addresses.length >= 4, `the page names its files: ${addresses}`);
});

// What is kept here says so by which side answered: nginx hands on the request id of the first time.
const idOf = (answer) => answer.headers['x-request-id'][0];

test('each file comes in the coding that was asked for, made at build time, and is the file', async () => {
  for (const where of addresses) {
    const name = path.basename(where).replace(/\.[0-9a-f]{16}\./, '.');
    const plain = fs.readFileSync(path.join(web, name));
    assert.match(where, new RegExp(createHash('sha256').update(plain).digest('hex').slice(0, 16)));
    for (const [accepts, coding] of [['gzip, deflate, br', 'br'], ['gzip', 'gzip'], ['br;q=0, gzip;q=0.5', 'gzip'],
      ['', 'none'], ['gzip;q=0', 'none'], ['zebra', 'none']]) {
      const answer = await ask(front, where, { headers: { 'accept-encoding': accepts } });
      assert.equal(answer.status, 200, `${where} ${accepts}`);
      assert.equal(answer.headers['content-encoding']?.[0] ?? 'none', coding, `${where} ${accepts}`);
      assert.deepEqual(answer.headers.vary, ['Accept-Encoding']);
      assert.deepEqual(answer.headers['cache-control'], ['public, max-age=31536000, immutable']);
      assert.ok(inflate[coding](answer.body).equals(plain), `${where} ${coding}`);
      if (coding === 'br')
        assert.ok(answer.body.equals(fs.readFileSync(path.join(web, `${name}.br`))), 'as it was built');
    }
  }
});

test('a file that was asked for once is kept here, one for each coding, and told apart by nothing else', async () => {
  const [where] = addresses;
  const ids = new Set();
  for (const query of ['', '?', '?a', '?b=1'])
    ids.add(idOf(await ask(front, where + query, { headers: { 'accept-encoding': 'br' } })));
  for (const accepts of ['br', 'gzip, br', 'br, deflate, zstd', 'gzip;q=0.2, br;q=1'])
    ids.add(idOf(await ask(front, where, { headers: { 'accept-encoding': accepts, cookie: `a=${accepts}` } })));
  assert.equal(ids.size, 1);
});

test('what is no file is not kept, and no page about a member is, whatever its address looks like', async () => {
  const cookies = await signIn(front);
  const cookie = Object.entries(cookies).map((pair) => pair.join('=')).join('; ');
  const mine = address('sv', 'data');
  for (const target of ['/static/nothing.css', mine, `/static/..${mine}`, `/static/%2e%2e${mine}`,
    `${mine}/../../static/x.css`, `/static/../api/v1/me`, `${mine}%2f..%2f..%2fstatic%2fx.css`]) {
    const first = await ask(front, target, { headers: { cookie } });
    const second = await ask(front, target, { headers: { cookie } });
    assert.notEqual(idOf(first), idOf(second), `${target} is asked for anew`);
    assert.equal(first.headers['cache-control'][0], 'no-store', target);
    if (target !== mine) assert.equal(first.status, 404, target);
  }
});

test('a page about a member is not compressed: its length would tell what is in it', async () => {
  const answer = await ask(front, address('sv', 'sign_in'), { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(answer.headers['content-encoding'], undefined);
});
