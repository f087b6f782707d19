// Members for cases, made from what a notice knows.
import { amount, day, moment, text, typed_value } from './values.mjs';

const sources = ['member', 'till', 'website', 'club'];
const kinds = ['visit', 'open', 'click', 'redemption', 'message'];
const ways = ['portal', 'one_click', 'join', 'agent', 'import'];

function value_for(dice, field) {
  if (dice.rarely(20)) return text(dice);
  switch (field.kind) {
    case 'date': return day(dice);
    case 'choice': return dice.one(field.choices).value;
    case 'topic': return dice.one(['sova', 'bada', 'inreda', 'gardiner']);
    case 'number': case 'amount': return String(dice.from(0, 9));
    default: return typed_value(dice, field.kind);
  }
}

export function cell(dice, notice) {
  return {
    sender: dice.rarely(40) ? text(dice) : dice.one(notice.senders).id,
    channel: dice.rarely(40) ? text(dice) : dice.one(notice.channels).id,
  };
}

function purpose_or_category(dice, notice) {
  const purpose = dice.one(notice.purposes);
  const said = { purpose: dice.rarely(40) ? text(dice) : purpose.id };
  if (dice.rarely(2)) {
    const offered = purpose.optional_categories ?? [];
    said.category = offered.length > 0 && !dice.rarely(5) ? dice.one(offered).category : dice.one(notice.categories).id;
  }
  return said;
}

export function act(dice, notice) {
  const name = dice.one(['grant', 'grant', 'withdraw', 'object', 'object', 'lift_objection', 'restrict', 'lift_restriction']);
  if (name === 'restrict' || name === 'lift_restriction') return { act: name };
  const about = name === 'grant' || name === 'withdraw' || dice.rarely(2) ? cell(dice, notice) : purpose_or_category(dice, notice);
  return { act: name, ...about };
}

function past_act(dice, notice) {
  if (dice.rarely(8)) return { act: dice.one(['join', 'leave']) };
  if (dice.rarely(12)) return { act: 'correct', fields: dice.some(notice.fields).slice(0, 3).map((field) => field.id) };
  return act(dice, notice);
}

function hash_for(dice, notice, said, language) {
  if (dice.rarely(4)) return '0'.repeat(64);
  if (said.sender === undefined) return undefined;
  const cell = notice.cells.find((one) => one.sender === said.sender && one.channel === said.channel);
  return (dice.rarely(3) ? cell?.by_terms : cell?.wording.sha256)?.[language];
}

function decision(dice, notice) {
  const said = past_act(dice, notice);
  const language = dice.one(['sv', 'sv', 'en']);
  const made = { ...said, notice_version: dice.from(0, 3), way: dice.one(ways), actor: dice.rarely(10) ? text(dice) : 'member', at: moment(dice) };
  if (said.act === 'grant' || dice.rarely(2)) {
    made.language = language;
    const hash = hash_for(dice, notice, said, language);
    if (hash !== undefined) made.text_sha256 = hash;
  }
  return made;
}

function topic(dice, notice) {
  if (dice.rarely(4)) return {};
  return { topic: dice.rarely(30) ? text(dice) || 'x' : dice.one(notice.topics).id };
}

function receipt(dice, notice, index) {
  const made = {
    number: dice.rarely(20) ? text(dice) : `R-${index}`,
    at: moment(dice),
    source: dice.rarely(3) ? dice.one(sources) : 'till',
    lines: dice.times(dice.rarely(20) ? 0 : dice.from(1, 3), () => ({
      article: text(dice), quantity: dice.from(-1, 3), amount: amount(dice), ...topic(dice, notice),
    })),
  };
  if (dice.rarely(2)) made.store = text(dice) || 'Borås';
  return made;
}

function interaction(dice, notice, index) {
  const made = { number: `I-${index}`, at: moment(dice), kind: dice.one(kinds), source: dice.one(sources), ...topic(dice, notice) };
  if (dice.rarely(2)) made.about = text(dice) || '/bada';
  return made;
}

// How many: mostly few, so that a run is made of many members rather than of large ones.
function few(dice) {
  return dice.rarely(200) ? 80 : dice.below(4);
}

export function member(dice, notice) {
  const single = notice.fields.filter((field) => field.kind !== 'receipts' && field.kind !== 'interactions');
  const records = dice.some(single).map((field) => ({
    field: dice.rarely(60) ? text(dice) || 'x' : field.id,
    value: value_for(dice, field),
    source: dice.one(sources),
    at: moment(dice),
  }));
  return {
    id: dice.rarely(10) ? text(dice) : '0123456789abcdef0123456789abcdef',
    revision: dice.from(0, 9),
    holdings: {
      records,
      receipts: dice.times(few(dice), (_, index) => receipt(dice, notice, index)),
      interactions: dice.times(few(dice), (_, index) => interaction(dice, notice, index)),
    },
    decisions: dice.times(few(dice) * 2, () => decision(dice, notice)),
  };
}

// A list of wishes, as POST me/decisions takes it.
export function wishes(dice, notice) {
  const language = dice.rarely(30) ? text(dice) || 'x' : dice.one(['sv', 'en']);
  const version = dice.rarely(5) ? dice.from(0, 3) : notice.version;
  const decisions = dice.rarely(10) ? [{ act: 'stop_everything' }] : dice.times(dice.from(0, 4), () => act(dice, notice));
  return { notice_version: version, language, decisions };
}

export function details(dice, notice) {
  const asked = dice.rarely(8) ? notice.fields : notice.fields.filter((field) => field.corrected_by_member);
  const chosen = dice.some(asked).slice(0, 4);
  return { language: dice.one(['sv', 'en']), details: Object.fromEntries(chosen.map((field) => [field.id, value_for(dice, field)])) };
}
