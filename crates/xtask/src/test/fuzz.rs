//! schemathesis against the description that a real server serves.

use super::bench::Bench;
use super::tally::Tally;
use crate::{loopback, process, python, server, workspace};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

const EXAMPLES: &str = "50";
const EMAIL: &str = "admin@guichet.example";
const PASSWORD: &str = "a long sentence as a password";

/// Thousands of requests by one caller, in minutes: the limits on those are tested elsewhere.
const SETTINGS: [(&str, &str); 4] = [
    ("GUICHET_RATE_LIMIT", "0"),
    ("GUICHET_LOGIN_ATTEMPTS", "10000"),
    ("GUICHET_ACCESS_TOKEN_LIFETIME", "12h"),
    ("GUICHET_LOG", "error"),
];

/// All checks on every operation, with a printed seed.
pub fn run(bench: &mut Bench) -> Result<Tally> {
    let mut fuzzer = python::command("st")?;
    let folder = tempfile::Builder::new().prefix("guichet-fuzz-").tempdir()?;
    let binary = bench.server()?;
    let port = loopback::free_port()?;
    server::run_with_data(binary, folder.path(), "migrate")?;
    let _server = server::serve(binary, folder.path(), port, &SETTINGS)?;
    let origin = format!("http://127.0.0.1:{port}");
    let token = token_of_first_administrator(&origin)?;
    let seed = bench.seed().to_string();
    println!("schemathesis: seed {seed} (repeat with --only schemathesis --seed {seed})");
    fuzzer
        .arg("--config-file")
        .arg(workspace::path("e2e/schemathesis.toml"));
    fuzzer.args(["run", &format!("{origin}/api/openapi.json")]);
    fuzzer.args([
        "--checks",
        "all",
        "--max-examples",
        EXAMPLES,
        "--seed",
        &seed,
        "--workers",
        "2",
    ]);
    // The name stands in the configuration, so that the check of ignored sign-in can leave it out.
    fuzzer.env("GUICHET_FUZZ_TOKEN", token);
    process::run(&mut fuzzer)?;
    Ok(Tally::PASSED)
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
}

/// Sets up the empty desk as its first page does, and signs in as an API client does.
fn token_of_first_administrator(origin: &str) -> Result<String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(30)))
        .build()
        .into();
    agent
        .post(format!("{origin}/api/v1/setup"))
        .send_json(json!({
            "desk_name": "Guichet", "name": "Admin", "email": EMAIL, "password": PASSWORD,
            "language": "fr",
        }))
        .context("the first administrator could not be created")?;
    let mut answer = agent
        .post(format!("{origin}/api/v1/tokens"))
        .send_json(json!({ "grant_type": "password", "email": EMAIL, "password": PASSWORD }))
        .context("the administrator could not sign in")?;
    Ok(answer.body_mut().read_json::<Tokens>()?.access_token)
}
