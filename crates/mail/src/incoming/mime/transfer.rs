//! Transfer encodings (RFC 2045 §6), read leniently: what is not well formed costs its own bytes only.

/// The bytes of base64. Characters that are none are skipped, padding in the middle begins anew.
pub(crate) fn base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

/// The bytes of quoted-printable. A `=` without two hexadecimal digits stands for itself.
pub(crate) fn quoted(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += 1;
        if *byte != b'=' {
            bytes.push(*byte);
            continue;
        }
        let rest = &text[at..];
        let blanks = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        let blanks = blanks.count();
        match rest {
            // The encoding ends in a soft break.
            _ if blanks == rest.len() => {}
            _ if rest.get(blanks) == Some(&b'\n') => at += blanks + 1,
            [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(hex(*high) << 4 | hex(*low));
                at += 2;
            }
            _ => bytes.push(b'='),
        }
    }
    bytes
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_what_people_do_to_it() {
        assert_eq!(base64(b"Y2Fm\r\nw6k="), "café".as_bytes());
        assert_eq!(base64(b"Y2Fmw6k"), "café".as_bytes());
        assert_eq!(base64(b"YQ==YQ=="), b"aa");
        assert_eq!(base64(b"!!"), b"");
    }

    #[test]
    fn quoted_printable_is_read_with_what_people_do_to_it() {
        assert_eq!(
            quoted(b"caf=C3=a9 = x=\r\ny= \nz=="),
            "café = xyz=".as_bytes()
        );
        assert_eq!(quoted(b"=4"), b"=4");
        assert_eq!(quoted(b"a="), b"a");
        assert_eq!(quoted(b"==3D"), b"==");
    }
}
