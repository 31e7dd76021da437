//! Sign-in.

mod line_map;
mod link;

pub use line_map::LineMap;

use crate::access;
use crate::browser;
use crate::components::*;
use crate::form::Form;
use crate::frames::page_title;
use crate::i18n::{Language, language, set_language, t};
use crate::routes::{self, Route};
use crate::session::{self, Outside, Presence};
use guichet_contract::session::SignIn;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

/// Address and password; afterwards one is where one wanted to go.
#[component]
pub fn Login() -> AnyView {
    page_title(|| t::login::title().to_owned());
    let (desk, because) = session::presence().with_untracked(|presence| match presence {
        Presence::Outside { desk, because } => (desk.clone(), *because),
        _ => (String::new(), Outside::Arrived),
    });
    if because != Outside::Left {
        remember_where();
    }
    let ended = because == Outside::Ended;
    let email = RwSignal::new(String::new());
    let by_link =
        RwSignal::new(use_query_map().with_untracked(|query| query.get("link").is_some()));
    let form = move || match by_link.get() {
        true => {
            view! { <link::LinkForm desk=desk.clone() email=email wanted=by_link /> }.into_any()
        }
        false => password_form(desk.clone(), ended, email, by_link),
    };
    view! {
        <div class="login">
            <main class="lf" id="contenu">
                <DoorHeader />
                {form}
            </main>
            <LineMap />
        </div>
    }
    .into_any()
}

/// Address and password, or the way to do without.
fn password_form(
    desk: String,
    ended: bool,
    email: RwSignal<String>,
    by_link: RwSignal<bool>,
) -> AnyView {
    let form = Form::new("login");
    let password = RwSignal::new(String::new());
    let keep = RwSignal::new(true);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        sign_in(form, email, password, keep);
    };
    let ended = ended.then(|| {
        view! {
            <Banner tone=Tone::Info icon=Icon::Info>
                <span class="grow">{t::login::ended()}</span>
            </Banner>
        }
    });
    let other = move |_| {
        by_link.set(true);
        browser::focus_later("main h1");
    };
    view! {
        <form class="lbox" novalidate on:submit=submit>
            <h1 tabindex="-1">{t::login::title()}</h1>
            <p>{desk}</p>
            {ended}
            <FormFailure form=form />
            <TextField
                name="email"
                label=t::login::email()
                value=email
                form=form
                kind="email"
                autocomplete="username"
                class="lgi"
                required=true
            />
            <PasswordField
                name="password"
                label=t::login::password()
                value=password
                form=form
                autocomplete="current-password"
            />
            <Check label=t::login::keep() value=keep class="keep" />
            <SubmitButton label=t::login::submit() busy=form.busy() class="lg wide" />
            <span class="or">{t::login::or()}</span>
            <button type="button" class="btn lg wide" on:click=other>
                <Glyph icon=Icon::Mail />
                {t::login::link::open()}
            </button>
        </form>
    }
    .into_any()
}

fn sign_in(form: Form, email: RwSignal<String>, password: RwSignal<String>, keep: RwSignal<bool>) {
    // The last complaint takes the focus: the first field is asked last.
    let has_password = form.require("password", password, t::login::missing_password());
    if !form.require("email", email, t::login::missing_email()) || !has_password {
        return;
    }
    let sign_in = SignIn {
        email: email.get_untracked().trim().to_owned(),
        password: password.get_untracked(),
        keep: keep.get_untracked(),
    };
    form.send(
        async move { access::ask(access::client().sign_in(&sign_in)).await },
        session::enter,
    );
}

/// Keeps the place one wanted to see in the address, until one is inside.
fn remember_where() {
    let location = use_location();
    let path = location.pathname.get_untracked();
    if matches!(Route::parse(&path), Route::Login | Route::Home) {
        return;
    }
    let search = location.search.get_untracked();
    let wanted = if search.is_empty() {
        path
    } else {
        format!("{path}?{search}")
    };
    let wanted = String::from(js_sys::encode_uri_component(&wanted));
    request_animation_frame(move || routes::replace(&format!("/login?next={wanted}")));
}

/// Logo, name and the other language.
#[component]
pub fn DoorHeader() -> AnyView {
    let other = match language() {
        Language::Fr => Language::En,
        Language::En => Language::Fr,
    };
    view! {
        <div class="lh row">
            <Logo size=32 />
            <b>"Guichet"</b>
            <span class="grow"></span>
            <button
                type="button"
                class="btn ghost sm"
                aria-label=t::common::language()
                on:click=move |_| set_language(other)
            >
                <Glyph icon=Icon::Languages />
                {t::common::language_name()}
            </button>
        </div>
    }
    .into_any()
}
