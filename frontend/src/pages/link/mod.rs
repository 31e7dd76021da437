//! The pages that links from mails open, for whoever has the mail. Opening one changes nothing:
//! mail servers open links, too.

mod answer;
mod rate;
mod sign_in;

use crate::access::{ask, client};
use crate::components::*;
use crate::failure::Failure;
use crate::frames::page_title;
use crate::i18n::set_language;
use crate::i18n::t::link as words;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::{self, Presence};
use guichet_contract::problem::Code;
use guichet_contract::survey::Asked;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The one that the address names; the rest of the address is its token.
#[component]
pub fn LinkedPage() -> AnyView {
    let path = use_location().pathname.get_untracked();
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let page = parts.next();
    let token = parts.next().unwrap_or_default().to_owned();
    match page {
        Some("answer") => about(token, words::answer::title(), answer::draw),
        Some("rate") => about(token, words::rate::title(), rate::draw),
        _ => view! { <sign_in::SignInPage token=token /> }.into_any(),
    }
}

/// What the parts of a page about a request share.
#[derive(Clone, Copy)]
struct Opened {
    token: StoredValue<String>,
    asked: Remote<Asked>,
}

/// A page about the request that the link is for.
fn about(
    token: String,
    title: &'static str,
    draw: fn(Opened, Signal<Asked>) -> AnyView,
) -> AnyView {
    let token = StoredValue::new(token);
    let asked = Remote::new(move || {
        let token = token.get_value();
        async move { ask(client().look_at_link(&token)).await }
    });
    // Whoever has the mail is spoken to in the language of the mail.
    Effect::new(move |_| {
        if let Some(language) = asked.with(|asked| asked.map(|asked| asked.language)) {
            set_language(language);
        }
    });
    let opened = Opened { token, asked };
    let subject = move || {
        let subject = asked.with(|asked| asked.map(|asked| asked.subject.clone()));
        subject.unwrap_or_else(|| title.to_owned())
    };
    page_title(subject);
    let number = move || asked.with(|asked| asked.map(|asked| asked.number.clone()));
    let is_over = Memo::new(move |_| {
        let failure = asked.failure().get();
        asked.with(|asked| asked.is_none())
            && failure.as_ref().and_then(Failure::code) == Some(Code::NotFound)
    });
    let inside = move || match is_over.get() {
        true => over(),
        false => view! {
            <p class="crumb">{number}</p>
            <h1 tabindex="-1">{subject}</h1>
            <div class="pcol">{asked.view_once(move |asked, _| draw(opened, asked))}</div>
        }
        .into_any(),
    };
    framed(inside.into_any())
}

/// The frame: that of the portal, without the ways inside.
fn framed(inside: AnyView) -> AnyView {
    let desk = session::presence().with_untracked(|presence| match presence {
        Presence::Outside { desk, .. } => desk.clone(),
        Presence::Inside(me) => me.desk.name.clone(),
        _ => String::new(),
    });
    view! {
        <div class="portal">
            <header class="ptop">
                <div class="pin">
                    <span class="row brand"><Logo /><b>{desk}</b></span>
                </div>
            </header>
            <main id="contenu"><div class="pin pt linked">{inside}</div></main>
        </div>
    }
    .into_any()
}

/// The link leads nowhere any more: what to do instead.
fn over() -> AnyView {
    view! {
        <h1 tabindex="-1">{words::over::title()}</h1>
        <section class="card conf">
            <p>{words::over::detail()}</p>
            <div class="row wrap">
                <a class="btn primary lg" href=Route::Portal.path()>{words::over::portal()}</a>
            </div>
        </section>
    }
    .into_any()
}
