// The host of the page: it keeps the real elements in step with the program, draws its triangles, and
// does what it asks for. It decides nothing about what a page says.
//
// The server's HTML is there first and works without any of this. When program, fonts and data have
// arrived, the elements that are there are taken over one by one, by id: what has been typed, flipped
// and focused stays. If anything is missing or goes wrong, the server's page is left as it is.

const root = document.documentElement;
const app = document.getElementById('app');
const canvas = document.getElementById('canvas');
const facts = root.dataset;
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const px = (v) => `${v}px`;

// For the tests, which ask for no frame while idle and for a first one soon.
const stats = { frames: 0, first: 0, syncs: 0, bakes: 0, skin: 'html', ready: false };
window.__stats = stats;

// ---- Storage that may be switched off.
const remember = (store, key, value) => {
  try {
    if (value === null) store().removeItem(key);
    else store().setItem(key, value);
  } catch { /* A private window: then it is for this page only. */ }
};
const remembered = (store, key) => {
  try {
    return store().getItem(key);
  } catch {
    return null;
  }
};
const session = () => sessionStorage;
const local = () => localStorage;

// ---- The theme that was chosen in this browser: a matter between it and the member, told to nobody.
root.classList.add('scripted');
const chosenTheme = () => remembered(local, 'theme') ?? 'system';
function showTheme() {
  const chosen = chosenTheme();
  if (chosen === 'system') delete root.dataset.theme;
  else root.dataset.theme = chosen;
  const field = document.getElementById('theme');
  if (field && field.value !== chosen) field.value = chosen;
}
addEventListener('change', (event) => {
  if (event.target.id !== 'theme') return;
  remember(local, 'theme', event.target.value === 'system' ? null : event.target.value);
  showTheme();
  surroundings();
});
showTheme();

// ---- The program's memory.
let wasm;
let bytes;
let numbers;
function look() {
  if (bytes?.buffer === wasm.memory.buffer) return;
  bytes = new Uint8Array(wasm.memory.buffer);
  numbers = new DataView(wasm.memory.buffer);
}
const text = (at, length) => decoder.decode(bytes.subarray(at, at + length));
const answer = (at) => {
  look();
  return text(at + 4, numbers.getUint32(at, true));
};
function lend(data, use) {
  const at = wasm.mem_alloc(data.length + 1);
  look();
  bytes.set(data, at);
  const result = use(at, data.length);
  wasm.mem_free(at);
  return result;
}
const ask = (what, question) => lend(encoder.encode(question), (at, length) => wasm[what](at, length));
const word = (key) => answer(ask('word', key));

// Reads what the program wrote, from the start.
class Reader {
  constructor(at) {
    look();
    this.at = at;
  }
  number() {
    return numbers.getUint32((this.at += 4) - 4, true);
  }
  float() {
    return numbers.getFloat32((this.at += 4) - 4, true);
  }
  string() {
    const length = this.number();
    const said = text(this.at, length);
    this.at += length;
    return said;
  }
}

// ---- What happens, told to the program.
const STARTED = 0, WENT = 1, FLIPPED = 2, TYPED = 3, SENT = 4, ANSWERED = 5;
function tell(kind, strings, number = 0) {
  // A zero byte ends a string, so none may be inside one.
  const data = encoder.encode(strings.map((s) => `${s.replaceAll('\0', '\uFFFD')}\0`).join(''));
  lend(data, (at, length) => wasm.intent(kind, at, length, number, performance.now()));
  carryOut();
  wantFrame();
}

// ---- What the program wants done.
let focusNext = null;
function carryOut() {
  const said = new Reader(wasm.effects());
  const end = said.number() + said.at;
  while (said.at < end) {
    const kind = String.fromCharCode(bytes[said.at++]);
    if (kind === 'F') fetchFor(said.string(), said.string(), said.string(), said.string(), said.string(), said.string());
    else if (kind === 'N') push(said.string());
    else if (kind === 'L') location.assign(said.string());
    else if (kind === 'P') say('polite', said.string());
    else if (kind === 'A') say('assertive', said.string());
    else if (kind === 'H') focusNext = said.string();
  }
}

