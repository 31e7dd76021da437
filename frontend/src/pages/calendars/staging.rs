//! The calendar being edited: what is known, what is typed, and saving the difference.

use super::typed::{self, TypedDay, TypedPeriod, WEEKDAYS, Wrong};
use crate::access::{ask, client};
use crate::components::*;
use crate::edits;
use crate::form::Form;
use crate::i18n::t::calendar as words;
use crate::remote::Remote;
use guichet_contract::calendar::{Calendar, CalendarPatch};
use guichet_domain::calendar::{Definition, OwnDay};
use leptos::prelude::*;

/// The state of the page; copied into its parts.
#[derive(Clone, Copy)]
pub struct Staging {
    pub form: Form,
    pub name: RwSignal<String>,
    pub zone: RwSignal<Option<Choice>>,
    pub holidays: RwSignal<String>,
    pub week: [RwSignal<Vec<TypedPeriod>>; 7],
    pub days: RwSignal<Vec<TypedDay>>,
    pub overtaken: RwSignal<bool>,
    base: RwSignal<Option<Calendar>>,
    key: StoredValue<u32>,
}

impl Staging {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            form: Form::new("calendar"),
            name: RwSignal::new(String::new()),
            zone: RwSignal::new(None),
            holidays: RwSignal::new(String::new()),
            week: std::array::from_fn(|_| RwSignal::new(Vec::new())),
            days: RwSignal::new(Vec::new()),
            overtaken: RwSignal::new(false),
            base: RwSignal::new(None),
            key: StoredValue::new(0),
        }
    }

    /// The calendar as last read.
    pub fn base(self) -> Option<Calendar> {
        self.base.get()
    }

    /// The calendar as it is now. Of the one that is edited already, edits are kept.
    pub fn learn(self, calendar: Calendar) {
        let base = self.base.get_untracked();
        match base.filter(|base| base.id == calendar.id) {
            Some(base) if base.version == calendar.version => {}
            Some(base) => {
                let (mine, _) = untrack(|| self.typed());
                let kept = edits::kept(&edited(&base), &mine, &edited(&calendar), &[]);
                self.base.set(Some(calendar));
                self.put(kept);
            }
            None => {
                self.base.set(Some(calendar));
                self.cancel();
            }
        }
    }

    /// Takes all edits back.
    pub fn cancel(self) {
        if let Some(base) = self.base.get_untracked() {
            self.put(edited(&base));
        }
        self.overtaken.set(false);
        self.form.forgive_all();
    }

    fn put(self, edited: CalendarPatch) {
        let (Some(name), Some(definition)) = (edited.name, edited.definition) else {
            return;
        };
        self.name.set(name);
        self.zone
            .set(Some(typed::zone_choice(0, &definition.time_zone)));
        let rule = definition.holidays.map(|rule| rule.to_string());
        self.holidays.set(rule.unwrap_or_default());
        for (place, (_, periods)) in definition.week.days().into_iter().enumerate() {
            let typed = periods.iter().map(|period| TypedPeriod {
                key: self.next_key(),
                from: period.from.to_string(),
                to: period.to.to_string(),
            });
            self.week[place].set(typed.collect());
        }
        let days = definition.days.into_iter().map(|day| self.typed_day(day));
        self.days.set(days.collect());
    }

    /// A key that no row has.
    pub fn next_key(self) -> u32 {
        let next = self.key.with_value(|key| key.wrapping_add(1));
        self.key.set_value(next);
        next
    }

    fn typed_day(self, day: OwnDay) -> TypedDay {
        TypedDay {
            key: self.next_key(),
            date: day.date.to_string(),
            name: day.name,
            yearly: day.yearly,
        }
    }

    /// Adds closures that were read from a file.
    pub fn add_days(self, days: Vec<OwnDay>) {
        let days: Vec<TypedDay> = days.into_iter().map(|day| self.typed_day(day)).collect();
        self.days.update(|known| known.extend(days));
    }

    /// All that stands on the page, and what is wrong with it.
    fn typed(self) -> (CalendarPatch, Vec<Wrong>) {
        let mut wrong = Vec::new();
        let name = self.name.get().trim().to_owned();
        if name.is_empty() {
            wrong.push(("name".to_owned(), words::missing_name()));
        }
        let zone = self.zone.with(|zone| zone.as_ref().map(typed::zone_of));
        if zone.is_none() {
            let field = "definition.time_zone".to_owned();
            wrong.push((field, words::identity::missing_zone()));
        }
        let week = std::array::from_fn(|place| {
            self.week[place].with(|typed| typed::periods(WEEKDAYS[place], typed, &mut wrong))
        });
        let definition = Definition {
            time_zone: zone.unwrap_or_default(),
            week: typed::week(week),
            holidays: self.holidays.with(|rule| rule.parse().ok()),
            days: self.days.with(|typed| typed::days(typed, &mut wrong)),
        };
        let edited = CalendarPatch {
            name: Some(name),
            definition: Some(definition),
        };
        (edited, wrong)
    }

    /// How many values are changed; a weekday is one, and so are the closures.
    pub fn count(self) -> Signal<usize> {
        Signal::derive(move || {
            let Some(base) = self.base.get() else {
                return 0;
            };
            let (mine, wrong) = self.typed();
            let mut names = edits::changed(&edited(&base), &mine, &[]);
            let whole = |field: String| match field.find('[') {
                Some(end) => field[..end].to_owned(),
                None => field,
            };
            names.extend(wrong.into_iter().map(|(field, _)| whole(field)));
            names.sort_unstable();
            names.dedup();
            names.len()
        })
    }

    /// Saves the edits, unless something is wrong with them.
    pub fn store(self, calendars: Remote<Vec<Calendar>>) {
        let Some(base) = self.base.get_untracked() else {
            return;
        };
        let (mine, wrong) = untrack(|| self.typed());
        self.form.forgive_all();
        for (field, words) in &wrong {
            self.form.complain(field, words);
        }
        if !wrong.is_empty() {
            return;
        }
        let never_open = mine.definition.as_ref().is_some_and(|definition| {
            definition
                .week
                .days()
                .iter()
                .all(|(_, periods)| periods.is_empty())
        });
        if never_open {
            self.form.refuse(words::week::nothing_open());
            return;
        }
        let before = edited(&base);
        let patch = CalendarPatch {
            name: mine
                .name
                .clone()
                .filter(|name| before.name.as_ref() != Some(name)),
            definition: mine
                .definition
                .clone()
                .filter(|definition| before.definition.as_ref() != Some(definition)),
        };
        let request = async move {
            save(
                ask(client().change_calendar(base.id, base.version, &patch)),
                ask(client().calendar(base.id)),
            )
            .await
        };
        self.form.send(request, move |saved| match saved {
            Saved::Done(calendar) => {
                // What was typed meanwhile stays.
                if untrack(|| self.typed()).0 == mine {
                    self.base.set(Some(calendar.clone()));
                    self.cancel();
                } else {
                    self.learn(calendar.clone());
                    self.overtaken.set(false);
                }
                calendars.update(|all| replace(all, calendar));
                toasts().done(words::saved());
            }
            Saved::Overtaken(calendar) => {
                self.learn(calendar.clone());
                self.overtaken.set(true);
                calendars.update(|all| replace(all, calendar));
            }
        });
    }
}

/// What can be edited of a calendar.
fn edited(calendar: &Calendar) -> CalendarPatch {
    CalendarPatch {
        name: Some(calendar.name.clone()),
        definition: Some(calendar.definition.clone()),
    }
}

fn replace(all: &mut [Calendar], calendar: Calendar) {
    if let Some(known) = all.iter_mut().find(|known| known.id == calendar.id) {
        *known = calendar;
    }
}
