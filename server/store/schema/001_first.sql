-- The first schema. A migration is never edited once it has been released; the next one gets a number.
--
-- Every table of a member begins its primary key with the member, so that PostgreSQL can partition it
-- and one member's rows lie together. `body` is a document of core/wire as bytes; sealing will put its
-- own bytes there. Nothing but the opaque id and the month stands in clear by design; look-up values,
-- fields and numbers do so until sealing turns them into keyed hashes.

CREATE TABLE member (
  id TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  keep_until_month INTEGER          -- Days since 1970-01-01; null: unknown.
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  field TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (member, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  number TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (member, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE interaction (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  number TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (member, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  place INTEGER NOT NULL,           -- 1, 2, 3 …: the order in which they were made.
  body BLOB NOT NULL,
  PRIMARY KEY (member, place)
) STRICT, WITHOUT ROWID;

-- Not a member's table: it finds the member, so it is split by its value.
CREATE TABLE lookup (
  kind INTEGER NOT NULL,            -- 1 member number, 2 e-mail
  value TEXT NOT NULL,
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX lookup_of_member ON lookup (member, kind);

CREATE TABLE idempotency (
  scope TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  answer BLOB NOT NULL,
  at INTEGER NOT NULL,              -- Milliseconds since 1970, as every moment here.
  PRIMARY KEY (scope, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE pending_sign_in (
  browser_sha256 TEXT NOT NULL PRIMARY KEY,
  code_sha256 TEXT NOT NULL,
  member TEXT,                      -- Null: nobody has that address, and nobody may notice.
  email TEXT NOT NULL,
  expires INTEGER NOT NULL,
  tries_left INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_sha256 TEXT NOT NULL PRIMARY KEY,
  member TEXT NOT NULL,
  started INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mail (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
