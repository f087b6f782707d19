// Single values for cases: texts that hurt, days at every edge, moments, amounts.

export const hostile = [
  '', ' ', '\u0000', 'a\u0000b', 'Åsa', 'A\u030Asa', '🌸', '👩‍👩‍👧‍👦', '🇸🇪', 'محمد', 'נועה', '\u202Eesrever\u202C',
  '\u2066x\u2069', '\uFEFFBOM', 'a\u2028b', 'Z̷̡͇͐a̵͙͝l̴̰̈́g̶̹̈o', '李小龍', 'ﷺ', '"quoted"', 'back\\slash', '</script><b>', '&amp;',
  "' OR 1=1 --", '{name}', '{{app}}', '%s%n', '=1+1', '\u007F', '\u0085', 'İıŸß', '\uFFFF', '\u{10FFFF}', '\u{E0001}', '%00',
  'https://x.example/?a=b&c=d', 'line\nbreak', 'tab\there', '\r\n', '\u00A0', '．', '０７０', '--', '/', '~0~1', 'null', '-0', '1e5',
];
// JSON may name half of a surrogate pair, which no text has; JSON.stringify writes these as escapes.
const halves = ['\uD800', 'a\uDC00b', '\uDBFF\uD800'];
const long = ['x'.repeat(201), 'å'.repeat(128), '🌸'.repeat(2500), 'e' + '\u0301'.repeat(5000), 'לונג '.repeat(1200)];

export function text(dice) {
  if (dice.rarely(150)) return dice.one(long);
  if (dice.rarely(1000)) return dice.one(halves);
  if (dice.rarely(3)) return dice.one(hostile);
  if (dice.rarely(4)) return dice.one(hostile) + dice.one(hostile);
  return dice.one(['Åsa', 'Lindqvist', 'Storgatan 1', 'Göteborg Nordstan', 'Örngott Linnea', 'W-17', 'Borås']);
}

const days = [
  '1900-01-02', '1900-02-28', '1900-03-01', '1970-01-01', '1999-12-31', '2000-02-29', '2023-02-28', '2023-03-01', '2024-02-28',
  '2024-02-29', '2024-03-01', '2025-01-31', '2025-02-28', '2025-03-30', '2025-03-31', '2025-10-26', '2026-03-29', '2026-10-25',
  '2026-12-31', '2027-01-01', '2027-02-28', '2028-02-29', '2096-02-29', '2100-02-28', '2196-02-29', '2199-12-31',
];
const no_days = ['1900-01-01', '2025-02-29', '2100-02-29', '1899-12-31', '2200-01-01', '2026-04-31', '2026-1-1', '20260101', '2026-13-01', 'idag', ''];
const clocks = ['00:00:00Z', '00:59:59.999Z', '01:00:00Z', '21:59:59.999Z', '22:00:00Z', '22:59:59Z', '23:00:00Z', '23:59:59.999Z',
  '02:30:00+02:00', '02:30:00+01:00', '00:00:00+01:00', '00:00:00+02:00', '12:00:00Z', '12:34:56.7Z', '23:59:59-12:00', '00:00:00+14:00'];
const no_clocks = ['24:00:00Z', '12:60:00Z', '12:00Z', '12:00:00', '23:59:60Z', '12:00:00+25:00', 'T'];

function pad(number) {
  return String(number).padStart(2, '0');
}

export function day(dice) {
  if (dice.rarely(500)) return dice.one(no_days);
  if (dice.rarely(3)) return dice.one(days);
  return `${dice.from(2021, 2028)}-${pad(dice.from(1, 12))}-${pad(dice.from(1, 28))}`;
}

export function moment(dice) {
  if (dice.rarely(10)) return day(dice);
  if (dice.rarely(1000)) return `${day(dice)}T${dice.one(no_clocks)}`;
  return `${day(dice)}T${dice.one(clocks)}`;
}

// The time of the call: mostly today, so that purchases are in and out of windows.
export function now(dice) {
  if (dice.rarely(3)) return moment(dice);
  return `2026-${pad(dice.from(1, 12))}-${pad(dice.from(1, 28))}T${dice.one(clocks)}`;
}

const amounts = [0, 1, -1, 12900, -12900, 9007199254740991, -9007199254740991, 9007199254740992, 1.5, 2147483648, 4294967296];
export function amount(dice) {
  return dice.rarely(100) ? dice.one(amounts) : dice.from(-2000, 60000);
}

// What people type into a field of this kind, right and nearly right.
const typed = {
  email: ['asa@example.se', 'Asa.Lindqvist+x@Mail.Example.SE', 'åsa@blåbär.se', 'a@b', 'a..b@c.se', '"a"@b.se', 'a@[127.0.0.1]', 'a@b.c',
    `${'a'.repeat(64)}@b.se`, `${'a'.repeat(65)}@b.se`, `a@${'b'.repeat(63)}.se`, `a@${'b'.repeat(64)}.se`, 'ЯНА@ПОЧТА.РФ', '用户@例子.中国'],
  phone: ['070-123 45 67', '08-123 45 67', '+46 (0)70-123 45 67', '0046701234567', '+47 22 12 34 56', '112', '+1 212 555 0123', '(0)70', '+', '00',
    '070-1234567890123', '+358 40 123 4567', '46701234567', '+46 0'],
  postcode: ['501 01', '50101', '05010', 'SE-501 01', '5 0 1 0 1', 'SW1A 1AA', '501\u00A001', '1234'],
  date: [...days, ...no_days],
  name: ['Åsa', 'Anna-Lena', "O'Brien", '-', '123', 'X Æ A-12'],
  member_no: ['100001', '100 001', 'HX-1/2', '1;2', 'é'],
};
export function typed_value(dice, kind) {
  const known = typed[kind];
  if (known === undefined || dice.rarely(4)) return text(dice);
  const value = dice.one(known);
  if (!dice.rarely(3) || value === '') return value;
  // One character more, less or other.
  const at = dice.below(value.length);
  const others = ['', ' ', '0', '9', 'a', '.', '@', '-', '+', '\u00A0', 'å', '🌸', '\u0000', '(', ')'];
  return value.slice(0, at) + dice.one(others) + value.slice(at + dice.below(2));
}
