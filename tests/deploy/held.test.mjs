// R11 at the size of CI: the counts are asserted, the times only said.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { hold, line } from './held.mjs';
import { startNginx, theDemo } from './support.mjs';

test('ten thousand silent and dripping visitors are hung up on, and no member is', async (t) => {
  const demo = await theDemo();
  const front = await startNginx('held', demo.socket, { waitsAsShipped: true });
  const descriptors = Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || 20000;
  const result = await hold(front, demo, Math.min(10000, descriptors - 1000), 30);
  t.diagnostic(`held: ${line(result)}`);
  assert.equal(result.busy.failed, 0, 'every request of a member is answered');
  assert.ok(result.busy.good > 0);
  assert.equal(result.endedOnce, result.connections, 'every slow connection was ended by nginx');
  assert.equal(result.threads[1], result.threads[0], 'the program has as many threads as before');
});
