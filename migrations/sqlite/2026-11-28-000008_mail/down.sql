CREATE TABLE told (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    news TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
INSERT INTO told SELECT id, person_id, ticket_id, news, created_at, read_at FROM notifications
    WHERE ticket_id IS NOT NULL;
DROP TABLE notifications;
ALTER TABLE told RENAME TO notifications;
CREATE INDEX notifications_by_person ON notifications (person_id, id);
CREATE INDEX unread_notifications ON notifications (person_id, id) WHERE read_at IS NULL;
DROP TABLE mail_choices;
DROP TABLE surveys;
DROP TABLE letter_templates;
DROP TABLE address_flags;
DROP TABLE letters;
DROP TABLE message_mails;
DROP TABLE thread_ids;
DROP TABLE incoming_places;
DROP TABLE incoming_mails;
DROP TABLE mailbox_states;
DROP TABLE mailboxes;
