//! How it was, and the pages behind the links in mails.

use guichet_contract::domain::ids::TicketId;
use guichet_contract::page::Page;
use guichet_contract::session::{LinkRequest, LinkSignIn, Me};
use guichet_contract::survey::{Asked, StillWrong, Survey, SurveyAnswer, Tally, TallyQuery};

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /tickets/{id}/survey`; `None` where nothing is asked.
    pub async fn survey(&self, id: TicketId) -> Result<Option<Survey>> {
        self.send(Request::get(format!("/tickets/{id}/survey")))
            .await
    }

    /// `PUT /tickets/{id}/survey`: the requester says how it was.
    pub async fn answer_survey(&self, id: TicketId, answer: &SurveyAnswer) -> Result<Survey> {
        let path = format!("/tickets/{id}/survey");
        self.send(Request::new(Method::Put, path).with(answer)?)
            .await
    }

    /// `GET /reports/satisfaction`
    pub async fn satisfaction(&self, query: &TallyQuery) -> Result<Page<Tally>> {
        self.send(Request::get("/reports/satisfaction").query(query)?)
            .await
    }

    /// `GET /links/{token}`: what a link from a mail asks; nothing is changed by it.
    pub async fn look_at_link(&self, token: &str) -> Result<Asked> {
        self.send(Request::get(format!("/links/{token}"))).await
    }

    /// `POST /links/{token}/confirm`
    pub async fn confirm_by_link(&self, token: &str) -> Result<Asked> {
        self.send(Request::new(
            Method::Post,
            format!("/links/{token}/confirm"),
        ))
        .await
    }

    /// `POST /links/{token}/not_solved`
    pub async fn not_solved_by_link(&self, token: &str, why: &StillWrong) -> Result<Asked> {
        let path = format!("/links/{token}/not_solved");
        self.send(Request::new(Method::Post, path).with(why)?).await
    }

    /// `POST /links/{token}/rate`
    pub async fn rate_by_link(&self, token: &str, answer: &SurveyAnswer) -> Result<Asked> {
        let path = format!("/links/{token}/rate");
        self.send(Request::new(Method::Post, path).with(answer)?)
            .await
    }

    /// `POST /sessions/link`: a link to sign in by is sent, if anybody has the address.
    pub async fn ask_for_link(&self, request: &LinkRequest) -> Result<()> {
        self.send_for_nothing(Request::new(Method::Post, "/sessions/link").with(request)?)
            .await
    }

    /// `POST /sessions/enter`: signs a browser in by the link in a mail, once.
    pub async fn enter(&self, sign_in: &LinkSignIn) -> Result<Me> {
        self.send(Request::new(Method::Post, "/sessions/enter").with(sign_in)?)
            .await
    }
}
