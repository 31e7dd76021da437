-- Which team and which agent a ticket goes to.

ALTER TABLE teams ADD COLUMN routing TEXT NOT NULL DEFAULT 'manual';
-- Whose turn it was last; moves on with the tickets, and is no change of the team.
ALTER TABLE teams ADD COLUMN last_assigned_id BIGINT;

CREATE TABLE skills (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
);

-- What has been changed from its default; whoever has no row has none of it.
CREATE TABLE agents (
    person_id INTEGER PRIMARY KEY NOT NULL REFERENCES people (id),
    version BIGINT NOT NULL,
    capacity INTEGER,
    languages TEXT NOT NULL,
    calendar_id BIGINT REFERENCES calendars (id)
);
CREATE INDEX agents_by_calendar ON agents (calendar_id) WHERE calendar_id IS NOT NULL;

CREATE TABLE agent_skills (
    person_id BIGINT NOT NULL REFERENCES people (id),
    skill_id BIGINT NOT NULL REFERENCES skills (id),
    degree INTEGER NOT NULL,
    PRIMARY KEY (person_id, skill_id)
) WITHOUT ROWID;
CREATE INDEX agent_skills_by_skill ON agent_skills (skill_id, person_id);

CREATE TABLE absences (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    replacement_id BIGINT REFERENCES people (id),
    note TEXT
);
-- Few are not over: those who are absent now are among them.
CREATE INDEX absences_by_end ON absences (until_at, from_at);
CREATE INDEX absences_by_beginning ON absences (from_at, id);
CREATE INDEX absences_by_person ON absences (person_id, from_at, id);

CREATE TABLE routing_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    -- Which is tried first; the numbers may have gaps.
    position INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    conditions TEXT NOT NULL,
    team_id BIGINT NOT NULL REFERENCES teams (id),
    level TEXT,
    skills TEXT NOT NULL
);
