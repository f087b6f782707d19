// The interface is what its description says: what the server really answers fits the schemas.
import assert from 'node:assert/strict';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { test } from 'node:test';
import { close, open, theDemo } from './support.mjs';

async function description() {
  const at = await theDemo();
  return (await fetch(`${at.origin}/api/v1/openapi.json`)).json();
}

// The whole document is one schema to ajv, so that references within it are found.
async function schemaOf(path, method, status) {
  const document = await description();
  const known = document.paths[path] ?? document.paths[`/api/v1${path}`];
  assert.ok(known, `${path} is described`);
  const answer = known[method].responses[status];
  assert.ok(answer, `${method} ${path} ${status} is described`);
  const resolved = answer.$ref
    ? answer.$ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/')], document)
    : answer;
  const [content] = Object.values(resolved.content);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile({ ...content.schema, components: document.components });
}

async function fits(path, method, response) {
  const check = await schemaOf(path, method, String(response.status()));
  assert.ok(check(await response.json()), `${method} ${path}: ${JSON.stringify(check.errors?.slice(0, 5))}`);
}

test('the description is OpenAPI 3.1', async () => {
  assert.match((await description()).openapi, /^3\.1\./);
});

test('what a member reads fits its description', async () => {
  const page = await open({ skin: 'html' });
  const { request } = page.context();
  await fits('/notice', 'get', await request.get('/api/v1/notice'));
  await fits('/me', 'get', await request.get('/api/v1/me'));
  await fits('/me/download', 'get', await request.get('/api/v1/me/download?format=json'));
  await close(page);
});

test('what is refused fits its description too', async () => {
  const page = await open({ skin: 'html' });
  const { request } = page.context();
  const post = (body, headers) => request.post('/api/v1/me/preview', {
    data: Buffer.from(body), headers: { 'Content-Type': 'application/json', ...headers } });
  await fits('/me/preview', 'post', await post('{"decisions": 1', { 'Idempotency-Key': 'openapi-1' }));
  const stranger = await open({ skin: 'html', asMember: false });
  await fits('/me', 'get', await stranger.context().request.get('/api/v1/me'));
  await close(stranger);
  await close(page);
});
