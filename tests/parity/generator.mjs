// Cases of every call, the same for the same seed: calls with members, dates and notices that hurt, and
// lines that are no calls.
import { cell, details, member, wishes } from './member.mjs';
import { day, now, text, typed_value } from './values.mjs';

// One value somewhere inside is changed, taken away, doubled or moved.
function mutated(dice, value, depth = 0) {
  if (Array.isArray(value)) return mutated_list(dice, [...value], depth);
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value);
    if (keys.length === 0 || dice.rarely(25)) return { ...value, [dice.one(['id', 'x', 'clause', ''])]: text(dice) };
    const key = dice.one(keys);
    if (dice.rarely(12)) {
      const { [key]: _, ...rest } = value;
      return rest;
    }
    return { ...value, [key]: mutated(dice, value[key], depth + 1) };
  }
  return mutated_leaf(dice, value);
}

function mutated_list(dice, list, depth) {
  if (list.length === 0) return [text(dice)];
  const at = dice.below(list.length);
  switch (dice.below(8)) {
    case 0: list.splice(at, 1); break;
    case 1: list.push(list[at]); break;
    case 2: list.reverse(); break;
    default: list[at] = mutated(dice, list[at], depth + 1);
  }
  return list;
}

const words = ['consent', 'opt_out', 'latest_purchase', 'joined', 'own', 'group', 'partner', 'email', 'letter', 'sms', 'analysis', 'offers',
  'phone', 'birth_date', 'purchases', 'interactions', 'sova', 'general', 'personal', 'sv', 'en', 'anywhere', 'shop', 'online', 'visit'];
function mutated_leaf(dice, value) {
  if (typeof value === 'number') return dice.one([0, 1, 2, value + 1, value - 1, -1, 36, 100, 101, 2147483647, 4294967299, 1.5]);
  if (typeof value === 'boolean') return !value;
  if (dice.rarely(10)) return dice.one([null, 0, [], {}, true]);
  return dice.rarely(3) ? text(dice) : dice.one(words);
}

function patch(dice, notice) {
  const made = {};
  const keys = Object.keys(notice).filter((key) => !['format', 'languages', 'published', 'version'].includes(key) || dice.rarely(10));
  for (const key of dice.times(dice.from(1, 2), () => dice.one(keys))) {
    made[key] = dice.rarely(15) ? null : mutated(dice, notice[key]);
  }
  return made;
}

function offer(dice, notice, index) {
  const segments = notice.segmentation?.segments ?? [];
  const personal = segments.length > 0 && dice.rarely(2);
  const said = (short) => Object.fromEntries(notice.languages.map((language) => [language, short]));
  const made = {
    id: `offer_${index}`, sender: dice.one(notice.senders).id, channels: dice.some(notice.channels).map((channel) => channel.id),
    kind: personal ? 'personal' : 'general', from: day(dice), until: day(dice), title: said(text(dice) || 'x'), text: said('x'), clause: dice.one(notice.clauses).id,
  };
  if (made.channels.length === 0) made.channels.push(notice.channels[0].id);
  if (made.until < made.from) [made.from, made.until] = [made.until, made.from];
  if (personal) made.segment = dice.one(segments).id;
  if (dice.rarely(2)) made.topic = dice.one(notice.topics).id;
  return made;
}
function offers(dice, notice) {
  return dice.rarely(2) ? {} : { offers: dice.times(dice.from(0, 3), (_, index) => offer(dice, notice, index)) };
}

