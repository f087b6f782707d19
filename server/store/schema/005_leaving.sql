-- Whoever is being erased has a revision below zero, so that nothing more of theirs is committed
-- (member_rows.h, begin_leaving). Few, if any: found by this index after a crash.
CREATE INDEX member_leaving ON member (id) WHERE revision < 0;
