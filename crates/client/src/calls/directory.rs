//! People, organizations, teams, categories and tags.

use guichet_contract::category::{Category, CategoryPatch, NewCategory};
use guichet_contract::domain::ids::{CategoryId, OrganizationId, PersonId, TeamId};
use guichet_contract::organization::{NameQuery, NewOrganization, Organization, OrganizationPatch};
use guichet_contract::page::Page;
use guichet_contract::person::{NewPerson, PeopleQuery, Person, PersonPatch};
use guichet_contract::tag::Tag;
use guichet_contract::team::{NewTeam, Team, TeamPatch};

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /people`
    pub async fn people(&self, query: &PeopleQuery) -> Result<Page<Person>> {
        self.send(Request::get("/people").query(query)?).await
    }

    /// `GET /people/{id}`
    pub async fn person(&self, id: PersonId) -> Result<Person> {
        self.send(Request::get(format!("/people/{id}"))).await
    }

    /// `POST /people`
    pub async fn enter_person(&self, person: &NewPerson) -> Result<Person> {
        self.send(Request::new(Method::Post, "/people").with(person)?)
            .await
    }

    /// `PATCH /people/{id}`, if `version` still stands.
    pub async fn change_person(
        &self,
        id: PersonId,
        version: i64,
        patch: &PersonPatch,
    ) -> Result<Person> {
        let request = Request::new(Method::Patch, format!("/people/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `GET /organizations`
    pub async fn organizations(&self, query: &NameQuery) -> Result<Page<Organization>> {
        self.send(Request::get("/organizations").query(query)?)
            .await
    }

    /// `GET /organizations/{id}`
    pub async fn organization(&self, id: OrganizationId) -> Result<Organization> {
        self.send(Request::get(format!("/organizations/{id}")))
            .await
    }

    /// `POST /organizations`
    pub async fn enter_organization(&self, new: &NewOrganization) -> Result<Organization> {
        self.send(Request::new(Method::Post, "/organizations").with(new)?)
            .await
    }

    /// `PATCH /organizations/{id}`, if `version` still stands.
    pub async fn change_organization(
        &self,
        id: OrganizationId,
        version: i64,
        patch: &OrganizationPatch,
    ) -> Result<Organization> {
        let request = Request::new(Method::Patch, format!("/organizations/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `GET /teams`
    pub async fn teams(&self) -> Result<Page<Team>> {
        self.send(Request::get("/teams")).await
    }

    /// `GET /teams/{id}`
    pub async fn team(&self, id: TeamId) -> Result<Team> {
        self.send(Request::get(format!("/teams/{id}"))).await
    }

    /// `POST /teams`
    pub async fn form_team(&self, team: &NewTeam) -> Result<Team> {
        self.send(Request::new(Method::Post, "/teams").with(team)?)
            .await
    }

    /// `PATCH /teams/{id}`, if `version` still stands.
    pub async fn change_team(&self, id: TeamId, version: i64, patch: &TeamPatch) -> Result<Team> {
        let request = Request::new(Method::Patch, format!("/teams/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `GET /categories`
    pub async fn categories(&self) -> Result<Page<Category>> {
        self.send(Request::get("/categories")).await
    }

    /// `POST /categories`
    pub async fn add_category(&self, category: &NewCategory) -> Result<Category> {
        self.send(Request::new(Method::Post, "/categories").with(category)?)
            .await
    }

    /// `PATCH /categories/{id}`, if `version` still stands.
    pub async fn change_category(
        &self,
        id: CategoryId,
        version: i64,
        patch: &CategoryPatch,
    ) -> Result<Category> {
        let request = Request::new(Method::Patch, format!("/categories/{id}")).with(patch)?;
        self.send(request.if_version(version)).await
    }

    /// `GET /tags`
    pub async fn tags(&self, query: &NameQuery) -> Result<Page<Tag>> {
        self.send(Request::get("/tags").query(query)?).await
    }
}
