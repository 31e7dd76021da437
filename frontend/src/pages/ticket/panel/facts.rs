//! What is established: the cause, the solution, what was learnt.

use crate::i18n::t;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::Documentation;
use leptos::prelude::*;

use super::super::code_words::resolution_code;
use super::super::state::Workspace;
use super::super::timeline::paragraphs;
use super::Section;

#[derive(Clone, PartialEq)]
struct Fact {
    title: String,
    text: String,
}

/// The facts, once there are some.
#[component]
pub fn Facts(workspace: Workspace) -> AnyView {
    let facts = workspace.part(facts);
    let section = move || {
        let facts = facts.get().filter(|facts| !facts.is_empty())?;
        Some(view! {
            <Section name="facts" title=t::ticket::panel::facts()>
                <dl class="facts">{facts.iter().map(draw).collect::<Vec<_>>()}</dl>
            </Section>
        })
    };
    section.into_any()
}

fn draw(fact: &Fact) -> AnyView {
    view! {
        <dt>{fact.title.clone()}</dt>
        <dd>{paragraphs(&fact.text)}</dd>
    }
    .into_any()
}

fn facts(ticket: &Ticket) -> Vec<Fact> {
    let cause = ticket.diagnosis.as_ref().map(|known| Fact {
        title: t::ticket::field::cause().to_owned(),
        text: known.cause.clone(),
    });
    let solution = ticket.resolution.as_ref().map(|known| Fact {
        title: format!(
            "{} · {}",
            t::ticket::field::solution(),
            resolution_code(known.code).to_lowercase()
        ),
        text: known.solution.clone(),
    });
    let learnt = ticket.documentation.as_ref().map(|known| match known {
        Documentation::Note { text } => Fact {
            title: t::ticket::field::learnt().to_owned(),
            text: text.clone(),
        },
        Documentation::Article { reference } => Fact {
            title: t::ticket::field::article().to_owned(),
            text: reference.clone(),
        },
        Documentation::NothingToDocument { reason } => Fact {
            title: t::ticket::documentation::nothing().to_owned(),
            text: reason.clone(),
        },
    });
    [cause, solution, learnt].into_iter().flatten().collect()
}
