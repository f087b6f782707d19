// A real server, a real browser, and a member who has signed in: what every browser test starts from.
//
// One server and one browser serve the whole run; each test gets a browser context of its own, which
// is a new profile. Nothing is waited for by time: a test waits for what a person would see.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { freePort } from '../support/free_port.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const shots = path.join(root, 'build/screenshots');
const program = process.env.SAMTYCKE ?? path.join(root, 'build/release/samtycke');

export const member = { number: '100001', name: 'Åsa Lindqvist', email: 'asa.lindqvist@example.se' };
export const languages = ['sv', 'en'];

const text = Object.fromEntries(
  languages.map((language) => [
    language,
    JSON.parse(fs.readFileSync(path.join(root, `assets/text/${language}.json`), 'utf8')),
  ]),
);

// A word of the interface as a person reads it, so that a test breaks when a thing loses its name and
// not when the name gets better.
export function word(language, key, values = {}) {
  const found = text[language][key];
  if (found === undefined) throw new Error(`no word ${key} in ${language}`);
  return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// The address of a page: '/sv/samtycken'.
export const address = (language, page) => `/${language}/${word(language, `path.${page}`)}`;

export const pages = ['overview', 'consents', 'offers', 'why', 'data', 'preferences', 'history', 'download', 'notice'];

// The demo on a port of its own with a store of its own, thrown away at the end.
export class Demo {
  static async start(...more) {
    const demo = new Demo();
    demo.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'samtycke-browser-'));
    demo.port = await freePort();
    demo.origin = `http://127.0.0.1:${demo.port}`;
    demo.more = more;
    await demo.#run();
    return demo;
  }

  async #run() {
    this.said = '';
    this.process = spawn(
      program,
      ['serve', '--demo', '--listen', `127.0.0.1:${this.port}`, '--db',
        `sqlite:${path.join(this.folder, 'demo.db')}`, ...this.more],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (data) => { this.said += data; });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    let over = false;
    this.ended.then(() => { over = true; });
    for (let tries = 0; tries < 600; ++tries) {
      if (over) throw new Error(`the server did not start:\n${this.said}`);
      const answer = await fetch(`${this.origin}/healthz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the server does not answer:\n${this.said}`);
  }

  async restart() {
    await this.#end();
    await this.#run();
  }

  async #end() {
    this.process.kill('SIGTERM');
    await this.ended;
  }

  async stop() {
    await this.#end();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  // The code of the newest mail to this address, read where a person would read it.
  async latestCode(email) {
    const html = await (await fetch(`${this.origin}/dev/mail`)).text();
    const plain = html.replace(/<[^>]*>/g, '\n');
    const after = plain.slice(Math.max(0, plain.indexOf(email)));
    const code = /\b[0-9A-HJKMNP-TV-Z]{4}[- ]?[0-9A-HJKMNP-TV-Z]{4}\b/.exec(after);
    if (!code) throw new Error(`no code for ${email} on the mail page`);
    return code[0];
  }
}

let browser;
let demo;
let signedIn;
let signedInAt;
let signedInWhen = 0;

export async function theBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
  return browser;
}

export async function theDemo() {
  demo ??= await Demo.start();
  return demo;
}

export async function closeAll() {
  await browser?.close();
  await demo?.stop();
}

// The ways in which a page can meet a browser. `skin` is what a test wants to see:
//   canvas  scripts and WebGL: the page is drawn
//   plain   scripts, no WebGL: the same elements as an ordinary page
//   html    no scripts at all: what the server wrote
export const skins = ['canvas', 'plain', 'html'];

const noWebgl = () => {
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return /webgl/.test(kind) ? null : original.call(this, kind, ...more);
  };
  if (globalThis.OffscreenCanvas) {
    const offscreen = OffscreenCanvas.prototype.getContext;
    OffscreenCanvas.prototype.getContext = function (kind, ...more) {
      return /webgl/.test(kind) ? null : offscreen.call(this, kind, ...more);
    };
  }
};

