//! The account: who one is, how it looks, the other side of the counter, the way out.

use crate::appearance::Theme;
use crate::components::*;
use crate::i18n::{Language, language, set_language, t};
use crate::routes::{Area, Route, go};
use crate::session;
use leptos::prelude::*;

/// The avatar that opens the menu.
#[component]
pub fn AccountMenu(
    /// In the rail of the agents' workspace; else in the bar of the portal.
    #[prop(optional)]
    rail: bool,
) -> AnyView {
    let Some(me) = session::me() else {
        return ().into_any();
    };
    let initials = initials(&me.name);
    let label = t::nav::account(&initials, &me.name);
    let is_staff = session::home_of(&me) == Area::Agent;
    let person = Some((me.id, me.name));
    let entries = move || lines(is_staff, rail);
    let class = if rail { "rb" } else { "ib" };
    view! {
        <Menu label=label class=class entries=entries>
            <Avatar person=person size=AvatarSize::Large beside_name=true />
            " "
            {rail.then(|| view! { <span class="tl" aria-hidden="true">{t::nav::my_account()}</span> })}
        </Menu>
    }
    .into_any()
}

fn lines(is_staff: bool, rail: bool) -> Vec<MenuEntry> {
    let theme = Theme::in_force();
    let mut lines = vec![
        MenuEntry::action(Icon::CircleUserRound, t::nav::my_account(), || {
            go(&Route::Account.path())
        }),
        MenuEntry::Heading(t::nav::theme().to_owned()),
    ];
    for (choice, name) in [
        (Theme::System, t::nav::theme_system()),
        (Theme::Light, t::nav::theme_light()),
        (Theme::Dark, t::nav::theme_dark()),
    ] {
        lines.push(MenuEntry::option(name, choice == theme, move || {
            choice.apply()
        }));
    }
    lines.push(MenuEntry::Heading(t::nav::language().to_owned()));
    for (choice, name) in [(Language::Fr, "Français"), (Language::En, "English")] {
        lines.push(MenuEntry::option(name, choice == language(), move || {
            set_language(choice);
            session::remember_language(choice);
        }));
    }
    lines.push(MenuEntry::Rule);
    if is_staff && rail {
        lines.push(MenuEntry::action(Icon::House, t::nav::to_portal(), || {
            go("/portal")
        }));
    } else if is_staff {
        lines.push(MenuEntry::action(Icon::Inbox, t::nav::to_desk(), || {
            go("/tickets")
        }));
    }
    lines.push(MenuEntry::action(Icon::LogOut, t::nav::sign_out(), || {
        session::leave()
    }));
    lines
}
