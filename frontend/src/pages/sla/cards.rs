//! The policies as cards, in the order in which they are tried.

use super::dialogs::{Asked, deletion};
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::i18n::t::policy as words;
use crate::pages::conditions::Names;
use crate::remote::Remote;
use crate::routes::Route;
use guichet_contract::calendar::Calendar;
use guichet_contract::sla::{SlaPolicy, SlaPolicyOrder};
use guichet_domain::ids::SlaPolicyId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The cards, and the way to a new one.
#[component]
pub fn PolicyCards(
    policies: Remote<Vec<SlaPolicy>>,
    calendars: Signal<Vec<Calendar>>,
    chosen: Memo<Option<SlaPolicyId>>,
    names: Names,
    asked: RwSignal<Option<Asked>>,
    deleted: RwSignal<Option<Question>>,
) -> AnyView {
    let ids = Memo::new(move |_| {
        let id = |policy: &SlaPolicy| policy.id;
        policies.with(|all| all.map(|all| all.iter().map(id).collect::<Vec<_>>()))
    });
    let card = move |id| {
        let policy = Memo::new(move |before: Option<&Option<SlaPolicy>>| {
            let found = policies.with(|all| all?.iter().find(|policy| policy.id == id).cloned());
            // A card that is on its way out keeps its words.
            found.or_else(|| before.cloned().flatten())
        });
        card(
            id,
            policy,
            Shown {
                policies,
                calendars,
                chosen,
                names,
                asked,
                deleted,
            },
        )
    };
    view! {
        <ul class="pols" aria-label=words::list()>
            <For each=move || ids.get().unwrap_or_default() key=|id| *id children=card />
            <li class="pol add">
                <button type="button" on:click=move |_| asked.set(Some(Asked::New))>
                    <Glyph icon=Icon::Plus />
                    {words::new()}
                </button>
            </li>
        </ul>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Shown {
    policies: Remote<Vec<SlaPolicy>>,
    calendars: Signal<Vec<Calendar>>,
    chosen: Memo<Option<SlaPolicyId>>,
    names: Names,
    asked: RwSignal<Option<Asked>>,
    deleted: RwSignal<Option<Question>>,
}

fn card(id: SlaPolicyId, policy: Memo<Option<SlaPolicy>>, on: Shown) -> AnyView {
    let name = move || policy.with(|policy| policy.as_ref().map(|policy| policy.name.clone()));
    Effect::new(move |_| {
        policy.with(|policy| {
            if let Some(policy) = policy {
                on.names.need(&policy.terms.conditions);
            }
        });
    });
    let who = move || {
        let words = policy.with(|policy| {
            policy
                .as_ref()
                .map(|policy| on.names.words(&policy.terms.conditions))
        });
        words
            .filter(|words| !words.is_empty())
            .unwrap_or_else(|| words::everyone().to_owned())
    };
    let when = move || {
        policy.with(|policy| {
            let policy = policy.as_ref()?;
            let hours = hours_words(policy, &on.calendars.get());
            Some(if policy.active {
                hours
            } else {
                format!("{} · {hours}", words::off())
            })
        })
    };
    let is_chosen = move || on.chosen.get() == Some(id);
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match (event.alt_key(), event.key().as_str()) {
            (true, "ArrowUp") => -1,
            (true, "ArrowDown") => 1,
            _ => return,
        };
        event.prevent_default();
        shift(on.policies, id, by);
    };
    let label = Signal::derive(move || words::actions(&name().unwrap_or_default()));
    let entries = move || {
        let policies = on.policies;
        let asked = on.asked;
        vec![
            MenuEntry::action(Icon::PencilLine, words::rename(), move || {
                asked.set(Some(Asked::Rename(id)))
            }),
            MenuEntry::action(Icon::ArrowUp, words::earlier(), move || {
                shift(policies, id, -1)
            }),
            MenuEntry::action(Icon::ArrowDown, words::later(), move || {
                shift(policies, id, 1)
            }),
            MenuEntry::Rule,
            MenuEntry::Action {
                icon: Some(Icon::Trash2),
                label: words::delete().to_owned(),
                run: Callback::new(move |()| {
                    let policy = policies
                        .with_untracked(|all| all?.iter().find(|one| one.id == id).cloned());
                    if let Some(policy) = policy {
                        on.deleted
                            .set(Some(deletion(policies, &policy, on.deleted)));
                    }
                }),
                danger: true,
            },
        ]
    };
    let menu = move || {
        view! {
            <Menu label=label.get() class="ib sm" entries=entries><Glyph icon=Icon::Ellipsis /></Menu>
        }
    };
    view! {
        <li class="pol" class:on=is_chosen>
            <a
                id=format!("policy-{id}")
                href=Route::Sla(Some(id)).path()
                aria-current=move || is_chosen().then_some("true")
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                on:keydown=on_key
            >
                <b>{name}</b>
                <span>{who}</span>
                <small>{when}</small>
            </a>
            {menu}
        </li>
    }
    .into_any()
}

fn hours_words(policy: &SlaPolicy, calendars: &[Calendar]) -> String {
    let Some(id) = policy.terms.calendar_id else {
        return words::day_and_night().to_owned();
    };
    let known = calendars.iter().find(|calendar| calendar.id == id);
    words::in_calendar(known.map_or("…", |calendar| &calendar.name))
}

/// Moves a policy, at once on the page.
fn shift(policies: Remote<Vec<SlaPolicy>>, id: SlaPolicyId, by: isize) {
    let Some(mut all) = policies.get_untracked() else {
        return;
    };
    let Some(from) = all.iter().position(|policy| policy.id == id) else {
        return;
    };
    let Some(to) = from.checked_add_signed(by).filter(|to| *to < all.len()) else {
        return;
    };
    all.swap(from, to);
    let order = SlaPolicyOrder {
        ids: all.iter().map(|policy| policy.id).collect(),
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    announce(&words::moved(
        &all[to].name,
        count(to + 1),
        count(all.len()),
    ));
    policies.set(all);
    // Whatever is moved within the page loses the focus.
    request_animation_frame(move || browser::focus(&format!("#policy-{id}")));
    spawn_local(async move {
        match ask(client().order_sla_policies(&order)).await {
            Ok(page) => policies.set(page.items),
            Err(failure) => {
                policies.reload();
                toasts().failed(&failure);
            }
        }
    });
}
