//! Percentages as people type them, one or several: `60 %`, `60 %, 90 %`, `60 90`.

use crate::people::Language;

/// Why a text is no list of percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPercents {
    /// Something in it is not a whole number of percent from 1 to 99.
    #[error("must be whole percentages from 1 to 99, such as 60 % or 60 %, 90 %")]
    NotUnderstood,
    /// There are too many.
    #[error("must be fewer percentages")]
    TooMany,
}

/// Reads percentages, rising and each once; at most so many. None where nothing is typed.
pub fn read(text: &str, most: usize) -> Result<Vec<i32>, NotPercents> {
    let mut percents = Vec::new();
    let pieces = text.split(|letter: char| letter.is_whitespace() || "%,;/".contains(letter));
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        if matches!(piece, "et" | "puis" | "and" | "then") {
            continue;
        }
        match piece.parse() {
            Ok(percent @ 1..=99) => percents.push(percent),
            _ => return Err(NotPercents::NotUnderstood),
        }
    }
    percents.sort_unstable();
    percents.dedup();
    if percents.len() > most {
        return Err(NotPercents::TooMany);
    }
    Ok(percents)
}

/// Writes them one after the other.
pub fn write(percents: &[i32], language: Language) -> String {
    let one = |percent: &i32| match language {
        Language::Fr => format!("{percent}\u{202f}%"),
        Language::En => format!("{percent}%"),
    };
    percents.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_or_several_are_understood() {
        for (text, percents) in [
            ("", &[][..]),
            ("60 %", &[60]),
            ("60", &[60]),
            ("60\u{202f}%, 90\u{202f}%", &[60, 90]),
            ("90%,60%,60%", &[60, 90]),
            ("60 90", &[60, 90]),
            ("60 % et 90 %", &[60, 90]),
        ] {
            assert_eq!(read(text, 3).as_deref(), Ok(percents), "{text}");
        }
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for text in ["0", "100 %", "-5", "soixante", "60.5"] {
            assert_eq!(read(text, 3), Err(NotPercents::NotUnderstood), "{text}");
        }
        assert_eq!(read("10 20 30 40", 3), Err(NotPercents::TooMany));
    }

    #[test]
    fn they_are_written_as_they_are_read() {
        assert_eq!(write(&[60, 90], Language::En), "60%, 90%");
        assert_eq!(write(&[60], Language::Fr), "60\u{202f}%");
        let text = write(&[5, 60, 90], Language::Fr);
        assert_eq!(read(&text, 3), Ok(vec![5, 60, 90]));
    }
}
