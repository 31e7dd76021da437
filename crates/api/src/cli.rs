//! The command line. `guichet --help` and the help of each command are the manual.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::settings::{DataSettings, LogSettings, ServerSettings};
use crate::{logging, openapi, serve};

/// The help desk in one binary.
#[derive(Debug, Parser)]
#[command(name = "guichet", version, about, max_term_width = 100)]
#[command(
    after_help = "Every flag can be given as the environment variable named beside it; the flag wins."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    data: DataSettings,

    #[command(flatten)]
    log: LogSettings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the desk; brings the database up to date first
    Serve(Box<ServerSettings>),
    /// Bring the database up to date and name what was done
    Migrate,
    /// Print the description of the API (OpenAPI 3.1)
    Openapi,
}

/// Why a command could not be done: a sentence for the person who gave it.
pub type Failure = String;

/// Does what the command line says.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match perform(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("guichet: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(cli: Cli) -> Result<(), Failure> {
    logging::start(&cli.log)?;
    match cli.command {
        Command::Serve(settings) => serve::serve(&cli.data, *settings),
        Command::Migrate => migrate(&cli.data),
        Command::Openapi => print(&openapi::document_text()),
    }
}

fn migrate(data: &DataSettings) -> Result<(), Failure> {
    let store = serve::open_store(data)?;
    let done = store
        .migrate()
        .map_err(|error| serve::database_failure(data, &error))?;
    if done.is_empty() {
        return print("The database is up to date.\n");
    }
    print(
        &done
            .iter()
            .map(|name| format!("Done: {name}\n"))
            .collect::<String>(),
    )
}

/// Prints, and does not mind a reader that has gone (`guichet openapi | head`).
fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_help_of_serve_names_every_environment_variable() {
        let mut command = Cli::command();
        command.build();
        let serve = command.find_subcommand_mut("serve").unwrap();
        let help = serve.render_long_help().to_string();
        for argument in serve
            .get_arguments()
            .filter(|a| !["help", "version"].contains(&a.get_id().as_str()))
        {
            let env = argument
                .get_env()
                .map(|name| name.to_string_lossy().into_owned());
            let env = env.unwrap_or_else(|| panic!("{} has no variable", argument.get_id()));
            assert!(help.contains(&env), "{env}");
        }
    }
}
