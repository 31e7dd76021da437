//! The handlers, by subject, and the one table of routes.

pub mod answer;
pub mod attachments;
pub mod calendars;
pub mod conversation;
pub mod deeds;
pub mod desk;
pub mod docs;
pub mod events;
pub mod health;
pub mod links;
pub mod me;
pub mod organizations;
pub mod people;
pub mod post;
pub mod promises;
pub mod reports;
pub mod routing;
pub mod sessions;
pub mod setup;
pub mod surveys;
pub mod table;
pub mod teams;
pub mod tickets;

pub use table::{Patience, Permission};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every documented handler.
pub fn register(config: &mut ServiceConfig) {
    config
        .service(health::health)
        .service(health::ready)
        .service(health::metrics)
        .service(docs::openapi)
        .service(setup::get_setup)
        .service(setup::set_up)
        .service(sessions::sign_in)
        .service(sessions::sign_out)
        .service(sessions::get_tokens)
        .service(sessions::revoke_token)
        .service(me::get_me)
        .service(me::change_me)
        .service(me::change_password)
        .service(tickets::list_tickets)
        .service(tickets::create_ticket)
        .service(tickets::count_views)
        .service(tickets::get_ticket)
        .service(conversation::list_messages)
        .service(conversation::list_events)
        .service(conversation::list_intervals)
        .service(deeds::take)
        .service(deeds::assign)
        .service(deeds::qualify)
        .service(deeds::requalify)
        .service(deeds::prioritize)
        .service(deeds::diagnose)
        .service(deeds::resolve)
        .service(deeds::document)
        .service(deeds::confirm)
        .service(deeds::not_solved)
        .service(deeds::close)
        .service(deeds::reopen)
        .service(deeds::hold)
        .service(deeds::resume)
        .service(deeds::send_back)
        .service(deeds::cancel)
        .service(deeds::spam)
        .service(deeds::solve)
        .service(deeds::escalate)
        .service(deeds::deescalate)
        .service(deeds::reply)
        .service(deeds::note)
        .service(deeds::tag)
        .service(deeds::link)
        .service(deeds::follow)
        .service(deeds::rename)
        .service(deeds::mark_major)
        .service(deeds::approve)
        .service(deeds::reject)
        .service(attachments::upload_attachment)
        .service(attachments::download_attachment)
        .service(attachments::discard_attachment)
        .service(people::list_people)
        .service(people::create_person)
        .service(people::get_person)
        .service(people::change_person)
        .service(organizations::list_organizations)
        .service(organizations::create_organization)
        .service(organizations::get_organization)
        .service(organizations::change_organization)
        .service(teams::list_teams)
        .service(teams::create_team)
        .service(teams::get_team)
        .service(teams::change_team)
        .service(desk::list_categories)
        .service(desk::create_category)
        .service(desk::change_category)
        .service(desk::list_tags)
        .service(desk::get_settings)
        .service(desk::change_settings)
        .service(routing::rules::list_routing_rules)
        .service(routing::rules::create_routing_rule)
        .service(routing::rules::order_routing_rules)
        .service(routing::rules::change_routing_rule)
        .service(routing::rules::delete_routing_rule)
        .service(routing::skills::list_skills)
        .service(routing::skills::create_skill)
        .service(routing::skills::change_skill)
        .service(routing::skills::delete_skill)
        .service(routing::agents::list_agents)
        .service(routing::agents::get_agent)
        .service(routing::agents::change_agent)
        .service(routing::absences::list_absences)
        .service(routing::absences::create_absence)
        .service(routing::absences::change_absence)
        .service(routing::absences::delete_absence)
        .service(calendars::list_calendars)
        .service(calendars::create_calendar)
        .service(calendars::read_ical)
        .service(calendars::get_calendar)
        .service(calendars::change_calendar)
        .service(calendars::delete_calendar)
        .service(calendars::list_closed_days)
        .service(promises::list_sla_policies)
        .service(promises::create_sla_policy)
        .service(promises::order_sla_policies)
        .service(promises::preview_sla_policy)
        .service(promises::get_sla_policy)
        .service(promises::change_sla_policy)
        .service(promises::delete_sla_policy)
        .service(promises::list_clocks)
        .service(promises::list_notifications)
        .service(promises::read_notifications)
        .service(reports::count_tickets)
        .service(surveys::get_survey)
        .service(surveys::answer_survey)
        .service(surveys::count_satisfaction)
        .service(links::look_at_link)
        .service(links::confirm_by_link)
        .service(links::not_solved_by_link)
        .service(links::rate_by_link)
        .service(links::ask_for_link)
        .service(links::enter)
        .service(post::mailboxes::list_mailboxes)
        .service(post::mailboxes::create_mailbox)
        .service(post::mailboxes::get_mailbox)
        .service(post::mailboxes::change_mailbox)
        .service(post::mailboxes::delete_mailbox)
        .service(post::mailboxes::check_mailbox)
        .service(post::settings::get_post_settings)
        .service(post::settings::change_post_settings)
        .service(post::settings::get_mail_choices)
        .service(post::settings::set_mail_choices)
        .service(post::templates::list_letter_templates)
        .service(post::templates::change_letter_template)
        .service(post::templates::reset_letter_template)
        .service(post::templates::preview_letter)
        .service(post::outbox::list_letters)
        .service(post::outbox::send_test_letter)
        .service(post::outbox::retry_letter)
        .service(post::outbox::list_flagged_addresses)
        .service(post::outbox::clear_address)
        .service(post::outbox::invite_person)
        .service(post::inbound::receive_mail)
        .service(post::inbound::list_mails)
        .service(post::inbound::get_mail)
        .service(post::inbound::get_raw_mail)
        .service(post::inbound::release_mail)
        .service(post::inbound::dismiss_mail)
        .service(events::stream_events);
}

/// Registers the pages of the document, which are no operations of the API.
pub fn register_pages(config: &mut actix_web::web::ServiceConfig) {
    config.service(docs::docs).service(docs::docs_file);
}
