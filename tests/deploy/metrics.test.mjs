// What the program counts: read on the machine itself, and by nobody who comes from outside.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ask, host, startNginx, theDemo } from './support.mjs';

let demo;
let front;
before(async () => {
  demo = await theDemo();
  front = await startNginx('metrics', demo.socket);
});

test('a Prometheus on the machine reads it', async () => {
  const answer = await ask({ http: front.metrics }, '/metrics', { headers: { host: `127.0.0.1:${front.metrics}` } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'][0], /^text\/plain; version=0\.0\.4/);
  assert.match(answer.body.toString(), /^samtycke_store_up 1$/m);
});

test('so does whoever reaches the program\'s own socket', async () => {
  assert.equal((await ask({ path: demo.socket }, '/metrics')).status, 200);
});

test('there is nothing else at that port', async () => {
  for (const target of ['/', '/api/v1/me', '/readyz', '/metrics/', '/dev/mail', '/sv/logga-in'])
    assert.equal((await ask({ http: front.metrics }, target)).status, 404, target);
});

test('from outside there is nothing at that address, however it is spelt', async () => {
  for (const target of ['/metrics', '/metrics/', '/metrics?x', '//metrics', '/./metrics', '/%6detrics', '/x/../metrics']) {
    const answer = await ask(front, target);
    assert.equal(answer.status, 404, target);
    assert.doesNotMatch(answer.body.toString(), /samtycke_/, target);
  }
});

test('nor does the program tell whoever comes through another proxy', async () => {
  for (const header of ['x-forwarded-for', 'forwarded', 'via'])
    assert.equal((await ask({ path: demo.socket }, '/metrics', { headers: { host, [header]: '198.51.100.7' } })).status,
      404, header);
});
