//! Every setting of the server in one table: flag, environment variable, default, meaning.
//! `guichet serve --help` prints it and is the manual.

mod units;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use guichet_store::{DatabaseUrl, UrlError};
use ipnet::IpNet;
pub use units::{Bytes, Span};

/// Where the data lives: needed by every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Data")]
pub struct DataSettings {
    /// Folder of the SQLite database, the files and the key; created if missing
    #[arg(
        long,
        global = true,
        env = "GUICHET_DATA",
        value_name = "FOLDER",
        default_value = "data"
    )]
    pub data: PathBuf,

    /// sqlite://FILE or postgres://USER:PASSWORD@HOST/DATABASE [default: sqlite://FOLDER/guichet.db]
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,

    /// Where attachments are kept: a folder or s3://BUCKET/PREFIX [default: FOLDER/files]
    #[arg(
        long,
        global = true,
        env = "GUICHET_FILES",
        value_name = "PLACE",
        hide_env_values = true
    )]
    pub files: Option<String>,
}

impl DataSettings {
    /// The database, in the data folder unless another was named.
    ///
    /// # Errors
    /// A sentence that does not repeat the URL, which may hold a password: hence it is not read by
    /// the command line itself.
    pub fn database(&self) -> Result<DatabaseUrl, UrlError> {
        match &self.database_url {
            Some(url) => url.parse(),
            None => Ok(DatabaseUrl::Sqlite(self.data.join("guichet.db"))),
        }
    }

    /// The place of the attachments, in the data folder unless another was named.
    pub fn files(&self) -> String {
        let in_folder = || self.data.join("files").to_string_lossy().into_owned();
        self.files.clone().unwrap_or_else(in_folder)
    }
}

/// What is written to the log, and how: needed by every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Log")]
pub struct LogSettings {
    /// What is logged: error, warn, info, debug, trace, or by part (info,guichet_store=debug)
    #[arg(
        long,
        global = true,
        env = "GUICHET_LOG",
        value_name = "FILTER",
        default_value = "info"
    )]
    pub log: String,

    /// The form of a log line
    #[arg(
        long,
        global = true,
        env = "GUICHET_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text"
    )]
    pub log_format: LogFormat,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// How the server listens, who may sign in for how long, and what is bounded.
