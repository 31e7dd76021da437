//! Where the outside begins: what the post needs to know of the desk, and who carries letters.

use futures::future::BoxFuture;
use guichet_domain::post::SendServer;
use guichet_mail::outgoing::Composed;
use guichet_mail::seal::Seal;
use guichet_mail::transport::smtp::SendError;

/// What letters are sealed with, and where their links lead.
#[derive(Clone)]
pub struct Carrier {
    /// The key of what is written into mails and links.
    pub seal: Seal,
    /// The public address of the desk, without a slash at its end.
    pub base_url: String,
}

/// By which server letters go, with its password in clear.
#[derive(Clone, PartialEq, Eq)]
pub struct Sending {
    /// The server.
    pub server: SendServer,
    /// The password or token.
    pub secret: String,
}

/// Whoever hands letters to a mail server.
pub trait Mailer: Send + Sync {
    /// Hands one over. Gives what the server said when it did not take it.
    fn send<'a>(
        &'a self,
        by: &'a Sending,
        letter: &'a Composed,
    ) -> BoxFuture<'a, Result<(), SendError>>;
}
