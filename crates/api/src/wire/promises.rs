//! Calendars, policies, clocks and what is told of them.

use chrono::TimeDelta;
use guichet_contract as wire;
use guichet_desk::clocks::{ClockView, ClocksView, Promise, Stretch as StretchView};
use guichet_desk::notifications::{self, News, Notification};
use guichet_desk::sla_policies::{Effect, SlaPolicy};
use guichet_desk::{calendars, sla_policies};
use guichet_domain::calendar::{ClosedDay, ClosedName};

use super::time;

/// A calendar.
pub fn calendar(calendar: calendars::Calendar) -> wire::calendar::Calendar {
    wire::calendar::Calendar {
        id: calendar.id,
        version: calendar.version,
        name: calendar.name,
        definition: calendar.definition,
        day_minutes: calendar.day_length.num_minutes(),
    }
}

/// A day on which a calendar is closed.
pub fn closed_day(day: ClosedDay) -> wire::calendar::ClosedDay {
    let (holiday, name) = match day.name {
        ClosedName::Holiday(holiday) => (Some(holiday), None),
        ClosedName::Own(name) => (None, Some(name)),
    };
    wire::calendar::ClosedDay {
        date: day.date,
        holiday,
        name,
    }
}

/// An SLA policy.
pub fn sla_policy(policy: SlaPolicy) -> wire::sla::SlaPolicy {
    wire::sla::SlaPolicy {
        id: policy.id,
        version: policy.version,
        name: policy.profile.name,
        position: policy.position,
        active: policy.profile.active,
        terms: policy.profile.terms,
    }
}

/// What a change of a policy would have done.
pub fn effect(effect: Effect) -> wire::sla::SlaEffect {
    let sum = |count: fn(&sla_policies::PriorityEffect) -> i64| {
        effect.by_priority.iter().map(count).sum()
    };
    wire::sla::SlaEffect {
        tickets: sum(|effect| effect.tickets),
        sampled: effect.sampled,
        kept_now: sum(|effect| effect.kept_now),
        kept_then: sum(|effect| effect.kept_then),
        by_priority: effect
            .by_priority
            .iter()
            .map(|effect| wire::sla::PriorityEffect {
                priority: effect.priority,
                tickets: effect.tickets,
                kept_now: effect.kept_now,
                kept_then: effect.kept_then,
            })
            .collect(),
    }
}

/// How the most pressing promise of a ticket stands.
pub fn promise(promise: Promise) -> wire::clock::Promise {
    wire::clock::Promise {
        standing: promise.standing,
        clock: promise.clock,
        due_at: promise.due_at.map(time),
        used_percent: promise.used_percent,
    }
}

/// All clocks of a ticket.
pub fn clocks(view: ClocksView) -> wire::clock::Clocks {
    wire::clock::Clocks {
        ticket_id: view.ticket,
        at: time(view.at),
        items: view.clocks.into_iter().map(clock).collect(),
    }
}

fn clock(view: ClockView) -> wire::clock::Clock {
    let policy = view.policy;
    let calendar = view.calendar.and_then(|(id, name)| Some((id, name?)));
    wire::clock::Clock {
        id: view.id,
        kind: view.kind,
        level: view.level,
        policy: policy.map(|(id, name)| wire::sla::SlaPolicyRef { id, name }),
        calendar: calendar.map(|(id, name)| wire::sla::CalendarRef { id, name }),
        time_zone: view.time_zone,
        state: view.state,
        at_risk: view.at_risk,
        target_minutes: view.target.num_minutes(),
        used_minutes: view.used.num_minutes(),
        warn_at: view.warn_at,
        started_at: time(view.started_at),
        due_at: view.due_at.map(time),
        ended_at: view.ended_at.map(time),
        stretches: view.stretches.into_iter().map(stretch).collect(),
        log: view
            .log
            .into_iter()
            .map(|entry| wire::clock::LogEntry {
                at: time(entry.at),
                kind: entry.kind,
                target_minutes: entry.target_minutes.map(i64::from),
            })
            .collect(),
    }
}

fn stretch(stretch: StretchView) -> wire::clock::Stretch {
    let minutes = |length: TimeDelta| length.num_minutes();
    wire::clock::Stretch {
        running: stretch.running,
        hold: stretch.hold,
        from: time(stretch.from),
        to: stretch.to.map(time),
        counted_minutes: minutes(stretch.counted),
        periods: stretch
            .periods
            .into_iter()
            .map(|period| wire::clock::CountedPeriod {
                from: time(period.from),
                to: time(period.to),
                minutes: minutes(period.to - period.from),
            })
            .collect(),
        more_periods: i64::try_from(stretch.more_periods).unwrap_or(i64::MAX),
    }
}

/// A page of what somebody was told.
pub fn notifications(told: notifications::Notifications) -> wire::notification::Notifications {
    wire::notification::Notifications {
        items: told.page.items.into_iter().map(notification).collect(),
        next: told.page.next,
        unread: i64::from(told.unread),
    }
}

fn notification(told: Notification) -> wire::notification::Notification {
    wire::notification::Notification {
        id: told.id,
        ticket_id: told.ticket,
        number: told.number,
        subject: told.subject,
        news: news(told.news),
        created_at: time(told.created_at),
        read_at: told.read_at.map(time),
    }
}

fn news(news: News) -> wire::notification::News {
    match news {
        News::ClockAtRisk {
            clock,
            percent,
            due_at,
            late,
        } => wire::notification::News::ClockAtRisk {
            clock,
            percent,
            due_at: time(due_at),
            late,
        },
        News::ClockBreached {
            clock,
            due_at,
            late,
        } => wire::notification::News::ClockBreached {
            clock,
            due_at: time(due_at),
            late,
        },
        News::Routed => wire::notification::News::Routed,
        News::Replied => wire::notification::News::Replied,
        News::Reopened { cause } => wire::notification::News::Reopened { cause },
        News::Undelivered { address } => wire::notification::News::Undelivered { address },
        News::LowScore { survey, score } => wire::notification::News::LowScore { survey, score },
        News::MailboxFailing { mailbox, error } => {
            wire::notification::News::MailboxFailing { mailbox, error }
        }
        News::MailboxSilent { mailbox } => wire::notification::News::MailboxSilent { mailbox },
        News::TooMuchMail { address } => wire::notification::News::TooMuchMail { address },
    }
}
