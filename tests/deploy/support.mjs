// nginx from Debian with the configuration as shipped, in front of the real program on a Unix socket.
//
// What is tried is server/deploy/nginx and nothing else: `asHere` and `sooner` below list every place in which it is
// changed for this machine (paths, ports, a throw-away certificate) and for tests (shorter waits). Each entry says how
// often its text stands in the files, and a text that is not there so often fails the whole run: so the
// shipped configuration cannot drift away from the one that was tried.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free_port.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const shipped = path.join(root, 'server/deploy');
export const host = 'club.example';
export const built = process.env.SAMTYCKE ?? path.join(root, 'build/release/samtycke');
const nginx = [process.env.SAMTYCKE_NGINX, path.join(root, '.cache/nginx/usr/sbin/nginx'), '/usr/sbin/nginx']
  .find((candidate) => candidate && fs.existsSync(candidate));

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'samtycke-deploy-'));
const closing = [];

// Everything that was started, in the opposite order.
export async function closeAll() {
  for (const close of closing.reverse()) await close();
  fs.rmSync(scratch, { recursive: true, force: true });
}

export function scratchFolder(name) {
  const folder = path.join(scratch, name);
  fs.mkdirSync(folder);
  return folder;
}

async function answers(ready, child, said) {
  let over = false;
  child.once('exit', () => { over = true; });
  for (let tries = 0; tries < 900; ++tries) {
    if (over) throw new Error(`it did not start:\n${said()}`);
    if (await ready()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it does not answer:\n${said()}`);
}

const connects = (where) => () => new Promise((resolve) => {
  const socket = net.connect(where, () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

async function run(command, more, ready) {
  const child = spawn(command, more, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const started = { child, said: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => { started.said += data; });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  started.stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  };
  closing.push(started.stop);
  await answers(ready, child, () => started.said);
  return started;
}

// ---- the program --------------------------------------------------------------------------------

// On a Unix socket, as the unit starts it. `more`: '--demo' for members to sign in.
export async function startProgram(name, ...more) {
  const socket = path.join(scratch, `${name}.sock`);
  return Object.assign(await serve(name, `unix:${socket}`, { path: socket }, more), { socket });
}

// On a port of its own, as in development.
export async function startProgramOnPort(name) {
  const port = await freePort();
  return Object.assign(await serve(name, `127.0.0.1:${port}`, { port, host: '127.0.0.1' }, []), { http: port });
}

// By words of one's own: those of the unit.
export const startCommand = (words, socket) => run(built, words, connects({ path: socket }));

const serve = (name, listen, where, more) => run(
  built,
  ['serve', '--listen', listen, '--origin', `https://${host}`, '--db',
    `sqlite:${path.join(scratch, `${name}.db`)}`, ...more],
  connects(where));

let demo;
export const theDemo = () => (demo ??= startProgram('demo', '--demo'));

// A stand-in for the program that only keeps what nginx hands on, byte by byte, one entry for each
// connection, and answers 200 once, with this body.
export async function startRecorder(name, body = 'ok\n') {
  const heard = [];
  const socket = path.join(scratch, `${name}.sock`);
  const server = net.createServer((connection) => {
    const entry = { bytes: '' };
    heard.push(entry);
    connection.on('error', () => {});
    connection.on('data', (data) => {
      entry.bytes += data.toString('latin1');
      const end = entry.bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(entry.bytes.slice(0, end))?.[1] ?? 0);
      if (entry.bytes.length >= end + 4 + length)
        connection.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`);
    });
  });
  await new Promise((resolve) => server.listen(socket, resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { socket, heard };
}

// ---- nginx --------------------------------------------------------------------------------------

function certificate() {
  const folder = path.join(scratch, 'tls');
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(folder);
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
      '-nodes', '-days', '2', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`,
      '-keyout', path.join(folder, 'privkey.pem'), '-out', path.join(folder, 'fullchain.pem')],
    { stdio: 'pipe' });
  }
  return folder;
}

// [as shipped, how often, as it is here]
const asHere = (at) => [
  ['user www-data;', 1, process.getuid() === 0 ? 'user root;' : ''],
  ['pid /run/nginx.pid;', 1, `pid ${at.folder}/nginx.pid;`],
  ['worker_rlimit_nofile 40000;', 1, `worker_rlimit_nofile ${at.descriptors};`],
  // Debian's nginx has /var/lib/nginx for these by itself.
  ['http {\n', 1, `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `  ${kind}_temp_path ${at.folder}/temp/${kind};\n`).join('')}${at.more}`],
  ['/etc/nginx/', 11, `${at.folder}/`],
  ['/var/log/nginx/', 3, `${at.folder}/log/`],
  ['/var/lib/nginx/samtycke', 1, `${at.folder}/cache`],
  ['unix:/run/samtycke/http.sock', 1, `unix:${at.socket}`],
  ['/etc/letsencrypt/live/club.example/', 2, `${at.tls}/`],
  ['/var/www/html', 1, `${at.folder}/www`],
  [/ +listen \[::\]:.*\n/g, 4, ''],  // Not every machine has IPv6.
  ['listen 443 ', 2, `listen 127.0.0.1:${at.https} `],
  ['listen 127.0.0.1:9180;', 1, `listen 127.0.0.1:${at.metrics};`],
  [/listen 80(?=[ ;])/g, 2, `listen 127.0.0.1:${at.http}`],
];

// The waits, so that a test that waits for one does not wait long.
const sooner = [
  ['client_header_timeout 10s;', 1, 'client_header_timeout 2s;'],
  ['client_body_timeout 5s;', 1, 'client_body_timeout 2s;'],
  ['keepalive_timeout 15s;', 1, 'keepalive_timeout 200ms;'],
  ['lingering_time 5s;', 1, 'lingering_time 1s;'],
  ['lingering_timeout 2s;', 1, 'lingering_timeout 200ms;'],
];

function writeConfiguration(at) {
  const names = ['nginx.conf', ...['site', 'headers', 'proxy', 'errors'].map((n) => `samtycke/${n}.conf`)];
  const files = names.map((name) => fs.readFileSync(path.join(shipped, 'nginx', name), 'utf8'));
  for (const [text, times, here] of [...asHere(at), ...(at.waitsAsShipped ? [] : sooner)]) {
    let found = 0;
    for (const [i, file] of files.entries()) {
      const parts = file.split(text);
      found += parts.length - 1;
      files[i] = parts.join(here);
    }
    if (found !== times) throw new Error(`server/deploy/nginx has ${text} ${found} times, not ${times}`);
  }
  fs.mkdirSync(path.join(at.folder, 'samtycke'), { recursive: true });
  for (const folder of ['log', 'temp', 'www/.well-known/acme-challenge'])
    fs.mkdirSync(path.join(at.folder, folder), { recursive: true });
  for (const [i, name] of names.entries()) fs.writeFileSync(path.join(at.folder, name), files[i]);
}

export async function startNginx(name, socket, { waitsAsShipped = false, more = '' } = {}) {
  if (!nginx) throw new Error('there is no nginx; ./dev test deploy fetches it');
  const at = {
    folder: path.join(scratch, name), socket, waitsAsShipped, more, tls: certificate(), http: await freePort(),
    https: await freePort(), metrics: await freePort(),
    descriptors: Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || 40000,
  };
  fs.mkdirSync(at.folder);
  writeConfiguration(at);
  const started = await run(
    nginx, ['-p', at.folder, '-e', path.join(at.folder, 'log/error.log'), '-c',
      path.join(at.folder, 'nginx.conf'), '-g', 'daemon off;'],
    connects({ port: at.https, host: '127.0.0.1' }));
  return Object.assign(started, at, { untouched: times(at.folder) });
}

// nginx's own temporary files: one that was there and is gone has made its folder younger.
function times(folder) {
  const temp = path.join(folder, 'temp');
  return Object.fromEntries(fs.readdirSync(temp).map((kind) => [kind, fs.statSync(path.join(temp, kind)).mtimeMs]));
}
export const keptNothing = (front) => assert.deepEqual(times(front.folder), front.untouched, 'no temporary file');

// ---- visitors -----------------------------------------------------------------------------------
// `where` is one of { path }, { http } and { https }; a front is both of the latter, and TLS is meant.

export const trusted = () => fs.readFileSync(path.join(certificate(), 'fullchain.pem'));

export function connect(where, { from, name = host, protocols } = {}) {
  if (where.path) return net.connect({ path: where.path });
  if (!where.https) return net.connect({ port: where.http, host: '127.0.0.1', localAddress: from });
  return tls.connect({
    port: where.https, host: '127.0.0.1', localAddress: from, servername: name, ca: trusted(),
    ALPNProtocols: protocols,
  });
}

// Writes bytes as they are and gives what comes back, up to the end of the connection.
export function exchange(where, bytes, options) {
  return new Promise((resolve, reject) => {
    const socket = connect(where, options);
    const chunks = [];
    socket.setTimeout(30000, () => { socket.destroy(); reject(new Error('30 s of silence')); });
    socket.on('data', (data) => chunks.push(data));
    // A connection that is reset has ended as well.
    socket.on('error', () => {});
    socket.once('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.once(where.https ? 'secureConnect' : 'connect', () => socket.write(bytes, 'latin1'));
  });
}

// The answers in such bytes.
export function answersIn(bytes) {
  const found = [];
  let rest = bytes;
  while (rest.startsWith('HTTP/')) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) break;
    const lines = rest.slice(0, end).split('\r\n');
    const headers = {};
    for (const line of lines.slice(1)) {
      const name = line.slice(0, line.indexOf(':')).toLowerCase();
      (headers[name] ??= []).push(line.slice(line.indexOf(':') + 1).trim());
    }
    const status = Number(lines[0].split(' ')[1]);
    const length = Number(headers['content-length']?.[0] ?? 0);
    // 100 says that the answer is still to come.
    if (status !== 100) found.push({ status, headers, body: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
  if (rest !== '') found.push({ status: 0, headers: {}, body: rest });
  return found;
}

// One request by Node's own client. `where` as for connect().
export function ask(where, target, { method = 'GET', headers = {}, body, from } = {}) {
  const options = {
    // As a page of the portal sends it.
    method, path: target, agent: false, localAddress: from,
    headers: { host, ...(method === 'GET' ? {} : { origin: `https://${host}` }), ...headers },
    ...(where.path ? { socketPath: where.path } : { host: '127.0.0.1', port: where.https ?? where.http }),
    ...(where.https ? { servername: host, ca: trusted() } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (where.https ? https : http).request(options, (answer) => {
      const chunks = [];
      answer.on('data', (data) => chunks.push(data));
      answer.once('error', reject);
      answer.once('end', () => {
        const headersOf = {};
        for (let i = 0; i < answer.rawHeaders.length; i += 2)
          (headersOf[answer.rawHeaders[i].toLowerCase()] ??= []).push(answer.rawHeaders[i + 1]);
        resolve({ status: answer.statusCode, headers: headersOf, body: Buffer.concat(chunks) });
      });
    });
    request.once('error', reject);
    request.end(body);
  });
}

export const texts = Object.fromEntries(['sv', 'en'].map((language) => [
  language, JSON.parse(fs.readFileSync(path.join(root, `assets/text/${language}.json`), 'utf8'))]));
export const address = (language, page) => `/${language}/${texts[language][`path.${page}`]}`;

// A member who came in through nginx, by code, as a browser without scripts does. Gives the cookies.
export async function signIn(where, from) {
  const cookies = {};
  const go = async (target, form) => {
    const answer = await ask(where, target, {
      method: form ? 'POST' : 'GET', from,
      headers: {
        cookie: Object.entries(cookies).map((pair) => pair.join('=')).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      body: form && new URLSearchParams(form).toString(),
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [name, value] = line.split(';')[0].split('=');
      cookies[name] = value;
    }
    return { ...answer, token: /name="form_token" value="([^"]*)"/.exec(answer.body.toString())?.[1] };
  };
  const first = await go(address('sv', 'sign_in'));
  await go(address('sv', 'sign_in'), { form_token: first.token, email: 'asa.lindqvist@example.se' });
  const mails = (await ask({ path: (await theDemo()).socket }, '/dev/mail')).body.toString();
  const code = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/.exec(mails.replace(/<[^>]*>/g, '\n'))?.[0];
  const second = await go(address('sv', 'code'));
  const third = await go(address('sv', 'code'), { form_token: second.token, code });
  if (third.status !== 303) throw new Error(`the code was not taken: ${third.status}`);
  return cookies;
}
