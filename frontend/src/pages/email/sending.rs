//! The server that takes letters, what they come from, and whether it works.

use super::staging::{Fields, Staging, differs, number};
use super::test_letter::TestLetter;
use super::{Bar, is_admin, sending_cards};
use crate::directory::given;
use crate::form::Form;
use crate::i18n::t::post::server;
use guichet_contract::post::{NewSendServer, PostSettings, PostSettingsPatch};
use guichet_domain::post::{MailSecurity, MailSignIn, SendServer};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Typed {
    /// Whether there is a server at all.
    pub on: RwSignal<bool>,
    pub host: RwSignal<String>,
    pub port: RwSignal<String>,
    pub security: RwSignal<String>,
    pub sign_in: RwSignal<String>,
    pub user: RwSignal<String>,
    pub secret: RwSignal<String>,
    pub has_secret: RwSignal<bool>,
    pub sender: RwSignal<String>,
    pub plus: RwSignal<bool>,
    pub acknowledge: RwSignal<bool>,
}

/// The part.
#[component]
pub fn Sending(bar: Bar) -> AnyView {
    let text = |usual: &str| RwSignal::new(usual.to_owned());
    let flag = || RwSignal::new(false);
    let typed = Typed {
        on: flag(),
        host: text(""),
        port: text("465"),
        security: text(MailSecurity::Tls.as_str()),
        sign_in: text(MailSignIn::Password.as_str()),
        user: text(""),
        secret: text(""),
        has_secret: flag(),
        sender: text(""),
        plus: flag(),
        acknowledge: flag(),
    };
    view! {
        {Staging::new(typed).draw(bar, sending_cards::draw)}
        {is_admin().then(|| view! { <TestLetter /> })}
    }
    .into_any()
}

impl Typed {
    fn server_differs(self, known: Option<&SendServer>) -> bool {
        let Some(known) = known.filter(|_| self.on.get()) else {
            return self.on.get() != known.is_some();
        };
        let fields = differs(self.host, &known.host)
            + differs(self.port, &known.port.to_string())
            + differs(self.security, known.security.as_str())
            + differs(self.sign_in, known.sign_in.as_str())
            + differs(self.user, &known.user)
            + differs(self.secret, "");
        fields > 0
    }

    /// The server as it is typed; `None` where something is missing, which is said.
    fn server(self, form: Form) -> Option<NewSendServer> {
        // The last complaint takes the focus: the first field is asked last.
        let sign_in = self.sign_in.get_untracked().parse().ok()?;
        let named = sign_in == MailSignIn::None
            || form.require("sending.user", self.user, server::missing_user());
        let port = number(form, "sending.port", self.port);
        let given_host = form.require("sending.host", self.host, server::missing_host());
        if !given_host || !named {
            return None;
        }
        let needs = |text: String| given(&text).filter(|_| sign_in != MailSignIn::None);
        Some(NewSendServer {
            host: self.host.get_untracked().trim().to_owned(),
            port: port?,
            security: self.security.get_untracked().parse().ok()?,
            sign_in,
            user: needs(self.user.get_untracked()),
            secret: needs(self.secret.get_untracked()),
        })
    }
}

impl Fields for Typed {
    fn learn(self, settings: &PostSettings, edits: &PostSettingsPatch) {
        if edits.sending.is_none() {
            self.on.set(settings.sending.is_some());
            self.secret.set(String::new());
            if let Some(known) = &settings.sending {
                self.host.set(known.host.clone());
                self.port.set(known.port.to_string());
                self.security.set(known.security.to_string());
                self.sign_in.set(known.sign_in.to_string());
                self.user.set(known.user.clone());
            }
        }
        self.has_secret.set(settings.has_secret);
        if edits.sender.is_none() {
            self.sender.set(settings.sender.clone().unwrap_or_default());
        }
        if edits.plus_addresses.is_none() {
            self.plus.set(settings.plus_addresses);
        }
        if edits.acknowledge.is_none() {
            self.acknowledge.set(settings.acknowledge);
        }
    }

    fn count(self, known: &PostSettings) -> usize {
        usize::from(self.server_differs(known.sending.as_ref()))
            + differs(self.sender, known.sender.as_deref().unwrap_or_default())
            + usize::from(self.plus.get() != known.plus_addresses)
            + usize::from(self.acknowledge.get() != known.acknowledge)
    }

    fn patch(self, form: Form, known: &PostSettings) -> Option<PostSettingsPatch> {
        let sending = match untrack(|| self.server_differs(known.sending.as_ref())) {
            false => None,
            true if self.on.get_untracked() => Some(Some(self.server(form)?)),
            true => Some(None),
        };
        let sender = given(&self.sender.get_untracked());
        let (plus, acknowledge) = (self.plus.get_untracked(), self.acknowledge.get_untracked());
        Some(PostSettingsPatch {
            sending,
            sender: Some(sender).filter(|sender| *sender != known.sender),
            plus_addresses: Some(plus).filter(|on| *on != known.plus_addresses),
            acknowledge: Some(acknowledge).filter(|on| *on != known.acknowledge),
            ..PostSettingsPatch::default()
        })
    }
}
