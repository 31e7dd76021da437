//! Who may write, and how much.

use super::staging::{Fields, Staging, differs, number};
use super::{Bar, names};
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::post::intake as words;
use guichet_contract::post::{PostSettings, PostSettingsPatch};
use guichet_domain::post::Registration;
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Typed {
    registration: RwSignal<String>,
    domains: RwSignal<String>,
    blocked: RwSignal<String>,
    per_hour: RwSignal<String>,
    per_day: RwSignal<String>,
}

/// The part.
#[component]
pub fn Intake(bar: Bar) -> AnyView {
    let text = || RwSignal::new(String::new());
    let typed = Typed {
        registration: text(),
        domains: text(),
        blocked: text(),
        per_hour: text(),
        per_day: text(),
    };
    Staging::new(typed).draw(bar, cards)
}

impl Fields for Typed {
    fn learn(self, settings: &PostSettings, edits: &PostSettingsPatch) {
        let show = |field: RwSignal<String>, edited: bool, known: String| {
            if !edited {
                field.set(known);
            }
        };
        let registration = settings.registration.to_string();
        show(
            self.registration,
            edits.registration.is_some(),
            registration,
        );
        show(
            self.domains,
            edits.domains.is_some(),
            settings.domains.join("\n"),
        );
        show(
            self.blocked,
            edits.blocked.is_some(),
            settings.blocked.join("\n"),
        );
        show(
            self.per_hour,
            edits.per_hour.is_some(),
            settings.per_hour.to_string(),
        );
        show(
            self.per_day,
            edits.per_day.is_some(),
            settings.per_day.to_string(),
        );
    }

    fn count(self, known: &PostSettings) -> usize {
        let list = |field: RwSignal<String>, known: &[String]| {
            usize::from(field.with(|typed| entries(typed) != known))
        };
        differs(self.registration, known.registration.as_str())
            + list(self.domains, &known.domains)
            + list(self.blocked, &known.blocked)
            + differs(self.per_hour, &known.per_hour.to_string())
            + differs(self.per_day, &known.per_day.to_string())
    }

    fn patch(self, form: Form, known: &PostSettings) -> Option<PostSettingsPatch> {
        // The last complaint takes the focus: the first field is asked last.
        let per_day = number(form, "per_day", self.per_day);
        let per_hour = number(form, "per_hour", self.per_hour);
        let (per_day, per_hour) = (per_day?, per_hour?);
        if per_day < per_hour {
            form.complain("per_day", words::day_before_hour());
            return None;
        }
        let registration = self
            .registration
            .get_untracked()
            .parse::<Registration>()
            .ok();
        let domains = entries(&self.domains.get_untracked());
        let blocked = entries(&self.blocked.get_untracked());
        Some(PostSettingsPatch {
            registration: registration.filter(|one| *one != known.registration),
            domains: Some(domains).filter(|list| *list != known.domains),
            blocked: Some(blocked).filter(|list| *list != known.blocked),
            per_hour: Some(per_hour).filter(|most| *most != known.per_hour),
            per_day: Some(per_day).filter(|most| *most != known.per_day),
            ..PostSettingsPatch::default()
        })
    }
}

/// One entry a line; commas and spaces part them, too.
fn entries(typed: &str) -> Vec<String> {
    typed
        .split(|letter: char| letter.is_whitespace() || letter == ',' || letter == ';')
        .filter(|entry| !entry.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn cards(staging: Staging<Typed>) -> AnyView {
    let (form, typed) = (staging.form, staging.fields);
    let domains = Memo::new(move |_| typed.registration.get() == Registration::Domains.as_str());
    let domains = move || {
        domains.get().then(|| {
            view! {
                <TextArea
                    name="domains"
                    label=words::domains()
                    hint=words::domains_hint()
                    value=typed.domains
                    form=form
                    rows=3
                />
            }
        })
    };
    view! {
        <div class="g2c">
            <section class="card" aria-labelledby="registration">
                <div class="ct"><h2 id="registration">{words::who()}</h2></div>
                <div class="cc fields">
                    <Select
                        name="registration"
                        label=words::registration()
                        hint=words::registration_hint()
                        value=typed.registration
                        options=Signal::stored(names::lines(Registration::ALL, names::registration))
                        form=form
                    />
                    {domains}
                    <TextArea
                        name="blocked"
                        label=words::blocked()
                        hint=words::blocked_hint()
                        value=typed.blocked
                        form=form
                        rows=3
                    />
                </div>
            </section>
            <section class="card" aria-labelledby="limits">
                <div class="ct">
                    <div class="grow">
                        <h2 id="limits">{words::limits()}</h2>
                        <p class="sub">{words::limits_detail()}</p>
                    </div>
                </div>
                <div class="cc fields">
                    <TextField name="per_hour" label=words::per_hour() value=typed.per_hour form=form class="days" required=true />
                    <TextField name="per_day" label=words::per_day() value=typed.per_day form=form class="days" required=true />
                </div>
            </section>
        </div>
    }
    .into_any()
}
