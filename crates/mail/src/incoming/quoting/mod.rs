//! What somebody wrote themselves, and what the mail program put around it: quotes, the lines that
//! introduce them, signatures. Lines are looked at once each, so that it takes as long as it is long.

mod introduction;
pub(crate) mod letterhead;
mod signature;

/// A text, parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folded {
    /// The own words; everything if there are none.
    pub own: String,
    /// The rest in its order, if there is any.
    pub quoted: Option<String>,
}

/// Whose a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Own,
    Blank,
    Quoted,
    /// Signature and the like: never kept between answers.
    Appended,
}

/// Parts a text. Quotes between answers stay, because the answers say nothing without them.
pub(crate) fn fold(text: &str) -> Folded {
    let lines: Vec<&str> = text.lines().collect();
    let mut whose = attributed(&lines);
    keep_answered_quotes(&mut whose);
    let mut own = String::new();
    let mut quoted = String::new();
    let mut last = Whose::Own;
    for (line, whose) in lines.iter().zip(&whose) {
        let whose = if *whose == Whose::Blank { last } else { *whose };
        last = whose;
        let into = if whose == Whose::Own {
            &mut own
        } else {
            &mut quoted
        };
        into.push_str(line);
        into.push('\n');
    }
    let (own, quoted) = (trimmed(&own), trimmed(&quoted));
    match own.is_empty() || quoted.is_empty() {
        true => Folded {
            own: trimmed(text),
            quoted: None,
        },
        false => Folded {
            own,
            quoted: Some(quoted),
        },
    }
}

/// Without empty lines around it.
fn trimmed(text: &str) -> String {
    text.trim_end().trim_start_matches(['\n', '\r']).to_owned()
}

fn attributed(lines: &[&str]) -> Vec<Whose> {
    let mut whose = Vec::with_capacity(lines.len());
    let mut in_signature = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if is_quote(line) {
            in_signature = false;
            whose.push(Whose::Quoted);
        } else if introduction::ends_own_words(lines, at) {
            whose.resize(lines.len(), Whose::Quoted);
            return whose;
        } else if let Some(length) = introduction::introduces_quote(lines, at) {
            in_signature = false;
            whose.resize(at + length, Whose::Quoted);
        } else if line.trim().is_empty() {
            whose.push(Whose::Blank);
        } else if in_signature || signature::is_mobile(line) {
            whose.push(Whose::Appended);
        } else if signature::begins(line) {
            in_signature = true;
            whose.push(Whose::Appended);
        } else {
            whose.push(Whose::Own);
        }
        at = whose.len();
    }
    whose
}

/// Whether a line is quoted (`>`, also behind a blank).
fn is_quote(line: &str) -> bool {
    line.strip_prefix(' ').unwrap_or(line).starts_with('>')
}

/// Where quotes alternate with answers, the quotes up to the last answer are part of what is said.
fn keep_answered_quotes(whose: &mut [Whose]) {
    let mut answered = 0;
    let mut quote_open = false;
    let mut last_own = 0;
    for (at, whose) in whose.iter().enumerate() {
        match whose {
            Whose::Quoted => quote_open = true,
            Whose::Own => {
                answered += usize::from(quote_open);
                quote_open = false;
                last_own = at;
            }
            Whose::Blank | Whose::Appended => {}
        }
    }
    if answered >= 2 {
        for whose in whose[..last_own]
            .iter_mut()
            .filter(|whose| **whose == Whose::Quoted)
        {
            *whose = Whose::Own;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> String {
        fold(text).own
    }

    #[test]
    fn what_is_below_an_introduction_is_folded() {
        let table = [
            "Oui.\n\nLe lun. 3 mars 2025 à 10:12, Jean <a@b.c> a écrit :\n> Ça va ?",
            "Oui.\n\nLe lun. 3 mars 2025 à 10:12, Jean Dupont-Moretti <jean@exemple.fr>\na écrit :\n\n> Ça va ?\n>\n> Jean",
            "Oui.\n\nLe 03/03/2025 à 10:12, Jean a écrit :\nÇa va ?",
            "Oui.\n\nOn Mon, Mar 3, 2025 at 10:12 AM Jean <a@b.c> wrote:\n\n> Well?",
            "Oui.\n\nAm 03.03.25 um 10:12 schrieb Jean:\n> Na?",
            "Oui.\n\n-----Message d'origine-----\nDe : Jean [mailto:a@b.c]\nEnvoyé : lundi 3 mars 2025 10:12\nÀ : Moi\nObjet : Ça va ?\n\nÇa va ?",
            "Oui.\n\nDe : Jean <a@b.c>\nEnvoyé : lundi 3 mars 2025 10:12\nÀ : Moi <d@e.f>\nObjet : Ça va ?\n\nÇa va ?",
            "Oui.\n\n*De :* Jean <a@b.c>\n*Envoyé :* lundi 3 mars 2025 10:12\n*À :* Moi <d@e.f>\n*Objet :* Ça va ?\n\nÇa va ?",
            "Oui.\n\n________________________________\nFrom: Jean <a@b.c>\nSent: Monday, March 3, 2025 10:12 AM\nTo: Me\nSubject: Well?\n\nWell?",
            "Oui.\n\n2025-03-03 10:12 GMT+01:00 Jean <a@b.c>:\n> Ça va ?",
            "Oui.\n-- \nMoi\n01 02 03 04 05",
            "Oui.\n\nEnvoyé de mon iPhone",
            "> Ça va ?\n\nOui.",
            "Le 3 mars 2025, Jean a écrit :\n> Ça va ?\n\nOui.\n\n-- \nMoi",
        ];
        for given in table {
            let folded = fold(given);
            assert_eq!(folded.own, "Oui.", "{given}");
            let kept: usize = folded.quoted.iter().map(String::len).sum();
            assert!(
                kept + 8 >= given.len() - folded.own.len(),
                "nothing is lost: {given}"
            );
        }
    }

    #[test]
    fn own_words_are_not_folded() {
        let table = [
            "Bonjour,\n\nLe serveur 3 ne répond plus : voici le message :\n\nerreur 5",
            "On Monday it worked.\nSince then:\n- nothing\n- nothing at all",
            "De : la peinture\nÀ : refaire",
            "On 3 March I wrote:\n- close the door",
            "a\n--x\nb",
            "Le 3 mars, j'ai écrit au service. Pas de réponse.",
        ];
        for given in table {
            assert_eq!(
                fold(given),
                Folded {
                    own: given.to_owned(),
                    quoted: None
                }
            );
        }
    }

    #[test]
    fn quotes_between_answers_stay() {
        let text = "> Quelle imprimante ?\nLa grande.\n> Depuis quand ?\nHier.\n> Merci";
        let folded = fold(text);
        assert_eq!(
            folded.own,
            "> Quelle imprimante ?\nLa grande.\n> Depuis quand ?\nHier."
        );
        assert_eq!(folded.quoted.as_deref(), Some("> Merci"));
    }

    #[test]
    fn where_everything_is_quoted_everything_is_kept() {
        assert_eq!(own("> a\n> b"), "> a\n> b");
        assert_eq!(own(""), "");
    }
}
