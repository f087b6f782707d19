// The real program with another way in, and two who may stand at its other end: oidc-provider, as others run it, and
// a liar, who answers with whatever token a test hands it.
import { execFileSync, spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free_port.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const built = process.env.SAMTYCKE ?? path.join(root, 'build/release/samtycke');
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'samtycke-openid-'));
const closing = [];

// Everything that was started, in the opposite order.
export async function closeAll() {
  for (const close of closing.reverse()) await close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
export const atTheEnd = (close) => closing.push(close);

export const asa = { email: 'asa.lindqvist@example.se', number: '100001' };
export const client = { id: 'samtycke & sons', secret: 'keep it secret: %26+"/' };
export const secretFile = path.join(scratch, 'secret');
fs.writeFileSync(secretFile, `${client.secret}\n`, { mode: 0o400 });

// ---- the program --------------------------------------------------------------------------------

const answers = (port) => new Promise((resolve) => {
  const socket = net.connect({ port, host: '127.0.0.1' }, () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

let programs = 0;
// The demo on this port with these options more.
export async function startProgram(port, options) {
  const db = path.join(scratch, `demo${++programs}.db`);
  const child = spawn(built, ['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--db', `sqlite:${db}`, ...options],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const program = { port, origin: `http://127.0.0.1:${port}`, db, said: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { program.said += data; });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  program.stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  };
  closing.push(program.stop);
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`it did not start:\n${program.said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return program;
}

// What `serve` says about options that it does not take, and its exit code.
export function refusal(options) {
  try {
    execFileSync(built, ['serve', '--demo', '--listen', '127.0.0.1:0', '--db', `sqlite:${path.join(scratch, 'no.db')}`,
      ...options], { cwd: root, stdio: 'pipe', timeout: 20000 });
  } catch (error) {
    return { code: error.status, line: error.stderr.toString() };
  }
  throw new Error('it ended as if all were well');
}

// The reasons why nobody was let in, as the log has them, in order; waits until there are so many.
export async function reasons(program, count) {
  const found = () => [...program.said.matchAll(/ openid_refused (\S+) [0-9a-f]{16}$/gm)].map((one) => one[1]);
  for (let tries = 0; tries < 200 && found().length < count; ++tries)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return found();
}

// ---- a browser without scripts ------------------------------------------------------------------

export class Browser {
  // Cookies by name, for each host and port: browsers share them between ports, which no two sites of ours do.
  cookies = {};

  async get(address, { method = 'GET', form, headers = {} } = {}) {
    const url = new URL(address);
    const jar = (this.cookies[url.host] ??= {});
    const answer = await fetch(url, {
      method: form ? 'POST' : method, redirect: 'manual', body: form && new URLSearchParams(form),
      headers: {
        cookie: Object.entries(jar).map((pair) => pair.join('=')).join('; '),
        ...(form ? { origin: url.origin } : {}), ...headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split(/=(.*)/s);
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) delete jar[name];
      else jar[name] = value;
    }
    return {
      status: answer.status, body: await answer.text(), setCookies: answer.headers.getSetCookie(),
      address: url.href,
      location: answer.headers.get('location') && new URL(answer.headers.get('location'), url).href,
    };
  }
  // Along every redirect, up to `until`, which is not asked any more.
  async follow(address, until) {
    for (let steps = 0; steps < 20; ++steps) {
      if (until?.(address)) return { address };
      const answer = await this.get(address);
      if (!answer.location) return answer;
      address = answer.location;
    }
    throw new Error(`in circles: ${address}`);
  }
  of(program) { return this.cookies[`127.0.0.1:${program.port}`] ?? {}; }
  async whoAmI(program) {
    const answer = await this.get(`${program.origin}/api/v1/me`);
    return answer.status === 200 ? JSON.parse(answer.body) : null;
  }
}

// ---- oidc-provider ------------------------------------------------------------------------------

const people = {
  asa: { email: asa.email, email_verified: true, member_number: asa.number },
  asa_unverified: { email: asa.email, email_verified: false, member_number: asa.number },
  stranger: { email: 'nobody.at.all@example.org', email_verified: true, member_number: '999999' },
};

// `on` is a program's port, where members come back to.
export async function startProvider(on) {
  const { default: Provider } = await import('oidc-provider');
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'first', use: 'sig', alg: 'RS256' };
  const provider = new Provider(issuer, {
    clients: [{
      client_id: client.id, client_secret: client.secret, redirect_uris: [`http://127.0.0.1:${on}/openid/return`],
      grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_basic',
    }],
    jwks: { keys: [key] },
    cookies: { keys: ['kept'] },
    pkce: { required: () => true, methods: ['S256'] },
    claims: { openid: ['sub', 'member_number'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,  // As providers do: the claims stand in the token itself.
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  });
  const server = http.createServer(provider.callback());
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }));
  const keys = path.join(scratch, `keys${port}.json`);
  fs.writeFileSync(keys, await (await fetch(`${issuer}/jwks`)).text());
  return { issuer, keys, authorize: `${issuer}/auth`, token: `${issuer}/token`, server };
}

