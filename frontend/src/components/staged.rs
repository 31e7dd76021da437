//! Edits held back until they are saved: how many, the way back, the way on, and what happens when
//! someone else was quicker.

use super::{Banner, Dialog, Icon, Tone};
use crate::failure::Failure;
use crate::i18n::t;
use crate::i18n::t::settings::staged as words;
use crate::{leaving, routes};
use guichet_contract::problem::Code;
use leptos::prelude::*;
use std::future::Future;

/// What became of a save.
pub enum Saved<T> {
    /// It stands.
    Done(T),
    /// Someone else has changed it meanwhile; this is how it is now.
    Overtaken(T),
}

/// Saves with `change`; asks for the `latest` when someone else was quicker.
///
/// # Errors
/// Whatever else was refused.
pub async fn save<T>(
    change: impl Future<Output = Result<T, Failure>>,
    latest: impl Future<Output = Result<T, Failure>>,
) -> Result<Saved<T>, Failure> {
    match change.await {
        Err(failure) if failure.code() == Some(Code::Stale) => latest.await.map(Saved::Overtaken),
        answer => answer.map(Saved::Done),
    }
}

/// In the bar of a page: “2 modifications · Annuler · Enregistrer”, while there are any.
/// Leaving the page then asks first.
#[component]
pub fn StagedEdits(
    /// How many edits wait.
    #[prop(into)]
    count: Signal<usize>,
    /// They are being saved.
    #[prop(into)]
    busy: Signal<bool>,
    /// Takes them back.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// Saves them.
    #[prop(into)]
    on_save: Callback<()>,
) -> AnyView {
    let actions = move || {
        let waiting = Memo::new(move |_| count.get() > 0);
        waiting.get().then(|| {
            view! {
                <button type="button" class="btn" on:click=move |_| on_cancel.run(())>{t::common::cancel()}</button>
                <button
                    type="button"
                    class=move || if busy.get() { "btn primary busy" } else { "btn primary" }
                    aria-busy=move || busy.get().then_some("true")
                    on:click=move |_| on_save.run(())
                >
                    {t::common::save()}
                </button>
            }
        })
    };
    let changes = move || match count.get() {
        0 => String::new(),
        count => words::changes(i64::try_from(count).unwrap_or(i64::MAX)),
    };
    view! {
        <span class="chg" role="status">{changes}</span>
        {actions}
        <LeaveDialog count=count />
    }
    .into_any()
}

#[component]
fn LeaveDialog(count: Signal<usize>) -> AnyView {
    let open = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    let ask = Callback::new(move |to: String| {
        wanted.set(to);
        open.set(true);
    });
    leaving::ask_before_leaving(Signal::derive(move || count.get() > 0), ask);
    let leave = move |_| {
        open.set(false);
        routes::leave_to(&wanted.get_untracked());
    };
    view! {
        <Dialog open=open title=words::leave_title()>
            <div class="dc">
                <p>{move || words::leave_detail(i64::try_from(count.get()).unwrap_or(i64::MAX))}</p>
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=leave>{words::leave()}</button>
                <button type="button" class="btn primary" on:click=move |_| open.set(false)>{words::stay()}</button>
            </footer>
        </Dialog>
    }
    .into_any()
}

/// Said when someone else was quicker: what was typed is still there, the rest shows the latest.
#[component]
pub fn Overtaken(shown: RwSignal<bool>) -> AnyView {
    let notice = move || {
        shown.get().then(|| {
            view! {
                <Banner tone=Tone::Warn icon=Icon::TriangleAlert>
                    <span class="grow">{words::overtaken()}</span>
                    <button type="button" class="btn ghost sm" on:click=move |_| shown.set(false)>
                        {t::common::dismiss()}
                    </button>
                </Banner>
            }
        })
    };
    notice.into_any()
}
