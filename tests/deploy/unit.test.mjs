// The unit for systemd: read by systemd's own tools, and its command by the program itself.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ask, built, host, root, scratchFolder, shipped, startCommand } from './support.mjs';

const unit = path.join(shipped, 'systemd/samtycke.service');
const text = fs.readFileSync(unit, 'utf8');
const values = (name) => [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map((found) => found[1]);

const systemd = (...command) => spawnSync(command[0], command.slice(1), { encoding: 'utf8' });

test('systemd reads the unit without a word of doubt', () => {
  // On a machine where it is not installed, its program is the one that was built.
  const copy = path.join(scratchFolder('unit'), 'samtycke.service');
  fs.writeFileSync(copy, text.replaceAll('/usr/local/bin/samtycke', built));
  const said = systemd('systemd-analyze', 'verify', '--man=no', copy);
  assert.equal(said.stderr + said.stdout, '');
  assert.equal(said.status, 0);
});

test('systemd finds little that the program may do beyond its work', (t) => {
  const said = systemd('systemd-analyze', 'security', '--offline=true', '--threshold=10', unit);
  assert.equal(said.status, 0, said.stdout);
  t.diagnostic(said.stdout.trim().split('\n').at(-1));
});

test('its user is made by systemd, and nginx is let into its group', () => {
  const at = scratchFolder('users');
  fs.mkdirSync(path.join(at, 'etc'));
  const said = systemd('systemd-sysusers', `--root=${at}`, path.join(shipped, 'systemd/samtycke.sysusers'));
  assert.equal(said.status, 0, said.stderr);
  assert.match(fs.readFileSync(path.join(at, 'etc/passwd'), 'utf8'), /^samtycke:.*:\/usr\/sbin\/nologin$/m);
  assert.match(fs.readFileSync(path.join(at, 'etc/group'), 'utf8'), /^samtycke:[^:]*:\d+:www-data$/m);
});

test('its command is one that the program takes, and the store is sealed with the key it was handed', async () => {
  const at = scratchFolder('command');
  for (const name of ['credentials', 'state', 'run']) fs.mkdirSync(path.join(at, name));
  fs.writeFileSync(path.join(at, 'credentials/store.key'), Buffer.alloc(32, 7), { mode: 0o400 });
  const places = [
    ['/run/samtycke', path.join(at, 'run')], ['/var/lib/samtycke', path.join(at, 'state')],
    ['%d', path.join(at, 'credentials')], ['/etc/samtycke/notice', path.join(root, 'assets/notice/hemtex')],
  ];
  let [command] = values('ExecStart');
  for (const [shippedPlace, here] of places) {
    assert.ok(command.includes(shippedPlace), shippedPlace);
    command = command.replaceAll(shippedPlace, here);
  }
  const [, ...words] = command.split(' ');
  const socket = path.join(at, 'run/http.sock');
  await startCommand(words, socket);
  const answer = await ask({ path: socket }, '/readyz');
  assert.equal(answer.status, 200);
  assert.equal(fs.statSync(socket).mode & 0o777, 0o660, 'for the program and its group');
  assert.deepEqual(fs.readdirSync(path.join(at, 'credentials')), ['store.key'], 'nothing is written there');
  assert.ok(!fs.readdirSync(path.join(at, 'state')).includes('samtycke.db.key'), 'no key beside the store');
  assert.ok(command.includes(`--origin https://${host} `));
});

test('what nginx and the unit say about each other is the same', () => {
  const site = fs.readFileSync(path.join(shipped, 'nginx/samtycke/site.conf'), 'utf8');
  const [socket] = /unix:\S+/.exec(values('ExecStart')[0]);
  assert.ok(site.includes(`server ${socket} `), socket);
  assert.ok(socket.startsWith(`unix:/run/${values('RuntimeDirectory')[0]}/`));
  assert.equal(values('RuntimeDirectoryMode')[0], '0750', 'for the group');
  assert.equal(values('StateDirectoryMode')[0], '0700', 'for nobody');
  assert.match(fs.readFileSync(path.join(shipped, 'nginx/nginx.conf'), 'utf8'), /^user www-data;$/m);
  assert.equal(values('PrivateNetwork')[0], 'yes');
});
