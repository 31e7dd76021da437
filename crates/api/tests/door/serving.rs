//! The binary as a supervisor meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn guichet(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
    command
        .env_clear()
        .env("GUICHET_DATA", folder)
        .current_dir(folder);
    command
}

fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string()
}

/// Starts a server and waits until it is ready.
fn start(folder: &Path, address: &str) -> Child {
    let mut command = guichet(folder);
    command
        .args(["serve", "--listen", address])
        .stderr(Stdio::piped());
    let mut server = command.spawn().unwrap();
    let log = BufReader::new(server.stderr.take().unwrap());
    let mut lines = log.lines();
    let serving = lines
        .by_ref()
        .map_while(Result::ok)
        .find(|line| line.contains("serving"));
    assert!(serving.is_some(), "the server ended before it served");
    std::thread::spawn(move || lines.for_each(drop));
    server
}

fn request(address: &str, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[cfg(unix)]
fn signal(server: &Child, name: &str) {
    let status = Command::new("kill")
        .args([name, &server.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}

#[cfg(unix)]
#[test]
fn on_sigterm_the_server_is_first_not_ready_and_then_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let address = free_address();
    let mut server = start(folder.path(), &address);
    assert!(
        request(&address, "/ready")
            .unwrap()
            .starts_with("HTTP/1.1 200")
    );
    assert!(folder.path().join("guichet.db").exists());
    // A connection that idles must not keep the server.
    let mut idle = TcpStream::connect(&address).unwrap();
    write!(idle, "GET /health HTTP/1.1\r\nHost: desk\r\n\r\n").unwrap();

    let started = Instant::now();
    signal(&server, "-TERM");
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        request(&address, "/ready")
            .unwrap()
            .starts_with("HTTP/1.1 503")
    );
    assert!(
        request(&address, "/health")
            .unwrap()
            .starts_with("HTTP/1.1 200")
    );
    assert!(server.wait().unwrap().success());
    assert!(
        started.elapsed() < Duration::from_secs(10),
        "{:?}",
        started.elapsed()
    );
}

#[cfg(unix)]
#[test]
fn on_sigint_the_server_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = start(folder.path(), &free_address());
    let started = Instant::now();
    signal(&server, "-INT");
    assert!(server.wait().unwrap().success());
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn a_port_that_is_taken_is_told_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(guichet(folder.path()).args(["serve", "--listen", &address]));
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(&format!("{address} is taken by another program")),
        "{said}"
    );
}

#[test]
fn settings_that_cannot_be_used_are_told_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (name, value, sentence) in [
        (
            "DATABASE_URL",
            "mysql://root:secret@db/desk",
            "is not a database Guichet knows",
        ),
        (
            "DATABASE_URL",
            "postgres://nobody@127.0.0.1:1/none",
            "cannot be reached",
        ),
        ("GUICHET_SECRET", "changeme", "fewer than 32 characters"),
        ("GUICHET_MAX_UPLOAD", "much", "write a size"),
        (
            "GUICHET_BASE_URL",
            "desk.example.com",
            "write scheme and host",
        ),
        ("GUICHET_LOG", "[", "GUICHET_LOG is not understood"),
    ] {
        let mut command = guichet(folder.path());
        let output = run(command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env(name, value));
        assert!(!output.status.success(), "{name}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(sentence), "{name}: {said}");
        assert!(!said.contains("root:secret"), "{said}");
    }
}

#[test]
fn the_data_folder_may_not_be_writable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let mut command = guichet(folder.path());
    let output = run(command
        .env("GUICHET_DATA", &file)
        .args(["serve", "--listen", "127.0.0.1:0"]));
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("cannot be used"), "{said}");
}
