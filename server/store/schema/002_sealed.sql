-- Nothing personal in clear. The rows of 001 are carried over by code (sealing_migration.cpp), since that
-- needs keys; within one transaction, whole or not at all.
--
-- `body` is sealed under the member's own key (a visitor's: under the store's) and bound to its table,
-- member, row and version of the key. `name` is a keyed hash, made with the member's key too: of a field,
-- or of a receipt's or an interaction's number. What stands in clear: the opaque id, how often a file
-- changed, how many rows of each kind there are and how long they are, the month, and the moments by
-- which rows are swept.

ALTER TABLE member ADD COLUMN key_version INTEGER NOT NULL DEFAULT 1;  -- Of every row of theirs.

CREATE TABLE sealed_record (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  name BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (member, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_receipt (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  name BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (member, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_interaction (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  name BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (member, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_decision (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  place INTEGER NOT NULL,           -- 1, 2, 3 …: the order in which they were made.
  body BLOB NOT NULL,
  PRIMARY KEY (member, place)
) STRICT, WITHOUT ROWID;

-- `value` is a blind index: HMAC-SHA-256 under the store's index key. `body` is sealed emptiness that binds
-- the member to the value: a look-up that was turned to another member does not open.
CREATE TABLE sealed_lookup (
  kind INTEGER NOT NULL,            -- 1 member number, 2 e-mail
  value BLOB NOT NULL,
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  body BLOB NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

-- `name` is a blind index of scope, route and key; the answer, which shows the member's page, is sealed
-- under the member's key and goes with the member.
CREATE TABLE sealed_idempotency (
  name BLOB NOT NULL PRIMARY KEY,
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  body BLOB NOT NULL,
  at INTEGER NOT NULL               -- Milliseconds since 1970, as every moment here.
) STRICT, WITHOUT ROWID;

-- `recipient` is a blind index of the address, so that erasing a member finds what waits for them.
CREATE TABLE sealed_pending_sign_in (
  browser_sha256 TEXT NOT NULL PRIMARY KEY,
  recipient BLOB NOT NULL,
  body BLOB NOT NULL,               -- Code, member and address.
  expires INTEGER NOT NULL,
  tries_left INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE mail ADD COLUMN addressee BLOB NOT NULL DEFAULT x'';  -- A blind index, as `recipient` above.

-- What the store needs to know to open itself: its name, which its keystore shares, and the versions of
-- its own keys in force.
CREATE TABLE sealing (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
