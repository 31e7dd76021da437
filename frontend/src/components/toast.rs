//! One passing message at a time, with what undoes it. Eight seconds, or as long as it is looked at.

use super::{Glyph, Icon, IconButton};
use crate::failure::Failure;
use crate::i18n::t;
use crate::single::Single;
use leptos::prelude::*;
use std::time::Duration;

const STAYS: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Toast {
    words: String,
    failed: bool,
    undo: Option<Callback<()>>,
    /// What is on its button, where that is not “Undo”.
    offer: Option<&'static str>,
}

thread_local! {
    static TOASTS: Single<Toasts> = const { Single::new() };
}

/// Where messages are sent to; get it with [`toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    current: RwSignal<Option<Toast>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// Makes room for messages; [`ToastHost`] must be drawn once.
pub fn provide_toasts() {
    let toasts = Toasts {
        current: RwSignal::new(None),
        timer: StoredValue::new(None),
    };
    TOASTS.with(|single| single.set(toasts));
}

/// Where messages are sent to.
#[must_use]
pub fn toasts() -> Toasts {
    TOASTS.with(Single::get)
}

impl Toasts {
    /// Says what was done.
    pub fn done(self, words: impl Into<String>) {
        self.show(Toast {
            words: words.into(),
            failed: false,
            undo: None,
            offer: None,
        });
    }

    /// Says what was done, with a way back.
    pub fn undoable(self, words: impl Into<String>, undo: impl Into<Callback<()>>) {
        self.show(Toast {
            words: words.into(),
            failed: false,
            undo: Some(undo.into()),
            offer: None,
        });
    }

    /// Says what was done, and offers what one may want next.
    pub fn offering(
        self,
        words: impl Into<String>,
        label: &'static str,
        act: impl Into<Callback<()>>,
    ) {
        self.show(Toast {
            words: words.into(),
            failed: false,
            undo: Some(act.into()),
            offer: Some(label),
        });
    }

    /// Says what did not work.
    pub fn failed(self, failure: &Failure) {
        self.show(Toast {
            words: failure.words(),
            failed: true,
            undo: None,
            offer: None,
        });
    }

    /// Takes back what the message on screen speaks of; the key `z`.
    pub fn undo(self) {
        let undo = self
            .current
            .with_untracked(|toast| toast.as_ref().and_then(|toast| toast.undo));
        if let Some(undo) = undo {
            self.dismiss();
            undo.run(());
        }
    }

    fn show(self, toast: Toast) {
        self.current.set(Some(toast));
        self.start();
    }

    fn dismiss(self) {
        self.pause();
        self.current.set(None);
    }

    fn pause(self) {
        self.timer.update_value(|timer| {
            if let Some(running) = timer.take() {
                running.clear();
            }
        });
    }

    fn start(self) {
        self.pause();
        let ends = set_timeout_with_handle(move || self.current.set(None), STAYS);
        self.timer.set_value(ends.ok());
    }
}

/// Where messages appear.
#[component]
pub fn ToastHost() -> AnyView {
    let toasts = toasts();
    view! {
        <div
            class="toasts"
            role="status"
            on:pointerenter=move |_| toasts.pause()
            on:pointerleave=move |_| toasts.start()
            on:focusin=move |_| toasts.pause()
            on:focusout=move |_| toasts.start()
        >
            {move || toasts.current.get().map(|toast| draw(toasts, toast))}
        </div>
    }
    .into_any()
}

fn draw(toasts: Toasts, toast: Toast) -> AnyView {
    let (class, icon) = if toast.failed {
        ("toast bad", Icon::OctagonAlert)
    } else {
        ("toast", Icon::Check)
    };
    let name = toast.offer.unwrap_or(t::common::undo());
    let undo = toast.undo.map(|_| {
        view! {
            <button type="button" aria-keyshortcuts="z" on:click=move |_| toasts.undo()>
                {name} " " <small>"(z)"</small>
            </button>
        }
    });
    view! {
        <div class=class>
            <Glyph icon=icon />
            <span class="grow">{toast.words}</span>
            {undo}
            <IconButton icon=Icon::X label=t::common::dismiss() class="sm x" on_press=move || toasts.dismiss() />
        </div>
    }
    .into_any()
}
