//! File names that others chose, made safe to show, to save and to put into an archive (S44).

/// The longest name, in characters and in bytes.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];

/// A name without folders, control characters, what turns the reading direction, and what some file
/// system gives a meaning. `fallback` where nothing remains.
pub(crate) fn safe(name: &str, fallback: &str) -> String {
    let base = name
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty());
    let plain = base
        .unwrap_or_default()
        .chars()
        .filter(|c| !is_invisible(*c));
    let plain: String = plain.map(|c| if is_special(c) { '_' } else { c }).collect();
    // Leading dots hide a file, trailing dots and blanks are dropped by Windows.
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    let name = joined.trim_matches(|c: char| c == '.' || c.is_whitespace());
    match name.is_empty() {
        true => fallback.to_owned(),
        false => shortened(&unlike_a_device(name)),
    }
}

/// Characters that are not seen: control and format characters, marks of direction, variation selectors.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that some file system or header gives a meaning, and those that look like a slash.
fn is_special(c: char) -> bool {
    matches!(
        c,
        '"' | '<'
            | '>'
            | ':'
            | '|'
            | '?'
            | '*'
            | ';'
            | '\u{2044}'
            | '\u{2215}'
            | '\u{29f8}'
            | '\u{ff0f}'
            | '\u{ff3c}'
    )
}

fn unlike_a_device(name: &str) -> String {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let port = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    let is_port = port.is_some_and(|number| {
        number.chars().count() == 1 && number.chars().all(|c| c.is_numeric())
    });
    match DEVICES.contains(&stem.as_str()) || is_port {
        true => format!("_{name}"),
        false => name.to_owned(),
    }
}

/// Cuts the middle and keeps the ending, which says what is in the file.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let ending = ending.filter(|ending| ending.len() <= 20 && !ending.contains(' '));
    let ending = ending
        .map(|ending| format!(".{ending}"))
        .unwrap_or_default();
    let mut stem = String::new();
    for c in name.chars() {
        if stem.len() + c.len_utf8() + ending.len() > LONGEST {
            break;
        }
        stem.push(c);
    }
    format!("{}{ending}", stem.trim_end())
}

/// Gives each name once: a second `a.txt` becomes `a (2).txt`, whatever the case of its letters.
pub(crate) fn distinct(
    name: String,
    taken: &mut std::collections::HashMap<String, usize>,
) -> String {
    let mut tried = name.clone();
    loop {
        let count = taken.entry(tried.to_lowercase()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return tried;
        }
        let number = taken.entry(name.to_lowercase()).or_insert(1);
        *number += usize::from(tried != name);
        let number = *number;
        tried = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem} ({number}).{ending}"),
            None => format!("{name} ({number})"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s44_a_name_leads_nowhere_and_hides_nothing() {
        let table = [
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("/etc/shadow", "shadow"),
            ("a\0b\r\nc.txt", "abc.txt"),
            ("x\"; filename=\"evil.exe", "x__ filename=_evil.exe"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1.pdf", "_com1.pdf"),
            ("comment.pdf", "comment.pdf"),
            (".htaccess", "htaccess"),
            ("a.txt. . ", "a.txt"),
            ("pièce jointe.pdf", "pièce jointe.pdf"),
            ("a\u{ff0f}b", "a_b"),
            ("..", "file"),
            ("", "file"),
            ("\u{200b}", "file"),
            ("folder/", "folder"),
        ];
        for (given, expected) in table {
            assert_eq!(safe(given, "file"), expected, "{given:?}");
        }
    }

    #[test]
    fn s44_a_long_name_keeps_its_ending() {
        let name = safe(&format!("{}.pdf", "é".repeat(4_096)), "file");
        assert!(name.len() <= LONGEST && name.ends_with("é.pdf"), "{name}");
    }

    #[test]
    fn names_are_told_apart() {
        let mut taken = std::collections::HashMap::new();
        let mut next = |name: &str| distinct(name.to_owned(), &mut taken);
        assert_eq!(next("a.txt"), "a.txt");
        assert_eq!(next("A.txt"), "A (2).txt");
        assert_eq!(next("a.txt"), "a (3).txt");
        assert_eq!(next("b"), "b");
        assert_eq!(next("b"), "b (2)");
    }
}
