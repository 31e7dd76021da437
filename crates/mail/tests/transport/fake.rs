//! A server that says what a test tells it to, and writes down what it hears.

use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use guichet_mail::transport::{Authority, Security, Server, Timeouts};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Short, so that tests of patience end soon.
pub const IMPATIENT: Timeouts = Timeouts {
    connect: Duration::from_millis(500),
    command: Duration::from_millis(500),
    transfer: Duration::from_millis(800),
};

/// Where a fake listens, and what it heard.
#[derive(Clone)]
pub struct Fake {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    /// Plays `script` to everyone who connects.
    pub async fn start<F>(script: impl Fn(Peer) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Option<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let notes = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let stream = BufReader::new(Box::new(stream) as Box<dyn Stream>);
                tokio::spawn(script(Peer {
                    stream,
                    notes: notes.clone(),
                }));
            }
        });
        Self { port, heard }
    }

    /// The way to it.
    pub fn server(&self, security: Security) -> Server {
        Server {
            host: "localhost".to_owned(),
            port: self.port,
            security,
            authority: None,
            allow_private: true,
        }
    }

    /// The way to it, trusting its certificate.
    pub fn trusted(&self, security: Security) -> Server {
        let authority = Some(Authority::Pem(certificate().0.clone()));
        Server {
            authority,
            ..self.server(security)
        }
    }

    /// Every line it heard.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Plain or secured.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// The other end, as the fake sees it. Every step gives `None` when it has gone.
pub struct Peer {
    stream: BufReader<Box<dyn Stream>>,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    /// Says a line, or several.
    pub async fn say(&mut self, text: &str) -> Option<()> {
        self.send(format!("{text}\r\n").as_bytes()).await
    }

    /// Sends bytes as they are.
    pub async fn send(&mut self, bytes: &[u8]) -> Option<()> {
        self.stream.write_all(bytes).await.ok()?;
        self.stream.flush().await.ok()
    }

    /// Hears a line.
    pub async fn hear(&mut self) -> Option<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        self.notes.lock().unwrap().push(line.clone());
        Some(line)
    }

    /// Hears a line, says another.
    pub async fn answer(&mut self, text: &str) -> Option<String> {
        let line = self.hear().await?;
        self.say(text).await?;
        Some(line)
    }

    /// Hears lines until one is this.
    pub async fn hear_until(&mut self, last: &str) -> Option<()> {
        while self.hear().await? != last {}
        Some(())
    }

    /// Says nothing any more, and hears nothing.
    pub async fn hang(&mut self) -> Option<()> {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Some(())
    }

    /// Speaks TLS from here on.
    pub async fn secure(self) -> Option<Self> {
        let (_, config) = certificate();
        let acceptor = TlsAcceptor::from(config.clone());
        let stream = acceptor.accept(self.stream.into_inner()).await.ok()?;
        let stream = BufReader::new(Box::new(stream) as Box<dyn Stream>);
        Some(Self { stream, ..self })
    }
}

/// A certificate for `localhost` that nobody knows, and the server's side of it.
fn certificate() -> &'static (String, Arc<rustls::ServerConfig>) {
    static MADE: OnceLock<(String, Arc<rustls::ServerConfig>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.unwrap())
            .unwrap();
        (made.cert.pem(), Arc::new(config))
    })
}
