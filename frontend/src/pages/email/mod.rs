//! Mail: the mailboxes, the outgoing server, who may write, satisfaction, the words of letters, and
//! what is held back or did not arrive.

mod intake;
mod mailbox;
mod mailbox_row;
mod mailboxes;
mod names;
mod outbox;
mod part;
mod quarantine;
mod returned;
mod satisfaction;
mod sending;
mod sending_cards;
mod staging;
mod template;
mod templates;
mod test_letter;

pub use part::EmailPart;

use crate::components::*;
use crate::i18n::t;
use crate::i18n::t::post as words;
use crate::pages::settings::{SettingsFrame, closed_below};
use crate::routes::Route;
use crate::session;
use guichet_domain::people::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// What stands at the end of the bar; the part that is shown puts it there.
type Bar = RwSignal<Option<ViewFn>>;

/// The page; supervisors read it, administrators change it.
#[component]
pub fn EmailPage() -> AnyView {
    if let Some(instead) = closed_below(Role::Supervisor) {
        return instead;
    }
    let path = use_location().pathname;
    // While one leaves, the part stays on screen.
    let part = Memo::new(move |before: Option<&EmailPart>| {
        let now = path.with(|path| EmailPart::of(path));
        now.or(before.copied()).unwrap_or(EmailPart::Mailboxes)
    });
    let bar: Bar = RwSignal::new(None);
    let actions = move || bar.get().map(|actions| actions.run());
    let content = move || {
        bar.set(None);
        match part.get() {
            EmailPart::Mailboxes => view! { <mailboxes::Mailboxes bar=bar /> }.into_any(),
            EmailPart::Sending => view! { <sending::Sending bar=bar /> }.into_any(),
            EmailPart::Intake => view! { <intake::Intake bar=bar /> }.into_any(),
            EmailPart::Satisfaction => view! { <satisfaction::Satisfaction bar=bar /> }.into_any(),
            EmailPart::Templates => view! { <templates::Templates bar=bar /> }.into_any(),
            EmailPart::Quarantine => view! { <quarantine::Quarantine /> }.into_any(),
            EmailPart::Outbox => view! { <outbox::Outbox /> }.into_any(),
        }
    };
    view! {
        <SettingsFrame here=Route::Email title=words::title() actions=move || actions>
            <Parts part=part />
            {content}
        </SettingsFrame>
    }
    .into_any()
}

#[component]
fn Parts(part: Memo<EmailPart>) -> AnyView {
    let name = |part| match part {
        EmailPart::Mailboxes => words::part::mailboxes(),
        EmailPart::Sending => words::part::sending(),
        EmailPart::Intake => words::part::intake(),
        EmailPart::Satisfaction => words::part::satisfaction(),
        EmailPart::Templates => words::part::templates(),
        EmailPart::Quarantine => words::part::quarantine(),
        EmailPart::Outbox => words::part::outbox(),
    };
    let links: Vec<AnyView> = EmailPart::ALL
        .into_iter()
        .map(|one| {
            view! {
                <a
                    href=one.path()
                    aria-current=move || (part.get() == one).then_some("page")
                >
                    {name(one)}
                </a>
            }
            .into_any()
        })
        .collect();
    view! { <nav class="seg parts" aria-label=words::parts()>{links}</nav> }.into_any()
}

/// Whether the reader changes the settings, too.
fn is_admin() -> bool {
    session::me().is_some_and(|me| me.role == Role::Admin)
}

/// Said to those who read the settings only.
fn read_only() -> Option<AnyView> {
    (!is_admin()).then(|| {
        view! {
            <Banner tone=Tone::Info icon=Icon::Info><span class="grow">{t::settings::read_only()}</span></Banner>
        }
        .into_any()
    })
}
