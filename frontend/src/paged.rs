//! A list that comes page by page, and whose rows follow what happens elsewhere without moving.

use crate::components::{Failed, SkeletonRows, toasts};
use crate::failure::Failure;
use crate::i18n::t;
use crate::remote::Remote;
use guichet_contract::page::Page;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

type Answer<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Failure>>>>;
type Ask<T> = StoredValue<Box<dyn Fn(Option<String>) -> Answer<T>>, LocalStorage>;

/// What was loaded of a list so far.
pub struct Paged<T: Send + Sync + 'static> {
    first: Remote<Page<T>>,
    items: RwSignal<Vec<T>>,
    next: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    ask: Ask<T>,
}

impl<T: Send + Sync + 'static> Clone for Paged<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Paged<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Paged<T> {
    /// Asks for the first page now, and again whenever a signal read by `ask` (outside its future)
    /// changes; `ask` gets the cursor of the page it is to ask for.
    pub fn new<F>(ask: impl Fn(Option<String>) -> F + Clone + 'static) -> Self
    where
        F: Future<Output = Result<Page<T>, Failure>> + 'static,
    {
        let first = {
            let ask = ask.clone();
            Remote::new(move || ask(None))
        };
        let paged = Self {
            first,
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            busy: RwSignal::new(false),
            ask: StoredValue::new_local(Box::new(move |cursor| -> Answer<T> {
                Box::pin(ask(cursor))
            })),
        };
        Effect::new(move |_| {
            if let Some(page) = first.get() {
                paged.items.set(page.items);
                paged.next.set(page.next);
            }
        });
        paged
    }

    /// What is on screen.
    #[must_use]
    pub fn items(self) -> RwSignal<Vec<T>> {
        self.items
    }

    /// Asks for everything anew.
    pub fn reload(self) {
        self.first.reload();
    }

    /// Whether an answer is awaited over rows already on screen.
    #[must_use]
    pub fn refreshing(self) -> Signal<bool> {
        self.first.refreshing()
    }

    /// Adds the next page.
    pub fn load_more(self) {
        let Some(cursor) = self
            .next
            .get_untracked()
            .filter(|_| !self.busy.get_untracked())
        else {
            return;
        };
        let Some(asked) = self
            .ask
            .try_with_value(|ask| untrack(|| ask(Some(cursor.clone()))))
        else {
            return;
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = asked.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            // The list may have been asked for anew meanwhile.
            if self.next.get_untracked().as_ref() != Some(&cursor) {
                return;
            }
            match answer {
                Ok(page) => {
                    self.items.update(|items| items.extend(page.items));
                    self.next.set(page.next);
                }
                Err(failure) => toasts().failed(&failure),
            }
        });
    }

    /// Brings the rows on screen up to date where they stand; what is new comes on top.
    pub fn refresh<K: PartialEq + 'static>(self, key: fn(&T) -> K) {
        let Some(asked) = self.ask.try_with_value(|ask| untrack(|| ask(None))) else {
            return;
        };
        spawn_local(async move {
            let Ok(page) = asked.await else { return };
            let _ = self.items.try_update(|items| merge(items, page.items, key));
        });
    }

    /// Draws it: skeleton, failure, `empty` when there is nothing, else `list` once: it reads
    /// [`Paged::items`] itself. Below it, the way to the next page.
    pub fn view(
        self,
        empty: impl Fn() -> AnyView + Send + 'static,
        list: impl Fn() -> AnyView + Send + 'static,
    ) -> AnyView {
        let shown = Memo::new(move |_| {
            let answered = self.first.with(|page| page.is_some());
            match (answered, self.first.failure().get()) {
                (true, _) if self.items.with(Vec::is_empty) => Shown::Empty,
                (true, _) => Shown::List,
                (false, Some(failure)) => Shown::Failure(failure),
                (false, None) => Shown::Nothing,
            }
        });
        let region = move || match shown.get() {
            Shown::Nothing => view! { <SkeletonRows /> }.into_any(),
            Shown::Failure(failure) => {
                view! { <Failed failure=failure on_retry=move |()| self.reload() /> }.into_any()
            }
            Shown::Empty => empty(),
            Shown::List => list(),
        };
        let more = move || {
            self.next.with(Option::is_some).then(|| {
                view! {
                    <div class="more">
                        <button
                            type="button"
                            class="btn"
                            aria-busy=move || self.busy.get().then_some("true")
                            on:click=move |_| self.load_more()
                        >
                            {t::common::load_more()}
                        </button>
                    </div>
                }
            })
        };
        view! { {region} {more} }.into_any()
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    Nothing,
    Failure(Failure),
    Empty,
    List,
}

fn merge<T, K: PartialEq>(items: &mut Vec<T>, fresh: Vec<T>, key: fn(&T) -> K) {
    let mut new = Vec::new();
    for item in fresh {
        match items.iter_mut().find(|known| key(known) == key(&item)) {
            Some(known) => *known = item,
            None => new.push(item),
        }
    }
    items.splice(0..0, new);
}
