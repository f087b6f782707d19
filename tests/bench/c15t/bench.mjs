// Another program of consents, beside ours: @c15t/backend with SQLite in WAL and synchronous=FULL, mounted in
// Node's own HTTP server. Durable writes (POST /subjects, type marketing_communications) and reads (GET
// /subjects/:id) a second, over loopback with connections that stay open.
//
//     npm ci && npm rebuild better-sqlite3 && node bench.mjs [SECONDS for each figure] [SUBJECTS there before]
//
// One JSON line at the end, for whoever sets it beside `club_bench`.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { c15tInstance } from '@c15t/backend';
import { kyselyAdapter } from '@c15t/backend/db/adapters/kysely';
import { migrator } from '@c15t/backend/db/migrator';
import { DB } from '@c15t/backend/db/schema';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';

const seconds = Number(process.argv[2] ?? 5);
const before = Number(process.argv[3] ?? 1000);
const connections = [1, 16, 64, 256];

const folder = mkdtempSync(join(tmpdir(), 'samtycke-c15t-'));
const database = new Database(join(folder, 'c15t.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
const adapter = kyselyAdapter({
  db: new Kysely({ dialect: new SqliteDialect({ database }) }),
  provider: 'sqlite',
});

async function migrate() {
  const result = await migrator({ db: DB.client(adapter), schema: 'latest' });
  if (typeof result.execute === 'function') await result.execute();
}

// A request of the Fetch API from one of Node's, and its answer back.
function mounted(handler) {
  return async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const answer = await handler(
      new Request(`http://${incoming.headers.host}${incoming.url}`, {
        method: incoming.method,
        headers: incoming.headers,
        body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
      }),
    );
    const body = Buffer.from(await answer.arrayBuffer());
    outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': body.length });
    outgoing.end(body);
  };
}

function call(agent, port, method, path, body) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const sent = request(
      {
        agent, port, method, path, host: '127.0.0.1',
        headers: text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

let next = 0;
const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
// Ids of subjects are "sub_" and base 58.
function subject(number) {
  let id = '';
  for (let n = number; id.length < 16; n = Math.floor(n / 58)) id = letters[n % 58] + id;
  return `sub_${id}`;
}
const write = (agent, port) =>
  call(agent, port, 'POST', '/subjects', {
    type: 'marketing_communications',
    subjectId: subject(next++),
    domain: 'example.com',
    givenAt: 1773486000000,
    preferences: { marketing: true },
  });
const read = (agent, port) => call(agent, port, 'GET', `/subjects/${subject(Math.floor(Math.random() * before))}`);

// How many a second, by this many connections, each waiting for its answer before it asks again.
async function rate(port, count, one) {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  const end = Date.now() + seconds * 1000;
  let done = 0;
  const start = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: count }, async () => {
      while (Date.now() < end) {
        const answer = await one(agent, port);
        if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text}`);
        done += 1;
      }
    }),
  );
  agent.destroy();
  return (done * 1e9) / Number(process.hrtime.bigint() - start);
}

const instance = c15tInstance({
  appName: 'bench', basePath: '/', trustedOrigins: ['http://127.0.0.1'], adapter,
  logger: { level: 'error' }, disableGeoLocation: true,
});
await migrate();
const server = createServer(mounted((asked) => instance.handler(asked)));
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const { port } = server.address();
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
while (next < before) {
  const answer = await write(agent, port);
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text}`);
}
agent.destroy();

const found = { writes: {}, reads: {} };
for (const count of connections) {
  found.writes[count] = Math.round(await rate(port, count, write));
  console.log(`@c15t/backend, ${String(count).padStart(3)} connections   ${String(found.writes[count]).padStart(9)} durable writes/s`);
}
for (const count of connections) {
  found.reads[count] = Math.round(await rate(port, count, read));
  console.log(`@c15t/backend, ${String(count).padStart(3)} connections   ${String(found.reads[count]).padStart(9)} reads/s`);
}
console.log(`memory of the process: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
console.log(JSON.stringify(found));
server.close();
server.closeAllConnections();
database.close();
rmSync(folder, { recursive: true });