function say(where, what) {
  const region = document.getElementById(where);
  region.textContent = '';  // So that the same words are said again.
  setTimeout(() => { region.textContent = what; }, 60);
}

const NOTICE = '/api/v1/notice';
const PATIENCE_MS = 30_000;  // Then it counts as no answer, and says so.
const ahead = new Map();  // Answers asked for before the program was there.
async function answerTo(method, path, body, ifMatch, idempotent) {
  const headers = { accept: 'application/json' };
  if (body) headers['content-type'] = 'application/json';
  if (ifMatch) headers['if-match'] = ifMatch;
  if (idempotent) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    headers['idempotency-key'] = Array.from(random, (b) => b.toString(16).padStart(2, '0')).join('');
  }
  try {
    const reply = await fetch(path, {
      method,
      headers,
      body: body || undefined,
      // The notice is the same for everyone and large: kept, and asked about by its ETag.
      cache: path === NOTICE ? 'no-cache' : 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return [reply.status, await reply.text()];
  } catch {
    return [0, ''];
  }
}
async function fetchFor(tag, method, path, body, ifMatch, idempotent) {
  const early = method === 'GET' && ahead.get(path);
  ahead.delete(path);
  const [status, reply] = await (early || answerTo(method, path, body, ifMatch, idempotent));
  tell(ANSWERED, [tag, reply], status);
}

// ---- Frames: one only when something has changed.
let frameWanted = false;
function wantFrame() {
  if (frameWanted || !wasm || broken) return;
  frameWanted = true;
  requestAnimationFrame(frame);
}

let broken = false;
function guarded(work) {
  return (...args) => {
    if (broken) return undefined;
    try {
      return work(...args);
    } catch (error) {
      // The program has stopped in the middle of something. The server's page works without it, but
      // this one has lost its form tokens: fetch it anew, and leave it alone for this session.
      broken = true;
      console.warn('the page goes on without its program', error);
      remember(session, 'html-only', '1');
      location.reload();
      return undefined;
    }
  };
}

const HAS_PAGE = 1, CHANGED = 2, MOVING = 4;
const frame = guarded((now) => {
  frameWanted = false;
  stats.frames++;
  part = partToDraw();
  const state = wasm.frame(now, part.x, part.y, part.w, part.h);
  if (!(state & HAS_PAGE)) return;
  look();
  if (state & CHANGED) sync();
  if (canDraw()) draw();
  stats.first ||= performance.now();
  stats.ready = true;
  if (state & MOVING) wantFrame();
});

// ---- The surroundings.
const dark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => chosenTheme() === 'dark' || (chosenTheme() === 'system' && dark.matches);
const still = matchMedia('(prefers-reduced-motion: reduce)');
const forced = matchMedia('(forced-colors: active)');
// Each reason against drawing by itself: one that goes away must not undo another.
const against = { lost: false, translated: false, spaced: false, chosen: remembered(local, 'view') === 'plain' };
let gl = null;
let ratio = 1;
const canDraw = () => gl !== null && !forced.matches && !Object.values(against).some(Boolean);

function showSkin() {
  root.classList.toggle('gl', canDraw());
  stats.skin = canDraw() ? 'canvas' : 'plain';
}

const measure = (id) => {
  let element = document.getElementById(id);
  if (!element) {
    element = Object.assign(document.createElement('div'), { id });
    element.setAttribute('aria-hidden', 'true');
    document.body.append(element);
  }
  return element;
};

const surroundings = guarded(() => {
  if (!wasm) return;
  const drawn = canDraw();
  if (taken) showSkin();
  const fontScale = measure('rem').getBoundingClientRect().width / 16 || 1;
  ratio = Math.min(devicePixelRatio * Math.max(1, visualViewport?.scale || 1), 4);
  wasm.set_environment(root.clientWidth, ratio, fontScale, isDark() | (still.matches << 1) | (drawn << 2));
  part = null;
  offerView();
  wantFrame();
});

// The canvas lies in the document and scrolls with it; a margin around the window makes that most
// scrolling needs no frame. Nine million pixels at most.
let part = null;
let pageHeight = 0;
function seen() {
  const view = visualViewport;
  if (!(view?.scale > 1)) return { x: 0, y: Math.max(0, scrollY), w: root.clientWidth, h: innerHeight };
  const x = Math.max(0, view.pageLeft - view.width / 4);
  return { x, y: Math.max(0, view.pageTop), w: Math.min(root.clientWidth - x, view.width * 1.5), h: view.height };
}
function partToDraw() {
  const at = seen();
  const height = Math.max(innerHeight, pageHeight);
  const margin = Math.max(0, Math.min(at.h * 0.6, (9e6 / (ratio * ratio * at.w) - at.h) / 2));
  const y = Math.max(0, Math.round((at.y - margin) * ratio) / ratio);
  const h = Math.max(1, Math.min(height - y, at.h + 2 * margin));
  return { x: at.x, y, w: at.w, h: Math.round(h * ratio) / ratio };
}
function scrolled() {
  if (!part || !canDraw()) return;
  const at = seen();
  const bottom = Math.min(Math.max(innerHeight, pageHeight), at.y + at.h);
  const inside = at.y >= part.y && bottom <= part.y + part.h + 1 && at.x >= part.x && at.x + at.w <= part.x + part.w + 1;
  if (!inside) wantFrame();
}

// ---- The elements.
const WRAPPER = 0, PLACED = 1, HIDDEN = 2;
const BOLD = 1, ONE_LINE = 2, RIGHT = 4, NATIVE = 8, TEXT = 16;
const SVG = 'http://www.w3.org/2000/svg';
const DRAWN = ['svg', 'path'];
const records = new Map();  // By id, or by the way to an element that has none.
let round = 0;
let taken = false;
let flippedEarly = [];

function attribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

// Finds the element that is there already, or makes one.
function recordFor(key, id, tag, parent) {
  const known = records.get(key);
  if (known && known.tag === tag) return known;
  known?.element.remove();
  let element = id ? document.getElementById(id) : parent.next;
  const fits = element?.localName === tag && app.contains(element) && (id || !element.id) && !element.__record;
  if (!fits) element = DRAWN.includes(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  const record = { key, tag, element, hash: -1, x: NaN, y: NaN, adopted: fits, names: new Set() };
  element.__record = record;
  if (id) element.id = id;
  records.set(key, record);
  return record;
}

// Puts an element in its place. The one with the focus is never moved, since moving takes the focus
// away: what stands before it is moved instead.
function settle(parent, element, focused) {
  if (element === parent.next) {
    parent.next = element.nextSibling;
  } else if (parent.next && element.parentNode === parent.element && element.contains(focused)) {
    while (parent.next && parent.next !== element) {
      const other = parent.next;
      parent.next = other.nextSibling;
      parent.element.append(other);
    }
    parent.next = element.nextSibling;
  } else {
    parent.element.insertBefore(element, parent.next);
  }
}

function sync() {
  stats.syncs++;
  round++;
  const from = new Reader(wasm.semantics());
  const count = from.number();
  pageHeight = from.float();
  root.style.setProperty('--page-h', px(pageHeight));
  const focused = document.activeElement;
  const wasAt = focused && app.contains(focused) ? focused.getBoundingClientRect().top : null;
  const parents = [{ element: app, next: app.firstChild, key: '', children: 0 }];
  for (let i = 0; i < count; i++) {
    const depth = from.number();
    const hash = from.number();
    const x = from.float();
    const y = from.float();
    const size = from.number();
    const start = from.at;
    parents.length = depth + 1;
    const parent = parents[depth];
    const record = place(parent, from, hash, focused);
    from.at = start + size;
    if (record.x !== x || record.y !== y) {
      record.element.style.setProperty('--x', px((record.x = x)));
      record.element.style.setProperty('--y', px((record.y = y)));
    }
    parents.push({ element: record.element, next: record.element.firstChild, key: record.key, children: 0 });
  }
  for (const [key, record] of records) {
    if (record.round === round) continue;
    record.element.remove();
    records.delete(key);
  }
  for (const child of [...app.querySelectorAll('*')]) if (!child.__record) child.remove();
  taken || takeOver();
  afterwards(focused, wasAt);
}

function place(parent, from, hash, focused) {
  const kind = from.number();
  const flags = from.number();
  const shape = [from.float(), from.float(), from.float(), from.float(), from.float(), from.float()];
  const colour = from.number();
  const tag = from.string();
  const id = from.string();
  const key = id || `${parent.key}>${tag}${parent.children++}`;
  const record = recordFor(key, id, tag, parent);
  record.round = round;
  settle(parent, record.element, focused);
  if (record.hash !== hash) {
    record.hash = hash;
    dress(record, kind, flags, shape, colour);
    fill(record, from);
  }
  return record;
}

function dress(record, kind, flags, [w, h, padX, padY, size, line], colour) {
  const { style } = record.element;
  record.looks = kind === HIDDEN ? ' hid' : '';
  if (kind !== PLACED) return;
  record.looks = ' n';
  style.setProperty('--w', px(w));
  style.setProperty('--h', px(h));
  if (!(flags & TEXT)) return;
  record.looks += ' t';
  style.setProperty('--px', px(padX));
  style.setProperty('--py', px(padY));
  style.setProperty('--fs', px(size));
  style.setProperty('--lh', px(line));
  style.setProperty('--fw', flags & BOLD ? 600 : 400);
  style.setProperty('--col', `#${colour.toString(16).padStart(6, '0')}`);
  if (flags & ONE_LINE) record.looks += ' one';
  if (flags & RIGHT) record.looks += ' right';
  if (flags & NATIVE) record.looks += ' native';
}

// Attributes that are not the tree's to take away. Taking `checked` from a box that nobody has touched
// would turn it off.
const KEPT = ['id', 'class', 'style', 'open', 'value', 'checked', 'selected'];

// The text and the attributes. What a person can change is compared with care: what they are typing
// must not be written over by what they typed a moment ago.
function fill(record, from) {
  const { element } = record;
  const said = from.string();
  const names = new Set();
  const values = {};
  for (let n = from.number(); n > 0; n--) {
    const name = from.string();
    const value = from.string();
    values[name] = value;
    // What was typed is kept by state(); nobody types into what is hidden, and a server's own hidden value may stand there.
    const typed = element.localName === 'input' && !['checkbox', 'hidden'].includes(values.type);
    if (name === 'class' || name === 'value' && typed) continue;
    if (name === 'checked' || name === 'selected') continue;
    names.add(name);
    attribute(element, name, value);
  }
  for (const name of record.adopted ? element.getAttributeNames() : record.names)
    if (!names.has(name) && !KEPT.includes(name)) element.removeAttribute(name);
  record.names = names;
  const looks = (values.class ?? '') + record.looks;
  if ((element.getAttribute('class') ?? '') !== looks) element.setAttribute('class', looks);
  if (said && element.textContent !== said) element.textContent = said;
  if (!said && record.said) element.textContent = '';
  record.said = said;
  state(record, values);
  record.adopted = false;
}

function state(record, values) {
  const { element } = record;
  if (element.localName === 'option') {
    const selected = 'selected' in values;
    if (!record.adopted && element.selected !== selected) element.selected = selected;
  } else if (element.localName === 'input' && values.type === 'checkbox') {
    const on = 'checked' in values;
    // Flipped before we came: the flip is told to the program, and not taken back.
    if (record.adopted && element.checked !== on) flippedEarly.push(() => flip(record));
    else if (element.checked !== on) element.checked = on;
  } else if (element.localName === 'input' && values.type !== 'hidden') {
    const value = values.value ?? '';
    if (record.adopted && element.value !== value) flippedEarly.push(() => tell(TYPED, [element.name, element.value], 1));
    // Only a value that the page has changed is written: a one-time code is never part of the page, and
    // would be wiped by the frame in which its error goes away.
    else if (!record.composing && element.value !== value && record.value !== value) element.value = value;
    record.value = value;
  }
}

function afterwards(focused, wasAt) {
  const language = answer(wasm.language());
  if (root.lang !== language && !against.translated) root.lang = spoken = language;
  const title = answer(wasm.title());
  if (document.title !== title) document.title = title;
  offerView();
  showTheme();
  if (focusNext !== null) {
    document.getElementById('polite').textContent = '';  // What was said there is over.
    const target = document.getElementById(focusNext);
    const heading = focusNext === 'title';
    focusNext = null;
    const part = heading && document.getElementById(fragment);
    fragment = '';
    if (part) return bringUp(part);
    if (heading) {
      scrollTo(0, returning);
      returning = 0;
    }
    target?.focus({ preventScroll: heading });
  } else if (wasAt !== null && focused.isConnected) {
    // Something came or went above what the member is using: keep that under their finger.
    const moved = focused.getBoundingClientRect().top - wasAt;
    if (Math.abs(moved) >= 1) scrollBy(0, moved);
  } else if (wasAt !== null && document.activeElement === document.body) {
    document.getElementById('title')?.focus({ preventScroll: true });
  }
}

// The first time: from here on the page is ours.
function takeOver() {
  taken = true;
  app.querySelectorAll('details[open]').forEach(tellWhetherOpen);
  history.scrollRestoration = 'manual';
  showSkin();
  const early = flippedEarly;
  flippedEarly = [];
  setTimeout(() => early.forEach((tellIt) => tellIt()));
}

// ---- Addresses. The scroll position is kept for each entry of the history; the browser's own would be
// restored before the page has its height again.
const scrolls = new Map();
let entry = null;
let returning = 0;
let fragment = '';  // The part of the next page that its link leads to.
function thisEntry() {
  if (!history.state?.key) history.replaceState({ key: String(Math.random()) }, '');
  return history.state.key;
}
function push(path) {
  scrolls.set(entry, scrollY);
  history.pushState({ key: String(Math.random()) }, '', path);
  entry = thisEntry();
  returning = 0;
}
// A reload, and coming back from another site, are the browser's: it restores on the server's page.
addEventListener('pagehide', () => { history.scrollRestoration = 'auto'; });
addEventListener('pageshow', () => { if (taken) history.scrollRestoration = 'manual'; });
const here = () => location.pathname + location.search;
let shown = here();
addEventListener('popstate', () => {
  if (!taken || here() === shown) return;  // Only the fragment has changed.
  scrolls.set(entry, scrollY);
  entry = thisEntry();
  returning = scrolls.get(entry) ?? 0;
  shown = here();
  tell(WENT, [shown]);
});

function follow(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
  const same = link.pathname === location.pathname && link.search === location.search;
  if (same && link.hash) return goWithin(event, link.hash.slice(1));
  if (!ask('owns', link.pathname)) return;
  event.preventDefault();
  push(link.pathname + link.search + link.hash);
  fragment = link.hash.slice(1);
  shown = here();
  tell(WENT, [shown]);
}

// Within the page: to where it says, and the focus goes along.
function goWithin(event, id) {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  bringUp(target);
}
function bringUp(target) {
  // The middle of what is higher than the window would be the middle of nowhere.
  const block = target.getBoundingClientRect().height > innerHeight / 2 ? 'start' : 'center';
  target.scrollIntoView({ behavior: 'instant', block });
  const focusable = target.matches('a, button, input, select, summary, [tabindex]')
    ? target : target.querySelector('h1, input:not([type=hidden]), select, button, a');
  if (!focusable) target.tabIndex = -1;  // As after an ordinary link: Tab goes on from there.
  (focusable ?? target).focus({ preventScroll: true });
}

// ---- Events of the elements: the only input there is.
function flip(record) {
  record.hash = -1;  // The program may say no; then its answer is written back.
  tell(FLIPPED, [record.element.name], record.element.checked ? 1 : 0);
}
function tellWhetherOpen(details) {
  lend(encoder.encode(details.id), (at, length) => wasm.toggled(at, length, details.open ? 1 : 0));
  wantFrame();
}
function listen() {
  const on = (type, act, capture = false) =>
    app.addEventListener(type, guarded((event) => taken && act(event, event.target.__record)), capture);
  on('click', (event) => follow(event));
  on('compositionstart', (event, record) => { if (record) record.composing = true; });
  on('compositionend', (event, record) => { if (record) record.composing = false; });
  on('input', (event, record) => {
    if (!record || !event.target.matches('input.control')) return;
    tell(TYPED, [event.target.name, event.target.value]);
  });
  on('change', (event, record) => {
    if (record && event.target.type === 'checkbox') flip(record);
    else if (record && event.target.matches('.control')) tell(TYPED, [event.target.name, event.target.value], 1);
  });
  on('toggle', (event) => {
    if (event.target.localName === 'details') tellWhetherOpen(event.target);
  }, true);
  on('submit', (event) => {
    event.preventDefault();
    const form = event.target;
    const pairs = [...new FormData(form)];
    if (event.submitter?.name) pairs.push([event.submitter.name, event.submitter.value]);
    tell(SENT, [form.id, ...pairs.flat().map(String)]);
    shown = here();
  });
}

// ---- The choice of view, below the page: the plain one is an ordinary page in every way.
function offerView() {
  if (!taken) return;
  let box = document.querySelector('.view-choice');
  if (!box) {
    box = Object.assign(document.createElement('div'), { className: 'view-choice' });
    const button = Object.assign(document.createElement('button'), { type: 'button', id: 'view-choice' });
    button.addEventListener('click', () => {
      against.chosen = !against.chosen;
      remember(local, 'view', against.chosen ? 'plain' : null);
      surroundings();
    });
    box.append(button);
    app.after(box);
  }
  box.hidden = gl === null && !against.chosen;
  const label = word(against.chosen ? 'app.rich_view' : 'app.plain_view');
  if (box.firstChild.textContent !== label) box.firstChild.textContent = label;
}

// ---- WebGL2: one program, one texture, positions in CSS pixels of the page.
const VERTEX = `#version 300 es
uniform vec4 part;
in vec2 at;
in vec2 glyph;
in vec4 colour;
out vec2 g;
out vec4 c;
void main() {
g = glyph;
c = colour;
gl_Position = vec4((at.x - part.x) * 2. / part.z - 1., 1. - (at.y - part.y) * 2. / part.w, 0, 1);
}`;
const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D atlas;
in vec2 g;
in vec4 c;
out vec4 o;
void main() {
float a = texture(atlas, g).r * c.a;
o = vec4(c.rgb * a, a);
}`;
let partAt;
let uploaded = 0;

function prepareGL() {
  const context = gl ?? canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, powerPreference: 'low-power' });
  if (!context) return null;
  const program = context.createProgram();
  for (const [type, source] of [[context.VERTEX_SHADER, VERTEX], [context.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = context.createShader(type);
    context.shaderSource(shader, source);
    context.compileShader(shader);
    context.attachShader(program, shader);
  }
  ['at', 'glyph', 'colour'].forEach((name, i) => context.bindAttribLocation(program, i, name));
  context.linkProgram(program);
  if (!context.getProgramParameter(program, context.LINK_STATUS)) return null;
  context.useProgram(program);
  partAt = context.getUniformLocation(program, 'part');
  context.bindBuffer(context.ARRAY_BUFFER, context.createBuffer());
  context.bindBuffer(context.ELEMENT_ARRAY_BUFFER, context.createBuffer());
  const layout = [[2, context.FLOAT, false, 0], [2, context.FLOAT, false, 8], [4, context.UNSIGNED_BYTE, true, 16]];
  layout.forEach(([size, type, normalized, offset], i) => {
    context.enableVertexAttribArray(i);
    context.vertexAttribPointer(i, size, type, normalized, 20, offset);
  });
  context.enable(context.BLEND);
  context.blendFunc(context.ONE, context.ONE_MINUS_SRC_ALPHA);
  context.enable(context.SCISSOR_TEST);
  context.bindTexture(context.TEXTURE_2D, context.createTexture());
  for (const filter of [context.TEXTURE_MIN_FILTER, context.TEXTURE_MAG_FILTER])
    context.texParameteri(context.TEXTURE_2D, filter, context.LINEAR);
  for (const edge of [context.TEXTURE_WRAP_S, context.TEXTURE_WRAP_T])
    context.texParameteri(context.TEXTURE_2D, edge, context.CLAMP_TO_EDGE);
  context.pixelStorei(context.UNPACK_ALIGNMENT, 1);  // One byte a texel, rows of any width.
  uploaded = 0;
  return context;
}

function draw() {
  const [generation, atlasW, atlasH, pixels] = new Uint32Array(bytes.buffer, wasm.atlas(), 4);
  if (uploaded !== generation) {
    uploaded = generation;
    stats.bakes++;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, atlasW, atlasH, 0, gl.RED, gl.UNSIGNED_BYTE, bytes, pixels);
  }
  const w = Math.max(1, Math.round(part.w * ratio));
  const h = Math.max(1, Math.round(part.h * ratio));
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  const at = { left: part.x, top: part.y, width: w / ratio, height: h / ratio };
  for (const side in at) if (canvas.style[side] !== px(at[side])) canvas.style[side] = px(at[side]);
  gl.viewport(0, 0, w, h);
  gl.scissor(0, 0, w, h);
  const ground = wasm.ground();
  gl.clearColor((ground >> 16 & 255) / 255, (ground >> 8 & 255) / 255, (ground & 255) / 255, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.uniform4f(partAt, part.x, part.y, w / ratio, h / ratio);
  const from = new Reader(wasm.triangles());
  const buffer = () => {
    const start = from.number();
    return bytes.subarray(start, start + from.number());
  };
  for (let lists = from.number(); lists > 0; lists--) {
    gl.bufferData(gl.ARRAY_BUFFER, buffer(), gl.STREAM_DRAW);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, buffer(), gl.STREAM_DRAW);
    for (let commands = from.number(); commands > 0; commands--) {
      const x0 = Math.max(0, (from.float() - part.x) * ratio);
      const y0 = Math.max(0, (from.float() - part.y) * ratio);
      const x1 = Math.min(w, (from.float() - part.x) * ratio);
      const y1 = Math.min(h, (from.float() - part.y) * ratio);
      const indices = from.number();
      const offset = from.number();
      if (!indices || x1 <= x0 || y1 <= y0) continue;
      gl.scissor(x0, h - y1, x1 - x0, y1 - y0);
      gl.drawElements(gl.TRIANGLES, indices, gl.UNSIGNED_INT, offset);
    }
  }
}

canvas.addEventListener('webglcontextlost', (event) => {
  event.preventDefault();
  against.lost = true;
  surroundings();
});
canvas.addEventListener('webglcontextrestored', () => {
  against.lost = false;
  gl = prepareGL();
  surroundings();
});

// ---- What only the browser knows.
function ruler(said, size, line, bold, width) {
  const box = measure('ruler');
  if (!box.firstChild) box.append(document.createElement('span'), document.createElement('i'));
  box.style.font = `${bold ? 600 : 400} ${size}px/${line}px Portal, system-ui, sans-serif`;
  box.style.width = width;
  box.firstChild.textContent = said;
  return box;
}
const host = {
  baseline(size, line, bold) {
    const box = ruler('x', size, line, bold, 'auto');
    return box.lastChild.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
  },
  height(at, length, size, line, bold, width) {
    look();
    const box = ruler(text(at, length), size, line, bold, px(width));
    const { height } = box.getBoundingClientRect();
    box.firstChild.textContent = '';
    return height;
  },
};

// ---- Whatever changes size, density, colours or skin ends in surroundings().
let spoken = root.lang;
function watch() {
  addEventListener('resize', surroundings);
  addEventListener('scroll', scrolled, { passive: true });
  for (const query of [dark, still, forced]) query.addEventListener('change', surroundings);
  new ResizeObserver(surroundings).observe(measure('rem'));
  const density = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      surroundings();
      density();
    }, { once: true });
  };
  density();
  let resting;
  visualViewport?.addEventListener('resize', () => {
    clearTimeout(resting);  // Baked again when the fingers rest, not sixty times a second.
    resting = setTimeout(surroundings, 120);
  });
  // WCAG 1.4.12: a reader's own spacing changes this box, and drawn text could not follow it.
  const probe = measure('probe');
  probe.replaceChildren('Text mm', document.createElement('br'), 'mm text');
  new ResizeObserver(() => {
    const style = getComputedStyle(probe);
    const letters = !['normal', '0px'].includes(style.letterSpacing);
    const now = letters || style.wordSpacing !== '0px' || probe.getBoundingClientRect().height > 41;
    if (now === against.spaced) return;
    against.spaced = now;
    surroundings();
  }).observe(probe);
  // A translated page is translated in its elements: show those.
  new MutationObserver(() => {
    const now = /translated/.test(root.className) || root.lang !== spoken;
    if (now === against.translated) return;
    against.translated = now;
    surroundings();
  }).observe(root, { attributes: true, attributeFilter: ['class', 'lang'] });
}

// ---- While developing: a new build reloads the page.
function watchBuild() {
  setInterval(async () => {
    try {
      const reply = await fetch('/dev/build', { cache: 'no-store' });
      if (reply.ok && (await reply.text()).trim() !== facts.boot) location.reload();
    } catch { /* The server is being built again. */ }
  }, 1000);
}

// ---- Start.
async function start() {
  // Whatever the program imports and we do not name does nothing: it has no world but the host.
  const nothing = new Proxy({}, { get: () => () => 0 });
  const imports = new Proxy({ host }, { get: (all, name) => all[name] ?? nothing });
  const file = async (url) => (await fetch(url)).arrayBuffer();
  const ready = WebAssembly.instantiateStreaming(fetch(facts.wasm), imports);
  const files = Promise.all([file(facts['font-400']), file(facts['font-600'])]);
  ahead.set(NOTICE, answerTo('GET', NOTICE));
  const member = facts.signedIn === '1';
  if (member) ahead.set('/api/v1/me', answerTo('GET', '/api/v1/me'));

  const [{ instance }, [regular, bold]] = await Promise.all([ready, files]);
  // The very same bytes for the browser's text and for the drawn one: the same advances, the same lines.
  for (const [weight, data] of [['400', regular], ['600', bold]])
    document.fonts.add(await new FontFace('Portal', data, { weight }).load());
  wasm = instance.exports;
  wasm._initialize?.();
  const kept = [regular, bold].flatMap((data) => {
    const at = wasm.mem_alloc(data.byteLength);
    new Uint8Array(wasm.memory.buffer).set(new Uint8Array(data), at);
    return [at, data.byteLength];
  });
  wasm.init(...kept);
  gl = prepareGL();
  entry = thisEntry();
  listen();
  watch();
  surroundings();
  const demo = document.querySelector('a[href="/dev/mail"]') !== null;
  tell(STARTED, [here()], (member ? 1 : 0) | (demo ? 2 : 0));
}

// What the server says of this very request the program could not say again: that a code was wrong, that
// something was not saved. Such a page stays as it was written, and the next one is taken over.
function isSaidOnce() {
  const done = new URLSearchParams(location.search).has('done');
  return app.querySelector('main[data-page=problem], [aria-invalid=true]') !== null
    || (!done && document.getElementById('said') !== null);
}

if (facts.watch === '1') watchBuild();
if (!remembered(session, 'html-only') && !isSaidOnce()) start().catch((error) => console.warn('the page stays as the server wrote it', error));
