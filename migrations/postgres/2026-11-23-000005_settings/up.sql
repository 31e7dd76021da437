CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    value JSON NOT NULL
);
