//! Makes an administrator from the machine the desk runs on: the first one, or one more when
//! nobody can sign in any longer.

use std::io::{BufRead, IsTerminal, Write};

use clap::Args;
use guichet_desk::passwords::Password;
use guichet_desk::{Desk, people, settings, setup};
use guichet_domain::people::Language;
use guichet_domain::text::{Email, Name};

use super::{Failure, print, ready_desk, refused};
use crate::settings::DataSettings;

/// Whom to make an administrator.
#[derive(Debug, Clone, Args)]
pub struct NewAdmin {
    /// The full name
    #[arg(long)]
    name: String,

    /// The mail address to sign in with
    #[arg(long)]
    email: String,

    /// The password; asked for where neither flag nor variable is given
    #[arg(long, env = "GUICHET_ADMIN_PASSWORD", hide_env_values = true)]
    password: Option<String>,

    /// What the desk is called, if this is its first administrator
    #[arg(long, default_value = "Guichet")]
    desk_name: String,

    /// The administrator's language: fr or en
    #[arg(long, default_value = "fr")]
    language: Language,
}

/// Makes the administrator.
///
/// # Errors
/// A sentence about what cannot be used.
pub fn create(data: &DataSettings, new: NewAdmin) -> Result<(), Failure> {
    let name = Name::parse(&new.name).map_err(|error| format!("the name {error}"))?;
    let email = Email::parse(&new.email).map_err(|error| format!("the address {error}"))?;
    let desk_name = Name::parse(&new.desk_name).map_err(|e| format!("the desk's name {e}"))?;
    let desk = ready_desk(data)?;
    let password = new.password.map_or_else(ask, Ok)?;
    let password = Password::parse(&password).map_err(|error| error.to_string())?;
    let password = password.hash().map_err(|error| error.to_string())?;
    let language = new.language;
    let first = setup::Setup {
        desk_name,
        name,
        email,
        password,
        language,
    };
    let email = first.email.clone();
    make(&desk, first)?;
    print(&format!("{} is an administrator.\n", email.as_str()))
}

fn make(desk: &Desk, new: setup::Setup) -> Result<(), Failure> {
    let at = desk.now();
    let made = desk.store().write_blocking(move |tx| {
        if setup::state(tx)?.needed {
            return setup::begin(tx, at, &new);
        }
        settings::load(tx)?;
        let setup::Setup {
            name,
            email,
            password,
            language,
            ..
        } = &new;
        people::create_administrator(tx, at, name, email, password, *language)
    });
    made.map(drop).map_err(|refusal| refused(&refusal))
}

/// Reads the password from the terminal, or from what is piped in.
fn ask() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        eprint!("Password (it shows as you type): ");
        let _ = std::io::stderr().flush();
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| error.to_string())?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
