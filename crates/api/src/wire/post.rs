//! Mailboxes, letters, quarantine, surveys.

use guichet_contract as wire;
use guichet_desk::messages::{Correspondent, MailView as MessageMail};
use guichet_desk::post::choices::MailChoices;
use guichet_desk::post::letters::{Delivery, LetterView};
use guichet_desk::post::links::Asked;
use guichet_desk::post::mailboxes::{MailboxView, State};
use guichet_desk::post::receive::{MailView, Received};
use guichet_desk::post::templates::{Preview, TemplateView};
use guichet_desk::post::{Flagged, PostSettings};
use guichet_desk::surveys::{SurveyView, Tally};
use guichet_domain::post::SurveyKind;

use super::{days, team_ref, time};

/// A mailbox.
pub fn mailbox(mailbox: MailboxView) -> wire::mailbox::Mailbox {
    wire::mailbox::Mailbox {
        id: mailbox.id,
        version: mailbox.version,
        name: mailbox.name,
        address: mailbox.address,
        active: mailbox.active,
        team: mailbox.team.map(team_ref),
        language: mailbox.language,
        kind: mailbox.kind,
        server: mailbox.server,
        has_secret: mailbox.has_secret,
        authority: mailbox.authority,
        state: state(mailbox.state),
    }
}

fn state(state: State) -> wire::mailbox::MailboxState {
    wire::mailbox::MailboxState {
        last_fetch_at: state.last_fetch_at.map(time),
        last_mail_at: state.last_mail_at.map(time),
        backlog: state.backlog,
        failing_since: state.failing_since.map(time),
        error: state.error,
    }
}

/// The settings of the post.
pub fn post_settings(settings: PostSettings) -> wire::post::PostSettings {
    wire::post::PostSettings {
        version: settings.version,
        sending: settings.sending,
        has_secret: settings.secret.is_some(),
        sender: settings.sender,
        plus_addresses: settings.plus_addresses,
        acknowledge: settings.acknowledge,
        registration: settings.registration,
        domains: settings.domains,
        blocked: settings.blocked,
        per_hour: days(settings.per_hour),
        per_day: days(settings.per_day),
        survey: settings.survey,
        survey_after_hours: days(settings.survey_after_hours),
        reopen_on_low_score: settings.reopen_on_low_score,
    }
}

/// The words of a kind of letter.
pub fn template(template: TemplateView) -> wire::post::LetterTemplate {
    wire::post::LetterTemplate {
        kind: template.kind,
        language: template.language,
        version: template.version,
        subject: template.words.subject,
        body: template.words.body,
        variables: template.variables.into_iter().map(str::to_owned).collect(),
    }
}

/// A letter as it would look.
pub fn preview(preview: Preview) -> wire::post::LetterPreview {
    wire::post::LetterPreview {
        subject: preview.subject,
        text: preview.text,
        html: preview.html,
    }
}

/// A letter of the outbox.
pub fn letter(letter: LetterView) -> wire::post::Letter {
    wire::post::Letter {
        id: letter.id,
        kind: letter.kind,
        ticket_id: letter.ticket,
        address: letter.address,
        language: letter.language,
        state: letter.state,
        attempts: letter.attempts,
        next_at: letter.next_at.map(time),
        error: letter.error,
        created_at: time(letter.created_at),
        sent_at: letter.sent_at.map(time),
    }
}

/// A mail that came in.
pub fn incoming_mail(mail: MailView) -> wire::post::IncomingMail {
    wire::post::IncomingMail {
        id: mail.id,
        mailbox_id: mail.mailbox,
        sender: mail.sender,
        subject: mail.subject,
        size: mail.size,
        nature: mail.nature,
        state: mail.state,
        reason: mail.reason,
        ticket_id: mail.ticket,
        received_at: time(mail.received_at),
    }
}

/// What became of a mail that was handed over.
pub fn inbound(received: Received) -> wire::post::InboundAnswer {
    wire::post::InboundAnswer {
        id: received.mail,
        state: received.state,
        ticket_id: received.ticket,
        known: received.known,
    }
}

/// An address that is not written to.
pub fn flagged(flagged: Flagged) -> wire::post::FlaggedAddress {
    wire::post::FlaggedAddress {
        address: flagged.address,
        flag: flagged.flag,
        detail: flagged.detail,
        since: time(flagged.since),
        until: time(flagged.until),
    }
}

/// What somebody wants to be told by mail.
pub fn mail_choices(choices: MailChoices) -> wire::post::MailChoices {
    wire::post::MailChoices {
        requests: choices.requests,
        surveys: choices.surveys,
        tickets: choices.tickets,
        alerts: choices.alerts,
    }
}

/// What a message was as a mail.
pub fn message_mail(mail: MessageMail) -> wire::message::MessageMail {
    let (from, recipients) = match mail.envelope {
        Some((from, recipients)) => (Some(from), recipients),
        None => (None, Default::default()),
    };
    let all = |people: Vec<Correspondent>| people.into_iter().map(correspondent).collect();
    wire::message::MessageMail {
        from: from.map(correspondent),
        to: all(recipients.to),
        cc: all(recipients.cc),
        nature: mail.nature,
        verified: mail.verified,
        quoted: mail.quoted,
        html: mail.html,
    }
}

fn correspondent(who: Correspondent) -> wire::message::Correspondent {
    wire::message::Correspondent {
        name: who.name,
        email: who.email,
    }
}

/// What became of a message on its way.
pub fn delivery(delivery: Delivery) -> wire::message::Delivery {
    wire::message::Delivery {
        address: delivery.address,
        state: delivery.state,
        error: delivery.error,
        sent_at: delivery.sent_at.map(time),
    }
}

/// What is asked of a ticket, and what was said.
pub fn survey(survey: SurveyView) -> wire::survey::Survey {
    wire::survey::Survey {
        kind: survey.kind,
        score: survey.score,
        comment: survey.comment,
        answered_at: survey.answered_at.map(time),
        changeable_until: survey.changeable_until.map(time),
    }
}

/// What whoever has a link is asked.
pub fn asked(desk_name: String, asked: Asked) -> wire::survey::Asked {
    wire::survey::Asked {
        desk_name,
        number: asked.number,
        subject: asked.subject,
        status: asked.status,
        can_confirm: asked.can_confirm,
        can_reopen: asked.can_reopen,
        confirmed: asked.confirmed,
        language: asked.language,
        survey: asked.survey.map(survey),
    }
}

/// How requesters have answered, with the figure that goes by the name of the survey.
pub fn tally(tally: Tally) -> wire::survey::Tally {
    let answers: i64 = tally.scores.iter().map(|(_, count)| count).sum();
    let sum = |of: &dyn Fn(i32) -> i64| -> i64 {
        tally.scores.iter().map(|(score, n)| of(*score) * n).sum()
    };
    let counted = match tally.kind {
        SurveyKind::Csat => 100 * sum(&|score| i64::from(score >= 4)),
        SurveyKind::Nps => 100 * sum(&|score| i64::from(score >= 9) - i64::from(score <= 6)),
        SurveyKind::Ces => sum(&i64::from),
    };
    wire::survey::Tally {
        kind: tally.kind,
        answers,
        // Some tens of thousands at most: exact in a float.
        figure: counted as f64 / answers.max(1) as f64,
        scores: tally
            .scores
            .into_iter()
            .map(|(score, count)| wire::survey::ScoreCount { score, count })
            .collect(),
    }
}
