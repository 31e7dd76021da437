-- Mails that come and go, and what people say of how it was.

CREATE TABLE mailboxes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- In lower case; what people write to.
    address TEXT NOT NULL UNIQUE,
    active BOOLEAN NOT NULL,
    team_id BIGINT REFERENCES teams (id),
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The server it is fetched from; NULL where a gateway hands the mails over.
    server TEXT,
    -- Whose Authentication-Results are believed (RFC 8601): the name of our own mail server.
    authority TEXT,
    -- The password or token, encrypted.
    secret TEXT
);

-- How fetching stands: changes all day, and is no change of the mailbox.
CREATE TABLE mailbox_states (
    mailbox_id INTEGER PRIMARY KEY NOT NULL REFERENCES mailboxes (id),
    uid_validity BIGINT,
    last_uid BIGINT NOT NULL,
    backlog INTEGER NOT NULL,
    last_fetch_at BIGINT,
    last_mail_at BIGINT,
    failing_since BIGINT,
    error TEXT,
    alarmed_at BIGINT,
    -- Which replica fetches it, and until when it is to be believed.
    holder TEXT,
    held_until BIGINT
);

-- Every mail that was taken in. `identity` is a hash of its Message-ID and its contents: the same
-- mail in two mailboxes is one.
CREATE TABLE incoming_mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    mailbox_id BIGINT,
    identity TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    subject TEXT NOT NULL,
    size BIGINT NOT NULL,
    nature TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Why it is in quarantine.
    reason TEXT,
    -- The whole mail, in the files; only while it is in quarantine.
    raw TEXT,
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    received_at BIGINT NOT NULL
);
CREATE INDEX quarantined_mails ON incoming_mails (id) WHERE state = 'quarantined';
CREATE INDEX incoming_mails_by_mailbox ON incoming_mails (mailbox_id, id);
CREATE INDEX incoming_mails_by_sender ON incoming_mails (sender, received_at);
CREATE INDEX incoming_mails_by_ticket ON incoming_mails (ticket_id, id)
    WHERE ticket_id IS NOT NULL;
CREATE INDEX incoming_mails_by_raw ON incoming_mails (raw) WHERE raw IS NOT NULL;

-- Where each was found: what is here is not fetched again.
CREATE TABLE incoming_places (
    mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
    uid_validity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    mail_id BIGINT NOT NULL REFERENCES incoming_mails (id),
    PRIMARY KEY (mailbox_id, uid_validity, uid)
) WITHOUT ROWID;

CREATE INDEX incoming_places_by_mail ON incoming_places (mail_id);

-- The Message-IDs of mails that came and went, and the ticket each belongs to.
CREATE TABLE thread_ids (
    thread_id TEXT NOT NULL,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (thread_id, ticket_id)
) WITHOUT ROWID;

-- What a message that came by mail was, beyond its words.
CREATE TABLE message_mails (
    message_id INTEGER PRIMARY KEY NOT NULL REFERENCES messages (id),
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    nature TEXT NOT NULL,
    -- Whether our own mail server vouches for the sender.
    verified BOOLEAN NOT NULL,
    quoted TEXT,
    html TEXT,
    -- Its Message-ID: what answers refer to.
    thread_id TEXT
);

-- The outbox. A letter names what it is about; its words are made when it is sent. `key` names the
-- event, so that nobody is written to twice of one.
CREATE TABLE letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    person_id BIGINT REFERENCES people (id),
    -- In lower case.
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    details TEXT NOT NULL,
    automatic BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    -- When it is to be tried, or tried again; NULL once that is over.
    next_at BIGINT,
    error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    -- When the link in it that works once was used.
    used_at BIGINT
);
CREATE INDEX letters_due ON letters (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX letters_by_message ON letters (message_id, id) WHERE message_id IS NOT NULL;
CREATE INDEX letters_by_ticket ON letters (ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX automatic_letters ON letters (address, created_at) WHERE automatic;
CREATE INDEX failed_letters ON letters (id) WHERE state = 'failed';

-- Addresses that cannot be written to.
CREATE TABLE address_flags (
    address TEXT PRIMARY KEY NOT NULL,
    flag TEXT NOT NULL,
    detail TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL
) WITHOUT ROWID;

-- The words of letters, where they have been changed.
CREATE TABLE letter_templates (
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, language)
) WITHOUT ROWID;

CREATE TABLE surveys (
    ticket_id INTEGER PRIMARY KEY NOT NULL REFERENCES tickets (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    score INTEGER,
    comment TEXT,
    answered_at BIGINT,
    changed_at BIGINT
);
CREATE INDEX surveys_by_answer ON surveys (answered_at, ticket_id) WHERE answered_at IS NOT NULL;

-- What each person wants to be told by mail; whoever has no row wants the usual.
CREATE TABLE mail_choices (
    person_id INTEGER PRIMARY KEY NOT NULL REFERENCES people (id),
    choices TEXT NOT NULL
);

-- Some news are not about a ticket.
CREATE TABLE told (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT REFERENCES tickets (id),
    news TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
INSERT INTO told SELECT id, person_id, ticket_id, news, created_at, read_at FROM notifications;
DROP TABLE notifications;
ALTER TABLE told RENAME TO notifications;
CREATE INDEX notifications_by_person ON notifications (person_id, id);
CREATE INDEX unread_notifications ON notifications (person_id, id) WHERE read_at IS NULL;