#[derive(Debug, Clone, Args)]
pub struct ServerSettings {
    /// Address and port to listen on
    #[arg(
        long,
        env = "GUICHET_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080",
        help_heading = "Network"
    )]
    pub listen: SocketAddr,

    /// The address people type, as in links and cookies: https://desk.example.com [default: http://LISTEN]
    #[arg(long, env = "GUICHET_BASE_URL", value_name = "URL", value_parser = units::base_url, help_heading = "Network")]
    pub base_url: Option<String>,

    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(long, env = "GUICHET_TRUSTED_PROXIES", value_name = "NETWORKS", value_parser = units::network, value_delimiter = ',', help_heading = "Network")]
    pub trusted_proxies: Vec<IpNet>,

    /// Threads that serve requests [default: one for each processor]
    #[arg(long, env = "GUICHET_WORKERS", value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=256), help_heading = "Network")]
    pub workers: Option<u16>,

    /// How long a request may take, its body included; uploads and live events excepted
    #[arg(
        long,
        env = "GUICHET_REQUEST_TIMEOUT",
        value_name = "TIME",
        default_value = "30s",
        help_heading = "Network"
    )]
    pub request_timeout: Span,

    /// How long requests under way may go on after the signal to stop
    #[arg(
        long,
        env = "GUICHET_SHUTDOWN_TIMEOUT",
        value_name = "TIME",
        default_value = "20s",
        help_heading = "Network"
    )]
    pub shutdown_timeout: Span,

    /// Whether mail servers may be on this machine or in a private network
    #[arg(long, env = "GUICHET_PRIVATE_MAIL_SERVERS", help_heading = "Mail")]
    pub private_mail_servers: bool,

    /// Certificates (PEM) that those of mail servers may rest on, besides the system's
    #[arg(
        long,
        env = "GUICHET_MAIL_AUTHORITY",
        value_name = "FILE",
        help_heading = "Mail"
    )]
    pub mail_authority: Option<PathBuf>,

    /// The secret that signs tokens, at least 32 characters and the same on every replica
    /// [default: the file FOLDER/secret.key, made at the first start]
    #[arg(
        long,
        env = "GUICHET_SECRET",
        value_name = "TEXT",
        hide_env_values = true,
        help_heading = "Sign-in"
    )]
    pub secret: Option<String>,

    /// How long a session of the browser lasts without being used
    #[arg(
        long,
        env = "GUICHET_SESSION_LIFETIME",
        value_name = "TIME",
        default_value = "14d",
        help_heading = "Sign-in"
    )]
    pub session_lifetime: Span,

    /// How long an access token of the API lasts
    #[arg(
        long,
        env = "GUICHET_ACCESS_TOKEN_LIFETIME",
        value_name = "TIME",
        default_value = "15m",
        help_heading = "Sign-in"
    )]
    pub access_token_lifetime: Span,

    /// How long a refresh token of the API lasts
    #[arg(
        long,
        env = "GUICHET_REFRESH_TOKEN_LIFETIME",
        value_name = "TIME",
        default_value = "30d",
        help_heading = "Sign-in"
    )]
    pub refresh_token_lifetime: Span,

    /// Attempts to sign in to one account before it must wait
    #[arg(long, env = "GUICHET_LOGIN_ATTEMPTS", value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000), help_heading = "Sign-in")]
    pub login_attempts: u32,

    /// Requests a second from one address in the long run; 0 sets no limit
    #[arg(
        long,
        env = "GUICHET_RATE_LIMIT",
        value_name = "NUMBER",
        default_value_t = 100,
        help_heading = "Limits"
    )]
    pub rate_limit: u32,

    /// Largest JSON body
    #[arg(
        long,
        env = "GUICHET_MAX_BODY",
        value_name = "SIZE",
        default_value = "1MiB",
        help_heading = "Limits"
    )]
    pub max_body: Bytes,

    /// Largest attachment
    #[arg(
        long,
        env = "GUICHET_MAX_UPLOAD",
        value_name = "SIZE",
        default_value = "25MiB",
        help_heading = "Limits"
    )]
    pub max_upload: Bytes,

    /// Live connections (event streams) open at once
    #[arg(
        long,
        env = "GUICHET_MAX_STREAMS",
        value_name = "NUMBER",
        default_value_t = 2_000,
        help_heading = "Limits"
    )]
    pub max_streams: usize,

    /// Token that opens /metrics from anywhere; without it only this machine reads it, directly
    #[arg(
        long,
        env = "GUICHET_METRICS_TOKEN",
        value_name = "TEXT",
        hide_env_values = true,
        help_heading = "Log"
    )]
    pub metrics_token: Option<String>,
}

impl ServerSettings {
    /// The address people type, without a slash at the end.
    pub fn base_url(&self) -> String {
        let reachable = match self.listen.ip() {
            ip if !ip.is_unspecified() => self.listen,
            IpAddr::V4(_) => SocketAddr::from(([127, 0, 0, 1], self.listen.port())),
            IpAddr::V6(_) => SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], self.listen.port())),
        };
        self.base_url
            .clone()
            .unwrap_or_else(|| format!("http://{reachable}"))
    }

    /// Whether people reach the desk through TLS.
    pub fn is_https(&self) -> bool {
        self.base_url().starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        data: DataSettings,
        #[command(flatten)]
        server: ServerSettings,
    }

    #[test]
    fn everything_has_a_default() {
        let line = Line::parse_from(["guichet"]);
        assert_eq!(line.server.base_url(), "http://127.0.0.1:8080");
        assert!(!line.server.is_https());
        assert_eq!(line.server.max_upload.as_usize(), 25 * 1024 * 1024);
        assert!(line.data.files().starts_with("data"));
    }

    #[test]
    fn the_database_lies_in_the_data_folder() {
        let line = Line::parse_from(["guichet", "--data", "/srv/desk"]);
        assert_eq!(
            line.data.database().unwrap().to_string(),
            "sqlite:///srv/desk/guichet.db"
        );
    }

    #[test]
    fn an_address_of_nobody_is_told_as_this_machine() {
        let line = Line::parse_from(["guichet", "--listen", "0.0.0.0:80"]);
        assert_eq!(line.server.base_url(), "http://127.0.0.1:80");
    }

    #[test]
    fn a_proxy_may_be_one_address_or_a_network() {
        let proxies = ["guichet", "--trusted-proxies", "10.0.0.0/8,::1"];
        assert_eq!(Line::parse_from(proxies).server.trusted_proxies.len(), 2);
    }
}
