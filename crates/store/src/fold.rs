//! The form in which words are compared: lower case, without accents, alike on both databases.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `Éléonore Lœw` gives `eleonore loew`. White space and other separators become one space.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            c if c.is_alphanumeric() || "@.+-_".contains(c) => folded.push(c),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.trim().to_owned()
}

/// What a search by the beginnings of words looks through: each word has a space before it.
pub(crate) fn searchable<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts
        .into_iter()
        .map(|text| format!(" {}", fold(text)))
        .collect()
}

/// The `LIKE` patterns that find every word typed at the beginning of a word.
pub(crate) fn patterns(typed: &str) -> Vec<String> {
    let words = fold(typed);
    words
        .split_whitespace()
        .map(|word| format!("% {}%", word.replace('_', "\\_")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        assert_eq!(fold("  Éléonore   LŒW-Weiß "), "eleonore loew-weiss");
        assert_eq!(fold("l’Îlot n° 5"), "l ilot n 5");
    }

    #[test]
    fn patterns_begin_at_words_and_know_no_wildcards() {
        assert_eq!(patterns("In Lau"), ["% in%", "% lau%"]);
        assert_eq!(patterns("50% a_b"), ["% 50%", "% a\\_b%"]);
        assert!(patterns(" % ").is_empty());
    }
}
