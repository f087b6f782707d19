-- The second database: keys, each wrapped by the one in the key file, and the journal of erasures. It is
-- backed up apart from the rows (README.md).

CREATE TABLE member_key (
  member TEXT NOT NULL,
  version BIGINT NOT NULL,
  wrapped BYTEA NOT NULL,
  PRIMARY KEY (member, version)
) PARTITION BY HASH (member);

DO $$
BEGIN
  FOR part IN 0..15 LOOP
    EXECUTE format('CREATE TABLE member_key_%s PARTITION OF member_key'
                   ' FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
  END LOOP;
END $$;

CREATE TABLE store_key (
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  wrapped BYTEA NOT NULL,
  PRIMARY KEY (kind, version)
);

-- Whose keys are gone and whose rows must follow.
CREATE TABLE erasing (
  member TEXT NOT NULL PRIMARY KEY
);

-- Who was erased, by keyed hashes only; SQLite's file X.db.erased. `number` is 1, 2, 3 … without a gap.
CREATE TABLE erased (
  number BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  member TEXT NOT NULL,
  member_number TEXT,
  email TEXT,
  leaf TEXT NOT NULL,               -- The random id that the ledger tells of it by,
  reason BIGINT NOT NULL            -- and why (core/proof/payload.h).
);
CREATE INDEX erased_by_number ON erased (member_number);
CREATE INDEX erased_by_email ON erased (email);

CREATE TABLE fact (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
