//! What every worker shares: the desk, the settings, the keys, the limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpRequest;
use actix_web::web::Data;
use guichet_desk::Desk;
use guichet_desk::post::Carrier;
use tokio::sync::Notify;

use crate::auth::access_token::AccessTokens;
use crate::auth::cookie::SessionCookie;
use crate::auth::password::Turns;
use crate::auth::secret::SigningKey;
use crate::auth::throttle::Throttle;
use crate::live::Live;
use crate::middleware::rate::Rate;
use crate::problem::Problem;
use crate::settings::ServerSettings;

/// The shared state of the server.
pub struct Door {
    settings: ServerSettings,
    base_url: String,
    desk: Desk,
    access_tokens: AccessTokens,
    passwords: Turns,
    throttle: Throttle,
    rate: Option<Rate>,
    live: Arc<Live>,
    promises: Notify,
    carrier: Carrier,
    mailboxes: Notify,
    stopping: AtomicBool,
}

impl Door {
    /// The state of a server with these settings at this desk.
    pub fn new(settings: ServerSettings, desk: Desk, key: &SigningKey) -> Self {
        let base_url = settings.base_url();
        Self {
            access_tokens: AccessTokens::new(key, base_url.clone()),
            passwords: Turns::default(),
            throttle: Throttle::new(settings.login_attempts),
            rate: Rate::new(settings.rate_limit),
            live: Arc::new(Live::new(settings.max_streams)),
            promises: Notify::new(),
            carrier: Carrier {
                seal: key.seal(),
                base_url: base_url.clone(),
            },
            mailboxes: Notify::new(),
            stopping: AtomicBool::new(false),
            base_url,
            desk,
            settings,
        }
    }

    /// The state a request is served with.
    ///
    /// # Errors
    /// A fault, if the application was built without it.
    pub fn of(request: &HttpRequest) -> Result<&Self, Problem> {
        let data = request.app_data::<Data<Self>>();
        data.map(|data| data.get_ref())
            .ok_or_else(|| Problem::fault(&"no door in the application"))
    }

    /// The same, to be kept beyond the borrow of the request.
    ///
    /// # Errors
    /// A fault, if the application was built without it.
    pub fn shared(request: &HttpRequest) -> Result<Arc<Self>, Problem> {
        let data = request
            .app_data::<Data<Self>>()
            .cloned()
            .map(Data::into_inner);
        data.ok_or_else(|| Problem::fault(&"no door in the application"))
    }

    /// The settings.
    pub fn settings(&self) -> &ServerSettings {
        &self.settings
    }

    /// The address people type, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Whether people reach the desk through TLS.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The desk, where the deeds are done.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The tokens of API clients.
    pub fn access_tokens(&self) -> &AccessTokens {
        &self.access_tokens
    }

    /// The hashing of passwords.
    pub fn passwords(&self) -> &Turns {
        &self.passwords
    }

    /// The attempts to sign in.
    pub fn throttle(&self) -> &Throttle {
        &self.throttle
    }

    /// The limit on requests, if one is set.
    pub fn rate(&self) -> Option<&Rate> {
        self.rate.as_ref()
    }

    /// The live events.
    pub fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// What is promised has changed: the open tickets are to be looked at soon.
    pub fn promises_changed(&self) {
        self.promises.notify_one();
    }

    /// What letters are sealed with, and where their links lead.
    pub fn carrier(&self) -> &Carrier {
        &self.carrier
    }

    /// Mailboxes were changed: what reads them begins anew.
    pub fn mailboxes_changed(&self) {
        self.mailboxes.notify_one();
    }

    /// Waits until mailboxes are changed.
    pub async fn wait_for_mailboxes(&self) {
        self.mailboxes.notified().await;
    }

    /// Waits until what is promised changes.
    pub async fn wait_for_promises(&self) {
        self.promises.notified().await;
    }

    /// The cookie of browser sessions.
    pub fn cookie(&self) -> SessionCookie {
        SessionCookie::new(self.is_https())
    }

    /// From here on the server says that it is not ready.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    /// Whether the server is on its way out.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Forgets what the limits no longer need; to be called every few minutes.
    pub fn tidy(&self) {
        self.throttle.tidy();
        if let Some(rate) = &self.rate {
            rate.tidy();
        }
    }
}
