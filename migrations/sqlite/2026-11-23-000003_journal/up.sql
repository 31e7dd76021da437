-- The journal: every change of every ticket, in the order in which it was committed.
-- Only ever added to.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- NULL is the desk itself.
    person_id BIGINT REFERENCES people (id),
    deed TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    -- Whether requesters may read it.
    public BOOLEAN NOT NULL
);
CREATE INDEX events_by_ticket ON events (ticket_id, seq);
