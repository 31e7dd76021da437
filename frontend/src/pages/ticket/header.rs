//! The head of the ticket: what it is called, what can be done with it, where it stands.

use crate::browser;
use crate::components::*;
use crate::i18n::{format, t};
use crate::routes::Route;
use crate::session;
use crate::words;
use guichet_contract::ticket::Ticket;
use guichet_domain::ticket::{Channel, DeedKind, Event, LinkKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::actions;
use super::code_words::{close_code, link_kind};
use super::line::Line;
use super::panel;
use super::phone_clock::PhoneClock;
use super::queue::Queue;
use super::state::Workspace;

/// The head of the ticket.
#[component]
pub fn Header(workspace: Workspace, queue: Queue) -> AnyView {
    let number = session::ticket_number(workspace.id);
    let subject = workspace.part(|ticket| ticket.subject.clone());
    let title = {
        let number = number.clone();
        move || subject.get().unwrap_or_else(|| number.clone())
    };
    let priority = workspace.part(|ticket| ticket.priority);
    let mark = move || {
        priority
            .get()
            .flatten()
            .map(|priority| view! { <PriorityMark priority=priority /> })
    };
    view! {
        <header class="th">
            <div class="r1">
                <a class="ib only-sm" href=queue.back() aria-label=t::ticket::back()>
                    <Glyph icon=Icon::ArrowLeft />
                </a>
                <span class="row ids">
                    {mark}
                    <b class="num">{number}</b>
                    <IconButton
                        icon=Icon::Link
                        label=t::ticket::copy_link()
                        class="sm hide-sm"
                        key="y"
                        on_press=move || copy_link(workspace)
                    />
                </span>
                <span class="grow"></span>
                <Actions workspace=workspace />
                <span class="vr hide-sm"></span>
                <Neighbours queue=queue />
            </div>
            <Refreshing active=workspace.ticket.refreshing() />
            <h1 tabindex="-1">{title}</h1>
            <Meta workspace=workspace />
            <PhoneClock workspace=workspace />
            <Line workspace=workspace />
        </header>
    }
    .into_any()
}

#[component]
fn Actions(workspace: Workspace) -> AnyView {
    let entries = Callback::new(move |()| menu(workspace));
    view! {
        <ActionButton workspace=workspace deed=DeedKind::Take key="i" />
        <ActionButton workspace=workspace deed=DeedKind::Hold key="w" />
        <ActionButton workspace=workspace deed=DeedKind::Resume key="w" />
        <ActionButton workspace=workspace deed=DeedKind::Escalate key="e" />
        <ActionButton workspace=workspace deed=DeedKind::Assign key="a" />
        <ActionButton workspace=workspace deed=DeedKind::Reopen key="s" />
        <IconButton icon=Icon::Info label=t::ticket::key::panel() class="sm panelbtn" key="d" on_press=panel::toggle />
        <span id="ticket-more">
            <Menu label=t::common::more() class="ib sm" entries=entries>
                <Glyph icon=Icon::Ellipsis />
            </Menu>
        </span>
    }
    .into_any()
}

/// A deed beside the number, while it is permitted.
#[component]
fn ActionButton(workspace: Workspace, deed: DeedKind, key: &'static str) -> AnyView {
    let shown = workspace.part(move |ticket| is_shown(ticket, deed));
    view! {
        <button
            type="button"
            class="btn ghost sm hide-sm"
            hidden=move || shown.get() != Some(true)
            aria-keyshortcuts=key
            title=format!("{}  {key}", actions::plain_name(deed))
            on:click=move |_| actions::begin(workspace, deed)
        >
            <Glyph icon=actions::icon(deed) />
            {actions::plain_name(deed)}
            <kbd>{key}</kbd>
        </button>
    }
    .into_any()
}

/// Beside the number stand the deeds of the moment only: taking a ticket that nobody has, and
/// reopening one that has ended.
fn is_shown(ticket: &Ticket, deed: DeedKind) -> bool {
    let fits = match deed {
        DeedKind::Take => ticket.assignee.is_none(),
        DeedKind::Hold => ticket.hold.is_none(),
        DeedKind::Reopen => ticket.closed_at.is_some(),
        _ => true,
    };
    fits && ticket.permitted_actions.contains(&deed)
}

/// The deeds that have no button of their own; on phones, all of them.
fn menu(workspace: Workspace) -> Vec<MenuEntry> {
    let Some(ticket) = workspace.ticket.get_untracked() else {
        return Vec::new();
    };
    let is_narrow = browser::matches("(max-width: 719px)");
    let beside = [DeedKind::Assign, DeedKind::Hold, DeedKind::Escalate].into_iter();
    let beside = beside.filter(|_| is_narrow);
    let mut entries: Vec<MenuEntry> = Vec::new();
    for deed in beside.chain(actions::MENU) {
        if !ticket.permitted_actions.contains(&deed) {
            continue;
        }
        if deed == DeedKind::Cancel && !entries.is_empty() {
            entries.push(MenuEntry::Rule);
        }
        entries.push(MenuEntry::Action {
            icon: Some(actions::icon(deed)),
            label: actions::name(deed, &ticket).to_owned(),
            run: Callback::new(move |()| actions::begin(workspace, deed)),
            danger: actions::is_final(deed),
        });
    }
    entries.push(MenuEntry::Rule);
    entries.push(MenuEntry::action(
        Icon::Copy,
        t::ticket::copy_link(),
        move || {
            copy_link(workspace);
        },
    ));
    entries
}

#[component]
fn Neighbours(queue: Queue) -> AnyView {
    view! {
        <span class="row pair hide-sm">
            <IconButton
                icon=Icon::ChevronUp
                label=t::ticket::previous()
                class="sm"
                key="k"
                on_press=move || queue.walk(-1)
            />
            <IconButton
                icon=Icon::ChevronDown
                label=t::ticket::next()
                class="sm"
                key="j"
                on_press=move || queue.walk(1)
            />
        </span>
    }
    .into_any()
}

#[component]
fn Meta(workspace: Workspace) -> AnyView {
    let line = move || workspace.ticket.with(|ticket| ticket.map(draw_meta));
    view! { <p class="meta">{line} {move || score(workspace)}</p> }.into_any()
}

fn draw_meta(ticket: &Ticket) -> AnyView {
    let organization = ticket.organization.as_ref();
    let organization = organization.map(|one| format!(", {}", one.name));
    let minute = minute();
    let created = ticket.created_at;
    let opened = move || {
        minute.track();
        let duration = format::duration(format::seconds_since(created));
        match format::moment(created) {
            clock if clock == format::clock(created) => t::ticket::opened_today(&clock, &duration),
            moment => t::ticket::opened_on(&moment, &duration),
        }
    };
    view! {
        <span>
            <Glyph icon=channel_icon(ticket.channel) size="s14" />
            {words::channel(ticket.channel)}
        </span>
        <span>{words::kind(ticket.kind)}</span>
        <span class="rq">
            <b>{ticket.requester.name.clone()}</b>
            {organization}
        </span>
        <span class="hide-sm">{opened}</span>
        {marks(ticket)}
    }
    .into_any()
}

/// What the requester gave at the end; the panel has the comment.
fn score(workspace: Workspace) -> Option<AnyView> {
    let given = workspace.journal.with(|journal| {
        let entries = &journal?.items;
        entries.iter().rev().find_map(|entry| match &entry.event {
            Event::Rated { survey, score } => Some((*survey, score.to?)),
            _ => None,
        })
    });
    let (survey, score) = given?;
    let label = t::ticket::satisfaction::mark(&words::score(survey, score));
    let tone = panel::score_tone(survey, Some(score));
    Some(view! { <Tag label=label tone=tone icon=Icon::Star /> }.into_any())
}

/// What makes this ticket unlike others: a major incident, its problem, how it ended.
fn marks(ticket: &Ticket) -> Vec<AnyView> {
    let major = ticket.major.then(|| {
        view! { <Tag label=t::ticket::major() tone="danger" icon=Icon::Flame /> }.into_any()
    });
    let ended = ticket
        .close_code
        .map(|code| view! { <Tag label=close_code(code) tone="ok" icon=Icon::Check /> }.into_any());
    let bound = ticket.links.iter().filter(|link| {
        matches!(
            link.kind,
            LinkKind::CausedBy | LinkKind::FollowUpOf | LinkKind::DuplicateOf
        ) && link.outgoing
    });
    let bound = bound.map(|link| {
        let words = format!("{} {}", link_kind(link.kind, link.outgoing), link.number);
        view! {
            <a class="tag accent" href=Route::Ticket(link.ticket_id).path() title=link.subject.clone()>
                <Glyph icon=Icon::GitMerge />
                {words}
            </a>
        }
        .into_any()
    });
    major.into_iter().chain(ended).chain(bound).collect()
}

/// The picture of a channel.
fn channel_icon(channel: Channel) -> Icon {
    match channel {
        Channel::Portal => Icon::Globe,
        Channel::Email => Icon::Mail,
        Channel::Phone => Icon::Phone,
        Channel::Chat => Icon::MessageCircle,
        Channel::Api => Icon::Braces,
        Channel::Monitoring => Icon::Activity,
        Channel::Social => Icon::AtSign,
    }
}

/// Puts the address of the ticket on the clipboard.
pub fn copy_link(workspace: Workspace) {
    let path = Route::Ticket(workspace.id).path();
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{path}");
    // Without a secure connection browsers have no clipboard at all.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        toasts().done(address);
        return;
    }
    spawn_local(async move {
        let written = JsFuture::from(window().navigator().clipboard().write_text(&address)).await;
        match written {
            Ok(_) => toasts().done(t::ticket::link_copied()),
            Err(_) => toasts().done(address),
        }
    });
}
