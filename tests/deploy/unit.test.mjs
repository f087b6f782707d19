// The unit for systemd: read by systemd's own tools, and its command by the program itself.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ask, built, host, root, scratchFolder, shipped, startCommand } from './support.mjs';

const unit = path.join(shipped, 'systemd/samtycke.service');
const text = fs.readFileSync(unit, 'utf8');
const values = (name) => [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map((found) => found[1]);

const systemd = (...command) => spawnSync(command[0], command.slice(1), { encoding: 'utf8' });

const wayOut = 'samtycke-mail.service';

test('systemd reads the unit without a word of doubt', () => {
  // On a machine where it is not installed, its program is the one that was built.
  const folder = scratchFolder('unit');
  for (const name of [wayOut, 'samtycke-mail.socket']) {
    fs.copyFileSync(path.join(shipped, 'systemd', name), path.join(folder, name));
  }
  const copy = path.join(folder, 'samtycke.service');
  fs.writeFileSync(copy, text.replaceAll('/usr/local/bin/samtycke', built));
  const said = systemd('systemd-analyze', 'verify', '--man=no', copy, path.join(folder, wayOut));
  assert.equal(said.stderr + said.stdout, '');
  assert.equal(said.status, 0);
});

test('systemd finds little that the program may do beyond its work', (t) => {
  const said = systemd('systemd-analyze', 'security', '--offline=true', '--threshold=10', unit);
  assert.equal(said.status, 0, said.stdout);
  t.diagnostic(said.stdout.trim().split('\n').at(-1));
});

test('whoever hands its mail on may do little else', (t) => {
  const said = systemd('systemd-analyze', 'security', '--offline=true', '--threshold=20', path.join(shipped, 'systemd', wayOut));
  assert.equal(said.status, 0, said.stdout);
  t.diagnostic(said.stdout.trim().split('\n').at(-1));
});

test('its way out for mail is the one socket, which is for it alone', () => {
  const socket = fs.readFileSync(path.join(shipped, 'systemd/samtycke-mail.socket'), 'utf8');
  const [, place] = /^ListenStream=(.*)$/m.exec(socket);
  const [command] = values('ExecStart');
  assert.ok(command.includes(`--smtp-socket ${place} `));
  assert.match(socket, /^SocketUser=samtycke$/m);
  assert.match(socket, /^SocketMode=0600$/m);
  assert.equal(values('PrivateNetwork')[0], 'yes');
  assert.equal(values('RestrictAddressFamilies')[0], 'AF_UNIX');
  const handsOn = fs.readFileSync(path.join(shipped, 'systemd', wayOut), 'utf8');
  const [, server] = /--smtp smtp:\/\/(\S+) /.exec(command);
  assert.ok(handsOn.includes(` ${server}\n`), 'to the server whose name is checked');
});

test('with another way in, systemd reads the units as well, and the way to the provider is one socket', () => {
  const folder = scratchFolder('openid-unit');
  const units = {};
  for (const kind of ['socket', 'service']) {
    // As README.md does it.
    const name = `samtycke-openid.${kind}`;
    units[kind] = fs.readFileSync(path.join(shipped, `systemd/samtycke-mail.${kind}`), 'utf8')
      .replaceAll('samtycke-mail', 'samtycke-openid').replace('smtp.example:587', 'id.example:443');
    fs.writeFileSync(path.join(folder, name), units[kind]);
    fs.copyFileSync(path.join(shipped, 'systemd', `samtycke-mail.${kind}`), path.join(folder, `samtycke-mail.${kind}`));
  }
  const more = fs.readFileSync(path.join(shipped, 'systemd/openid.conf'), 'utf8');
  const copy = path.join(folder, 'samtycke.service');
  fs.writeFileSync(copy, text.replaceAll('/usr/local/bin/samtycke', built));
  fs.mkdirSync(`${copy}.d`);
  fs.writeFileSync(path.join(`${copy}.d`, 'openid.conf'), more);
  const said = systemd('systemd-analyze', 'verify', '--man=no', copy, path.join(folder, 'samtycke-openid.service'));
  assert.equal(said.stderr + said.stdout, '');
  const [, place] = /^ListenStream=(.*)$/m.exec(units.socket);
  assert.ok(more.includes(`--openid-socket ${place}"`));
  assert.match(more, /^Wants=samtycke-openid\.socket$/m);
  assert.ok(units.service.includes(' id.example:443\n'));
});

test('the command with another way in is one that the program takes', async () => {
  const at = scratchFolder('openid-command');
  const { publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  fs.writeFileSync(path.join(at, 'keys'), JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] }));
  fs.writeFileSync(path.join(at, 'openid.secret'), 'hemligt\n', { mode: 0o400 });
  const more = fs.readFileSync(path.join(shipped, 'systemd/openid.conf'), 'utf8');
  const [, options] = /^Environment="SAMTYCKE_OPENID=(.*)"$/m.exec(more);
  const words = options.replaceAll('%d', at).replaceAll('/etc/samtycke/openid.keys', path.join(at, 'keys')).split(' ');
  const socket = path.join(at, 'http.sock');
  await startCommand(['serve', '--listen', `unix:${socket}`, '--origin', `https://${host}`, '--db',
    `sqlite:${path.join(at, 'store.db')}`, ...words], socket);
  const answer = await ask({ path: socket }, '/openid/start/sv');
  assert.equal(answer.status, 303);
  assert.match(answer.headers.location[0], /^https:\/\/id\.example\/auth\?response_type=code&client_id=samtycke&/);
  assert.match(answer.headers['set-cookie'][0], /^__Host-oid=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/);
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
  fs.writeFileSync(path.join(at, 'credentials/smtp.password'), 'hemligt\n', { mode: 0o400 });
  const places = [
    ['/run/samtycke', path.join(at, 'run')], ['/var/lib/samtycke', path.join(at, 'state')],
    ['%d', path.join(at, 'credentials')], ['/etc/samtycke/notice', path.join(root, 'assets/notice/hemtex')],
  ];
  let [command] = values('ExecStart');
  for (const [shippedPlace, here] of places) {
    assert.ok(command.includes(shippedPlace), shippedPlace);
    command = command.replaceAll(shippedPlace, here);
  }
  // A variable that is empty is no word.
  assert.deepEqual(values('Environment'), ['SAMTYCKE_OPENID=']);
  const words = command.split(' ').slice(1).filter((word) => word !== '$SAMTYCKE_OPENID');
  const socket = path.join(at, 'run/http.sock');
  await startCommand(words, socket);
  const answer = await ask({ path: socket }, '/readyz');
  assert.equal(answer.status, 200);
  assert.equal(fs.statSync(socket).mode & 0o777, 0o660, 'for the program and its group');
  assert.deepEqual(fs.readdirSync(path.join(at, 'credentials')).sort(), ['smtp.password', 'store.key'], 'nothing is written there');
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
