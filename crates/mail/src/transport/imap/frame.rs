//! One response of an IMAP server: a line, with the literals in it (RFC 3501 §4.3).

use std::io::{Error, ErrorKind};

use super::super::wire::{Wire, too_much};

/// Deeper than any answer to what is asked here. The parser descends into each, on the stack, and
/// tries several readings of it, each of which tries several of what is inside.
const DEPTH: usize = 6;

/// Reads the next response, its last CRLF included. Takes what it reads from `allowance`, and reads
/// no more than that.
///
/// # Errors
/// Those of the network; `InvalidData` for more than is allowed, or nested too deeply.
pub async fn read(wire: &mut Wire, allowance: &mut usize) -> Result<Vec<u8>, Error> {
    let mut frame = Vec::new();
    let mut depth = 0;
    loop {
        let line = wire.line(*allowance).await?;
        spend(allowance, line.len() + 2)?;
        for byte in &line {
            depth = match byte {
                b'(' => depth + 1,
                b')' => usize::saturating_sub(depth, 1),
                _ => depth,
            };
            if depth > DEPTH {
                return Err(Error::new(ErrorKind::InvalidData, "it nests too deeply"));
            }
        }
        frame.extend_from_slice(&line);
        frame.extend_from_slice(b"\r\n");
        match announced(&line).filter(|_| holds_literals(&frame)) {
            None => return Ok(frame),
            Some(count) => {
                spend(allowance, count)?;
                wire.bytes(count, &mut frame).await?;
            }
        }
    }
}

fn spend(allowance: &mut usize, count: usize) -> Result<(), Error> {
    *allowance = allowance.checked_sub(count).ok_or_else(too_much)?;
    Ok(())
}

/// The length of the literal that a line announces at its end.
fn announced(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"}")?;
    let at = line.iter().rposition(|byte| *byte == b'{')?;
    let digits = std::str::from_utf8(&line[at + 1..]).ok()?;
    digits.trim_end_matches('+').parse().ok()
}

/// Free text may end like an announcement, and is none.
fn holds_literals(frame: &[u8]) -> bool {
    let Some(rest) = frame.strip_prefix(b"* ") else {
        return false;
    };
    let word = rest
        .split(|byte| !byte.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    !["OK", "NO", "BAD", "BYE", "PREAUTH"]
        .iter()
        .any(|status| word.eq_ignore_ascii_case(status.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_data_announces_literals() {
        assert_eq!(announced(b"* 1 FETCH (BODY[] {12}"), Some(12));
        assert_eq!(announced(b"* 1 FETCH (BODY[] ~{12+}"), Some(12));
        assert_eq!(announced(b"* 1 FETCH (UID 12)"), None);
        assert_eq!(announced(b"{99999999999999999999999}"), None);
        assert!(holds_literals(b"* 1 FETCH (BODY[] {12}\r\n"));
        assert!(!holds_literals(b"* ok I like {12}\r\n"));
        assert!(!holds_literals(b"g1 OK I like {12}\r\n"));
        assert!(!holds_literals(b"+ {12}\r\n"));
    }
}
