-- Whether somebody who was erased had said no to something of the club's; SQLite's journal ends their line
-- with "no". Once their time is over a row keeps its moment, and no hash.
ALTER TABLE erased ADD COLUMN said_no BIGINT NOT NULL DEFAULT 0;