const calls = {
  decide: (dice, notice) => ({
    member: member(dice, notice), at: now(dice),
    ...(dice.rarely(4) ? { details: details(dice, notice) } : { wishes: wishes(dice, notice) }),
    ...(dice.rarely(4) ? { way: dice.one(['agent', 'one_click', 'join', 'x']), actor: text(dice) || 'agent:1' } : {}),
  }),
  keep_until: (dice, notice) => ({ member: member(dice, notice), at: now(dice) }),
  notice_check: () => ({}),
  offers: (dice, notice) => ({ member: member(dice, notice), at: now(dice), ...offers(dice, notice) }),
  page: (dice, notice) => {
    const page = dice.one(['sign_in', 'code', 'problem', 'overview', 'overview', 'consents', 'consents', 'data', 'preferences', 'why', 'offers', 'history', 'download', 'notice', 'join']);
    const made = { page, language: dice.rarely(30) ? text(dice) || 'x' : dice.one(['sv', 'en']), at: now(dice) };
    if (page === 'sign_in' || page === 'code') return { ...made, email: text(dice), error: dice.one(['', 'bad_email', 'x', 'expired']) };
    if (page === 'notice') return made;
    if (page === 'join') return dice.rarely(2) ? { ...made, typed: details(dice, notice) } : made;
    if (page === 'problem') return { ...made, problem: dice.one(['not_found', 'x', '']) };
    made.member = member(dice, notice);
    if (page === 'consents' && dice.rarely(2)) made.draft = wishes(dice, notice);
    if (page === 'data' && dice.rarely(2)) made.typed = details(dice, notice);
    if (dice.rarely(4)) made.said = dice.one(['saved', 'unchanged', 'stopped', 'x']);
    return made;
  },
  preview: (dice, notice) => ({ member: member(dice, notice), at: now(dice), wishes: wishes(dice, notice), ...offers(dice, notice) }),
  segments: (dice, notice) => ({ member: member(dice, notice), at: now(dice) }),
  validate: (dice) => {
    const field = dice.one(['email', 'phone', 'postcode', 'name', 'date', 'member_no']);
    const made = { field, value: typed_value(dice, field) };
    if (dice.rarely(3)) made.country = dice.one(['SE', 'SE', 'NO', 'DK', 'FI', 'DE', 'GB', 'US', 'XX', 'se', '']);
    return made;
  },
  verdict: (dice, notice) => {
    const own = dice.rarely(4) ? offers(dice, notice) : {};
    const offer = dice.rarely(3) ? { offer: dice.one(['x', 'linen', ...(own.offers ?? []).map((one) => one.id)]) } : {};
    return { member: member(dice, notice), at: now(dice), ...cell(dice, notice), kind: dice.rarely(50) ? 'x' : dice.one(['general', 'personal']), ...offer, ...own };
  },
};
const weighted = Object.keys(calls).flatMap((call) => (call === 'notice_check' ? [call] : [call, call, call]));

function broken(dice, line) {
  const bytes = Buffer.from(line);
  const at = dice.below(bytes.length + 1);
  const put = (...more) => Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)]);
  switch (dice.below(14)) {
    case 0: return bytes.subarray(0, at);
    case 1: return put(0);
    case 2: return put(0xc3);
    case 3: return put(0xed, 0xa0, 0x80);
    case 4: return put(dice.below(256)).filter((byte) => byte !== 10);
    case 5: return Buffer.from('');
    case 6: return Buffer.from(' \r');
    case 7: return Buffer.from(`{"call":"validate","with":${'['.repeat(dice.one([15, 22, 23, 24, 100000]))}`);
    case 8: return Buffer.from(dice.one(['null', '[]', '1', '1.5', '-0', '1e999', '123456789012345678901234567890', '"x"', 'true', '{}', '{"call":1,"with":{}}',
      '{"call":"nothing","with":{}}', '{"call":"page"}', '{"call":"page","with":[]}', '{"call":"page","call":"page","with":{}}',
      '{"call":"validate","with":{"field":"name","value":"\\ud800"}}', '{"call":"validate","with":{"field":"name","value":"x","x~/":1}}']));
    case 9: return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 10: return Buffer.concat([bytes, Buffer.from('\r')]);
    case 11: return Buffer.from(line.replace(/-?\d+/, dice.one(['1.0', '01', '1e3', '-', '9223372036854775808'])));
    case 12: return Buffer.from(line.replace(/"[a-z_]+":/, `"${dice.one(['', 'x', 'a/b~c', '\u202E'])}":`));
    default: return Buffer.from(JSON.stringify(mutated(dice, JSON.parse(line))));
  }
}

// Yields lines as bytes, none with a newline in it. `document` is what cases.js reads as its defaults.
export function* cases(dice, document, count) {
  const notice = document.notice;
  // A notice that is in many lines, as a club has one, and now and then a fresh one.
  const patches = dice.times(60, () => patch(dice, notice));
  for (let i = 0; i < count; ++i) {
    const call = dice.one(weighted);
    const asked = calls[call](dice, notice);
    if (call === 'notice_check' ? !dice.rarely(20) : dice.rarely(8)) {
      asked.notice_patch = dice.rarely(call === 'notice_check' ? 2 : 10) ? patch(dice, notice) : dice.one(patches);
    } else if (dice.rarely(1000)) {
      asked.notice = dice.rarely(2) ? notice : mutated(dice, notice);
    }
    const line = JSON.stringify({ call, with: asked });
    yield dice.rarely(20) ? broken(dice, line) : Buffer.from(line);
  }
  // Once is enough: longer than any line may be.
  yield Buffer.alloc((8 << 20) + 1, 'x');
}
