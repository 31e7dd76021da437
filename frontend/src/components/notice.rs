//! What is said in place of content, or above it: banners, nothing here, did not work.

use super::{Glyph, Icon};
use crate::failure::Failure;
use crate::form::Form;
use crate::i18n::t;
use leptos::prelude::*;

/// The weight of a banner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Info,
    /// All is well.
    Ok,
    /// Take care.
    Warn,
    /// It failed.
    Danger,
    /// Cut off.
    Off,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "banner",
            Self::Ok => "banner ok",
            Self::Warn => "banner warn",
            Self::Danger => "banner danger",
            Self::Off => "banner off",
        }
    }
}

/// A notice inside the region it concerns.
#[component]
pub fn Banner(
    tone: Tone,
    icon: Icon,
    /// Words and buttons.
    children: Children,
) -> AnyView {
    let role = if tone == Tone::Danger {
        "alert"
    } else {
        "status"
    };
    view! { <div class=tone.class() role=role><Glyph icon=icon />{children()}</div> }.into_any()
}

/// Nothing here: what would be, and what to do next.
#[component]
pub fn Empty(
    icon: Icon,
    #[prop(into)] title: String,
    #[prop(optional, into)] detail: Option<String>,
    /// The next action.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class="empty">
            <Glyph icon=icon />
            <b>{title}</b>
            {detail.map(|detail| view! { <p>{detail}</p> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// A region that could not be loaded: what failed, what is safe, and another try.
#[component]
pub fn Failed(failure: Failure, #[prop(into)] on_retry: Callback<()>) -> AnyView {
    let incident = failure.incident().map(t::failure::incident);
    view! {
        <div class="empty" role="alert">
            <Glyph icon=Icon::CloudAlert />
            <b>{t::failure::load()}</b>
            <p>{failure.words()}</p>
            {incident.map(|incident| view! { <p class="mono">{incident}</p> })}
            <button type="button" class="btn sm" on:click=move |_| on_retry.run(())>
                <Glyph icon=Icon::RotateCw />
                {t::common::retry()}
            </button>
        </div>
    }
    .into_any()
}

/// What is wrong with a form as a whole, above its fields.
#[component]
pub fn FormFailure(form: Form) -> AnyView {
    let failure = form.failure();
    let shown = move || {
        failure.get().map(|words| {
            view! {
                <Banner tone=Tone::Danger icon=Icon::OctagonAlert><span class="grow">{words}</span></Banner>
            }
        })
    };
    shown.into_any()
}
