//! Who asked: how to reach them, and what else they asked for lately.

use crate::access::{ask, client};
use crate::components::*;
use crate::i18n::t;
use crate::remote::Remote;
use crate::routes::Route;
use crate::words;
use guichet_contract::organization::OrganizationRef;
use guichet_contract::person::PersonRef;
use guichet_contract::ticket::{TicketQuery, TicketRow, TicketSort};
use guichet_domain::ids::TicketId;
use leptos::prelude::*;

use super::super::state::Workspace;
use super::Section;

/// How many of their tickets are shown besides this one.
const SHOWN: usize = 5;

/// The requester.
#[component]
pub fn Requester(workspace: Workspace) -> AnyView {
    let requester =
        workspace.part(|ticket| (ticket.requester.clone(), ticket.organization.clone()));
    let contact = move || {
        requester.get().map(|(person, organization)| {
            view! { <Contact person=person organization=organization here=workspace.id /> }
        })
    };
    view! {
        <Section name="requester" title=t::ticket::panel::requester()>{contact}</Section>
    }
    .into_any()
}

#[component]
fn Contact(person: PersonRef, organization: Option<OrganizationRef>, here: TicketId) -> AnyView {
    let id = person.id;
    let known = Remote::new(move || async move { ask(client().person(id)).await });
    let phone = Memo::new(move |_| known.with(|known| known?.phone.clone()));
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
    let named = Some((id, person.name.clone()));
    let organization = organization.map(|one| {
        view! { <a class="link" href=Route::Organization(one.id).path()>{one.name}</a> }
    });
    let email = person.email.map(|email| {
        let href = format!("mailto:{email}");
        line(
            Icon::Mail,
            view! { <a class="link ell" href=href>{email}</a> }.into_any(),
        )
    });
    let phone = move || {
        phone.get().map(|phone| {
            let href = format!("tel:{}", phone.replace(char::is_whitespace, ""));
            line(
                Icon::Phone,
                view! { <a class="link" href=href>{phone}</a> }.into_any(),
            )
        })
    };
    view! {
        <div class="who">
            <Avatar person=named size=AvatarSize::Large beside_name=true />
            <div class="grow">
                <a class="name" href=Route::Person(id).path()>{person.name}</a>
                <small>{organization}</small>
            </div>
        </div>
        <ul class="reach">{email}{phone}</ul>
        {move || others.get().filter(|rows| !rows.is_empty()).map(tickets)}
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
