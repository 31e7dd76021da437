//! What people wrote, made fit for a header: one line, no hidden characters, of bounded length.

/// Longest subject, in characters.
pub const SUBJECT: usize = 250;
/// Longest name of a person, in characters.
pub const NAME: usize = 120;
/// Longest name of a file, in characters.
pub const FILE_NAME: usize = 150;

/// One line of text: control characters and line breaks become spaces, those that reverse the
/// direction of what follows go, runs of spaces become one.
pub fn line(text: &str, longest: usize) -> String {
    let visible = text.chars().filter(|c| !turns_direction(*c));
    let plain: String = visible.map(|c| if breaks(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    let cut: String = words.join(" ").chars().take(longest).collect();
    cut.trim_end().to_owned()
}

/// The name of a file, without what means something else to a file system or (`=?`) to a mail reader;
/// never empty.
pub fn file_name(name: &str) -> String {
    let name: String = line(name, usize::MAX)
        .chars()
        .map(|c| if "/\\?*:<>|\"".contains(c) { '_' } else { c })
        .collect();
    let count = name.chars().count();
    match name.rsplit_once('.') {
        _ if name.is_empty() => "file".to_owned(),
        _ if count <= FILE_NAME => name,
        // The end says how to open it.
        Some((start, end)) if end.chars().count() <= 10 => {
            let room = FILE_NAME - 1 - end.chars().count();
            format!("{}.{end}", start.chars().take(room).collect::<String>())
        }
        _ => name.chars().take(FILE_NAME).collect(),
    }
}

/// The text of a letter: LF alone ends lines, and no other control character but the tab is left.
pub fn text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect()
}

fn breaks(c: char) -> bool {
    c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
