-- How many decisions went with an erasure, what else a no is remembered by, and a seal over each row, bound to
-- its number (erasure_line.h). Rows from before have none of the first two; code gives them their seals, once, and
-- notes it as the fact 'journal'.
ALTER TABLE erased ADD COLUMN phone TEXT;
ALTER TABLE erased ADD COLUMN address TEXT;
ALTER TABLE erased ADD COLUMN decisions BIGINT;
ALTER TABLE erased ADD COLUMN seal TEXT;
CREATE INDEX erased_by_phone ON erased (phone);
CREATE INDEX erased_by_address ON erased (address);
