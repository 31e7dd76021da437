//! People as initials on a colour of their own.

use crate::i18n::t;
use guichet_domain::ids::PersonId;
use leptos::prelude::*;

/// How large.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 20 px, beside text.
    Small,
    /// 24 px, in rows.
    #[default]
    Medium,
    /// 32 px, in threads and bars.
    Large,
}

impl AvatarSize {
    fn class(self) -> &'static str {
        match self {
            Self::Small => "sm",
            Self::Medium => "",
            Self::Large => "lg",
        }
    }
}

/// Someone, or the dashed ring of nobody.
#[component]
pub fn Avatar(
    /// Who; `None` draws nobody.
    person: Option<(PersonId, String)>,
    #[prop(optional)] size: AvatarSize,
    /// The name is written beside it: say nothing twice.
    #[prop(optional)]
    beside_name: bool,
) -> AnyView {
    let Some((id, name)) = person else {
        return view! {
            <span class="av none" role="img" aria-label=t::common::unassigned() title=t::common::unassigned()></span>
        }
        .into_any();
    };
    let class = format!("av a{} {}", (id.0 - 1).rem_euclid(6) + 1, size.class());
    let initials = initials(&name);
    if beside_name {
        return view! { <span class=class aria-hidden="true">{initials}</span> }.into_any();
    }
    view! { <span class=class role="img" aria-label=name.clone() title=name>{initials}</span> }
        .into_any()
}

/// First letters of the first and the last name.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}
