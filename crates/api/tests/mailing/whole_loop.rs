//! From a person's mail to the answered survey, through real servers.

use guichet_client::DeedBody;
use guichet_client::contract::deed::{Solve, Write};
use guichet_client::contract::domain::post::{AfterFetch, LetterState};
use guichet_client::contract::domain::ticket::{
    Channel, DeedKind, Documentation, Impact, ResolutionCode, Status, Urgency,
};
use guichet_client::contract::page::Slice;
use guichet_client::contract::survey::SurveyAnswer;
use guichet_client::contract::ticket::TicketQuery;
use guichet_mail::incoming::Mail;
use guichet_testkit::Kind;

use crate::bed::{Person, mailbox, until};
use crate::desk::{Desk, settle};

/// The token of the first link of a mail that leads there.
fn link(mail: &Mail, place: &str) -> String {
    let whole = format!("{}\n{}", mail.text, mail.quoted.clone().unwrap_or_default());
    let start = format!("https://desk.example/{place}/");
    let rest = whole
        .split(&start)
        .nth(1)
        .unwrap_or_else(|| panic!("no link: {whole}"));
    let end = rest.find(|c: char| c.is_whitespace() || "?>)".contains(c));
    rest[..end.unwrap_or(rest.len())].to_owned()
}

async fn whole_loop(kind: Kind, name: &str) {
    let desk = Desk::open(kind).await;
    let client = desk.client().await;
    let support = mailbox(&format!("support-{name}"), "help.example");
    settle(&client, &support, AfterFetch::Move, true).await;
    let mut camille = Person::new(&format!("camille-{name}"));
    camille
        .writes(&support, "Écran noir", "Bonjour,\n\nDepuis ce matin.", None)
        .await;
    let ticket = until("the ticket", async || {
        let list = client.tickets(&TicketQuery::default()).await.unwrap();
        list.items.into_iter().next()
    })
    .await;
    let ticket = client.ticket(ticket.id).await.unwrap();
    assert_eq!(
        (ticket.channel, ticket.subject.as_str()),
        (Channel::Email, "Écran noir")
    );
    let receipt = camille.gets().await;
    assert!(receipt.text.contains(&ticket.number), "{}", receipt.text);

    let answer = Write {
        body: "Avez-vous redémarré ?".to_owned(),
        attachment_ids: Vec::new(),
        version: None,
    };
    client
        .deed(ticket.id, DeedKind::Reply, &DeedBody::Write(answer))
        .await
        .unwrap();
    let question = camille.gets().await;
    assert!(question.text.contains("redémarré"));
    let back = question.reply_to[0].email.clone();
    assert_ne!(back, support);
    camille
        .writes(
            &back,
            &format!("Re: {}", question.subject),
            "Oui, rien n’y fait.",
            Some(&question),
        )
        .await;
    until("the answer in the thread", async || {
        let messages = client.messages(ticket.id, &Slice::default()).await.unwrap();
        let found = messages
            .items
            .iter()
            .any(|m| m.body == "Oui, rien n’y fait.");
        found.then_some(())
    })
    .await;

    let category = client
        .add_category(&guichet_client::contract::category::NewCategory {
            name: "Poste".to_owned(),
            parent_id: None,
        })
        .await
        .unwrap();
    let now = client.ticket(ticket.id).await.unwrap();
    let solve = Solve {
        version: now.version,
        kind: None,
        category_id: Some(category.id),
        impact: Some(Impact::Person),
        urgency: Some(Urgency::Medium),
        cause: Some("Câble débranché".to_owned()),
        cause_code: None,
        findings: Some("Le câble était débranché.".to_owned()),
        code: ResolutionCode::Fixed,
        solution: "Câble rebranché.".to_owned(),
        message: None,
        attachment_ids: Vec::new(),
        documentation: Some(Documentation::NothingToDocument {
            reason: "Connu".to_owned(),
        }),
    };
    client
        .deed(
            ticket.id,
            DeedKind::Solve,
            &DeedBody::Solve(Box::new(solve)),
        )
        .await
        .unwrap();
    let solution = camille.gets().await;
    assert!(solution.text.contains("Câble rebranché."));
    let stranger = desk.stranger();
    let token = link(&solution, "answer");
    assert!(stranger.look_at_link(&token).await.unwrap().can_confirm);
    let asked = stranger.confirm_by_link(&token).await.unwrap();
    assert_eq!(asked.status, Status::Closed);
    let survey = camille.gets().await;
    let answer = SurveyAnswer {
        score: 5,
        comment: Some("Merci !".to_owned()),
    };
    let asked = stranger
        .rate_by_link(&link(&survey, "rate"), &answer)
        .await
        .unwrap();
    assert_eq!(asked.survey.unwrap().score, Some(5));
    let seen = client.survey(ticket.id).await.unwrap().unwrap();
    assert_eq!(
        (seen.score, seen.comment.as_deref()),
        (Some(5), Some("Merci !"))
    );
    let messages = client.messages(ticket.id, &Slice::default()).await.unwrap();
    let sent = messages
        .items
        .iter()
        .flat_map(|message| &message.deliveries);
    assert!(sent.clone().count() >= 2);
    assert!(
        sent.clone()
            .all(|delivery| delivery.state == LetterState::Sent)
    );
    assert_eq!(camille.mails().len(), 4, "each letter once");
}

#[tokio::test]
async fn from_a_mail_to_the_answered_survey_on_sqlite() {
    whole_loop(Kind::Sqlite, "sqlite").await;
}

#[tokio::test]
async fn from_a_mail_to_the_answered_survey_on_postgres() {
    whole_loop(Kind::Postgres, "postgres").await;
}
