//! The head that mail programs write over a mail they answer or pass on: `De :`, `Envoyé :`, `À :`,
//! `Objet :`, in the languages of their users.

/// What such a head says; values as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Letterhead {
    pub from: String,
    pub date: String,
    pub subject: String,
    /// How many lines it takes.
    pub lines: usize,
}

/// What a line of it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    From,
    Date,
    To,
    Subject,
    Other,
}

/// The labels, in lower case.
const LABELS: &[(&str, Says)] = &[
    ("de", Says::From),
    ("from", Says::From),
    ("von", Says::From),
    ("da", Says::From),
    ("van", Says::From),
    ("expéditeur", Says::From),
    ("exp", Says::From),
    ("date", Says::Date),
    ("envoyé", Says::Date),
    ("envoyé le", Says::Date),
    ("sent", Says::Date),
    ("gesendet", Says::Date),
    ("datum", Says::Date),
    ("enviado", Says::Date),
    ("inviato", Says::Date),
    ("data", Says::Date),
    ("fecha", Says::Date),
    ("verzonden", Says::Date),
    ("date d'envoi", Says::Date),
    ("à", Says::To),
    ("a", Says::To),
    ("pour", Says::To),
    ("to", Says::To),
    ("an", Says::To),
    ("para", Says::To),
    ("aan", Says::To),
    ("destinataire", Says::To),
    ("destinataires", Says::To),
    ("objet", Says::Subject),
    ("subject", Says::Subject),
    ("betreff", Says::Subject),
    ("sujet", Says::Subject),
    ("asunto", Says::Subject),
    ("oggetto", Says::Subject),
    ("onderwerp", Says::Subject),
    ("assunto", Says::Subject),
    ("cc", Says::Other),
    ("cci", Says::Other),
    ("bcc", Says::Other),
    ("copie à", Says::Other),
    ("copie", Says::Other),
    ("kopie", Says::Other),
    ("reply-to", Says::Other),
    ("répondre à", Says::Other),
    ("importance", Says::Other),
    ("priorité", Says::Other),
    ("pièces jointes", Says::Other),
    ("attachments", Says::Other),
    ("antwort an", Says::Other),
    ("wichtigkeit", Says::Other),
    ("organisation", Says::Other),
];

/// Lines of a head at most; long lists of recipients are broken.
const LONGEST: usize = 30;

/// The head that begins at a line, if one does: `From` and two more of `Date`, `To`, `Subject`, without
/// an empty line between.
pub(crate) fn read(lines: &[&str], at: usize) -> Option<Letterhead> {
    let (first, _) = label(lines.get(at)?)?;
    if !matches!(first, Says::From | Says::Date | Says::Subject) {
        return None;
    }
    let mut head = Letterhead::default();
    let (mut last, mut seen) = (None, Vec::new());
    for line in lines[at..].iter().take(LONGEST) {
        match label(line) {
            // Another head begins; so that no line is read for many of them.
            Some((says, _)) if seen.contains(&says) => break,
            Some((says, value)) => {
                match says {
                    Says::From => value.clone_into(&mut head.from),
                    Says::Date => value.clone_into(&mut head.date),
                    Says::Subject => value.clone_into(&mut head.subject),
                    Says::To | Says::Other => {}
                }
                if says != Says::Other {
                    seen.push(says);
                }
                last = Some(says);
            }
            // A value that is broken goes on; after the subject, the mail itself begins.
            None if line.trim().is_empty() || last == Some(Says::Subject) || line.len() > 1_000 => {
                break;
            }
            None if last == Some(Says::From) && head.from.is_empty() => {
                line.trim().clone_into(&mut head.from)
            }
            None => {}
        }
        head.lines += 1;
    }
    let said = [
        !head.date.is_empty(),
        seen.contains(&Says::To),
        !head.subject.is_empty(),
    ];
    let enough = said.iter().filter(|said| **said).count() >= 2;
    (!head.from.is_empty() && enough).then_some(head)
}

/// What a line says, and its value: `De : …`, `*De :* …`, `**De:** …`.
fn label(line: &str) -> Option<(Says, &str)> {
    let line = line.trim().trim_start_matches('*');
    let (label, value) = line.split_at(line.char_indices().take(40).find(|(_, c)| *c == ':')?.0);
    let label = label
        .trim_end_matches(['*', ' ', '\u{a0}', '\u{202f}'])
        .to_lowercase();
    let (_, says) = LABELS.iter().find(|(known, _)| *known == label)?;
    let value = value[1..].trim_start_matches('*').trim();
    Some((*says, value))
}
