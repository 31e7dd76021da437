-- What is promised, by which calendars, and the clocks that measure it.

-- How the most pressing promise of a ticket stands, so that a list can be ordered by it: 0 broken,
-- 1 at risk, 2 on track, 3 paused, 4 none; and when it is due, is paused since, or was created.
ALTER TABLE tickets ADD COLUMN promise INTEGER NOT NULL DEFAULT 4;
ALTER TABLE tickets ADD COLUMN promise_at BIGINT NOT NULL DEFAULT 0;
UPDATE tickets SET promise_at = created_at;
CREATE INDEX tickets_by_promise ON tickets (promise, promise_at, id);
CREATE INDEX open_tickets_by_promise ON tickets (promise, promise_at, id) WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_assignee_promise ON tickets (assignee_id, promise, promise_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_team_promise ON tickets (team_id, promise, promise_at, id)
    WHERE closed_at IS NULL;
-- The walk over all open tickets after a policy has changed.
CREATE INDEX open_tickets_by_id ON tickets (id) WHERE closed_at IS NULL;

CREATE TABLE calendars (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL
);

-- Every version that ever was: a clock that has ended is explained by the one it ended with, even
-- when the calendar is gone.
CREATE TABLE calendar_versions (
    calendar_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (calendar_id, version)
) WITHOUT ROWID;

CREATE TABLE sla_policies (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    terms TEXT NOT NULL
);

-- `due_at`, `state` and the rest follow from the log; they are kept to be found and shown.
CREATE TABLE clocks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,
    level TEXT,
    -- May outlive the policy and the calendar.
    policy_id BIGINT NOT NULL,
    policy_version BIGINT NOT NULL,
    calendar_id BIGINT,
    calendar_version BIGINT,
    target_minutes INTEGER NOT NULL,
    -- Percentages of the target, parted by commas.
    warn_at TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    -- Microseconds that counted before the clock last began to run.
    used BIGINT NOT NULL,
    running_since BIGINT,
    due_at BIGINT,
    ended_at BIGINT,
    -- When the next threshold is passed that has not been told of.
    next_alert_at BIGINT
);
CREATE INDEX clocks_by_ticket ON clocks (ticket_id, id);
CREATE INDEX clocks_by_next_alert ON clocks (next_alert_at, id) WHERE next_alert_at IS NOT NULL;

CREATE TABLE clock_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    clock_id BIGINT NOT NULL REFERENCES clocks (id),
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    target_minutes INTEGER
);
CREATE INDEX clock_log_by_clock ON clock_log (clock_id, id);

-- A threshold is told of once, whoever is first.
CREATE TABLE clock_alerts (
    clock_id BIGINT NOT NULL REFERENCES clocks (id),
    percent INTEGER NOT NULL,
    at BIGINT NOT NULL,
    late BOOLEAN NOT NULL,
    PRIMARY KEY (clock_id, percent)
) WITHOUT ROWID;

CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    news TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notifications_by_person ON notifications (person_id, id);
CREATE INDEX unread_notifications ON notifications (person_id, id) WHERE read_at IS NULL;
