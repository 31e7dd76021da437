//! Which of the desk's languages a text is in, told by its commonest words.

use super::mail::Language;

/// Common words that the other language does not have.
const FRENCH: &[&str] = &[
    "le",
    "la",
    "les",
    "des",
    "une",
    "et",
    "est",
    "pas",
    "je",
    "vous",
    "nous",
    "pour",
    "avec",
    "dans",
    "sur",
    "qui",
    "que",
    "ce",
    "cette",
    "mon",
    "ma",
    "mes",
    "votre",
    "bonjour",
    "merci",
    "du",
    "au",
    "aux",
    "ne",
    "il",
    "elle",
    "sont",
    "cordialement",
    "depuis",
    "mais",
    "ai",
    "c'est",
    "j'ai",
];
const ENGLISH: &[&str] = &[
    "the", "and", "is", "are", "i", "you", "we", "for", "with", "in", "of", "to", "that", "this",
    "my", "your", "not", "it", "have", "has", "hello", "hi", "thanks", "thank", "please", "can",
    "cannot", "but", "was", "be", "regards", "do", "does", "when", "from", "an", "what",
];

/// The words that are looked at.
const WORDS: usize = 400;

/// The language, if one is clearly ahead.
pub(crate) fn language(text: &str) -> Option<Language> {
    let (mut french, mut english) = (0_usize, 0_usize);
    let ends = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
    for word in text.split(ends).filter(|word| !word.is_empty()).take(WORDS) {
        if word.len() > 20 {
            continue;
        }
        let word = word.to_lowercase().replace('’', "'");
        french += usize::from(FRENCH.contains(&word.as_str()));
        english += usize::from(ENGLISH.contains(&word.as_str()));
    }
    match (french, english) {
        (french, english) if french >= 2 && french > english * 2 => Some(Language::French),
        (french, english) if english >= 2 && english > french * 2 => Some(Language::English),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_are_told_apart() {
        let table = [
            (
                "Bonjour, mon imprimante ne marche pas depuis hier.",
                Some(Language::French),
            ),
            (
                "Hello, I cannot open the door of my office.",
                Some(Language::English),
            ),
            ("Guten Tag, mein Drucker geht nicht.", None),
            ("VPN", None),
            ("", None),
        ];
        for (given, expected) in table {
            assert_eq!(language(given), expected, "{given}");
        }
    }
}
