//! Who asked: how to reach them, and what else they asked for lately.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::remote::Remote;
use crate::routes::Route;
use crate::words;
use guichet_contract::person::Person;
use guichet_contract::ticket::{TicketQuery, TicketRow, TicketSort};
use guichet_domain::ids::{PersonId, TicketId};
use leptos::prelude::*;

use super::super::state::Workspace;
use super::Section;

/// How many of their tickets are shown besides this one.
const SHOWN: usize = 5;

/// The requester.
#[component]
pub fn Requester(workspace: Workspace) -> AnyView {
    let id = workspace.part(|ticket| ticket.requester.id);
    view! {
        <Section name="requester" title=t::ticket::panel::requester()>
            {move || id.get().map(|id| view! { <Contact id=id here=workspace.id /> })}
        </Section>
    }
    .into_any()
}

#[component]
fn Contact(id: PersonId, here: TicketId) -> AnyView {
    let person = Remote::new(move || async move { ask(client().person(id)).await });
    let others = Remote::new(move || async move {
        let query = TicketQuery {
            requester_id: Some(id),
            sort: Some(TicketSort::CreatedDescending),
            limit: u32::try_from(SHOWN + 1).ok(),
            ..TicketQuery::default()
        };
        let page = ask(client().tickets(&query)).await?;
        let others = page.items.into_iter().filter(|row| row.id != here);
        Ok(others.take(SHOWN).collect::<Vec<_>>())
    });
    view! {
        {move || person.get().map(contact)}
        {move || others.get().filter(|rows| !rows.is_empty()).map(tickets)}
    }
    .into_any()
}

fn contact(person: Person) -> AnyView {
    let named = Some((person.id, person.name.clone()));
    let organization = person.organization.map(|one| {
        view! { <a class="link" href=Route::Organization(one.id).path()>{one.name}</a> }
    });
    let email = person.email.map(|email| {
        let href = format!("mailto:{email}");
        line(
            Icon::Mail,
            view! { <a class="link ell" href=href>{email}</a> }.into_any(),
        )
    });
    let phone = person.phone.map(|phone| {
        let href = format!("tel:{}", phone.replace(char::is_whitespace, ""));
        line(
            Icon::Phone,
            view! { <a class="link" href=href>{phone}</a> }.into_any(),
        )
    });
    view! {
        <div class="who">
            <Avatar person=named size=AvatarSize::Large beside_name=true />
            <div class="grow">
                <a class="name" href=Route::Person(person.id).path()>{person.name}</a>
                <small>{organization}</small>
            </div>
        </div>
        <ul class="reach">{email}{phone}</ul>
    }
    .into_any()
}

fn line(icon: Icon, content: AnyView) -> AnyView {
    view! { <li><Glyph icon=icon size="s14" />{content}</li> }.into_any()
}

fn tickets(rows: Vec<TicketRow>) -> AnyView {
    let rows: Vec<AnyView> = rows.into_iter().map(ticket).collect();
    view! {
        <h3>{t::ticket::panel::last_tickets()}</h3>
        <ul class="rows">{rows}</ul>
    }
    .into_any()
}

fn ticket(row: TicketRow) -> AnyView {
    view! {
        <li>
            <a href=Route::Ticket(row.id).path()>
                <span class="num">{row.number}</span>
                <b>{row.subject}</b>
                <small>{words::status(row.status)}</small>
            </a>
        </li>
    }
    .into_any()
}
