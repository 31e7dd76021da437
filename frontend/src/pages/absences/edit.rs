//! An absence, new or known.

use crate::access::{ask, client};
use crate::components::*;
use crate::directory::{given, person_choice, staff_search};
use crate::form::Form;
use crate::i18n::t::absence as words;
use crate::i18n::{fields, t};
use crate::paged::Paged;
use crate::session;
use chrono::{DateTime, Utc};
use guichet_contract::person::PersonRef;
use guichet_contract::routing::{Absence, AbsencePatch, AbsenceQuery, NewAbsence};
use guichet_domain::ids::PersonId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What the dialog is about.
#[derive(Clone, PartialEq)]
pub enum Edited {
    New,
    Known(Box<Absence>),
}

/// Open while something is edited.
#[component]
pub fn AbsenceDialog(
    edited: RwSignal<Option<Edited>>,
    absences: Paged<Absence>,
    /// Whether it may be anybody's.
    sees_all: bool,
) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(edited.with(Option::is_some)));
    let dialog = move || {
        edited.get().map(|about| {
            let title = match &about {
                Edited::New => words::new().to_owned(),
                Edited::Known(absence) => words::edit(&absence.person.name),
            };
            view! {
                <Dialog open=open title=title on_close=move || edited.set(None)>
                    {inside(Typed::of(about.clone(), absences), open, sees_all)}
                </Dialog>
            }
        })
    };
    dialog.into_any()
}

#[derive(Clone, Copy)]
struct Typed {
    form: Form,
    person: RwSignal<Option<Choice>>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    replacement: RwSignal<Option<Choice>>,
    note: RwSignal<String>,
    overtaken: RwSignal<bool>,
    absences: Paged<Absence>,
    /// The absence as last read; `None` for a new one.
    base: StoredValue<Option<Absence>>,
}

impl Typed {
    fn of(about: Edited, absences: Paged<Absence>) -> Self {
        let myself = session::me().map(|me| {
            person_choice(&PersonRef {
                id: me.id,
                name: me.name,
                email: None,
            })
        });
        let typed = Self {
            form: Form::new("absence"),
            person: RwSignal::new(myself),
            from: RwSignal::new(String::new()),
            until: RwSignal::new(String::new()),
            replacement: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            overtaken: RwSignal::new(false),
            absences,
            base: StoredValue::new(None),
        };
        if let Edited::Known(absence) = about {
            typed.learn(*absence, &AbsencePatch::default());
        }
        typed
    }

    fn learn(self, absence: Absence, edits: &AbsencePatch) {
        self.person.set(Some(person_choice(&absence.person)));
        if edits.from.is_none() {
            self.from.set(fields::date_time(absence.from));
        }
        if edits.until.is_none() {
            self.until.set(fields::date_time(absence.until));
        }
        if edits.replacement_id.is_none() {
            self.replacement
                .set(absence.replacement.as_ref().map(person_choice));
        }
        if edits.note.is_none() {
            self.note.set(absence.note.clone().unwrap_or_default());
        }
        self.base.set_value(Some(absence));
    }

    /// Who, from when until when, by whom replaced; what is missing is said.
    fn read(self) -> Option<NewAbsence> {
        let person = self
            .person
            .get_untracked()
            .map(|choice| PersonId(choice.id));
        let replacement = self.replacement.get_untracked();
        let replacement = replacement.map(|choice| PersonId(choice.id));
        let time = |field: RwSignal<String>| fields::instant(&field.get_untracked());
        let (from, until) = (time(self.from), time(self.until));
        // The last complaint takes the focus: the first field is asked last.
        if replacement.is_some() && replacement == person {
            self.form.complain("replacement_id", words::same_person());
            return None;
        }
        match (from, until) {
            (Some(from), Some(until)) if until <= from => {
                self.form.complain("until", words::until_before());
                return None;
            }
            (_, None) => self.form.complain("until", words::missing_until()),
            _ => {}
        }
        if from.is_none() {
            self.form.complain("from", words::missing_from());
        }
        if person.is_none() {
            self.form.complain("person_id", words::missing_person());
        }
        Some(NewAbsence {
            person_id: person?,
            from: from?,
            until: until?,
            replacement_id: replacement,
            note: given(&self.note.get_untracked()),
        })
    }

    fn send(self, open: RwSignal<bool>) {
        let Some(new) = self.read() else { return };
        let done = move |words: String| {
            open.set(false);
            self.absences.reload();
            toasts().done(words);
        };
        let Some(base) = self.base.get_value() else {
            self.form.send(
                async move { ask(client().enter_absence(&new)).await },
                move |absence: Absence| done(words::created(&absence.person.name)),
            );
            return;
        };
        let edits = patch(&base, new);
        let patch = edits.clone();
        let (id, version, person) = (base.id, base.version, base.person.id);
        // There is no address of one absence: the latest is looked up among those of the person.
        let latest = async move {
            let query = AbsenceQuery {
                person_id: Some(person),
                past: Some(true),
                ..AbsenceQuery::default()
            };
            let all = ask(client().absences(&query)).await?.items;
            let found = all.into_iter().find(|absence| absence.id == id);
            Ok(found.unwrap_or(base))
        };
        let request =
            async move { save(ask(client().change_absence(id, version, &patch)), latest).await };
        self.form.send(request, move |saved| match saved {
            Saved::Done(_) => done(words::saved().to_owned()),
            Saved::Overtaken(absence) => {
                self.learn(absence, &edits);
                self.overtaken.set(true);
            }
        });
    }
}

fn patch(base: &Absence, typed: NewAbsence) -> AbsencePatch {
    // A field of the browser knows no seconds.
    let differs = |typed: DateTime<Utc>, known: DateTime<Utc>| {
        (fields::date_time(typed) != fields::date_time(known)).then_some(typed)
    };
    AbsencePatch {
        from: differs(typed.from, base.from),
        until: differs(typed.until, base.until),
        replacement_id: Some(typed.replacement_id)
            .filter(|id| *id != base.replacement.as_ref().map(|person| person.id)),
        note: Some(typed.note).filter(|note| *note != base.note),
    }
}

fn inside(typed: Typed, open: RwSignal<bool>, sees_all: bool) -> AnyView {
    let form = typed.form;
    let is_new = typed.base.with_value(Option::is_none);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        typed.send(open);
    };
    let label = if is_new {
        words::create()
    } else {
        t::common::save()
    };
    let person = (is_new && sees_all).then(|| {
        view! {
            <Combobox
                name="person_id"
                label=words::field::person()
                chosen=typed.person
                search=staff_search()
                form=form
            />
        }
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="dc">
                <Overtaken shown=typed.overtaken />
                <FormFailure form=form />
                {person}
                <TextField
                    name="from"
                    label=words::field::from()
                    value=typed.from
                    form=form
                    kind="datetime-local"
                    class="when"
                    required=true
                />
                <TextField
                    name="until"
                    label=words::field::until()
                    value=typed.until
                    form=form
                    kind="datetime-local"
                    class="when"
                    required=true
                />
                <Combobox
                    name="replacement_id"
                    label=words::field::replacement()
                    hint=words::field::replacement_hint()
                    placeholder=words::nobody()
                    chosen=typed.replacement
                    search=staff_search()
                    form=form
                />
                <TextField name="note" label=words::field::note() value=typed.note form=form />
            </div>
            <footer class="df">
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t::common::cancel()}</button>
                <SubmitButton label=label busy=form.busy() />
            </footer>
        </form>
    }
    .into_any()
}