// Opens a tab that keeps book of everything that must not happen: errors in the console, broken
// security policy, requests to elsewhere.
export async function open({ skin = 'canvas', language = 'sv', asMember = true, server, ...options } = {}) {
  const at = server ?? (await theDemo());
  const context = await (await theBrowser()).newContext({
    baseURL: at.origin,
    locale: language === 'sv' ? 'sv-SE' : 'en-GB',
    timezoneId: 'Europe/Stockholm',
    viewport: { width: 1280, height: 800 },
    javaScriptEnabled: skin !== 'html',
    ...options,
  });
  context.setDefaultTimeout(60000);
  if (skin === 'plain') await context.addInitScript(noWebgl);
  if (asMember) await context.addCookies(await memberCookies(at));
  const page = await context.newPage();
  page.trouble = [];
  page.origins = new Set();
  page.on('pageerror', (error) => page.trouble.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') page.trouble.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(http|ws)/.test(url.protocol)) page.origins.add(url.origin);
  });
  page.skin = skin;
  page.server = at;
  return page;
}

// Goes to a page and waits until it is the page of its skin.
export async function visit(page, where) {
  await page.goto(where);
  await settled(page);
}

// The canvas has drawn, or the program runs beside the plain page.
export async function settled(page) {
  if (page.skin === 'canvas')
    await page.waitForFunction(
      () => document.documentElement.classList.contains('gl') && window.__stats?.frames > 0);
  if (page.skin === 'plain') await page.waitForFunction(() => window.__stats?.ready);
}

// By name: the address bar may say the next page a moment before its fields are there.
export const codeField = (page, language = 'sv') =>
  page.getByRole('textbox', { name: word(language, 'code.code') });

export async function askForCode(page, language = 'sv', email = member.email) {
  await page.getByRole('textbox', { name: word(language, 'sign_in.email') }).fill(email);
  await button(page, word(language, 'sign_in.button')).click();
  await codeField(page, language).waitFor();
}

// Signs in as a person does, on the page.
export async function signIn(page, { language = 'sv', email = member.email, server } = {}) {
  const at = server ?? (await theDemo());
  await page.goto(address(language, 'sign_in'));
  await askForCode(page, language, email);
  await codeField(page, language).fill(await at.latestCode(email));
  await button(page, word(language, 'code.button')).click();
  await page.waitForURL(`**${address(language, 'overview')}`);
}

// One sign-in for all tests that are not about signing in, as long as its code is fresh: a download wants
// one that is at most ten minutes old.
async function memberCookies(at) {
  const fresh = performance.now() - signedInWhen < 5 * 60 * 1000;
  if (!signedIn || signedInAt !== at || !fresh) {
    const page = await open({ skin: 'html', asMember: false, server: at });
    await signIn(page, { server: at });
    signedIn = await page.context().cookies();
    signedInAt = at;
    signedInWhen = performance.now();
    await page.context().close();
  }
  return signedIn;
}

// Ends a test's tab. What must never happen did not happen in it, whatever the test was about.
export async function close(page) {
  const at = await theDemo();
  const trouble = page.trouble.filter((line) => !page.expected?.some((pattern) => pattern.test(line)));
  const origins = [...page.origins].filter((origin) => origin !== (page.server ?? at).origin);
  await page.context().close();
  assert.deepEqual(trouble, [], 'the console stays silent, and nothing breaks the security policy');
  assert.deepEqual(origins, [], 'no request leaves for another origin');
}

export const main = (page) => page.getByRole('main');
export const heading = (page, name) => main(page).getByRole('heading', { name, exact: true });
export const button = (page, name) => page.getByRole('button', { name, exact: true });

// Waits for words in the page's main part, where a person looks for an answer.
export async function says(page, words) {
  await main(page).getByText(words).first().waitFor({ state: 'attached' });
}

// What the server holds of this member, asked beside the page.
export async function held(page) {
  const answer = await page.context().request.get('/api/v1/me');
  assert.equal(answer.status(), 200);
  return answer.json();
}

// The name of a field or another thing of the notice, in a language.
export async function noticeName(language, list, id) {
  const at = await theDemo();
  const { notice } = await (await fetch(`${at.origin}/api/v1/notice`)).json();
  return notice[list].find((one) => one.id === id).name[language];
}

// The one address of every page, by what its document says it is.
export async function fits(page) {
  return page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
}
