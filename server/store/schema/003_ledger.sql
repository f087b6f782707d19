-- The ledger. From here on the body of a decision holds what was committed to (store/decision_row.h), sealed
-- as before; ledger_migration.cpp writes those anew that were there.
--
-- A leaf says nothing about anyone: HMAC-SHA-256 of a decision under a salt that is sealed with it. It is
-- numbered within the transaction of its decision, 1, 2, 3 …, and never deleted; its index in the tree is
-- one less. Which leaf is whose stands in the decision's sealed body only.

CREATE TABLE leaf (
  number INTEGER NOT NULL PRIMARY KEY,
  commitment BLOB NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0  -- 1: its payload and salt are gone, with their member.
) STRICT;

-- The tree as C2SP tlog-tiles cuts it: up to 256 hashes in a row at every eighth level.
CREATE TABLE tile (
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, place)
) STRICT;

-- What the leaf of an erasure is about (store/decision_row.h), in clear: a random id and a reason. A leaf
-- of its own, since nothing else in the store may say that somebody was erased, and why.
CREATE TABLE erasure (
  leaf INTEGER NOT NULL PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- The newest signed note about that tree; one row.
CREATE TABLE checkpoint (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  note TEXT NOT NULL
) STRICT;
