-- Whoever is being erased has a revision below zero, as SQLite's fifth step has it; an index on each part.
CREATE INDEX member_leaving ON member (id) WHERE revision < 0;
