// What `serve` says about a way in that is not set up as it must be.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { optionsFor, refusal, scratch } from './support.mjs';

const file = (name, text, mode = 0o600) => {
  const where = path.join(scratch, name);
  fs.writeFileSync(where, text, { mode });
  return where;
};
const keysOf = (...pairs) => JSON.stringify({ keys: pairs.map(([type, options, more]) =>
  ({ ...crypto.generateKeyPairSync(type, options).publicKey.export({ format: 'jwk' }), ...more })) });
const provider = {
  issuer: 'https://id.example', authorize: 'https://id.example/auth', token: 'https://id.example/token',
  keys: file('good-keys.json', keysOf(['rsa', { modulusLength: 2048 }, { kid: 'a' }])),
};

const wrong = {
  'http that leaves the machine': [{ issuer: 'http://id.example' }, '--openid-issuer must be an https:// address'],
  'no address to go to': [{ authorize: null }, '--openid-authorize must be an https:// address'],
  'a query in an address': [{ token: 'https://id.example/token?a=b' }, '--openid-token must be an https:// address'],
  'a password in an address': [{ token: 'https://u:p@id.example/' }, '--openid-token must be an https:// address'],
  'another scheme': [{ token: 'file:///etc/passwd' }, '--openid-token must be an https:// address'],
  'no client': [{ client: null }, '--openid-issuer wants --openid-client too'],
  'no secret': [{ secret: null }, '--openid-issuer wants --openid-secret too'],
  'no name': [{ name: null }, '--openid-issuer wants --openid-name too'],
  'no keys': [{ keys: null }, '--openid-issuer wants --openid-keys too'],
  'no such keys': [{ keys: '/no/such/file' }, '--openid-keys /no/such/file cannot be read'],
  'keys of other kinds': [{ keys: file('ec.json', keysOf(['ec', { namedCurve: 'P-256' }, {}])) }, 'has no RSA key'],
  'keys that are too short': [{ keys: file('short.json', keysOf(['rsa', { modulusLength: 1024 }, {}])) }, 'has no RSA key'],
  'keys that are not to sign by': [{ keys: file('enc.json', keysOf(['rsa', { modulusLength: 2048 }, { use: 'enc' }])) }, 'has no RSA key'],
  'an empty file of keys': [{ keys: file('empty.json', '') }, 'has no RSA key'],
  'a secret that others can read': [{ secret: file('open', 'x', 0o644) }, 'can be read by others'],
  'a secret of two lines': [{ secret: file('two', 'a\nb\n', 0o400) }, 'must hold one line'],
  'a scope without openid': [{ scope: 'email' }, '--openid-scope must have the word openid'],
  'a claim of another kind': [{ names: 'phone' }, '--openid-names'],
  'certificates that are not there': [{ ca: '/no/such/file' }, '--openid-ca /no/such/file cannot be read'],
};

for (const [what, [more, line]] of Object.entries(wrong)) {
  test(`it does not start with ${what}, and says so in one line`, () => {
    const said = refusal(optionsFor(provider, more));
    assert.equal(said.code, 2);
    assert.ok(said.line.includes(line), said.line);
    assert.equal(said.line.trim().split('\n').length, 1);
  });
}

test('nor with a part of it and no issuer', () => {
  const said = refusal(['--openid-client', 'samtycke']);
  assert.equal(said.code, 2);
  assert.match(said.line, /--openid-client and the others of it go with --openid-issuer/);
});
