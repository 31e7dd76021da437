//! What the edits would have done to the tickets of the last 30 days.

use super::staging::Staging;
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::i18n::format;
use crate::i18n::t::policy::effect as words;
use crate::remote::Remote;
use guichet_contract::sla::{PriorityEffect, SlaEffect, SlaPreview};
use guichet_domain::ids::SlaPolicyId;
use guichet_domain::sla::Terms;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long the edits rest before they are tried, in milliseconds.
const RESTS: i32 = 600;

/// The card; asks again a little after each edit that is understood.
#[component]
pub fn EffectCard(staging: Staging) -> AnyView {
    let tried = RwSignal::new(None::<((SlaPolicyId, i64), Terms)>);
    let last = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let (Some(policy), true) = (staging.standing(), staging.is_sound()) else {
            return;
        };
        let now = (policy, staging.terms.get());
        let mine = last.with_value(|last| last.wrapping_add(1));
        last.set_value(mine);
        // Another policy, or what was saved, is tried at once; an edit once it rests.
        let same =
            tried.with_untracked(|tried| tried.as_ref().is_some_and(|tried| tried.0 == policy));
        spawn_local(async move {
            browser::sleep(if same { RESTS } else { 0 }).await;
            let is_last = last.try_get_value() == Some(mine);
            if is_last && tried.with_untracked(|tried| tried.as_ref() != Some(&now)) {
                tried.set(Some(now));
            }
        });
    });
    let effect = Remote::new(move || {
        let preview = tried.get().map(|((id, _), terms)| SlaPreview {
            policy_id: Some(id),
            terms,
        });
        async move {
            let Some(preview) = preview else {
                return Ok(None);
            };
            ask(client().preview_sla_policy(&preview)).await.map(Some)
        }
    });
    let inside = move || match (effect.failure().get(), effect.get().flatten()) {
        (Some(failure), _) => {
            view! { <Failed failure=failure on_retry=move || effect.reload() /> }.into_any()
        }
        (None, Some(effect)) => shown(&effect),
        (None, None) => view! { <SkeletonRows rows=4 /> }.into_any(),
    };
    view! {
        <section class="card" aria-labelledby="effect">
            <Refreshing active=effect.refreshing() />
            <div class="ct"><h2 id="effect">{words::title()}</h2></div>
            <div class="cc imp" aria-live="polite">{inside}</div>
        </section>
    }
    .into_any()
}

fn shown(effect: &SlaEffect) -> AnyView {
    if effect.tickets == 0 {
        return view! { <p>{words::none()}</p> }.into_any();
    }
    let percent = |kept| format::percent(kept, effect.tickets, 1);
    // The share stands between two marks that no sentence holds.
    let then = format!("\u{1}{}\u{1}", percent(effect.kept_then));
    let sentence = words::sentence(effect.tickets, &then, &percent(effect.kept_now));
    let mut parts = sentence.split('\u{1}').map(str::to_owned);
    let mut part = move || parts.next().unwrap_or_default();
    let (before, share, after) = (part(), part(), part());
    let sampled = effect.sampled.then(|| view! { <p>{words::sampled()}</p> });
    let bars: Vec<AnyView> = effect.by_priority.iter().map(bar).collect();
    view! {
        <p>{before}<b>{share}</b>{after}</p>
        {sampled}
        <dl>{bars}</dl>
    }
    .into_any()
}

fn bar(effect: &PriorityEffect) -> AnyView {
    let width = 100 * effect.kept_then / effect.tickets.max(1);
    view! {
        <div>
            <dt>{effect.priority.as_str().to_uppercase()}</dt>
            <dd>
                <span class="hb" aria-hidden="true"><i style:inline-size=format!("{width}%")></i></span>
                <b class="num">{format::percent(effect.kept_then, effect.tickets, 0)}</b>
                <small class="num">{words::of(effect.kept_then, effect.tickets)}</small>
            </dd>
        </div>
    }
    .into_any()
}
