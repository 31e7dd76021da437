//! The tasks behind `just` and `.ci/run`: each does all of its own set-up and can be repeated.

mod bench;
mod corpus;
mod develop;
mod dist;
mod fuzz;
mod install;
mod loopback;
mod mailbed;
mod node;
mod openapi;
mod postgres;
mod process;
mod python;
mod server;
mod test;
mod torture;
mod workspace;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "The tasks of Guichet")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything and serve the desk on this machine, until Ctrl-C
    Start {
        /// Fill an empty desk with a demo company, and print its accounts
        #[arg(long)]
        demo: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Run every test there is, installing what is missing; the last line counts them
    #[command(after_help = format!("Steps:\n{}", test::described()))]
    Test {
        /// Run only these steps: rust,e2e
        #[arg(long, value_delimiter = ',', value_name = "STEPS")]
        only: Vec<String>,
        /// Repeat what schemathesis did with the seed it printed
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Measure: figures of this machine, on both databases; takes minutes
    #[command(after_help = format!("Measurements:\n{}", bench::described()))]
    Bench {
        /// What to measure
        name: String,
        /// Numbers for it: `clocks 100000 2000` takes fewer tickets and fewer open ones
        arguments: Vec<String>,
    },
    /// Measure how well collections of others are read
    #[command(after_help = format!("Collections:\n{}", corpus::described()))]
    Corpus {
        /// What to measure
        name: String,
        /// Where the collection is
        folder: PathBuf,
    },
    /// Feed made-up input to what reads the input of others
    #[command(after_help = format!("Targets:\n{}", fuzz::described()))]
    Fuzz {
        /// What to feed
        name: String,
        /// How long, for each target
        #[arg(default_value_t = 60)]
        seconds: u64,
    },
    /// Try at length what the tests try in short: kills, again and again; takes minutes
    #[command(after_help = format!("Ordeals:\n{}", torture::described()))]
    Torture {
        /// What to try
        name: String,
    },
    /// Check formatting and warnings only
    Check,
    /// Serve the desk unoptimised and rebuild what changes, until Ctrl-C
    Dev {
        #[command(flatten)]
        place: Place,
    },
    /// Build the web pages into target/dist: compressed, hashed names, within the size budget
    Dist {
        /// Build quickly for trying out: not optimised, not compressed, no budget
        #[arg(long)]
        dev: bool,
    },
    /// Write openapi/guichet.json, the description of the API
    Openapi,
    /// Serve mailboxes and a mail sink on this machine for trying out, until Ctrl-C
    Mail,
}

/// Where the desk is served from, and where its data lies.
#[derive(Args)]
struct Place {
    /// Port of 127.0.0.1 to serve on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the data, made if it is missing
    #[arg(long, default_value = "data", value_name = "FOLDER")]
    data: PathBuf,
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
        Task::Start { demo, place } => server::start(demo, place.port, &place.data)?,
        Task::Test { only, seed } => return run_tests(&test::Request { only, seed }),
        Task::Bench { name, arguments } => bench::run(&name, &arguments)?,
        Task::Corpus { name, folder } => corpus::run(&name, &folder)?,
        Task::Fuzz { name, seconds } => fuzz::run(&name, seconds)?,
        Task::Torture { name } => torture::run(&name)?,
        Task::Check => {
            let only = ["format", "clippy"].map(str::to_owned).to_vec();
            return run_tests(&test::Request { only, seed: None });
        }
        Task::Dev { place } => develop::run(place.port, &place.data)?,
        Task::Dist { dev } => {
            let sizes = dist::build(dist::Mode::chosen(dev))?;
            sizes.print();
            sizes.check_budget()?;
        }
        Task::Openapi => openapi::write()?,
        Task::Mail => mailbed::serve()?,
    }
    Ok(ExitCode::SUCCESS)
}

fn run_tests(request: &test::Request) -> anyhow::Result<ExitCode> {
    Ok(match test::run(request)? {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
