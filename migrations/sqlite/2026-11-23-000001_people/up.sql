-- `folded` is made by the program: the words people search by, lower case, without accents.
-- Times are microseconds since 1970, UTC.

CREATE TABLE organizations (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    notes TEXT,
    sharing TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    phone TEXT,
    folded TEXT NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    organization_id BIGINT REFERENCES organizations (id),
    organization_manager BOOLEAN NOT NULL,
    organization_reader BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT,
    active BOOLEAN NOT NULL,
    password_hash TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX people_by_name ON people (folded, id);
CREATE INDEX people_by_organization ON people (organization_id, folded, id);
CREATE INDEX people_by_role ON people (role, folded, id);

CREATE TABLE teams (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    level TEXT NOT NULL,
    active BOOLEAN NOT NULL
);

CREATE TABLE team_members (
    team_id BIGINT NOT NULL REFERENCES teams (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (team_id, person_id)
) WITHOUT ROWID;
CREATE INDEX team_members_by_person ON team_members (person_id, team_id);

CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    parent_id BIGINT REFERENCES categories (id),
    active BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX categories_by_name ON categories (coalesce(parent_id, 0), folded);
