//! The rules, in the order in which they are tried.

use super::needs::needs_words;
use super::rule_dialog::{Edited, RuleDialog};
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::routing::rule as words;
use crate::pages::conditions::Names;
use crate::remote::Remote;
use guichet_contract::routing::{RoutingRule, RoutingRuleOrder, RoutingRulePatch, Skill};
use guichet_domain::ids::RoutingRuleId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// What the rows share.
#[derive(Clone, Copy)]
struct On {
    rules: Remote<Vec<RoutingRule>>,
    skills: Remote<Vec<Skill>>,
    names: Names,
    edited: RwSignal<Option<Edited>>,
    deleted: RwSignal<Option<Question>>,
}

/// The list.
#[component]
pub fn Rules(
    /// Grows when a new one is wanted.
    begun: RwSignal<u32>,
) -> AnyView {
    let on = On {
        rules: Remote::new(|| async { Ok(ask(client().routing_rules()).await?.items) }),
        skills: Remote::new(|| async { Ok(ask(client().skills()).await?.items) }),
        names: Names::new(),
        edited: RwSignal::new(None),
        deleted: RwSignal::new(None),
    };
    Effect::new(move |_| {
        if begun.get() > 0 {
            on.edited.set(Some(Edited::New));
        }
    });
    view! {
        <section class="card" aria-label=words::list()>
            <p class="cc sub">{words::intro()}</p>
            {on.skills.view_once(move |_, _| on.rules.view_once(move |_, _| list(on)))}
        </section>
        <RuleDialog edited=on.edited rules=on.rules skills=on.skills names=on.names />
        <Confirm asked=on.deleted />
    }
    .into_any()
}

fn list(on: On) -> AnyView {
    let ids = Memo::new(move |_| {
        let all = on.rules.get().unwrap_or_default();
        all.iter().map(|rule| rule.id).collect::<Vec<_>>()
    });
    let is_empty = Memo::new(move |_| ids.with(Vec::is_empty));
    let list = move || {
        if is_empty.get() {
            return view! { <Empty icon=Icon::Route title=words::first() detail=words::first_detail() /> }
                .into_any();
        }
        view! {
            <ol class="rules" aria-label=words::list()>
                <For each=move || ids.get() key=|id| *id children=move |id| row(id, on) />
            </ol>
        }
        .into_any()
    };
    list.into_any()
}

