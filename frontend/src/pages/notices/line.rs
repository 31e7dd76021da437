//! One notification: what happened, to which ticket or mailbox, when.

use crate::components::*;
use crate::frames::Bell;
use crate::i18n::t::notice as t;
use crate::i18n::when;
use crate::pages::email::EmailPart;
use crate::routes::Route;
use crate::words;
use guichet_contract::notification::{News, Notification};
use guichet_domain::ticket::ReopenCause;
use leptos::prelude::*;

/// The line; it leads to the ticket, or to the settings of what it is about.
#[component]
pub fn Line(bell: Bell, notice: Notification) -> AnyView {
    let (icon, tone) = picture(&notice.news);
    let unread = notice.read_at.is_none();
    let mark = unread.then(|| {
        view! { <span class="dot" role="img" aria-label=t::unread() title=t::unread()></span> }
    });
    let minute = minute();
    let place = match (notice.ticket_id, &notice.news) {
        (Some(ticket), _) => Route::Ticket(ticket).path(),
        (None, News::TooMuchMail { .. }) => EmailPart::Quarantine.path(),
        (None, _) => EmailPart::Mailboxes.path(),
    };
    let about = about(&notice.news);
    let news = notice.news;
    let words = move || {
        minute.track();
        sentence(&news)
    };
    view! {
        <li>
            <a href=place class:unread=unread on:click=move |_| bell.close()>
                <span class=format!("ni {tone}")><Glyph icon=icon /></span>
                <span class="nw">
                    <b><span class="num">{notice.number}</span>" "{notice.subject}{about}</b>
                    <span>{words}</span>
                    <Time at=notice.created_at style=TimeStyle::Recent />
                </span>
                {mark}
            </a>
        </li>
    }
    .into_any()
}

/// What it is about, where that is no ticket.
fn about(news: &News) -> Option<String> {
    match news {
        News::MailboxFailing { mailbox, .. } | News::MailboxSilent { mailbox } => {
            Some(mailbox.clone())
        }
        News::TooMuchMail { address } => Some(address.clone()),
        _ => None,
    }
}

fn picture(news: &News) -> (Icon, &'static str) {
    match news {
        News::ClockAtRisk { .. } => (Icon::Timer, "warn"),
        News::ClockBreached { .. } => (Icon::Flame, "danger"),
        News::Routed => (Icon::Workflow, "accent"),
        News::Replied => (Icon::Reply, "accent"),
        News::Reopened { .. } => (Icon::RotateCcw, "warn"),
        News::LowScore { .. } => (Icon::Star, "warn"),
        News::Undelivered { .. } | News::MailboxFailing { .. } => (Icon::Mail, "danger"),
        News::MailboxSilent { .. } | News::TooMuchMail { .. } => (Icon::Mail, "warn"),
    }
}

fn sentence(news: &News) -> String {
    match news {
        News::ClockAtRisk {
            clock,
            percent,
            due_at,
            late,
        } => {
            let percent = t::percent(i64::from(*percent));
            let due = when::when(*due_at, None);
            told(t::at_risk(words::clock(*clock), &percent, &due), *late)
        }
        News::ClockBreached {
            clock,
            due_at,
            late,
        } => {
            let due = when::when(*due_at, None);
            told(t::breached(words::clock(*clock), &due), *late)
        }
        News::Routed => t::routed().to_owned(),
        News::Replied => t::replied().to_owned(),
        News::Reopened { cause } => reopened(*cause).to_owned(),
        News::Undelivered { address } => t::undelivered(address),
        News::LowScore { survey, score } => t::low_score(&words::score(*survey, *score)),
        News::MailboxFailing { error, .. } => t::mailbox_failing(error),
        News::MailboxSilent { .. } => t::mailbox_silent().to_owned(),
        News::TooMuchMail { .. } => t::too_much().to_owned(),
    }
}

fn told(sentence: String, late: bool) -> String {
    if late { t::late(&sentence) } else { sentence }
}

fn reopened(cause: ReopenCause) -> &'static str {
    match cause {
        ReopenCause::NotSolved => t::reopened::not_solved(),
        ReopenCause::Reply => t::reopened::reply(),
        ReopenCause::Agent => t::reopened::agent(),
        ReopenCause::Undelivered => t::reopened::undelivered(),
        ReopenCause::LowScore => t::reopened::low_score(),
    }
}
