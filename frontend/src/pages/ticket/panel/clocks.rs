//! What is promised: each clock with what is left of it, when it is due, and why.

use crate::components::*;
use crate::i18n::t;
use crate::words;
use guichet_contract::clock::Clock;
use guichet_domain::ids::ClockId;
use leptos::prelude::*;

use super::super::promise_words::clock_name;
use super::super::state::Workspace;
use super::Section;
use super::clock_words::Look;
use super::why;

/// The clocks of the ticket.
#[component]
pub fn Engagements(workspace: Workspace) -> AnyView {
    let priority = workspace.part(|ticket| ticket.priority);
    let note = Signal::derive(move || {
        let clocks = workspace.clocks;
        let hours = clocks.with(|clocks| {
            let first = clocks?.items.first()?;
            Some(match first.calendar {
                Some(_) => t::clock::business(),
                None => t::clock::always(),
            })
        });
        let priority = priority.get().flatten();
        let priority = priority.map(|priority| priority.as_str().to_uppercase());
        match (priority, hours) {
            (Some(priority), Some(hours)) => format!("{priority} · {hours}"),
            (Some(priority), None) => priority,
            (None, hours) => hours.unwrap_or_default().to_owned(),
        }
    });
    let ids = Memo::new(move |_| {
        workspace.clocks.with(|clocks| {
            clocks.map(|clocks| {
                clocks
                    .items
                    .iter()
                    .map(|clock| clock.id)
                    .collect::<Vec<_>>()
            })
        })
    });
    // The explanation that is unfolded outlives what changes meanwhile.
    let open = RwSignal::new(None::<ClockId>);
    let list = move || match (ids.get(), workspace.clocks.failure().get()) {
        (Some(ids), _) if ids.is_empty() => {
            view! { <p class="hint">{t::clock::none()}</p> }.into_any()
        }
        (Some(ids), _) => {
            let clocks: Vec<AnyView> = ids
                .into_iter()
                .map(|id| draw(workspace, id, open))
                .collect();
            view! { <div>{clocks}</div> }.into_any()
        }
        (None, Some(failure)) => {
            view! { <Failed failure=failure on_retry=move || workspace.clocks.reload() /> }
                .into_any()
        }
        (None, None) => waiting(),
    };
    view! { <Section name="clocks" title=t::clock::title() note=note>{list}</Section> }.into_any()
}

/// The room of a clock that goes on, and of one that has ended.
fn waiting() -> AnyView {
    view! {
        <div class="later" role="status" aria-busy="true" aria-label=t::common::loading()>
            <div class="clock"><i class="sk w5"></i><span class="meter"></span><small><i class="sk w7"></i></small></div>
            <div class="clock"><i class="sk w5"></i><small><i class="sk w7"></i></small></div>
        </div>
    }
    .into_any()
}

fn draw(workspace: Workspace, id: ClockId, open: RwSignal<Option<ClockId>>) -> AnyView {
    let clock = Memo::new(move |_| {
        workspace.clocks.with(|clocks| {
            let clocks = clocks?;
            let clock = clocks.items.iter().find(|clock| clock.id == id)?;
            Some((clock.clone(), clocks.at))
        })
    });
    let hold = workspace.part(|ticket| ticket.hold.clone());
    let minute = minute();
    let look = Memo::new(move |_| {
        minute.track();
        let hold = hold.get().flatten();
        clock.with(|known| {
            let (clock, at) = known.as_ref()?;
            Some(Look::of(clock, *at, hold.as_ref()))
        })
    });
    let name = clock
        .with_untracked(|known| known.as_ref().map(|(clock, _)| name(clock)))
        .unwrap_or_default();
    let is_open = move || open.get() == Some(id);
    let toggle = move |_| {
        open.update(|open| *open = (*open != Some(id)).then_some(id));
    };
    let list = format!("why-{id}");
    let explanation = {
        let list = list.clone();
        move || {
            is_open().then(|| {
                let (clock, _) = clock.get()?;
                Some(why::draw(&clock, &list))
            })
        }
    };
    view! {
        <div class=move || look.with(|look| look.as_ref().map_or("clock", |look| look.class))>
            <b>{name.clone()}</b>
            {move || look.with(|look| look.as_ref().map(value))}
            {move || look.with(|look| look.as_ref().and_then(meter))}
            <small>
                {move || look.with(|look| look.as_ref().map(|look| look.sentence.clone()))}
                " "
                <button
                    type="button"
                    class="link"
                    aria-expanded=move || if is_open() { "true" } else { "false" }
                    aria-controls=list
                    aria-label=t::clock::explain_clock(&name)
                    on:click=toggle
                >
                    {t::clock::explain()}
                </button>
            </small>
            {explanation}
        </div>
    }
    .into_any()
}

fn value(look: &Look) -> AnyView {
    let pause = look.paused.then(|| {
        view! { <Glyph icon=Icon::CirclePause size="s14" /><span class="sr">{words::on_hold()}" "</span> }
    });
    view! { <span class="v">{pause}{look.value.clone()}</span> }.into_any()
}

fn meter(look: &Look) -> Option<AnyView> {
    let percent = look.percent?;
    let label = t::clock::used(&t::clock::percent(percent));
    Some(view! {
        <span class="meter" role="img" aria-label=label style=("--p", percent.to_string())><i></i></span>
    }.into_any())
}

fn name(clock: &Clock) -> String {
    clock_name(clock.kind, clock.level)
}
