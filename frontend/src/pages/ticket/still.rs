//! Keeps what is being read where it is while the conversation grows. It is laid out from its end,
//! so that the browser's own anchoring does not help.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Where the conversation grows next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// At its end: whoever is there goes along, whoever reads further up stays.
    End,
    /// At its top, which moves nothing.
    Top,
    /// Where one has just pressed: that must not move.
    Here,
}

/// The conversation and how it grows next.
#[derive(Clone, Copy)]
pub struct Still {
    /// What scrolls.
    pub scroller: NodeRef<html::Div>,
    /// What grows.
    pub content: NodeRef<html::Div>,
    next: StoredValue<Growth>,
}

impl Still {
    /// Watches for as long as the caller is on screen.
    pub fn new() -> Self {
        let still = Self {
            scroller: NodeRef::new(),
            content: NodeRef::new(),
            next: StoredValue::new(Growth::End),
        };
        let height = StoredValue::new(0);
        let resized = Closure::<dyn Fn()>::new(move || still.grown(height));
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        let kept = StoredValue::new_local((observer, resized));
        Effect::new(move |_| {
            if let Some(content) = still.content.get() {
                height.set_value(content.offset_height());
                kept.with_value(|(observer, _)| {
                    if let Some(observer) = observer {
                        observer.observe(&content);
                    }
                });
            }
        });
        on_cleanup(move || {
            kept.with_value(|(observer, _)| {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
            });
        });
        still
    }

    /// Says where it grows next.
    pub fn expect(self, growth: Growth) {
        self.next.set_value(growth);
    }

    /// Whether one reads further up than the end.
    pub fn is_away(self, by: i32) -> bool {
        let scroller = self.scroller.get_untracked();
        scroller.is_some_and(|scroller| scroller.scroll_top() < -by)
    }

    fn grown(self, height: StoredValue<i32>) {
        let content = self.content.try_get_untracked().flatten();
        let scroller = self.scroller.try_get_untracked().flatten();
        let (Some(content), Some(scroller)) = (content, scroller) else {
            return;
        };
        let now = content.offset_height();
        let grown = now - height.get_value();
        height.set_value(now);
        let moves = match self.next.get_value() {
            Growth::End => scroller.scroll_top() < -4,
            Growth::Top => false,
            Growth::Here => true,
        };
        self.next.set_value(Growth::End);
        if moves {
            scroller.set_scroll_top(scroller.scroll_top() - grown);
        }
    }
}
