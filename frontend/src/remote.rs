//! Data of a page: asked for, kept on screen while asked for again, tried again when the server is away.

use crate::browser;
use crate::components::{Failed, SkeletonRows};
use crate::failure::Failure;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

/// Waiting times between automatic tries, in milliseconds.
const RETRIES: [i32; 3] = [1_000, 3_000, 9_000];

type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;
type Ask<T> = StoredValue<Box<dyn Fn() -> Answer<T>>, LocalStorage>;

/// Something the server knows.
pub struct Remote<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    failure: RwSignal<Option<Failure>>,
    loading: RwSignal<bool>,
    /// The last time it was asked for: an older answer is dropped.
    asked: StoredValue<u32>,
    ask: Ask<T>,
}

impl<T: Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Remote<T> {}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Asks now, and again whenever a signal read by `ask` (outside its future) changes.
    pub fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        let remote = Self {
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            loading: RwSignal::new(false),
            asked: StoredValue::new(0),
            ask: StoredValue::new_local(Box::new(move || -> Answer<T> { Box::pin(ask()) })),
        };
        Effect::new(move |_| remote.reload());
        remote
    }

    /// Asks again; what is on screen stays until the answer is there.
    pub fn reload(self) {
        let Some(first) = self.ask.try_with_value(|ask| ask()) else {
            return;
        };
        let asked = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(asked);
        self.loading.set(true);
        spawn_local(async move {
            let mut answer = first.await;
            for wait in RETRIES {
                if !matches!(&answer, Err(failure) if failure.is_passing()) {
                    break;
                }
                browser::sleep(wait).await;
                if self.asked.try_get_value() != Some(asked) {
                    return;
                }
                let Some(again) = self.ask.try_with_value(|ask| untrack(ask)) else {
                    return;
                };
                answer = again.await;
            }
            if self.asked.try_get_value() == Some(asked) {
                self.settle(answer);
            }
        });
    }

    fn settle(self, answer: Result<T, Failure>) {
        self.loading.set(false);
        match answer {
            Ok(value) => {
                self.failure.set(None);
                self.value.set(Some(value));
            }
            Err(failure) => {
                self.failure.set(Some(failure));
            }
        }
    }

    /// What is known; `None` until the first answer.
    #[must_use]
    pub fn get(self) -> Option<T> {
        self.value.get()
    }

    /// What is known, without watching it.
    #[must_use]
    pub fn get_untracked(self) -> Option<T> {
        self.value.get_untracked()
    }

    /// A part of what is known.
    pub fn with<U>(self, read: impl FnOnce(Option<&T>) -> U) -> U {
        self.value.with(|value| read(value.as_ref()))
    }

    /// A part of what is known, without watching it.
    pub fn with_untracked<U>(self, read: impl FnOnce(Option<&T>) -> U) -> U {
        self.value.with_untracked(|value| read(value.as_ref()))
    }

    /// Puts what is known in place: an answer to a change, an optimistic guess.
    pub fn set(self, value: T) {
        self.value.set(Some(value));
    }

    /// Changes what is known in place.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(value) = value {
                change(value);
            }
        });
    }

    /// Whether an answer is awaited over data already on screen.
    #[must_use]
    pub fn refreshing(self) -> Signal<bool> {
        Signal::derive(move || self.loading.get() && self.value.with(Option::is_some))
    }

    /// What it ended with, when nothing is known.
    #[must_use]
    pub fn failure(self) -> Signal<Option<Failure>> {
        self.failure.into()
    }

    /// Draws it once there is something to draw; what `draw` gets follows the value from then on.
    /// For pages whose fields and focus must outlive a change made elsewhere.
    pub fn view_once(self, draw: impl Fn(Signal<T>, T) -> AnyView + Send + 'static) -> AnyView {
        let shown = self.shown();
        let region = move || match shown.get() {
            Shown::Value => self
                .value
                .get_untracked()
                .map(|value| {
                    let last = StoredValue::new(value.clone());
                    let follows = Signal::derive(move || {
                        self.value.get().unwrap_or_else(|| last.get_value())
                    });
                    draw(follows, value)
                })
                .into_any(),
            Shown::Failure(failure) => self.failed(failure),
            Shown::Nothing => view! { <SkeletonRows /> }.into_any(),
        };
        region.into_any()
    }

    /// Draws it: a skeleton while it is awaited, what failed with another try, else `draw`.
    /// Drawn anew when the value changes as a whole; pass signals into `draw` for finer updates.
    pub fn view(self, draw: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
        let shown = self.shown();
        let region = move || match shown.get() {
            Shown::Value => self.value.get().map(&draw).into_any(),
            Shown::Failure(failure) => self.failed(failure),
            Shown::Nothing => view! { <SkeletonRows /> }.into_any(),
        };
        region.into_any()
    }

    fn shown(self) -> Memo<Shown> {
        Memo::new(
            move |_| match (self.value.with(Option::is_some), self.failure.get()) {
                (true, _) => Shown::Value,
                (false, Some(failure)) => Shown::Failure(failure),
                (false, None) => Shown::Nothing,
            },
        )
    }

    fn failed(self, failure: Failure) -> AnyView {
        view! { <Failed failure=failure on_retry=move || self.reload() /> }.into_any()
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Value,
    Failure(Failure),
}
