//! A new ticket, over any page of the workspace: `?new=1`.

mod contact;
mod draft;
mod requester;

use crate::browser;
use crate::components::*;
use crate::directory::{Directory, staff_search};
use crate::i18n::t;
use crate::routes;
use crate::session;
use crate::words;
use guichet_domain::ticket::{Channel, Kind, Level};
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use web_sys::SubmitEvent;

use draft::{Draft, create};
use requester::RequesterField;

/// The dialog; its draft lives as long as the workspace.
#[component]
pub fn NewTicketDialog() -> AnyView {
    let draft = Draft::new();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("new").as_deref() == Some("1")));
    let open = draft.open;
    Effect::new(move |_| {
        let asked = asked.get();
        open.set(asked);
        if asked {
            browser::focus_later(FIRST);
        }
    });
    let closed = move |()| {
        if asked.get_untracked() {
            routes::replace(&routes::without_new_ticket());
        }
        if draft.has_content() {
            toasts().offering(t::new_ticket::draft_kept(), t::new_ticket::reopen(), || {
                routes::go(&routes::new_ticket_path());
            });
        }
    };
    let head = move || kinds(draft);
    view! {
        <Dialog
            open=open
            title=t::new_ticket::title()
            class="wide newt"
            on_close=Callback::new(closed)
            head=head
        >
            <Fields draft=draft />
        </Dialog>
    }
    .into_any()
}

const FIRST: &str = "#new-requester_id";

fn kinds(draft: Draft) -> AnyView {
    let options = Kind::ALL
        .iter()
        .map(|&one| (one, words::kind_short(one)))
        .collect();
    let kind = draft.kind;
    view! {
        <Segments
            label=t::new_ticket::kind()
            options=options
            value=kind
            on_change=move |one| kind.set(one)
        />
    }
    .into_any()
}

#[component]
fn Fields(draft: Draft) -> AnyView {
    let directory = Directory::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        create(draft);
    };
    // On the window: a control that went away leaves nothing in focus.
    let sending = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            create(draft);
        }
    });
    on_cleanup(move || sending.remove());
    let another = draft.another;
    view! {
        <form
            class="newf"
            novalidate
            on:submit=submit
            on:paste=move |event| draft.files.paste(&event)
            on:dragover=move |event| event.prevent_default()
            on:drop=move |event| draft.files.drop(&event)
        >
            <div class="ng">
                <What draft=draft />
                <Routing draft=draft directory=directory />
            </div>
            <footer class="df">
                <Switch
                    label=t::new_ticket::another()
                    value=another
                    on_change=move |on| another.set(on)
                />
                <span class="grow"></span>
                <button type="button" class="btn" on:click=move |_| draft.open.set(false)>
                    {t::common::cancel()}
                </button>
                <SubmitButton
                    label=t::new_ticket::submit()
                    busy=draft.form.busy()
                    keys="Ctrl ↵"
                />
            </footer>
        </form>
    }
    .into_any()
}

/// Who asks for what.
#[component]
fn What(draft: Draft) -> AnyView {
    view! {
        <div class="nl">
            <FormFailure form=draft.form />
            <RequesterField draft=draft />
            <TextField
                name="subject"
                label=t::new_ticket::subject()
                value=draft.subject
                form=draft.form
                required=true
            />
            <TextArea
                name="body"
                label=t::new_ticket::description()
                value=draft.body
                form=draft.form
                rows=8
                required=true
            />
            <div class="attach">
                <UploadList uploads=draft.files />
                <AttachButton uploads=draft.files named=true />
            </div>
        </div>
    }
    .into_any()
}

/// How much it weighs, and who gets it.
#[component]
fn Routing(draft: Draft, directory: Directory) -> AnyView {
    let matrix = session::me().map(|me| me.desk.matrix).unwrap_or_default();
    let priority = Callback::new(move |(impact, urgency)| matrix.priority(impact, urgency));
    let weight = move || match draft.weight.get() {
        Some((impact, urgency)) => t::new_ticket::weight(
            &words::impact(impact).to_lowercase(),
            &words::urgency(urgency).to_lowercase(),
            words::priority(matrix.priority(impact, urgency)),
        ),
        None => t::new_ticket::weight_later().to_owned(),
    };
    let channels: Vec<(String, String)> = Channel::ALL
        .iter()
        .map(|one| (one.to_string(), words::channel(*one).to_owned()))
        .collect();
    let levels: Vec<(String, String)> = Level::ALL
        .iter()
        .map(|one| (one.to_string(), words::level(*one).to_owned()))
        .collect();
    let categories = Signal::derive(move || {
        with_first(
            t::new_ticket::category_later(),
            directory.category_options(),
        )
    });
    let teams =
        Signal::derive(move || with_first(t::new_ticket::no_team(), directory.team_options()));
    level_of_team(draft, directory);
    view! {
        <div class="nr">
            <div class="field">
                <PriorityMatrix name="new-weight" priority=priority chosen=draft.weight />
                <span class="hint">{weight}</span>
            </div>
            <Select
                name="channel"
                label=t::new_ticket::channel()
                value=draft.channel
                options=channels
                form=draft.form
            />
            <Select
                name="category_id"
                label=t::new_ticket::category()
                value=draft.category
                options=categories
                form=draft.form
            />
            <div class="g2">
                <Select
                    name="team_id"
                    label=t::new_ticket::team()
                    value=draft.team
                    options=teams
                    form=draft.form
                />
                <Select
                    name="level"
                    label=t::new_ticket::level()
                    value=draft.level
                    options=levels
                    form=draft.form
                />
            </div>
            <Combobox
                name="assignee_id"
                label=t::new_ticket::assignee()
                chosen=draft.assignee
                search=staff_search()
                form=draft.form
                placeholder=t::common::unassigned()
            />
        </div>
    }
    .into_any()
}

fn with_first(name: &str, options: Vec<(String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), name.to_owned()))
        .chain(options)
        .collect()
}

/// A team works at a level: choosing the one chooses the other.
fn level_of_team(draft: Draft, directory: Directory) {
    Effect::new(move |before: Option<String>| {
        let chosen = draft.team.get();
        let changed = before.is_some_and(|before| before != chosen);
        let id = chosen.parse().ok().filter(|_| changed);
        if let Some(team) = untrack(|| id.and_then(|id| directory.team(id))) {
            draft.level.set(team.level.to_string());
        }
        chosen
    });
}
