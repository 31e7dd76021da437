//! Signing in by the link in a mail: by a button, not by opening the page.

use super::framed;
use crate::access;
use crate::components::*;
use crate::failure::Failure;
use crate::form::Form;
use crate::frames::page_title;
use crate::i18n::t::link::sign_in as words;
use crate::routes::{self, Route};
use crate::session;
use guichet_contract::problem::Code;
use guichet_contract::session::{LinkSignIn, Me};
use leptos::prelude::*;

/// The page with its one button.
#[component]
pub fn SignInPage(token: String) -> AnyView {
    page_title(|| words::title().to_owned());
    let form = Form::new("entry");
    let spent = RwSignal::new(false);
    let enter = move |_| {
        let sign_in = LinkSignIn {
            token: token.clone(),
            keep: true,
        };
        let request = async move {
            let answer = access::client().enter(&sign_in).await;
            let failure = match answer.map_err(Failure::from) {
                Ok(me) => return Ok(Some(me)),
                Err(failure) => failure,
            };
            match failure.code() {
                Some(Code::NotFound) => Ok(None),
                _ => Err(failure),
            }
        };
        form.send(request, move |me: Option<Me>| match me {
            Some(me) => {
                session::enter(me);
                routes::replace(&Route::Portal.path());
            }
            None => spent.set(true),
        });
    };
    let inside = move || match spent.get() {
        true => view! {
            <h1 tabindex="-1">{words::spent()}</h1>
            <section class="card conf" role="alert">
                <p>{words::spent_detail()}</p>
                <div class="row wrap">
                    <a class="btn primary lg" href="/login?link=1">{words::again()}</a>
                </div>
            </section>
        }
        .into_any(),
        false => view! {
            <h1 tabindex="-1">{words::title()}</h1>
            <section class="card conf">
                <FormFailure form=form />
                <p>{words::detail()}</p>
                <div class="row wrap">
                    <button
                        type="button"
                        class="btn primary lg"
                        aria-busy=move || form.busy().get().then_some("true")
                        on:click=enter.clone()
                    >
                        {words::submit()}
                    </button>
                </div>
            </section>
        }
        .into_any(),
    };
    framed(inside.into_any())
}
