//! The card at the top: what is expected of the requester now, if anything.

use super::Opened;
use super::confirm::Confirm;
use crate::browser;
use crate::components::*;
use crate::i18n::{format, t};
use crate::session;
use chrono::{DateTime, Duration, Utc};
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::{CloseCode, DeedKind, HoldReason};
use leptos::prelude::*;

/// What the requester is to do or to know.
#[derive(Clone, PartialEq)]
enum Awaited {
    Nothing,
    /// Whether it is solved.
    Confirmation,
    /// The desk ends it: the requester has confirmed.
    End,
    /// An answer.
    Answer,
    /// Nothing more; a reply reopens or follows up.
    Over {
        on: DateTime<Utc>,
        cancelled: bool,
        reopens: bool,
    },
}

impl Awaited {
    fn of(ticket: &Ticket) -> Self {
        let may = |deed| ticket.permitted_actions.contains(&deed);
        let is_mine = session::me().is_some_and(|me| me.id == ticket.requester.id);
        let waits = |reason| {
            ticket
                .hold
                .as_ref()
                .is_some_and(|hold| hold.reason == reason)
        };
        match ticket.closed_at {
            Some(on) => Self::Over {
                on,
                cancelled: ticket.close_code == Some(CloseCode::Cancelled),
                reopens: still_reopens(on),
            },
            None if may(DeedKind::Confirm) => Self::Confirmation,
            None if is_mine && ticket.confirmed_at.is_some() && may(DeedKind::NotSolved) => {
                Self::End
            }
            None if is_mine && waits(HoldReason::Requester) => Self::Answer,
            None => Self::Nothing,
        }
    }
}

/// Whether a reply now would open a closed request again; the server decides when it comes.
fn still_reopens(closed: DateTime<Utc>) -> bool {
    let days = session::me().map_or(0, |me| me.desk.reopen_within_days);
    format::seconds_since(closed) <= Duration::days(days.into()).num_seconds()
}

/// The card.
#[component]
pub fn Expected(opened: Opened, ticket: Signal<Ticket>) -> AnyView {
    let awaited = Memo::new(move |_| ticket.with(Awaited::of));
    let card = move || match awaited.get() {
        Awaited::Nothing => ().into_any(),
        Awaited::Confirmation => view! { <Confirm opened=opened ticket=ticket /> }.into_any(),
        Awaited::End => view! {
            <Banner tone=Tone::Ok icon=Icon::CircleCheck>
                <span class="grow">{t::portal::request::confirmed()}</span>
            </Banner>
        }
        .into_any(),
        Awaited::Answer => answer(),
        Awaited::Over {
            on,
            cancelled,
            reopens,
        } => over(on, cancelled, reopens),
    };
    card.into_any()
}

fn answer() -> AnyView {
    view! {
        <section class="card conf" aria-labelledby="awaited">
            <div class="cfh">
                <span class="ic"><Glyph icon=Icon::MessageCircle size="s20" /></span>
                <div>
                    <h2 id="awaited">{t::portal::request::answer::title()}</h2>
                    <p>{t::portal::request::answer::detail()}</p>
                </div>
            </div>
            <div class="row cfa">
                <button type="button" class="btn lg" on:click=move |_| browser::focus("#reply-body")>
                    <Glyph icon=Icon::Reply />
                    {t::portal::request::answer::action()}
                </button>
            </div>
        </section>
    }
    .into_any()
}

fn over(on: DateTime<Utc>, cancelled: bool, reopens: bool) -> AnyView {
    let when = format::full(on);
    let what = if cancelled {
        t::portal::request::closed::cancelled(&when)
    } else {
        t::portal::request::closed::on(&when)
    };
    let next = if reopens {
        t::portal::request::closed::reopens()
    } else {
        t::portal::request::closed::follows()
    };
    view! {
        <Banner tone=Tone::Off icon=Icon::CircleCheck>
            <span class="grow"><b>{what}</b> " " {next}</span>
        </Banner>
    }
    .into_any()
}
