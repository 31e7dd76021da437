//! Who the desk is to a mail server, in the words of SASL.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Server;

/// Who the desk is to a mail server. Has no `Debug`: it holds secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum Login {
    /// Nobody in particular.
    None,
    /// A user with a password (RFC 4616).
    Password {
        /// The name of the account.
        user: String,
        /// Its password.
        password: String,
    },
    /// A user with an access token, as Google and Microsoft take it.
    XOAuth2 {
        /// The address of the account.
        user: String,
        /// The access token, valid now.
        token: String,
    },
    /// A user with an access token (RFC 7628).
    OAuthBearer {
        /// The address of the account.
        user: String,
        /// The access token, valid now.
        token: String,
    },
}

impl Login {
    /// The SASL mechanism and its first and only message, in base64; `None` for nobody.
    pub(super) fn sasl(&self, server: &Server) -> Option<(&'static str, String)> {
        let (mechanism, message) = match self {
            Self::None => return None,
            Self::Password { user, password } => ("PLAIN", format!("\0{user}\0{password}")),
            Self::XOAuth2 { user, token } => (
                "XOAUTH2",
                format!("user={user}\x01auth=Bearer {token}\x01\x01"),
            ),
            Self::OAuthBearer { user, token } => {
                let user = user.replace('=', "=3D").replace(',', "=2C");
                let (host, port) = (&server.host, server.port);
                let message = format!(
                    "n,a={user},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01"
                );
                ("OAUTHBEARER", message)
            }
        };
        Some((mechanism, STANDARD.encode(message)))
    }
}