fn row(id: RoutingRuleId, on: On) -> AnyView {
    let find = move || {
        on.rules
            .with(|all| all?.iter().find(|rule| rule.id == id).cloned())
    };
    let rule = Memo::new(move |before: Option<&Option<RoutingRule>>| {
        // A row that is on its way out keeps its words.
        find().or_else(|| before.cloned().flatten())
    });
    Effect::new(move |_| {
        if let Some(rule) = rule.get() {
            on.names.need(&rule.conditions);
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match (event.alt_key(), event.key().as_str()) {
            (true, "ArrowUp") => -1,
            (true, "ArrowDown") => 1,
            _ => return,
        };
        event.prevent_default();
        shift(on.rules, id, by);
    };
    let edit = move || {
        if let Some(rule) = untrack(find) {
            on.edited.set(Some(Edited::Known(Box::new(rule))));
        }
    };
    let name = move || rule.with(|rule| rule.as_ref().map(|rule| rule.name.clone()));
    let who = move || {
        let words = rule.with(|rule| rule.as_ref().map(|rule| on.names.words(&rule.conditions)));
        words
            .filter(|words| !words.is_empty())
            .unwrap_or_else(|| words::everything().to_owned())
    };
    let whereto = move || {
        rule.get()
            .map(|rule| whereto(&rule, &on.skills.get().unwrap_or_default()))
    };
    let active =
        Signal::derive(move || rule.with(|rule| rule.as_ref().is_some_and(|rule| rule.active)));
    let menu = move || {
        let label = words::actions(&name().unwrap_or_default());
        view! {
            <Menu label=label class="ib sm" entries=move || entries(id, on)><Glyph icon=Icon::Ellipsis /></Menu>
        }
    };
    view! {
        <li class="rule" class:off=move || !active.get()>
            <div class="grow">
                <button
                    type="button"
                    class="nm"
                    id=format!("rule-{id}")
                    aria-label=move || words::edit(&name().unwrap_or_default())
                    aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    on:keydown=on_key
                    on:click=move |_| edit()
                >
                    {name}
                </button>
                <p>{who} " " <span>{whereto}</span></p>
            </div>
            <input
                class="switch"
                type="checkbox"
                role="switch"
                aria-label=move || words::active(&name().unwrap_or_default())
                prop:checked=active
                on:change=move |event| switch(on.rules, id, event_target_checked(&event))
            />
            {menu}
        </li>
    }
    .into_any()
}

fn whereto(rule: &RoutingRule, skills: &[Skill]) -> String {
    let leads = match rule.level {
        Some(level) => words::leads_level(&rule.team.name, crate::words::level(level)),
        None => words::leads(&rule.team.name),
    };
    let needs = needs_words(&rule.skills, skills);
    if needs.is_empty() {
        leads
    } else {
        format!("{leads} · {needs}")
    }
}

fn entries(id: RoutingRuleId, on: On) -> Vec<MenuEntry> {
    let find = move || {
        on.rules
            .with_untracked(|all| all?.iter().find(|rule| rule.id == id).cloned())
    };
    vec![
        MenuEntry::action(Icon::PencilLine, words::change(), move || {
            if let Some(rule) = find() {
                on.edited.set(Some(Edited::Known(Box::new(rule))));
            }
        }),
        MenuEntry::action(Icon::ArrowUp, words::earlier(), move || {
            shift(on.rules, id, -1)
        }),
        MenuEntry::action(Icon::ArrowDown, words::later(), move || {
            shift(on.rules, id, 1)
        }),
        MenuEntry::Rule,
        MenuEntry::Action {
            icon: Some(Icon::Trash2),
            label: words::delete().to_owned(),
            run: Callback::new(move |()| {
                if let Some(rule) = find() {
                    on.deleted.set(Some(deletion(&rule, on)));
                }
            }),
            danger: true,
        },
    ]
}

/// At once on the page; the message offers the way back.
fn switch(rules: Remote<Vec<RoutingRule>>, id: RoutingRuleId, active: bool) {
    let known = rules.with_untracked(|all| all?.iter().find(|rule| rule.id == id).cloned());
    let Some(rule) = known else { return };
    rules.update(|all| {
        if let Some(known) = all.iter_mut().find(|rule| rule.id == id) {
            known.active = active;
        }
    });
    let patch = RoutingRulePatch {
        active: Some(active),
        ..RoutingRulePatch::default()
    };
    spawn_local(async move {
        match ask(client().change_routing_rule(id, rule.version, &patch)).await {
            Ok(changed) => {
                let words = if active {
                    words::on(&changed.name)
                } else {
                    words::off(&changed.name)
                };
                rules.update(|all| replace(all, changed));
                toasts().undoable(words, move || switch(rules, id, !active));
            }
            Err(failure) => {
                rules.reload();
                toasts().failed(&failure);
            }
        }
    });
}

/// Puts a rule in the place of its former state.
pub fn replace(all: &mut [RoutingRule], rule: RoutingRule) {
    if let Some(known) = all.iter_mut().find(|known| known.id == rule.id) {
        *known = rule;
    }
}

/// Moves a rule, at once on the page.
fn shift(rules: Remote<Vec<RoutingRule>>, id: RoutingRuleId, by: isize) {
    let Some(mut all) = rules.get_untracked() else {
        return;
    };
    let Some(from) = all.iter().position(|rule| rule.id == id) else {
        return;
    };
    let Some(to) = from.checked_add_signed(by).filter(|to| *to < all.len()) else {
        return;
    };
    all.swap(from, to);
    let order = RoutingRuleOrder {
        ids: all.iter().map(|rule| rule.id).collect(),
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    announce(&words::moved(
        &all[to].name,
        count(to + 1),
        count(all.len()),
    ));
    rules.set(all);
    // Whatever is moved within the page loses the focus.
    request_animation_frame(move || browser::focus(&format!("#rule-{id}")));
    spawn_local(async move {
        match ask(client().order_routing_rules(&order)).await {
            Ok(page) => rules.set(page.items),
            Err(failure) => {
                rules.reload();
                toasts().failed(&failure);
            }
        }
    });
}

fn deletion(rule: &RoutingRule, on: On) -> Question {
    let (id, version, name) = (rule.id, rule.version, rule.name.clone());
    let act = move |form: Form| {
        let name = name.clone();
        let request = async move {
            let answer = ask(client().delete_routing_rule(id, version)).await;
            if answer.is_err() {
                on.rules.reload();
            }
            answer
        };
        form.send(request, move |()| {
            on.deleted.set(None);
            on.rules.update(|all| all.retain(|rule| rule.id != id));
            toasts().done(words::deletion::done(&name));
        });
    };
    Question {
        title: words::deletion::title(&rule.name),
        detail: words::deletion::detail().to_owned(),
        confirm: words::deletion::confirm(),
        act: Arc::new(act),
    }
}
