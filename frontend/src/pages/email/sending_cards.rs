//! The cards of the outgoing server and of what letters come from.

use super::names;
use super::sending::Typed;
use super::staging::Staging;
use crate::components::*;
use crate::form::Form;
use crate::i18n::t::post::sending as words;
use crate::i18n::t::post::server;
use guichet_domain::post::{MailSecurity, MailSignIn};
use leptos::prelude::*;

/// Both.
pub fn draw(staging: Staging<Typed>) -> AnyView {
    let (form, typed) = (staging.form, staging.fields);
    let fields = move || typed.on.get().then(|| server_fields(form, typed));
    view! {
        <div class="g2c">
            <section class="card" aria-labelledby="sending">
                <div class="ct">
                    <div class="grow">
                        <h2 id="sending">{words::title()}</h2>
                        <p class="sub">{words::detail()}</p>
                    </div>
                </div>
                <div class="cc fields">
                    <Switch label=words::on() value=typed.on on_change=move |on| typed.on.set(on) />
                    {fields}
                </div>
            </section>
            <section class="card" aria-labelledby="letters">
                <div class="ct"><h2 id="letters">{words::letters()}</h2></div>
                <div class="cc fields">
                    <TextField
                        name="sender"
                        label=words::sender()
                        hint=words::sender_hint()
                        value=typed.sender
                        form=form
                        kind="email"
                    />
                    <div class="field">
                        <Check label=words::acknowledge() value=typed.acknowledge />
                        <span class="hint">{words::acknowledge_hint()}</span>
                    </div>
                    <div class="field">
                        <Check label=words::plus() value=typed.plus />
                        <span class="hint">{words::plus_hint()}</span>
                    </div>
                </div>
            </section>
        </div>
    }
    .into_any()
}

fn server_fields(form: Form, typed: Typed) -> AnyView {
    let signs_in = Memo::new(move |_| typed.sign_in.get() != MailSignIn::None.as_str());
    let credentials = move || {
        signs_in.get().then(|| {
            let hint = typed.has_secret.get().then(server::secret_kept);
            view! {
                <TextField name="sending.user" label=server::user() value=typed.user form=form required=true />
                <TextField
                    name="sending.secret"
                    label=server::secret()
                    hint=hint.unwrap_or(server::secret_hint())
                    value=typed.secret
                    form=form
                    kind="password"
                    autocomplete="new-password"
                />
            }
        })
    };
    view! {
        <TextField
            name="sending.host"
            label=server::host()
            value=typed.host
            form=form
            placeholder=server::smtp_example()
            required=true
        />
        <TextField name="sending.port" label=server::port() value=typed.port form=form class="days" required=true />
        <Select
            name="sending.security"
            label=server::security()
            value=typed.security
            options=Signal::stored(names::lines(MailSecurity::ALL, names::security))
            form=form
        />
        <Select
            name="sending.sign_in"
            label=server::sign_in()
            value=typed.sign_in
            options=Signal::stored(names::lines(MailSignIn::ALL, names::sign_in))
            form=form
        />
        {credentials}
    }
    .into_any()
}
