//! Measures how well mails are read, on collections made by others: `cargo xtask corpus mail FOLDER`.
//! The folder holds `zammad` (mails beside what another desk reads in them) and `sisimai` (bounces with
//! labels). Neither is part of the repository.

mod sisimai;
mod zammad;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use guichet_mail::incoming::{self, Limits, Mail, Unreadable};

/// How long one mail may take.
const SLOWEST: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: corpus FOLDER");
        return ExitCode::FAILURE;
    };
    let mut clock = Slowest::default();
    let measured = zammad::measure(&folder.join("zammad"), &mut clock).and_then(|desk| {
        let bounces = sisimai::measure(&folder.join("sisimai"), &mut clock)?;
        Ok(desk && bounces)
    });
    println!(
        "\nslowest mail: {:.1} ms, {}",
        clock.took.as_secs_f64() * 1e3,
        clock.name
    );
    match measured {
        Ok(true) if clock.took < SLOWEST => ExitCode::SUCCESS,
        Ok(_) => {
            println!("below the figures asked for");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The mail that took longest.
#[derive(Default)]
struct Slowest {
    name: String,
    took: Duration,
}

impl Slowest {
    fn read(&mut self, name: &str, raw: &[u8]) -> Result<Mail, Unreadable> {
        let began = Instant::now();
        let mail = incoming::read(raw, &Limits::default());
        let took = began.elapsed();
        if took > self.took {
            (self.name, self.took) = (name.to_owned(), took);
        }
        mail
    }
}

/// So many of so many, with what share that is.
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }

    fn print(&self, what: &str, asked: f64) -> bool {
        let percent = self.percent();
        println!(
            "{what:<44} {:>4} of {:>4}  {percent:5.1} % (asked: {asked} %)",
            self.right, self.all
        );
        percent >= asked
    }
}
