-- Telling of an erasure: the member before it, and whoever was given their data after it.

-- Which last day a member was told of; sealed under the member's own key, and gone with the member.
CREATE TABLE told (
  member TEXT NOT NULL PRIMARY KEY REFERENCES member ON DELETE CASCADE,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- `erased` is the keyed hash of the member that the journal of erasures has too; `key` names a key of this
-- notice's own in the keystore, destroyed when it is delivered or after seven days. Until the member's rows
-- are gone it is not ready.
CREATE TABLE notice (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  erased TEXT NOT NULL,
  ready INTEGER NOT NULL,
  key TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_by_erased ON notice (erased);
