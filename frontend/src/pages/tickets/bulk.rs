//! What can be done with the chosen rows; it takes the place of the foot, and nothing moves.

use super::bulk_dialogs::{AssignDialog, EscalateDialog};
use super::feed::feed;
use super::keys::targets;
use crate::components::*;
use crate::i18n::t;
use crate::pages::chunks::{BulkForm, bulk_form};
use crate::single::Single;
use guichet_domain::ids::TicketId;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeSet;

#[derive(Clone, Copy)]
pub(super) struct Dialogs {
    pub assign: RwSignal<bool>,
    pub escalate: RwSignal<bool>,
    pub take: RwSignal<bool>,
}

thread_local! {
    static DIALOGS: Single<Dialogs> = const { Single::new() };
    static TO_TAKE: RefCell<Vec<TicketId>> = const { RefCell::new(Vec::new()) };
}

/// The dialogs of the bar; the keys open them too, without a selection.
#[component]
pub fn BulkDialogs() -> AnyView {
    let dialogs = Dialogs {
        assign: RwSignal::new(false),
        escalate: RwSignal::new(false),
        take: RwSignal::new(false),
    };
    DIALOGS.with(|single| single.set(dialogs));
    view! {
        <AssignDialog open=dialogs.assign />
        <EscalateDialog open=dialogs.escalate />
        {move || dialogs.take.get().then(|| bulk_form(BulkForm::Take, dialogs.take))}
    }
    .into_any()
}

/// The bar.
#[component]
pub fn BulkBar() -> AnyView {
    let selected = feed().selected();
    let count = move || {
        let count = selected.with(BTreeSet::len);
        t::tickets::count(i64::try_from(count).unwrap_or(i64::MAX))
    };
    let clear = move || selected.set(BTreeSet::new());
    view! {
        <div class="foot bulk" role="toolbar" aria-label=t::tickets::bulk::label()>
            <span class="count">
                <input
                    class="check"
                    type="checkbox"
                    prop:checked=true
                    aria-label=t::tickets::bulk::clear()
                    on:change=move |_| clear()
                />
                {count}
            </span>
            {button(Icon::UserRoundPlus, t::tickets::bulk::assign(), "a", open_assign)}
            {button(Icon::CircleUserRound, t::tickets::bulk::take(), "i", take)}
            {button(Icon::ArrowUpRight, t::tickets::bulk::escalate(), "e", open_escalate)}
            <span class="grow"></span>
            <span class="hide-sm row"><kbd>{t::keys::escape()}</kbd>{t::tickets::key_clear()}</span>
        </div>
    }
    .into_any()
}

fn button(icon: Icon, label: &'static str, key: &'static str, press: fn()) -> AnyView {
    view! {
        <button type="button" class="btn sm" aria-label=label aria-keyshortcuts=key on:click=move |_| press()>
            <Glyph icon=icon />
            <span class="hide-sm">{label}</span>
        </button>
    }
    .into_any()
}

/// Asks to whom.
pub fn open_assign() {
    if !targets().is_empty() {
        DIALOGS.with(Single::get).assign.set(true);
    }
}

/// Asks whereto and why.
pub fn open_escalate() {
    if !targets().is_empty() {
        DIALOGS.with(Single::get).escalate.set(true);
    }
}

/// Takes them oneself, once the code for it is here.
pub fn take() {
    let ids = targets();
    if !ids.is_empty() {
        TO_TAKE.with_borrow_mut(|waiting| waiting.extend(ids));
        DIALOGS.with(Single::get).take.set(true);
    }
}

/// Those that were to be taken.
pub(super) fn to_take() -> Vec<TicketId> {
    TO_TAKE.take()
}
