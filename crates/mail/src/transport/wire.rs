//! A connection to a peer that is not trusted: what is read is bounded in bytes, and every wait
//! in time. Nothing is set aside for what a peer only announces.

use std::future::Future;
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::{Security, Server, Timeouts, Unconnected, address, tls};

/// Plain or secured.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A connection.
pub struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    local: SocketAddr,
    peer: SocketAddr,
    secured: bool,
}

impl Wire {
    /// Connects to a server; with TLS, if it speaks that from the first byte.
    ///
    /// # Errors
    /// [`Unconnected`], as it says.
    pub async fn open(server: &Server, timeouts: &Timeouts) -> Result<Self, Unconnected> {
        let found = address::resolve(&server.host, server.port, server.allow_private);
        let found = match within(timeouts.connect, async { Ok(found.await) }).await {
            Ok(found) => found?,
            Err(error) => return Err(unreachable(server, &error)),
        };
        let mut last = Error::from(ErrorKind::AddrNotAvailable);
        for at in found {
            match within(timeouts.connect, TcpStream::connect(at)).await {
                Ok(stream) => return Self::over(stream, server, timeouts).await,
                Err(error) => last = error,
            }
        }
        Err(unreachable(server, &last))
    }

    async fn over(
        stream: TcpStream,
        server: &Server,
        timeouts: &Timeouts,
    ) -> Result<Self, Unconnected> {
        let known = stream
            .set_nodelay(true)
            .and_then(|()| Ok((stream.local_addr()?, stream.peer_addr()?)));
        let (local, peer) = known.map_err(|error| unreachable(server, &error))?;
        let stream = BufReader::new(Box::new(stream) as Box<dyn Stream>);
        let wire = Self {
            stream,
            local,
            peer,
            secured: false,
        };
        match server.security {
            Security::Tls => wire.secure(server, timeouts).await,
            Security::StartTls | Security::None => Ok(wire),
        }
    }

    /// Speaks TLS from here on.
    ///
    /// # Errors
    /// [`Unconnected`] if the certificate is not to be trusted, or if the peer said more than it
    /// was asked before: what came in the clear would be taken for what came secured.
    pub async fn secure(self, server: &Server, timeouts: &Timeouts) -> Result<Self, Unconnected> {
        if !self.stream.buffer().is_empty() {
            let text = format!("{} spoke out of turn before TLS", server.host);
            return Err(Unconnected::Misconfigured(text));
        }
        let connector = tls::connector(server.authority.as_ref())?;
        let name = tls::name(&server.host)?;
        let handshake = connector.connect(name, self.stream.into_inner());
        let stream = within(timeouts.connect, handshake).await;
        let stream = stream.map_err(|error| tls::trouble(&server.host, &error))?;
        let stream = BufReader::new(Box::new(stream) as Box<dyn Stream>);
        Ok(Self {
            stream,
            secured: true,
            ..self
        })
    }

    /// Whether a secret may be told: over TLS, or without leaving the networks around here.
    pub fn keeps_secrets(&self) -> bool {
        self.secured || address::reach(self.peer.ip()) == address::Reach::Private
    }

    /// The own end.
    pub fn local(&self) -> SocketAddr {
        self.local
    }

    /// Sends bytes.
    ///
    /// # Errors
    /// Those of the network.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.stream.write_all(bytes).await?;
        self.stream.flush().await
    }

    /// The next line, without its end, of at most `longest` bytes.
    ///
    /// # Errors
    /// Those of the network; `InvalidData` for a longer line, `UnexpectedEof` at the end.
    pub async fn line(&mut self, longest: usize) -> Result<Vec<u8>, Error> {
        let mut line = Vec::new();
        let bound = u64::try_from(longest).unwrap_or(u64::MAX).saturating_add(2);
        (&mut self.stream)
            .take(bound)
            .read_until(b'\n', &mut line)
            .await?;
        if line.pop() != Some(b'\n') {
            let cut = line.len() + 1 >= usize::try_from(bound).unwrap_or(usize::MAX);
            return Err(if cut {
                too_much()
            } else {
                ErrorKind::UnexpectedEof.into()
            });
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(line)
    }

    /// The next `count` bytes, added to `to`.
    ///
    /// # Errors
    /// Those of the network; `UnexpectedEof` if there are fewer.
    pub async fn bytes(&mut self, count: usize, to: &mut Vec<u8>) -> Result<(), Error> {
        let before = to.len();
        let bound = u64::try_from(count).unwrap_or(u64::MAX);
        (&mut self.stream).take(bound).read_to_end(to).await?;
        match to.len() - before == count {
            true => Ok(()),
            false => Err(ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Waits until there is something to read; `false` if there is nothing for so long. May be
    /// given up at any moment without losing a byte.
    ///
    /// # Errors
    /// Those of the network; `UnexpectedEof` at the end.
    pub async fn ready(&mut self, longest: Duration) -> Result<bool, Error> {
        match tokio::time::timeout(longest, self.stream.fill_buf()).await {
            Ok(Ok([])) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(Ok(_)) => Ok(true),
            Ok(Err(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }
}

/// A peer said more than it may.
pub fn too_much() -> Error {
    Error::new(ErrorKind::InvalidData, "it says more than was asked")
}

/// Waits for no longer than this.
///
/// # Errors
/// `TimedOut` after that, otherwise those of what is waited for.
pub async fn within<T>(
    longest: Duration,
    what: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match tokio::time::timeout(longest, what).await {
        Ok(result) => result,
        Err(_) => {
            let text = format!("no answer within {longest:?}");
            Err(Error::new(ErrorKind::TimedOut, text))
        }
    }
}

fn unreachable(server: &Server, error: &Error) -> Unconnected {
    Unconnected::Unreachable(format!("{}:{}: {error}", server.host, server.port))
}
