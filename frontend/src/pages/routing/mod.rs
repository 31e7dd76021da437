//! Routing: the method of each team, the rules, the skills, and what is known of each agent.

mod agent_dialog;
mod agents;
mod methods;
mod needs;
mod rule_dialog;
mod rules;
mod skill_dialog;
mod skills;

use crate::components::*;
use crate::i18n::t::routing as words;
use crate::pages::settings::{SettingsFrame, closed_below};
use crate::routes::{Route, RoutingPart};
use guichet_domain::people::Role;
use leptos::prelude::*;

/// The page; supervisors and administrators change it.
#[component]
pub fn RoutingPage(route: Memo<Route>) -> AnyView {
    if let Some(instead) = closed_below(Role::Supervisor) {
        return instead;
    }
    let part = Memo::new(move |_| match route.get() {
        Route::Routing(part) => part,
        _ => RoutingPart::Teams,
    });
    // What the button of the bar begins; the part that is shown looks at it.
    let begun = RwSignal::new(0_u32);
    let actions = move || {
        let button = move || {
            let label = match part.get() {
                RoutingPart::Rules => words::rule::new(),
                RoutingPart::Skills => words::skill::new(),
                RoutingPart::Teams | RoutingPart::Agents => return None,
            };
            Some(view! {
                <button type="button" class="btn primary" on:click=move |_| begun.update(|begun| *begun += 1)>
                    <Glyph icon=Icon::Plus />
                    {label}
                </button>
            })
        };
        view! { <Parts part=part /> {button} }
    };
    let content = move || {
        begun.set(0);
        match part.get() {
            RoutingPart::Teams => view! { <methods::Methods /> }.into_any(),
            RoutingPart::Rules => view! { <rules::Rules begun=begun /> }.into_any(),
            RoutingPart::Skills => view! { <skills::Skills begun=begun /> }.into_any(),
            RoutingPart::Agents => view! { <agents::Agents /> }.into_any(),
        }
    };
    view! {
        <SettingsFrame here=Route::Routing(RoutingPart::Teams) title=words::title() actions=actions>
            {content}
        </SettingsFrame>
    }
    .into_any()
}

#[component]
fn Parts(part: Memo<RoutingPart>) -> AnyView {
    let name = |part| match part {
        RoutingPart::Teams => words::part::teams(),
        RoutingPart::Rules => words::part::rules(),
        RoutingPart::Skills => words::part::skills(),
        RoutingPart::Agents => words::part::agents(),
    };
    let links: Vec<AnyView> = RoutingPart::ALL
        .into_iter()
        .map(|one| {
            view! {
                <a
                    href=Route::Routing(one).path()
                    aria-current=move || (part.get() == one).then_some("page")
                >
                    {name(one)}
                </a>
            }
            .into_any()
        })
        .collect();
    view! { <nav class="seg" aria-label=words::parts()>{links}</nav> }.into_any()
}
