//! First set-up, signing in and out, oneself, settings.

use guichet_contract::session::{
    Me, MePatch, PasswordChange, RevokeToken, SignIn, TokenRequest, Tokens,
};
use guichet_contract::settings::{Settings, SettingsPatch};
use guichet_contract::setup::{Setup, SetupState};

use crate::{Client, Method, Request, Result};

impl Client {
    /// `GET /setup`
    pub async fn setup_state(&self) -> Result<SetupState> {
        self.send(Request::get("/setup")).await
    }

    /// `POST /setup`
    pub async fn set_up(&self, setup: &Setup) -> Result<Me> {
        self.send(Request::new(Method::Post, "/setup").with(setup)?)
            .await
    }

    /// `POST /sessions`: for a browser, sets the session cookie.
    pub async fn sign_in(&self, sign_in: &SignIn) -> Result<Me> {
        self.send(Request::new(Method::Post, "/sessions").with(sign_in)?)
            .await
    }

    /// `DELETE /sessions/current`
    pub async fn sign_out(&self) -> Result<()> {
        self.send_for_nothing(Request::new(Method::Delete, "/sessions/current"))
            .await
    }

    /// `POST /tokens`
    pub async fn tokens(&self, request: &TokenRequest) -> Result<Tokens> {
        self.send(Request::new(Method::Post, "/tokens").with(request)?)
            .await
    }

    /// `POST /tokens/revoke`
    pub async fn revoke_token(&self, token: &RevokeToken) -> Result<()> {
        self.send_for_nothing(Request::new(Method::Post, "/tokens/revoke").with(token)?)
            .await
    }

    /// `GET /me`
    pub async fn me(&self) -> Result<Me> {
        self.send(Request::get("/me")).await
    }

    /// `PATCH /me`
    pub async fn change_me(&self, patch: &MePatch) -> Result<Me> {
        self.send(Request::new(Method::Patch, "/me").with(patch)?)
            .await
    }

    /// `POST /me/password`
    pub async fn change_password(&self, change: &PasswordChange) -> Result<()> {
        self.send_for_nothing(Request::new(Method::Post, "/me/password").with(change)?)
            .await
    }

    /// `GET /settings`
    pub async fn settings(&self) -> Result<Settings> {
        self.send(Request::get("/settings")).await
    }

    /// `PATCH /settings`, if `version` still stands.
    pub async fn change_settings(&self, version: i64, patch: &SettingsPatch) -> Result<Settings> {
        let request = Request::new(Method::Patch, "/settings").with(patch)?;
        self.send(request.if_version(version)).await
    }
}
