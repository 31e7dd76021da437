-- What lists show and filter by; what only the page of a ticket shows is in `ticket_facts`.
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    category_id BIGINT REFERENCES categories (id),
    requester_id BIGINT NOT NULL REFERENCES people (id),
    organization_id BIGINT REFERENCES organizations (id),
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    impact TEXT,
    urgency TEXT,
    priority TEXT NOT NULL,
    priority_override TEXT,
    level TEXT NOT NULL,
    team_id BIGINT REFERENCES teams (id),
    assignee_id BIGINT REFERENCES people (id),
    stage TEXT NOT NULL,
    stage_since BIGINT NOT NULL,
    -- Derived by the domain from stage, hold and closing; kept for filters.
    status TEXT NOT NULL,
    hold_reason TEXT,
    hold_until BIGINT,
    hold_since BIGINT,
    major BOOLEAN NOT NULL,
    approval TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    resolved_at BIGINT,
    closed_at BIGINT,
    close_code TEXT,
    reopen_count INTEGER NOT NULL
);

-- Every page of a list is a range of one of these, in either direction. The program names the
-- leading column; see `tickets/filter.rs`.
CREATE INDEX tickets_by_updated ON tickets (updated_at, id);
CREATE INDEX tickets_by_created ON tickets (created_at, id);
CREATE INDEX tickets_by_priority ON tickets (priority, created_at, id);
CREATE INDEX tickets_by_requester ON tickets (requester_id, updated_at, id);
CREATE INDEX tickets_by_category ON tickets (category_id, updated_at, id);
CREATE INDEX tickets_by_assignee_updated ON tickets (assignee_id, updated_at, id);
CREATE INDEX tickets_by_assignee_created ON tickets (assignee_id, created_at, id);
CREATE INDEX tickets_by_team_updated ON tickets (team_id, updated_at, id);
CREATE INDEX tickets_by_team_created ON tickets (team_id, created_at, id);
CREATE INDEX tickets_by_team_priority ON tickets (team_id, priority, created_at, id);
CREATE INDEX tickets_by_organization_updated ON tickets (organization_id, updated_at, id);
CREATE INDEX tickets_by_organization_created ON tickets (organization_id, created_at, id);
CREATE INDEX tickets_by_organization_priority
    ON tickets (organization_id, priority, created_at, id);

-- The few that have not ended: the daily work, and the counters. They mirror those above, so that
-- they are always the better choice where only open tickets are asked for.
CREATE INDEX open_tickets_by_updated ON tickets (updated_at, id) WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_created ON tickets (created_at, id) WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_priority ON tickets (priority, created_at, id)
    WHERE closed_at IS NULL;
-- The last two columns serve the counters, which then need not look at the tickets themselves.
CREATE INDEX open_tickets_by_status ON tickets (status, updated_at, id, team_id, assignee_id)
    WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_stage ON tickets (stage, stage_since, id) WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_assignee_updated ON tickets (assignee_id, updated_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_assignee_created ON tickets (assignee_id, created_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_assignee_priority ON tickets (assignee_id, priority, created_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_team_updated ON tickets (team_id, updated_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_team_created ON tickets (team_id, created_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_team_priority ON tickets (team_id, priority, created_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX tickets_by_hold_until ON tickets (hold_until, id) WHERE hold_until IS NOT NULL;

CREATE TABLE ticket_facts (
    ticket_id INTEGER PRIMARY KEY NOT NULL REFERENCES tickets (id),
    qualified_at BIGINT,
    first_response_at BIGINT,
    first_resolved_at BIGINT,
    confirmed_at BIGINT,
    escalation_count INTEGER NOT NULL,
    reply_count INTEGER NOT NULL,
    assignee_count INTEGER NOT NULL,
    team_count INTEGER NOT NULL,
    diagnosis TEXT,
    resolution TEXT,
    documentation TEXT
);

CREATE TABLE tags (
    name TEXT PRIMARY KEY NOT NULL
) WITHOUT ROWID;

CREATE TABLE ticket_tags (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    tag TEXT NOT NULL REFERENCES tags (name),
    PRIMARY KEY (ticket_id, tag)
) WITHOUT ROWID;
CREATE INDEX ticket_tags_by_tag ON ticket_tags (tag, ticket_id);

CREATE TABLE ticket_followers (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (ticket_id, person_id)
) WITHOUT ROWID;
CREATE INDEX ticket_followers_by_person ON ticket_followers (person_id, ticket_id);

CREATE TABLE ticket_links (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,
    other_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (ticket_id, kind, other_id)
) WITHOUT ROWID;
CREATE INDEX ticket_links_by_other ON ticket_links (other_id, kind, ticket_id);

-- Who or what held a ticket, and when. `holder` is the number of the team or person; of the
-- level for the axis `level`.
CREATE TABLE ticket_intervals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    axis TEXT NOT NULL,
    holder BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX ticket_intervals_by_ticket ON ticket_intervals (ticket_id, started_at, id);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    author_id BIGINT REFERENCES people (id),
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    thanks BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX messages_by_ticket ON messages (ticket_id, id);

-- A file waits without a message from its upload until it is sent. `hash` names its content.
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    message_id BIGINT REFERENCES messages (id),
    uploader_id BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    hash TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX attachments_by_message ON attachments (message_id, id);
CREATE INDEX attachments_by_hash ON attachments (hash);
CREATE INDEX attachments_waiting ON attachments (created_at) WHERE message_id IS NULL;

-- What other systems call a thing of ours. `mark` is how far an import has read it.
CREATE TABLE external_references (
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    target_id BIGINT NOT NULL,
    mark TEXT,
    PRIMARY KEY (kind, source, external_id)
) WITHOUT ROWID;
CREATE INDEX external_references_by_target ON external_references (kind, target_id);
