//! Message-IDs (RFC 5322 §3.6.4).

/// The longest that is kept; longer ones are not made by mail programs.
const LONGEST: usize = 500;

/// The ids in a value, without angle brackets, in their order. Without any bracket, the words are taken.
pub(crate) fn ids(value: &[u8]) -> Vec<String> {
    let text: String = super::words::unfolded(value);
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, from)) = rest.split_once('<') {
        let Some((id, after)) = from.split_once('>') else {
            break;
        };
        found.push(id);
        rest = after;
    }
    if found.is_empty() {
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
        found = words.filter(|word| word.contains('@')).collect();
    }
    let clean = |id: &str| {
        let kept = id.chars().filter(|c| !c.is_whitespace() && !c.is_control());
        kept.collect::<String>()
    };
    let sound = |id: &String| !id.is_empty() && id.len() <= LONGEST;
    found.into_iter().map(clean).filter(sound).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_with_and_without_brackets() {
        assert_eq!(ids(b" <a@b> (x)\r\n <c@d>,<e@f>"), ["a@b", "c@d", "e@f"]);
        assert_eq!(ids(b"a@b c@d"), ["a@b", "c@d"]);
        assert_eq!(ids(b"<a@b"), ["a@b"]);
        assert!(ids(b"your mail of Monday").is_empty());
        assert_eq!(ids(b"<a\r\n @b\0>"), ["a@b"]);
    }
}
