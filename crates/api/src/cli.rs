//! The command line. `guichet --help` and the help of each command are the manual.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{self, Failure, admin, clocks, demo, import};
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
    /// Take in data of another desk
    #[command(subcommand)]
    Import(Import),
    /// Fill an empty desk with a company to try it on, and print who can sign in
    Demo {
        /// Only print who can sign in where the desk is in use already
        #[arg(long)]
        unless_set_up: bool,
    },
    /// Look after the clocks that measure promises
    #[command(subcommand)]
    Clocks(Clocks),
    /// Print the description of the API (OpenAPI 3.1)
    Openapi,
    /// Manage administrators
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Debug, Subcommand)]
enum Import {
    /// An event log in CSV, read by a mapping file; can be run again at any time
    Events(import::EventLog),
}

#[derive(Debug, Subcommand)]
enum Clocks {
    /// Compute every clock from the journal and name what differs from what is kept
    Verify,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Make an administrator: the first one, or one more
    Create(admin::NewAdmin),
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    match perform(Cli::parse()) {
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
        Command::Migrate => commands::migrate(&cli.data),
        Command::Import(Import::Events(log)) => import::events(&cli.data, &log),
        Command::Demo { unless_set_up } => demo::load(&cli.data, unless_set_up),
        Command::Clocks(Clocks::Verify) => clocks::verify(&cli.data),
        Command::Openapi => commands::print(&openapi::document_text()),
        Command::Admin(Admin::Create(new)) => admin::create(&cli.data, new),
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
        for argument in serve.get_arguments() {
            let name = argument.get_id().as_str();
            if ["help", "version"].contains(&name) {
                continue;
            }
            let env = argument
                .get_env()
                .map(|env| env.to_string_lossy().into_owned());
            let env = env.unwrap_or_else(|| panic!("{name} has no variable"));
            assert!(help.contains(&env), "{env}");
        }
    }
}
