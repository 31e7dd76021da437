//! The line of six stages, drawn large beside the door.

use crate::i18n::t;
use crate::words;
use guichet_domain::ticket::Stage;
use leptos::prelude::*;

/// What happens to a request, station by station.
#[component]
pub fn LineMap() -> AnyView {
    let stations: Vec<AnyView> = Stage::ALL
        .iter()
        .map(|&stage| {
            let class = match stage {
                Stage::Creation | Stage::Qualification => "stn d",
                Stage::Diagnosis => "stn c",
                Stage::Resolution | Stage::Documentation | Stage::Closure => "stn",
            };
            view! {
                <div class=class>
                    <i></i>
                    <span><b>{words::stage(stage)}</b><small>{told(stage)}</small></span>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <aside class="lart" aria-label=t::login::presentation()>
            <div class="lmap">{stations}</div>
            <p>{t::login::line()}</p>
        </aside>
    }
    .into_any()
}

fn told(stage: Stage) -> &'static str {
    match stage {
        Stage::Creation => t::login::station::creation(),
        Stage::Qualification => t::login::station::qualification(),
        Stage::Diagnosis => t::login::station::diagnosis(),
        Stage::Resolution => t::login::station::resolution(),
        Stage::Documentation => t::login::station::documentation(),
        Stage::Closure => t::login::station::closure(),
    }
}
