CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- The secrets of a session, hashed. Spent ones are kept, to know one that is used again.
CREATE TABLE session_tokens (
    hash TEXT PRIMARY KEY NOT NULL,
    session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    spent_at BIGINT
) WITHOUT ROWID;
CREATE INDEX session_tokens_by_session ON session_tokens (session_id);

CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    at BIGINT NOT NULL,
    -- NULL is the desk itself.
    person_id BIGINT REFERENCES people (id),
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    object_id BIGINT,
    details TEXT NOT NULL
);
