//! What several steps need, made by the first that asks and gone at the end.

use crate::dist;
use crate::mailbed::Mailbed;
use crate::postgres::Cluster;
use crate::server::{self, Build};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells tests which cluster they may make databases in.
pub const POSTGRES_URL: &str = "GUICHET_TEST_POSTGRES_URL";

/// The workbench of one run.
pub struct Bench {
    cluster: Option<Cluster>,
    mailbed: Option<Mailbed>,
    server: Option<PathBuf>,
    seed: u64,
}

impl Bench {
    /// An empty one.
    pub fn new(seed: Option<u64>) -> Self {
        Self {
            cluster: None,
            mailbed: None,
            server: None,
            seed: seed.unwrap_or_else(drawn_seed),
        }
    }

    /// The PostgreSQL cluster of this run.
    pub fn cluster(&mut self) -> Result<&Cluster> {
        let cluster = match self.cluster.take() {
            Some(cluster) => cluster,
            None => Cluster::start()?,
        };
        Ok(self.cluster.insert(cluster))
    }

    /// The mail servers of this run.
    pub fn mailbed(&mut self) -> Result<&Mailbed> {
        let mailbed = match self.mailbed.take() {
            Some(mailbed) => mailbed,
            None => Mailbed::start()?,
        };
        Ok(self.mailbed.insert(mailbed))
    }

    /// The binary, compiled for trying out.
    pub fn server(&mut self) -> Result<&Path> {
        let server = match self.server.take() {
            Some(server) => server,
            None => server::build(Build::Debug)?,
        };
        Ok(self.server.insert(server))
    }

    /// The binary with the web pages beside it.
    pub fn server_with_pages(&mut self) -> Result<&Path> {
        dist::build(dist::Mode::Release)?;
        self.server()
    }

    /// The seed of everything random in this run.
    pub fn seed(&self) -> u64 {
        self.seed
    }
}

fn drawn_seed() -> u64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::from(now.subsec_nanos())
}
