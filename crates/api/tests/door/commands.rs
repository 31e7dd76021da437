//! The commands besides serving, tried as a person would.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn guichet(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
    command
        .env_clear()
        .env("GUICHET_DATA", folder)
        .current_dir(folder)
        .args(arguments);
    command.stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [output.stdout.clone(), output.stderr.clone()].concat();
    String::from_utf8(both).unwrap()
}

#[test]
fn migrating_twice_changes_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    assert!(said(&guichet(folder.path(), &["migrate"])).starts_with("Done: "));
    assert_eq!(
        said(&guichet(folder.path(), &["migrate"])),
        "The database is up to date.\n"
    );
}

#[test]
fn the_document_is_printed_with_a_line_end() {
    let folder = tempfile::tempdir().unwrap();
    let text = said(&guichet(folder.path(), &["openapi"]));
    assert!(text.ends_with("}\n"));
    serde_json::from_str::<serde_json::Value>(&text).unwrap();
}

#[test]
fn an_administrator_is_made_from_the_machine_itself() {
    let folder = tempfile::tempdir().unwrap();
    let create = |email: &str, password: &str| {
        let arguments = ["--email", email, "--password", password, "--name", "Anne"];
        guichet(
            folder.path(),
            &[&["admin", "create"][..], &arguments].concat(),
        )
    };
    let weak = create("anne@vermeil.example", "motdepasse");
    assert!(!weak.status.success());
    assert!(said(&weak).contains("tried first"), "{}", said(&weak));
    let first = create("anne@vermeil.example", "une phrase bien longue");
    assert!(first.status.success(), "{}", said(&first));
    assert_eq!(said(&first), "anne@vermeil.example is an administrator.\n");
    let twice = create("anne@vermeil.example", "une phrase bien longue");
    assert!(!twice.status.success());
    assert!(
        said(&twice).contains("somebody has this address already"),
        "{}",
        said(&twice)
    );
    let second = create("paul@vermeil.example", "une phrase bien longue");
    assert!(second.status.success(), "{}", said(&second));
}

#[test]
fn the_demonstration_is_loaded_into_an_empty_desk_only() {
    let folder = tempfile::tempdir().unwrap();
    let first = guichet(folder.path(), &["demo"]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains("password of all"), "{}", said(&first));
    let second = guichet(folder.path(), &["demo"]);
    assert!(!second.status.success());
    assert!(
        said(&second).contains("in use already"),
        "{}",
        said(&second)
    );
    let again = guichet(folder.path(), &["demo", "--unless-set-up"]);
    assert_eq!(said(&again), said(&first));
}

#[test]
fn the_clocks_of_the_demonstration_say_what_its_journals_say() {
    let folder = tempfile::tempdir().unwrap();
    guichet(folder.path(), &["demo"]);
    let verified = guichet(folder.path(), &["clocks", "verify"]);
    assert!(verified.status.success(), "{}", said(&verified));
    assert!(
        said(&verified).contains("300 tickets and "),
        "{}",
        said(&verified)
    );
    assert!(
        said(&verified).ends_with(" 0 differences\n"),
        "{}",
        said(&verified)
    );
}

#[test]
fn a_log_that_is_not_there_is_told_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let output = guichet(
        folder.path(),
        &["import", "events", "--mapping", "m.toml", "log.csv"],
    );
    assert!(!output.status.success());
    assert!(said(&output).contains("m.toml: "), "{}", said(&output));
}
