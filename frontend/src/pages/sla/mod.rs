//! Promises: policies, what each promises to which tickets, and what a change would have done.

mod cards;
mod dialogs;
mod effect;
mod pauses;
mod reaction_dialog;
mod reactions;
mod scope;
mod staging;
mod standard;
mod targets;
mod typed;

use crate::access::{ask, client};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::policy as words;
use crate::pages::conditions::Names;
use crate::pages::settings::{SettingsFrame, closed_below};
use crate::remote::Remote;
use crate::routes::Route;
use cards::PolicyCards;
use dialogs::{Asked, PolicyDialogs};
use effect::EffectCard;
use guichet_contract::calendar::Calendar;
use guichet_contract::sla::SlaPolicy;
use guichet_domain::people::Role;
use guichet_domain::typed::durations::WHOLE_DAY;
use leptos::prelude::*;
use pauses::PausesCard;
use scope::{ScopeCard, ValidityCard};
use staging::Staging;
use targets::TargetsCard;

/// The page; supervisors and administrators change it.
#[component]
pub fn SlaPage(route: Memo<Route>) -> AnyView {
    if let Some(instead) = closed_below(Role::Supervisor) {
        return instead;
    }
    let policies = Remote::new(|| async { Ok(ask(client().sla_policies()).await?.items) });
    let calendars = Remote::new(|| async { Ok(ask(client().calendars()).await?.items) });
    let known = Signal::derive(move || calendars.get().unwrap_or_default());
    let staging = Staging::new();
    // The policy of the address, else the first.
    let chosen = Memo::new(move |_| {
        let wanted = match route.get() {
            Route::Sla(wanted) => wanted,
            _ => None,
        };
        policies.with(|all| match wanted {
            Some(_) => wanted,
            None => all?.first().map(|policy| policy.id),
        })
    });
    let policy = Memo::new(move |_| {
        let id = chosen.get()?;
        policies.with(|all| all?.iter().find(|policy| policy.id == id).cloned())
    });
    Effect::new(move |_| {
        if let Some(policy) = policy.get() {
            staging.learn(policy);
        }
    });
    let actions = move || {
        view! {
            <StagedEdits
                count=staging.count()
                busy=staging.form.busy()
                on_cancel=move || staging.cancel()
                on_save=move || staging.store(policies)
            />
        }
    };
    let page = Page {
        policies,
        policy,
        staging,
        calendars: known,
        names: Names::new(),
        asked: RwSignal::new(None),
        deleted: RwSignal::new(None),
    };
    view! {
        <SettingsFrame here=Route::Sla(None) title=words::title() actions=actions>
            <Overtaken shown=staging.overtaken />
            <FormFailure form=staging.form />
            // Days are as long as the calendar says: it comes first.
            {calendars.view_once(move |_, _| policies.view_once(move |_, _| page.draw(chosen)))}
            <Confirm asked=page.deleted />
            <PolicyDialogs
                asked=page.asked
                policies=policies
                like=move || policy.get_untracked().map_or_else(|| page.standard(), |policy| policy.terms)
            />
        </SettingsFrame>
    }
    .into_any()
}

/// The minutes of a day in a calendar.
fn day_of(calendar: &Calendar) -> i32 {
    i32::try_from(calendar.day_minutes).unwrap_or(WHOLE_DAY)
}

#[derive(Clone, Copy)]
struct Page {
    policies: Remote<Vec<SlaPolicy>>,
    policy: Memo<Option<SlaPolicy>>,
    staging: Staging,
    calendars: Signal<Vec<Calendar>>,
    names: Names,
    asked: RwSignal<Option<Asked>>,
    deleted: RwSignal<Option<Question>>,
}

impl Page {
    fn draw(self, chosen: Memo<Option<guichet_domain::ids::SlaPolicyId>>) -> AnyView {
        let is_empty = Memo::new(move |_| self.policies.with(|all| all.is_some_and(Vec::is_empty)));
        let is_here = Memo::new(move |_| self.policy.with(Option::is_some));
        let editor = move || match (is_empty.get(), is_here.get()) {
            (true, _) => ().into_any(),
            (false, true) => self.editor(),
            (false, false) => view! {
                <section class="card">
                    <Empty icon=Icon::Timer title=words::gone() detail=words::gone_detail() />
                </section>
            }
            .into_any(),
        };
        let cards = move || {
            if is_empty.get() {
                return self.first();
            }
            view! {
                <PolicyCards
                    policies=self.policies
                    calendars=self.calendars
                    chosen=chosen
                    names=self.names
                    asked=self.asked
                    deleted=self.deleted
                />
            }
            .into_any()
        };
        view! { {cards} {editor} }.into_any()
    }

    fn editor(self) -> AnyView {
        let Self {
            staging, calendars, ..
        } = self;
        let calendar = Memo::new(move |_| {
            let id = staging.terms.with(|terms| terms.calendar_id)?;
            calendars.with(|all| all.iter().find(|calendar| calendar.id == id).cloned())
        });
        let day = Memo::new(move |_| {
            calendar.with(|calendar| calendar.as_ref().map_or(WHOLE_DAY, day_of))
        });
        let policy = self.policy;
        let name = Signal::derive(move || policy.get().map(|one| one.name).unwrap_or_default());
        view! {
            <TargetsCard staging=staging name=name calendar=calendar day=day names=self.names />
            <div class="g2c">
                <PausesCard staging=staging />
                <EffectCard staging=staging />
            </div>
            <div class="g2c">
                <ScopeCard staging=staging names=self.names />
                <div class="stack"><ValidityCard staging=staging calendars=calendars day=day /></div>
            </div>
        }
        .into_any()
    }

    /// No policy yet.
    fn first(self) -> AnyView {
        let form = Form::new("first");
        let create = move |_| {
            dialogs::create(
                form,
                self.policies,
                words::first::name().to_owned(),
                true,
                self.standard(),
                RwSignal::new(false),
            );
        };
        view! {
            <section class="card">
                <FormFailure form=form />
                <Empty icon=Icon::Timer title=words::first::title() detail=words::first::detail()>
                    <button
                        type="button"
                        class="btn primary"
                        aria-busy=move || form.busy().get().then_some("true")
                        on:click=create
                    >
                        <Glyph icon=Icon::Plus />
                        {words::first::action()}
                    </button>
                </Empty>
            </section>
        }
        .into_any()
    }

    /// The terms of the design, in the first calendar there is.
    fn standard(self) -> guichet_domain::sla::Terms {
        let calendar = self.calendars.with_untracked(|all| all.first().cloned());
        standard::terms(calendar.as_ref())
    }
}
