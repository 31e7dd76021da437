//! The tasks behind `just` and `.ci/run`: each does all of its own set-up and can be repeated.

mod dist;
mod process;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The tasks of Guichet")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the web pages into target/dist: compressed, hashed names, within the size budget
    Dist {
        /// Build quickly for trying out: not optimised, not compressed, no budget
        #[arg(long)]
        dev: bool,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match perform(arguments.task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<ExitCode> {
    process::stop_on_ctrl_c()?;
    match task {
        Task::Dist { dev } => {
            let sizes = dist::build(dist::Mode::chosen(dev))?;
            sizes.print();
            sizes.check_budget()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
