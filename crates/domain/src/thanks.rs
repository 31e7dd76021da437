//! A bare thanks: what somebody writes to say that all is well, and nothing else.

/// Words that say that all is well.
const CONTENT: &[&str] = &[
    "cheers",
    "chapeau",
    "excellent",
    "fixed",
    "fonctionne",
    "genial",
    "great",
    "impeccable",
    "marche",
    "merci",
    "mercis",
    "nickel",
    "parfait",
    "parfaitement",
    "perfect",
    "regle",
    "remercie",
    "remerciements",
    "remercions",
    "resolu",
    "resolved",
    "resout",
    "solved",
    "super",
    "thank",
    "thanks",
    "thx",
    "top",
    "working",
    "works",
];

/// Words that may stand beside them without asking or denying anything.
const COURTESY: &[&str] = &[
    "a",
    "afternoon",
    "again",
    "agreable",
    "aide",
    "ainsi",
    "all",
    "am",
    "and",
    "apres",
    "appreciate",
    "appreciated",
    "au",
    "aussi",
    "avec",
    "avez",
    "avoir",
    "beaucoup",
    "belle",
    "best",
    "bien",
    "bon",
    "bonjour",
    "bonne",
    "bonsoir",
    "brilliant",
    "c",
    "ca",
    "can",
    "care",
    "case",
    "cela",
    "ce",
    "cest",
    "close",
    "cloturer",
    "confirm",
    "confirme",
    "confirmer",
    "cordialement",
    "d",
    "dans",
    "day",
    "de",
    "demande",
    "des",
    "dossier",
    "du",
    "effective",
    "effectivement",
    "efficace",
    "end",
    "efficacite",
    "ete",
    "equipe",
    "est",
    "et",
    "evening",
    "everything",
    "fait",
    "faire",
    "fast",
    "fermer",
    "fin",
    "for",
    "fine",
    "formidable",
    "good",
    "grand",
    "has",
    "have",
    "hello",
    "help",
    "helpful",
    "hi",
    "i",
    "indeed",
    "infiniment",
    "intervention",
    "is",
    "issue",
    "it",
    "its",
    "j",
    "jai",
    "je",
    "job",
    "journee",
    "just",
    "kind",
    "kindly",
    "l",
    "la",
    "le",
    "les",
    "lot",
    "ma",
    "madame",
    "maintenant",
    "many",
    "me",
    "merveille",
    "mieux",
    "million",
    "mille",
    "moi",
    "mon",
    "monsieur",
    "morning",
    "much",
    "my",
    "nice",
    "noel",
    "nous",
    "now",
    "of",
    "ok",
    "on",
    "our",
    "parfaite",
    "patience",
    "perfectly",
    "peut",
    "peux",
    "plus",
    "pour",
    "pouvez",
    "precieuse",
    "precious",
    "prise",
    "probleme",
    "problem",
    "prompt",
    "promptly",
    "qu",
    "que",
    "quick",
    "quickly",
    "rapide",
    "rapidement",
    "rapidite",
    "reactivite",
    "regards",
    "regler",
    "reponse",
    "resolve",
    "response",
    "resoudre",
    "resolution",
    "s",
    "salut",
    "sincerement",
    "sincerely",
    "so",
    "soir",
    "soiree",
    "solution",
    "sorted",
    "soutien",
    "speedy",
    "suite",
    "support",
    "temps",
    "that",
    "the",
    "this",
    "ticket",
    "time",
    "to",
    "today",
    "tous",
    "tout",
    "toute",
    "toutes",
    "travail",
    "tres",
    "un",
    "une",
    "up",
    "very",
    "vous",
    "votre",
    "vos",
    "we",
    "week",
    "weekend",
    "well",
    "with",
    "wonderful",
    "work",
    "worked",
    "you",
    "your",
    "yes",
    "oui",
    "accord",
    "yours",
    "fonctionner",
    "remarche",
    "refonctionne",
    "operationnel",
    "semaine",
    "excellente",
    "formidablement",
    "avance",
    "encore",
    "fois",
    "kindness",
    "gentillesse",
];

/// Words after which a name may stand.
const BEFORE_A_NAME: &[&str] = &[
    "bonjour", "bonsoir", "cheers", "hello", "hi", "merci", "salut", "thanks", "thx", "you",
    "vous", "dear", "madame", "monsieur",
];

/// How long a thanks is at most, in characters.
const LONGEST: usize = 200;

/// Whether a message says nothing but thanks: such a reply to a resolved ticket is kept and flagged,
/// and does not reopen it. Short, without a question, made of words that say that all is well and of
/// courtesy, with a name here and there; any other word may be a new problem.
pub fn is_bare_thanks(message: &str) -> bool {
    if message.contains('?') || message.chars().count() > LONGEST {
        return false;
    }
    let lines: Vec<&str> = message
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    // A last line of names alone is a signature.
    let signed = lines.len() > 1 && lines.last().is_some_and(|line| is_a_name(line));
    let said = &lines[..lines.len() - usize::from(signed)];
    let mut content = false;
    for line in said {
        let words: Vec<(String, bool)> = words(line);
        let mut before = "";
        for (word, is_capital) in &words {
            let is_content = CONTENT.contains(&word.as_str());
            let named = *is_capital && BEFORE_A_NAME.contains(&before);
            if !is_content && !COURTESY.contains(&word.as_str()) && !named {
                return false;
            }
            content |= is_content;
            before = word;
        }
    }
    content && !repeats_a_problem(message)
}

/// `encore` is courtesy in « encore merci », and a problem by itself.
fn repeats_a_problem(message: &str) -> bool {
    let plain: Vec<String> = words(message).into_iter().map(|(word, _)| word).collect();
    plain.iter().enumerate().any(|(at, word)| {
        let next = plain.get(at + 1).map_or("", String::as_str);
        let former = at.checked_sub(1).map_or("", |at| plain[at].as_str());
        match word.as_str() {
            "encore" | "again" => {
                let polite = |word: &str| {
                    matches!(
                        word,
                        "merci" | "thanks" | "thank" | "you" | "fois" | "mille" | "much"
                    )
                };
                !(polite(next) || polite(former) || next == "une")
            }
            // « ça ne marche plus », "no longer works": denied without a word of its own.
            "plus" => former != "de" && next != "merci" && former != "en",
            "n" => true,
            _ => false,
        }
    })
}

fn is_a_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    words.len() <= 3
        && words.iter().all(|word| {
            capital(word)
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || c == '-' || c == '.')
        })
}

/// The words of a line without accents, in lower case, and whether each began with a capital.
fn words(line: &str) -> Vec<(String, bool)> {
    let plain: String = line.chars().map(without_accent).collect();
    plain
        .split_whitespace()
        .map(|word| {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            (word.to_lowercase(), capital)
        })
        .collect()
}

fn without_accent(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' | 'á' => 'a',
        'À' | 'Â' => 'A',
        'ç' => 'c',
        'Ç' => 'C',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'É' | 'È' | 'Ê' => 'E',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        c if c.is_alphanumeric() => c,
        _ => ' ',
    }
}
