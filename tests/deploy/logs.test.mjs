// What nginx writes down: when, what kind of thing, which status. No address, no name, no link.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { address, ask, exchange, host, keptNothing, signIn, startNginx, startProgram, theDemo } from './support.mjs';

const written = (front) => Object.fromEntries(fs.readdirSync(path.join(front.folder, 'log')).map(
  (name) => [name, fs.readFileSync(path.join(front.folder, 'log', name), 'utf8')]));

test('after a full tour no log knows who was there, and no temporary file was made', async () => {
  const demo = await theDemo();
  const front = await startNginx('logs', demo.socket);
  const from = '127.0.0.99';
  const cookies = await signIn(front, from);
  const cookie = Object.entries(cookies).map((pair) => pair.join('=')).join('; ');
  const agent = 'Secret-Agent/1.0';
  const referer = `https://${host}/sv/hemlig`;
  for (const target of [address('sv', 'data'), address('sv', 'download'), '/api/v1/me', '/u/link-of-asa',
    '/api/v1/me/download?format=json', '/api/v1/me/download?format=csv', '/sv/asa.lindqvist@example.se',
    '/?email=asa.lindqvist@example.se', '/static/asa.css', '/healthz'])
    await ask(front, target, { from, headers: { cookie, 'user-agent': agent, referer } });
  // What nginx refuses, which it would write about in words.
  await exchange(front, `GET /link-of-asa HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`, { from });
  await exchange(front, `POST /u/link-of-asa HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 99999\r\n\r\n`, { from });
  await exchange(front, `ASA /link-of-asa\x01 HTTP/1.1\r\nHost: ${host}\r\n\r\n`, { from });
  await Promise.all(Array.from({ length: 30 }, () => ask(front, '/api/v1/sign-in', { method: 'POST', body: '{}', from })));

  // A line is written after its answer has gone.
  const lines = () => written(front)['samtycke.log'].trim().split('\n').length;
  for (let tries = 0; tries < 200 && lines() < 44; ++tries) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(lines() >= 44, `the tour was written down: ${lines()} lines`);
  const logs = { ...written(front), program: demo.said };
  for (const [name, text] of Object.entries(logs))
    for (const secret of ['127.0.0.', 'asa', 'Åsa', 'lindqvist', 'link-of', '100001', agent, 'hemlig', ...Object.values(cookies).filter(Boolean)])
      assert.ok(!text.replace(/Sign in: .*/, '').includes(secret), `${name} has ${secret}`);
  for (const line of logs['samtycke.log'].trim().split('\n'))
    assert.match(line, /^\S+ (GET|HEAD|POST|PATCH|DELETE|-) (page|static|api|withdraw) \d{3} \d+ [\d.]+s \S+ \S+ [0-9a-f]{32}$/);
  keptNothing(front);
});

test('nor does it when the program does not answer', async () => {
  const gone = await startProgram('gone-from-logs');
  const front = await startNginx('logs-gone', gone.socket);
  await gone.stop();
  assert.equal((await ask(front, '/u/link-of-asa', { method: 'POST', body: 'a' })).status, 502);
  for (const [name, text] of Object.entries(written(front)))
    for (const secret of ['127.0.0.', 'link-of']) assert.ok(!text.includes(secret), `${name} has ${secret}`);
});
