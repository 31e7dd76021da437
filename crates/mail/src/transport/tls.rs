//! TLS to mail servers: the certificate is always checked, against the authorities that this
//! machine trusts and those of the settings (RFC 7817).

use std::sync::{Arc, OnceLock};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

use super::{Authority, Unconnected};

/// What a connection to a server is secured with.
///
/// # Errors
/// [`Unconnected::Misconfigured`] where the authority holds no certificate that can be read.
pub fn connector(authority: Option<&Authority>) -> Result<TlsConnector, Unconnected> {
    let mut roots = of_this_machine().clone();
    if let Some(authority) = authority {
        add(&mut roots, authority).map_err(Unconnected::Misconfigured)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Unconnected::Misconfigured(format!("no TLS: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// The name that the certificate must bear.
///
/// # Errors
/// [`Unconnected::Misconfigured`] for what is neither a name nor an address.
pub fn name(host: &str) -> Result<ServerName<'static>, Unconnected> {
    let bare = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    ServerName::try_from(bare)
        .map_err(|_| Unconnected::Misconfigured(format!("{host} is not the name of a server")))
}

/// Why securing a connection failed: `rustls` tells what it found wrong, anything else is the
/// network.
pub fn trouble(host: &str, error: &std::io::Error) -> Unconnected {
    let found = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match found {
        Some(rustls::Error::InvalidCertificate(why)) => Unconnected::Misconfigured(format!(
            "the certificate of {host} is not to be trusted: {why}"
        )),
        Some(why) => Unconnected::Misconfigured(format!("no TLS with {host}: {why}")),
        None => Unconnected::Unreachable(format!("no TLS with {host}: {error}")),
    }
}

/// Read once: it takes tens of milliseconds.
fn of_this_machine() -> &'static RootCertStore {
    static ROOTS: OnceLock<RootCertStore> = OnceLock::new();
    ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        let found = rustls_native_certs::load_native_certs();
        for error in found.errors {
            tracing::warn!("certificates of this machine: {error}");
        }
        roots.add_parsable_certificates(found.certs);
        roots
    })
}

fn add(roots: &mut RootCertStore, authority: &Authority) -> Result<(), String> {
    let pem = match authority {
        Authority::Pem(pem) => pem.clone().into_bytes(),
        Authority::File(path) => std::fs::read(path)
            .map_err(|error| format!("the certificates in {} : {error}", path.display()))?,
    };
    let mut count = 0;
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| format!("a certificate is none: {error}"))?;
        roots
            .add(certificate)
            .map_err(|error| format!("a certificate is none: {error}"))?;
        count += 1;
    }
    match count {
        0 => Err("the authority holds no certificate".to_owned()),
        _ => Ok(()),
    }
}
