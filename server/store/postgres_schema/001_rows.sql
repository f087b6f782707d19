-- The rows, as SQLite's schema has them after its third step: see there what each body holds and how it is
-- sealed. A step is never edited once it has been released; the next one gets a number.
--
-- What belongs to a member is split by the member's id into sixteen parts. Every key of such a table
-- begins with the member, so that one member's rows lie in one part, on one machine where there are
-- several. Nothing here but PARTITION BY is beyond what CockroachDB takes too; README.md says more.

CREATE TABLE member (
  id TEXT NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL,
  keep_until_month BIGINT,          -- Days since 1970-01-01; null: unknown.
  key_version BIGINT NOT NULL       -- Of every row of theirs.
) PARTITION BY HASH (id);

CREATE TABLE record (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  name BYTEA NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (member, name)
) PARTITION BY HASH (member);

CREATE TABLE receipt (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  name BYTEA NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (member, name)
) PARTITION BY HASH (member);

CREATE TABLE interaction (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  name BYTEA NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (member, name)
) PARTITION BY HASH (member);

CREATE TABLE decision (
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  place BIGINT NOT NULL,            -- 1, 2, 3 …: the order in which they were made.
  body BYTEA NOT NULL,
  PRIMARY KEY (member, place)
) PARTITION BY HASH (member);

DO $$
BEGIN
  FOR part IN 0..15 LOOP
    EXECUTE format('CREATE TABLE member_%s PARTITION OF member'
                   ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    EXECUTE format('CREATE TABLE record_%s PARTITION OF record'
                   ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    EXECUTE format('CREATE TABLE receipt_%s PARTITION OF receipt'
                   ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    EXECUTE format('CREATE TABLE interaction_%s PARTITION OF interaction'
                   ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
    EXECUTE format('CREATE TABLE decision_%s PARTITION OF decision'
                   ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
  END LOOP;
END $$;

-- Not a member's tables: they find the member. Their own index on the member serves its erasing.
CREATE TABLE lookup (
  kind BIGINT NOT NULL,             -- 1 member number, 2 e-mail
  value BYTEA NOT NULL,
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  body BYTEA NOT NULL,
  PRIMARY KEY (kind, value)
);
CREATE UNIQUE INDEX lookup_of_member ON lookup (member, kind);

CREATE TABLE idempotency (
  name BYTEA NOT NULL PRIMARY KEY,
  member TEXT NOT NULL REFERENCES member ON DELETE CASCADE,
  body BYTEA NOT NULL,
  at BIGINT NOT NULL                -- Milliseconds since 1970, as every moment here.
);
CREATE INDEX idempotency_by_age ON idempotency (at);
CREATE INDEX idempotency_of_member ON idempotency (member);

CREATE TABLE pending_sign_in (
  browser_sha256 TEXT NOT NULL PRIMARY KEY,
  recipient BYTEA NOT NULL,
  body BYTEA NOT NULL,
  expires BIGINT NOT NULL,
  tries_left BIGINT NOT NULL
);

CREATE TABLE session (
  token_sha256 TEXT NOT NULL PRIMARY KEY,
  member TEXT NOT NULL,
  started BIGINT NOT NULL,
  last_seen BIGINT NOT NULL
);
CREATE INDEX session_of_member ON session (member);

CREATE SEQUENCE mail_number;
CREATE TABLE mail (
  number BIGINT NOT NULL PRIMARY KEY,
  addressee BYTEA NOT NULL,
  body BYTEA NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- The ledger. Numbers are 1, 2, 3 … without a gap, and in the order of the commits.
CREATE TABLE leaf_count (
  one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
  count BIGINT NOT NULL
) WITH (fillfactor = 10);
INSERT INTO leaf_count (one, count) VALUES (1, 0);

CREATE TABLE leaf (
  number BIGINT NOT NULL PRIMARY KEY,
  commitment BYTEA NOT NULL,
  erased BIGINT NOT NULL DEFAULT 0  -- 1: its payload and salt are gone, with their member.
);

CREATE TABLE tile (
  level BIGINT NOT NULL,
  place BIGINT NOT NULL,
  hashes BYTEA NOT NULL,
  PRIMARY KEY (level, place)
);

-- What the leaf of an erasure is about, in clear: a random id and a reason.
CREATE TABLE erasure (
  leaf BIGINT NOT NULL PRIMARY KEY,
  body BYTEA NOT NULL
);

CREATE TABLE checkpoint (
  one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
  note TEXT NOT NULL                -- Empty: nothing was signed yet. The row is there to be locked.
);
INSERT INTO checkpoint (one, note) VALUES (1, '');

-- A random name for each transaction that wrote. Where a connection was lost while it committed, its name
-- is either here, or nothing of it is.
CREATE TABLE transaction_made (
  name BYTEA NOT NULL PRIMARY KEY,
  at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);
CREATE INDEX transaction_made_by_age ON transaction_made (at);

-- What the store needs to know to open itself; SQLite's `sealing`.
CREATE TABLE fact (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
