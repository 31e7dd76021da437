//! Spans of time, sizes, addresses: as people write them on a command line.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;

/// A span of time: `30s`, `15m`, `12h`, `14d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Duration);

/// A size: `500kB`, `25MiB`, or a number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bytes(u64);

impl Bytes {
    /// The number of bytes.
    pub fn as_u64(self) -> u64 {
        self.0
    }

    /// The number of bytes, as memory is counted.
    pub fn as_usize(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Cuts a number from its unit.
fn parts(text: &str) -> Option<(u64, &str)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    Some((text[..end].parse().ok()?, text[end..].trim()))
}

impl FromStr for Span {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = "write a number of seconds, minutes, hours or days: 30s, 15m, 12h, 14d";
        let (number, unit) = parts(text).ok_or(error)?;
        let seconds: u64 = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => return Err(error),
        };
        let century = 100 * 366 * 86_400;
        let total = number
            .checked_mul(seconds)
            .filter(|total| (1..=century).contains(total));
        total
            .map(|total| Self(Duration::from_secs(total)))
            .ok_or(error)
    }
}

impl FromStr for Bytes {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = "write a size in bytes, kB, MB, GB, KiB, MiB or GiB: 25MiB";
        let (number, unit) = parts(text).ok_or(error)?;
        let bytes: u64 = match unit.to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "kb" => 1_000,
            "mb" => 1_000_000,
            "gb" => 1_000_000_000,
            "kib" => 1 << 10,
            "mib" => 1 << 20,
            "gib" => 1 << 30,
            _ => return Err(error),
        };
        number.checked_mul(bytes).map(Self).ok_or(error)
    }
}

/// One address or a network.
pub fn network(text: &str) -> Result<IpNet, &'static str> {
    let text = text.trim();
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    let error = "write an address or a network: 10.0.0.7 or 10.0.0.0/8";
    text.parse().or_else(|_| address()).map_err(|_| error)
}

/// Scheme, host and port without a path: what browsers call an origin.
pub fn base_url(text: &str) -> Result<String, &'static str> {
    let error = "write scheme and host without a path: https://desk.example.com";
    let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    match host {
        Some(host) if !host.is_empty() && host.chars().all(allowed) => Ok(text),
        _ => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_in_their_unit() {
        assert_eq!("15m".parse(), Ok(Span(Duration::from_secs(900))));
        assert_eq!("14d".parse(), Ok(Span(Duration::from_secs(14 * 86_400))));
        for wrong in ["", "15", "0s", "-1s", "1w", "99999999999999999999d"] {
            assert!(wrong.parse::<Span>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_are_read_in_their_unit() {
        assert_eq!("25MiB".parse::<Bytes>().unwrap().as_usize(), 26_214_400);
        assert_eq!("1 kB".parse::<Bytes>().unwrap().as_usize(), 1_000);
        assert!("big".parse::<Bytes>().is_err());
    }

    #[test]
    fn a_base_url_has_no_path() {
        assert_eq!(
            base_url("https://Desk.example.com/").as_deref(),
            Ok("https://desk.example.com")
        );
        for wrong in [
            "desk.example.com",
            "https://",
            "https://a/b",
            "ftp://a",
            "https://a b",
        ] {
            assert!(base_url(wrong).is_err(), "{wrong}");
        }
    }
}
