//! The closed days of this year and the next, by name.

use super::describe;
use super::staging::Staging;
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::i18n::format;
use crate::i18n::t::calendar::holidays as words;
use crate::remote::Remote;
use chrono::{DateTime, Datelike};
use guichet_contract::calendar::ClosedDay;
use guichet_domain::ids::CalendarId;
use leptos::prelude::*;

type Years = Vec<(i32, Vec<ClosedDay>)>;

/// The card; the days are those of the calendar as it is saved.
#[component]
pub fn ClosedDaysCard(staging: Staging) -> AnyView {
    // Asked again whenever the calendar was saved.
    let saved = Memo::new(move |_| staging.base().map(|base| (base.id, base.version)));
    let days = Remote::new(move || {
        let saved = saved.get();
        async move {
            let Some((id, _)) = saved else {
                return Ok(Years::new());
            };
            let year = this_year();
            let mut years = Years::new();
            for year in [year, year + 1] {
                years.push((year, asked(id, year).await?));
            }
            Ok(years)
        }
    });
    view! {
        <section class="card" aria-labelledby="closed">
            <Refreshing active=days.refreshing() />
            <div class="ct">
                <div class="grow">
                    <h2 id="closed">{words::title()}</h2>
                    <p class="sub">{words::detail()}</p>
                </div>
            </div>
            <div class="cc years">
                {days.view(|years| years.into_iter().map(year).collect::<Vec<_>>().into_any())}
            </div>
        </section>
    }
    .into_any()
}

async fn asked(id: CalendarId, year: i32) -> Result<Vec<ClosedDay>, crate::failure::Failure> {
    Ok(ask(client().closed_days(id, year)).await?.items)
}

fn this_year() -> i32 {
    #[allow(clippy::cast_possible_truncation)]
    let now = DateTime::from_timestamp_millis(browser::now() as i64);
    now.map_or(2000, |now| now.year())
}

fn year((year, days): (i32, Vec<ClosedDay>)) -> AnyView {
    let rows: Vec<AnyView> = days
        .into_iter()
        .map(|day| {
            let name = match day.holiday {
                Some(holiday) => describe::holiday(holiday).to_owned(),
                None => day.name.unwrap_or_default(),
            };
            view! {
                <li>
                    <b>{name}</b>
                    <time datetime=day.date.to_string()>{format::date_of(day.date)}</time>
                </li>
            }
            .into_any()
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p class="none">{words::empty()}</p> }.into_any()
    } else {
        view! { <ul>{rows}</ul> }.into_any()
    };
    view! { <div><h3>{year.to_string()}</h3>{list}</div> }.into_any()
}
