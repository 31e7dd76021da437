//! One notification: what happened, to which ticket, when.

use crate::components::*;
use crate::frames::Bell;
use crate::i18n::{t, when};
use crate::routes::Route;
use crate::words;
use guichet_contract::notification::{News, Notification};
use leptos::prelude::*;

/// The line; it leads to the ticket.
#[component]
pub fn Line(bell: Bell, notice: Notification) -> AnyView {
    let (icon, tone) = picture(&notice.news);
    let unread = notice.read_at.is_none();
    let mark = unread.then(|| {
        view! { <span class="dot" role="img" aria-label=t::notice::unread() title=t::notice::unread()></span> }
    });
    let minute = minute();
    let news = notice.news;
    let words = move || {
        minute.track();
        sentence(&news)
    };
    view! {
        <li>
            <a href=Route::Ticket(notice.ticket_id).path() class:unread=unread on:click=move |_| bell.close()>
                <span class=format!("ni {tone}")><Glyph icon=icon /></span>
                <span class="nw">
                    <b><span class="num">{notice.number}</span>" "{notice.subject}</b>
                    <span>{words}</span>
                    <Time at=notice.created_at style=TimeStyle::Recent />
                </span>
                {mark}
            </a>
        </li>
    }
    .into_any()
}

fn picture(news: &News) -> (Icon, &'static str) {
    match news {
        News::ClockAtRisk { .. } => (Icon::Timer, "warn"),
        News::ClockBreached { .. } => (Icon::Flame, "danger"),
        News::Routed => (Icon::Workflow, "accent"),
    }
}

fn sentence(news: &News) -> String {
    let (sentence, late) = match news {
        News::ClockAtRisk {
            clock,
            percent,
            due_at,
            late,
        } => {
            let percent = t::notice::percent(i64::from(*percent));
            let due = when::when(*due_at, None);
            (
                t::notice::at_risk(words::clock(*clock), &percent, &due),
                *late,
            )
        }
        News::ClockBreached {
            clock,
            due_at,
            late,
        } => {
            let due = when::when(*due_at, None);
            (t::notice::breached(words::clock(*clock), &due), *late)
        }
        News::Routed => (t::notice::routed().to_owned(), false),
    };
    if late {
        t::notice::late(&sentence)
    } else {
        sentence
    }
}
