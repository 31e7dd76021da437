//! A new request: the choice of a form, and the form. What is written is kept until it is sent.

use super::cards::FormCards;
use super::words::{self, FormWords};
use super::written::Written;
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::directory::Directory;
use crate::form::Form;
use crate::frames::page_title;
use crate::i18n::t;
use crate::routes::{self, RequestForm, Route};
use guichet_domain::ticket::Urgency;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The forms to choose from.
#[component]
pub fn FormsPage() -> AnyView {
    page_title(|| t::portal::new::title().to_owned());
    view! {
        <div class="pin pt">
            <h1 tabindex="-1">{t::portal::new::choose()}</h1>
            <FormCards />
        </div>
    }
    .into_any()
}

/// The form that the address names.
#[component]
pub fn NewRequestPage(route: Memo<Route>) -> AnyView {
    let form = Memo::new(move |_| match route.get() {
        Route::PortalNew(form) => form,
        _ => RequestForm::Incident,
    });
    page_title(move || words::of_form(form.get()).name.to_owned());
    let page = move || view! { <NewRequest kind=form.get() /> };
    page.into_any()
}

#[component]
fn NewRequest(kind: RequestForm) -> AnyView {
    let words = words::of_form(kind);
    let (written, restored) = Written::restore(kind);
    let form = Form::new("request");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(form, written);
    };
    view! {
        <div class="pin pt">
            <nav class="crumb" aria-label=t::portal::request::crumb()>
                <a class="link" href=Route::PortalForms.path()>{t::portal::new::title()}</a>
            </nav>
            <h1 tabindex="-1">{words.name}</h1>
            <form class="card pform" novalidate on:submit=submit>
                <RestoredDraft written=written restored=restored />
                <FormFailure form=form />
                <Fields form=form written=written words=words />
                <div class="row wrap">
                    <SubmitButton label=t::portal::new::submit() busy=form.busy() class="lg" />
                    <AttachButton uploads=written.uploads named=true />
                </div>
                <p class="hint">{t::portal::new::kept()}</p>
            </form>
        </div>
    }
    .into_any()
}

#[component]
fn RestoredDraft(written: Written, restored: bool) -> AnyView {
    let shown = RwSignal::new(restored);
    let discard = move |_| {
        written.discard();
        shown.set(false);
        browser::focus_later("#request-subject");
    };
    let notice = move || {
        shown.get().then(|| {
            view! {
                <Banner tone=Tone::Info icon=Icon::History>
                    <span class="grow">{t::portal::new::draft()}</span>
                    <button type="button" class="btn ghost sm" on:click=discard>
                        {t::portal::new::draft_discard()}
                    </button>
                </Banner>
            }
        })
    };
    notice.into_any()
}

#[component]
fn Fields(form: Form, written: Written, words: FormWords) -> AnyView {
    let directory = Directory::new();
    let categories = Signal::derive(move || {
        let mut options = vec![(String::new(), t::portal::new::category_none().to_owned())];
        options.extend(directory.category_options());
        options
    });
    let asks_urgency = written.kind != RequestForm::Question;
    view! {
        <TextField
            name="subject"
            label=words.subject
            hint=words.subject_hint
            value=written.subject
            form=form
            required=true
        />
        <div on:paste=move |event| written.uploads.paste(&event)>
            <TextArea
                name="body"
                label=words.body
                hint=words.body_hint
                value=written.body
                form=form
                rows=6
                required=true
            />
        </div>
        <UploadList uploads=written.uploads />
        <Select
            name="category_id"
            label=t::portal::new::category()
            value=written.category
            options=categories
            form=form
        />
        {asks_urgency.then(|| view! { <UrgencyChoice urgency=written.urgency /> })}
    }
    .into_any()
}

/// How much it hinders, as radios in plain words.
#[component]
fn UrgencyChoice(urgency: RwSignal<Urgency>) -> AnyView {
    let choices: Vec<AnyView> = Urgency::ALL
        .iter()
        .map(|&choice| {
            view! {
                <label class="row">
                    <input
                        class="check"
                        type="radio"
                        name="urgency"
                        prop:checked=move || urgency.get() == choice
                        on:change=move |_| urgency.set(choice)
                    />
                    {words::urgency(choice)}
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="field choices">
            <legend class="lbl">{t::portal::new::urgency()}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

fn send(form: Form, written: Written) {
    // The last complaint takes the focus: the first field is asked last.
    let has_body = form.require("body", written.body, t::portal::new::missing_body());
    if !form.require(
        "subject",
        written.subject,
        t::portal::new::missing_subject(),
    ) || !has_body
    {
        return;
    }
    if untrack(|| written.uploads.sending()) {
        form.complain("body", t::portal::request::uploading());
        return;
    }
    let ticket = written.ticket();
    form.send(
        async move { ask(client().create_ticket(&ticket)).await },
        move |ticket| {
            written.discard();
            written.uploads.clear();
            toasts().done(t::portal::new::sent(&ticket.number));
            routes::go(&Route::PortalRequest(ticket.id).path());
        },
    );
}
