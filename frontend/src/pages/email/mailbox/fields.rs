//! The fields: what the mailbox is, and where its mails come from.

use super::typed::Typed;
use crate::components::*;
use crate::directory::Directory;
use crate::i18n::t::post::{mailbox as words, server};
use crate::pages::email::names;
use crate::words as desk;
use guichet_domain::post::{AfterFetch, MailSecurity, MailSignIn};
use guichet_domain::ticket::Kind;
use leptos::prelude::*;

/// What it is called, where people write to, and what becomes of it.
pub fn identity(typed: Typed, directory: Directory) -> AnyView {
    let form = typed.form;
    let teams = Signal::derive(move || {
        let nobody = (String::new(), words::routed().to_owned());
        std::iter::once(nobody)
            .chain(directory.team_options())
            .collect::<Vec<_>>()
    });
    view! {
        <TextField
            name="name"
            label=words::field::name()
            hint=words::field::name_hint()
            value=typed.name
            form=form
            required=true
        />
        <TextField
            name="address"
            label=words::field::address()
            value=typed.address
            form=form
            kind="email"
            required=true
        />
        <Select name="team_id" label=words::field::team() value=typed.team options=teams form=form />
        <Select
            name="language"
            label=words::field::language()
            hint=words::field::language_hint()
            value=typed.language
            options=Signal::stored(desk::languages())
            form=form
        />
        <Select
            name="kind"
            label=words::field::kind()
            value=typed.kind
            options=Signal::stored(names::lines(Kind::ALL, desk::kind))
            form=form
        />
        <TextField
            name="authority"
            label=words::field::authority()
            hint=words::field::authority_hint()
            value=typed.authority
            form=form
            placeholder=words::field::authority_example()
        />
        <div class="field">
            <Check label=words::field::active() value=typed.active />
            <span class="hint">{words::field::active_hint()}</span>
        </div>
    }
    .into_any()
}

/// Fetched from a server, or handed over by a gateway.
pub fn source(typed: Typed) -> AnyView {
    let fields = move || match typed.fetched.get() {
        true => fetching(typed),
        false => view! { <p class="hint">{words::gateway_hint()}</p> }.into_any(),
    };
    view! {
        <div class="field">
            <span class="lbl">{words::source()}</span>
            <Segments
                label=words::source()
                options=vec![(true, words::by_imap()), (false, words::by_gateway())]
                value=typed.fetched
                on_change=move |fetched| typed.fetched.set(fetched)
            />
        </div>
        {fields}
    }
    .into_any()
}

fn fetching(typed: Typed) -> AnyView {
    let form = typed.form;
    let ways: Vec<MailSignIn> = MailSignIn::ALL
        .iter()
        .copied()
        .filter(|way| *way != MailSignIn::None)
        .collect();
    let secret_hint = if typed.has_secret() {
        server::secret_kept()
    } else {
        server::secret_hint()
    };
    view! {
        <TextField
            name="server.host"
            label=server::host()
            value=typed.host
            form=form
            placeholder=server::imap_example()
            required=true
        />
        <TextField name="server.port" label=server::port() value=typed.port form=form class="days" required=true />
        <Select
            name="server.security"
            label=server::security()
            value=typed.security
            options=Signal::stored(names::lines(MailSecurity::ALL, names::security))
            form=form
        />
        <Select
            name="server.sign_in"
            label=server::sign_in()
            value=typed.sign_in
            options=Signal::stored(names::lines(&ways, names::sign_in))
            form=form
        />
        <TextField name="server.user" label=server::user() value=typed.user form=form required=true />
        <TextField
            name="server.secret"
            label=server::secret()
            hint=secret_hint
            value=typed.secret
            form=form
            kind="password"
            autocomplete="new-password"
        />
        {folders(typed)}
    }
    .into_any()
}

/// What is read there, and what becomes of it.
fn folders(typed: Typed) -> AnyView {
    let form = typed.form;
    let moves = Memo::new(move |_| typed.after.get() == AfterFetch::Move.as_str());
    let folder = move || {
        moves.get().then(|| {
            view! {
                <TextField
                    name="server.move_to"
                    label=words::field::move_to()
                    value=typed.move_to
                    form=form
                    required=true
                />
            }
        })
    };
    view! {
        <TextField name="server.folder" label=words::field::folder() value=typed.folder form=form required=true />
        <Select
            name="server.after"
            label=words::field::after()
            value=typed.after
            options=Signal::stored(names::lines(AfterFetch::ALL, names::after))
            form=form
        />
        {folder}
    }
    .into_any()
}
