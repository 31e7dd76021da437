//! The way to the server.

use crate::failure::Failure;
use guichet_contract::session::{Me, MePatch, SignIn};
use guichet_contract::setup::{Setup, SetupState};

/// The client of this page; cheap to copy.
#[must_use]
pub fn client() -> Client {
    Client
}

/// Stands where `guichet_client::Client` will.
#[derive(Clone)]
pub struct Client;

impl Client {
    pub async fn me(&self) -> Result<Me, Failure> {
        Err(Failure::Unreachable)
    }
    pub async fn setup_state(&self) -> Result<SetupState, Failure> {
        Err(Failure::Unreachable)
    }
    pub async fn sign_in(&self, _: &SignIn) -> Result<Me, Failure> {
        Err(Failure::Unreachable)
    }
    pub async fn sign_out(&self) -> Result<(), Failure> {
        Err(Failure::Unreachable)
    }
    pub async fn change_me(&self, _: &MePatch) -> Result<Me, Failure> {
        Err(Failure::Unreachable)
    }
    pub async fn set_up(&self, _: &Setup) -> Result<Me, Failure> {
        Err(Failure::Unreachable)
    }
}
