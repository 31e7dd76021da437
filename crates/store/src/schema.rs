//! The tables, as Diesel knows them; one description for both databases.

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    organizations (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        folded -> Text,
        notes -> Nullable<Text>,
        sharing -> Text,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    people (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        folded -> Text,
        role -> Text,
        scope -> Text,
        organization_id -> Nullable<BigInt>,
        organization_manager -> Bool,
        organization_reader -> Bool,
        language -> Text,
        time_zone -> Nullable<Text>,
        active -> Bool,
        password_hash -> Nullable<Text>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    teams (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        folded -> Text,
        level -> Text,
        active -> Bool,
        routing -> Text,
        last_assigned_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    team_members (team_id, person_id) {
        team_id -> BigInt,
        person_id -> BigInt,
    }
}

diesel::table! {
    categories (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        folded -> Text,
        parent_id -> Nullable<BigInt>,
        active -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    tickets (id) {
        id -> BigInt,
        version -> BigInt,
        subject -> Text,
        kind -> Text,
        category_id -> Nullable<BigInt>,
        requester_id -> BigInt,
        organization_id -> Nullable<BigInt>,
        channel -> Text,
        language -> Text,
        impact -> Nullable<Text>,
        urgency -> Nullable<Text>,
        priority -> Text,
        priority_override -> Nullable<Text>,
        level -> Text,
        team_id -> Nullable<BigInt>,
        assignee_id -> Nullable<BigInt>,
        stage -> Text,
        stage_since -> Instant,
        status -> Text,
        hold_reason -> Nullable<Text>,
        hold_until -> Nullable<Instant>,
        hold_since -> Nullable<Instant>,
        major -> Bool,
        approval -> Nullable<Text>,
        created_at -> Instant,
        updated_at -> Instant,
        resolved_at -> Nullable<Instant>,
        closed_at -> Nullable<Instant>,
        close_code -> Nullable<Text>,
        reopen_count -> Integer,
        promise -> Integer,
        promise_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    ticket_facts (ticket_id) {
        ticket_id -> BigInt,
        qualified_at -> Nullable<Instant>,
        first_response_at -> Nullable<Instant>,
        first_resolved_at -> Nullable<Instant>,
        confirmed_at -> Nullable<Instant>,
        escalation_count -> Integer,
        reply_count -> Integer,
        assignee_count -> Integer,
        team_count -> Integer,
        diagnosis -> Nullable<Json>,
        resolution -> Nullable<Json>,
        documentation -> Nullable<Json>,
    }
}

diesel::table! {
    tags (name) {
        name -> Text,
    }
}

diesel::table! {
    ticket_tags (ticket_id, tag) {
        ticket_id -> BigInt,
        tag -> Text,
    }
}

diesel::table! {
    ticket_followers (ticket_id, person_id) {
        ticket_id -> BigInt,
        person_id -> BigInt,
    }
}

diesel::table! {
    ticket_links (ticket_id, kind, other_id) {
        ticket_id -> BigInt,
        kind -> Text,
        other_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    ticket_intervals (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        axis -> Text,
        holder -> BigInt,
        started_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    messages (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        kind -> Text,
        side -> Text,
        author_id -> Nullable<BigInt>,
        channel -> Text,
        body -> Text,
        thanks -> Bool,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    attachments (id) {
        id -> BigInt,
        message_id -> Nullable<BigInt>,
        uploader_id -> BigInt,
        name -> Text,
        media_type -> Text,
        size -> BigInt,
        hash -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    external_references (kind, source, external_id) {
        kind -> Text,
        source -> Text,
        external_id -> Text,
        target_id -> BigInt,
        mark -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    // PostgreSQL has a column more, `transaction_id`: see `dialect.rs`.
    events (seq) {
        seq -> BigInt,
        ticket_id -> BigInt,
        version -> BigInt,
        at -> Instant,
        person_id -> Nullable<BigInt>,
        deed -> Text,
        kind -> Text,
        payload -> Json,
        public -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    sessions (id) {
        id -> BigInt,
        person_id -> BigInt,
        kind -> Text,
        created_at -> Instant,
        last_used_at -> Instant,
        expires_at -> Instant,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    session_tokens (hash) {
        hash -> Text,
        session_id -> BigInt,
        created_at -> Instant,
        spent_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    audit_log (id) {
        id -> BigInt,
        at -> Instant,
        person_id -> Nullable<BigInt>,
        act -> Text,
        object -> Text,
        object_id -> Nullable<BigInt>,
        details -> Json,
    }
}

diesel::table! {
    settings (key) {
        key -> Text,
        version -> BigInt,
        value -> Json,
    }
}

diesel::table! {
    calendars (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        folded -> Text,
        definition -> Json,
    }
}

diesel::table! {
    calendar_versions (calendar_id, version) {
        calendar_id -> BigInt,
        version -> BigInt,
        definition -> Json,
    }
}

diesel::table! {
    sla_policies (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        folded -> Text,
        position -> Integer,
        active -> Bool,
        terms -> Json,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    clocks (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        kind -> Text,
        level -> Nullable<Text>,
        policy_id -> BigInt,
        policy_version -> BigInt,
        calendar_id -> Nullable<BigInt>,
        calendar_version -> Nullable<BigInt>,
        target_minutes -> Integer,
        warn_at -> Text,
        state -> Text,
        started_at -> Instant,
        used -> BigInt,
        running_since -> Nullable<Instant>,
        due_at -> Nullable<Instant>,
        ended_at -> Nullable<Instant>,
        next_alert_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    clock_log (id) {
        id -> BigInt,
        clock_id -> BigInt,
        at -> Instant,
        kind -> Text,
        target_minutes -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    clock_alerts (clock_id, percent) {
        clock_id -> BigInt,
        percent -> Integer,
        at -> Instant,
        late -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    notifications (id) {
        id -> BigInt,
        person_id -> BigInt,
        ticket_id -> Nullable<BigInt>,
        news -> Json,
        created_at -> Instant,
        read_at -> Nullable<Instant>,
    }
}

diesel::table! {
    skills (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        folded -> Text,
    }
}

diesel::table! {
    agents (person_id) {
        person_id -> BigInt,
        version -> BigInt,
        capacity -> Nullable<Integer>,
        languages -> Json,
        calendar_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    agent_skills (person_id, skill_id) {
        person_id -> BigInt,
        skill_id -> BigInt,
        degree -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    absences (id) {
        id -> BigInt,
        version -> BigInt,
        person_id -> BigInt,
        from_at -> Instant,
        until_at -> Instant,
        replacement_id -> Nullable<BigInt>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    routing_rules (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        folded -> Text,
        position -> Integer,
        active -> Bool,
        conditions -> Json,
        team_id -> BigInt,
        level -> Nullable<Text>,
        skills -> Json,
    }
}

diesel::table! {
    mailboxes (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        address -> Text,
        active -> Bool,
        team_id -> Nullable<BigInt>,
        language -> Text,
        kind -> Text,
        server -> Nullable<Json>,
        authority -> Nullable<Text>,
        secret -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    mailbox_states (mailbox_id) {
        mailbox_id -> BigInt,
        uid_validity -> Nullable<BigInt>,
        last_uid -> BigInt,
        backlog -> Integer,
        last_fetch_at -> Nullable<Instant>,
        last_mail_at -> Nullable<Instant>,
        failing_since -> Nullable<Instant>,
        error -> Nullable<Text>,
        alarmed_at -> Nullable<Instant>,
        holder -> Nullable<Text>,
        held_until -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    incoming_mails (id) {
        id -> BigInt,
        mailbox_id -> Nullable<BigInt>,
        identity -> Text,
        sender -> Text,
        subject -> Text,
        size -> BigInt,
        nature -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        raw -> Nullable<Text>,
        ticket_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        received_at -> Instant,
    }
}

diesel::table! {
    incoming_places (mailbox_id, uid_validity, uid) {
        mailbox_id -> BigInt,
        uid_validity -> BigInt,
        uid -> BigInt,
        mail_id -> BigInt,
    }
}

diesel::table! {
    thread_ids (thread_id, ticket_id) {
        thread_id -> Text,
        ticket_id -> BigInt,
    }
}

diesel::table! {
    message_mails (message_id) {
        message_id -> BigInt,
        sender -> Json,
        recipients -> Json,
        nature -> Text,
        verified -> Bool,
        quoted -> Nullable<Text>,
        html -> Nullable<Text>,
        thread_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    letters (id) {
        id -> BigInt,
        key -> Text,
        kind -> Text,
        ticket_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        person_id -> Nullable<BigInt>,
        address -> Text,
        language -> Text,
        details -> Json,
        automatic -> Bool,
        state -> Text,
        attempts -> Integer,
        next_at -> Nullable<Instant>,
        error -> Nullable<Text>,
        created_at -> Instant,
        sent_at -> Nullable<Instant>,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    address_flags (address) {
        address -> Text,
        flag -> Text,
        detail -> Text,
        since -> Instant,
        until -> Instant,
    }
}

diesel::table! {
    letter_templates (kind, language) {
        kind -> Text,
        language -> Text,
        version -> BigInt,
        subject -> Text,
        body -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::time::Instant;

    surveys (ticket_id) {
        ticket_id -> BigInt,
        person_id -> BigInt,
        kind -> Text,
        asked_at -> Instant,
        score -> Nullable<Integer>,
        comment -> Nullable<Text>,
        answered_at -> Nullable<Instant>,
        changed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    mail_choices (person_id) {
        person_id -> BigInt,
        choices -> Json,
    }
}

diesel::joinable!(attachments -> messages (message_id));
diesel::joinable!(message_mails -> messages (message_id));
diesel::joinable!(messages -> tickets (ticket_id));
diesel::joinable!(notifications -> tickets (ticket_id));
diesel::joinable!(session_tokens -> sessions (session_id));
diesel::joinable!(team_members -> people (person_id));
diesel::joinable!(ticket_facts -> tickets (ticket_id));

diesel::allow_tables_to_appear_in_same_query!(
    attachments,
    message_mails,
    messages,
    notifications,
    organizations,
    people,
    session_tokens,
    sessions,
    team_members,
    teams,
    ticket_facts,
    ticket_followers,
    ticket_tags,
    tickets,
);

#[cfg(test)]
mod tests {
    use diesel::prelude::*;

    use crate::connection::on;
    use crate::{Config, Connection, Error, Store};

    /// Asks for every column of a table by its name.
    macro_rules! select_all {
        ($conn:expr, $($table:ident),+ $(,)?) => { $(
            on!($conn, |c| super::$table::table
                .select(super::$table::all_columns)
                .limit(1)
                .execute(c))?;
        )+ };
    }

    #[test]
    fn every_column_is_there_on_both_databases() {
        for database in guichet_testkit::databases() {
            let store = Store::open(&Config::new(database.url().parse().unwrap())).unwrap();
            let asked = store.read_blocking(|conn: &mut Connection| {
                select_all!(
                    conn,
                    organizations,
                    people,
                    teams,
                    team_members,
                    categories,
                    tickets,
                    ticket_facts,
                    tags,
                    ticket_tags,
                    ticket_followers,
                    ticket_links,
                    ticket_intervals,
                    messages,
                    attachments,
                    external_references,
                    events,
                    sessions,
                    session_tokens,
                    audit_log,
                    settings,
                    calendars,
                    calendar_versions,
                    sla_policies,
                    clocks,
                    clock_log,
                    clock_alerts,
                    notifications,
                    skills,
                    agents,
                    agent_skills,
                    absences,
                    routing_rules,
                    mailboxes,
                    mailbox_states,
                    incoming_mails,
                    incoming_places,
                    thread_ids,
                    message_mails,
                    letters,
                    address_flags,
                    letter_templates,
                    surveys,
                    mail_choices,
                );
                Ok::<_, Error>(())
            });
            assert_eq!(asked, Ok(()), "{}", database.url());
        }
    }
}