// At the provider's own pages: says who one is, and yes to what it asks. Gives the address that leads back.
export async function agreeAs(browser, person, address, program) {
  const back = (where) => where.startsWith(`${program.origin}/openid/return`);
  let page = await browser.follow(address, back);
  for (let forms = 0; forms < 4 && !back(page.address); ++forms) {
    const action = new URL(/<form[^>]* action="([^"]*)"/.exec(page.body)[1], page.address).href;
    const prompt = /name="prompt" value="([^"]*)"/.exec(page.body)[1];
    const answer = await browser.get(action, { form: { prompt, ...(prompt === 'login' ? { login: person, password: 'x' } : {}) } });
    page = await browser.follow(answer.location, back);
  }
  return page.address;
}
// The same for somebody who changes their mind.
export async function decline(browser, address, program) {
  const page = await browser.follow(address);
  const abort = new URL(/href="([^"]*\/abort)"/.exec(page.body)[1], page.address).href;
  return (await browser.follow(abort, (where) => where.startsWith(`${program.origin}/openid/return`))).address;
}

// ---- the liar -----------------------------------------------------------------------------------

// A token endpoint that answers with `liar.answer(form)`: {status, body}, or nothing, and then never.
export async function startLiar({ tls } = {}) {
  const port = await freePort();
  const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  const scheme = tls ? 'https' : 'http';
  const name = tls ? 'localhost' : '127.0.0.1';
  const issuer = `${scheme}://${name}:${port}`;
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'liar', use: 'sig', alg: 'RS256' };
  const keys = path.join(scratch, `keys${port}.json`);
  fs.writeFileSync(keys, JSON.stringify({ keys: [jwk] }));
  const liar = { issuer, keys, jwk, pair, port, authorize: `${issuer}/authorize`, token: `${issuer}/token`, asked: [] };
  const handle = (request, response) => {
    let body = '';
    request.on('data', (data) => { body += data; });
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      liar.asked.push({ form, headers: request.headers, url: request.url });
      const answer = liar.answer(form);
      if (answer) response.writeHead(answer.status ?? 200, answer.headers ?? { 'content-type': 'application/json' }).end(answer.body);
    });
  };
  const server = tls ? https.createServer(tls, handle) : http.createServer(handle);
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  liar.close = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
  closing.push(liar.close);
  return liar;
}

export const optionsFor = (provider, more = {}) => Object.entries({
  issuer: provider.issuer, authorize: provider.authorize, token: provider.token, keys: provider.keys,
  client: client.id, secret: secretFile, name: 'BankID', ...more,
}).filter(([, value]) => value !== null).flatMap(([name, value]) => [`--openid-${name}`, value]);

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

// A token of these claims; `sign` gets what is signed.
export function token(claims, { head = {}, sign } = {}) {
  const text = `${part({ alg: 'RS256', kid: 'liar', ...head })}.${part(claims)}`;
  return `${text}.${sign(text)}`;
}
export const rs256 = (privateKey) => (text) => crypto.sign('sha256', Buffer.from(text), privateKey).toString('base64url');
