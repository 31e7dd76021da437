//! “Is it solved?”, as a mail has asked.

use super::Opened;
use super::rate::survey;
use crate::access::{ask, client};
use crate::browser;
use crate::components::*;
use crate::directory::given;
use crate::form::Form;
use crate::i18n::t;
use crate::i18n::t::link::answer as words;
use guichet_contract::survey::{Asked, StillWrong};
use guichet_domain::ticket::Status;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The two answers while they can be given, else how it stands; then how it was.
pub fn draw(opened: Opened, asked: Signal<Asked>) -> AnyView {
    let form = Form::new("answer");
    let open = Memo::new(move |_| asked.with(|asked| (asked.can_confirm, asked.can_reopen)));
    let refuses =
        RwSignal::new(use_query_map().with_untracked(|query| query.get("not_solved").is_some()));
    let question = move || match open.get() {
        (false, false) => None,
        (can_confirm, can_reopen) => {
            Some(card(opened, asked, form, refuses, can_confirm, can_reopen))
        }
    };
    view! {
        {move || stands(&asked.get())}
        {question}
        {survey(opened, asked, None)}
    }
    .into_any()
}

/// How it stands, where nothing is to be answered, or was answered.
fn stands(asked: &Asked) -> Option<AnyView> {
    let words = match asked.status {
        Status::Closed if asked.confirmed => words::thanks(),
        Status::Closed => words::closed(),
        _ if asked.confirmed => words::confirmed(),
        Status::Resolved => return None,
        _ => words::open(),
    };
    Some(
        view! {
            <Banner tone=Tone::Ok icon=Icon::CircleCheck><span class="grow">{words}</span></Banner>
        }
        .into_any(),
    )
}

fn card(
    opened: Opened,
    asked: Signal<Asked>,
    form: Form,
    refuses: RwSignal<bool>,
    can_confirm: bool,
    can_reopen: bool,
) -> AnyView {
    let yes = can_confirm.then(|| yes(opened, form));
    let no = can_reopen.then(|| no(refuses));
    let title = if can_confirm {
        words::question()
    } else {
        words::still_wrong()
    };
    let number = asked.with_untracked(|asked| asked.number.clone());
    view! {
        <section class="card conf" aria-labelledby="question">
            <div class="cfh">
                <span class="ic okc"><Glyph icon=Icon::Check size="s20" /></span>
                <div>
                    <h2 id="question">{title}</h2>
                    <p>{words::detail(&number)}</p>
                </div>
            </div>
            <div class="row cfa">{yes}{no}</div>
            <FormFailure form=form />
            {move || (can_reopen && refuses.get()).then(|| still(opened, form))}
        </section>
    }
    .into_any()
}

fn yes(opened: Opened, form: Form) -> AnyView {
    let confirm = move |_| {
        let token = opened.token.get_value();
        form.send(
            async move { ask(client().confirm_by_link(&token)).await },
            move |asked| settle(opened, asked),
        );
    };
    view! {
        <button
            type="button"
            class="btn primary lg"
            aria-busy=move || form.busy().get().then_some("true")
            on:click=confirm
        >
            <Glyph icon=Icon::ThumbsUp />
            {words::yes()}
        </button>
    }
    .into_any()
}

fn no(refuses: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="btn lg"
            aria-expanded=move || if refuses.get() { "true" } else { "false" }
            on:click=move |_| {
                refuses.set(true);
                browser::focus_later("#answer-reason");
            }
        >
            <Glyph icon=Icon::RotateCcw />
            {words::no()}
        </button>
    }
    .into_any()
}

/// What is still wrong; it may be left out.
fn still(opened: Opened, form: Form) -> AnyView {
    let reason = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let token = opened.token.get_value();
        let why = StillWrong {
            reason: given(&reason.get_untracked()),
        };
        form.send(
            async move { ask(client().not_solved_by_link(&token, &why)).await },
            move |asked| settle(opened, asked),
        );
    };
    view! {
        <form class="rate" novalidate on:submit=submit>
            <TextArea
                name="reason"
                label=words::reason()
                hint=t::portal::request::confirm::still_hint()
                value=reason
                form=form
                rows=3
            />
            <div class="row"><SubmitButton label=words::reopen() busy=form.busy() class="lg" /></div>
        </form>
    }
    .into_any()
}

fn settle(opened: Opened, asked: Asked) {
    opened.asked.set(asked);
    browser::focus_later("main h1");
}
