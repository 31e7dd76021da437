//! Where a name leads, and whether one may go there. Who connects uses the addresses that were
//! checked, so that a name which leads elsewhere a moment later deceives nobody.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::Unconnected;

/// The addresses of a host, those that are allowed.
///
/// # Errors
/// [`Unconnected::Unreachable`] for a name that leads nowhere now, [`Unconnected::Misconfigured`]
/// for one that leads only to where one may not go: this machine and private networks unless
/// `allow_private`, and never to multicast, to nowhere in particular, or to link-local addresses,
/// where clouds keep their secrets.
pub async fn resolve(
    host: &str,
    port: u16,
    allow_private: bool,
) -> Result<Vec<SocketAddr>, Unconnected> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::net::lookup_host((bare, port)).await;
    let found = found.map_err(|error| {
        Unconnected::Unreachable(format!("the name {host} leads nowhere: {error}"))
    })?;
    let found: Vec<SocketAddr> = found.collect();
    let may = |at: &SocketAddr| match reach(at.ip()) {
        Reach::Public => true,
        Reach::Private => allow_private,
        Reach::Never => false,
    };
    let allowed: Vec<SocketAddr> = found.iter().copied().filter(may).collect();
    match (found.is_empty(), allowed.is_empty()) {
        (true, _) => Err(Unconnected::Unreachable(format!(
            "the name {host} leads nowhere"
        ))),
        (_, true) => Err(Unconnected::Misconfigured(format!(
            "{host} is in a network that is not allowed"
        ))),
        _ => Ok(allowed),
    }
}

/// How far an address reaches.
#[derive(Debug, PartialEq, Eq)]
pub enum Reach {
    /// Anyone on the Internet is meant.
    Public,
    /// This machine, or a network of its own.
    Private,
    /// Nobody that one could talk mail with.
    Never,
}

/// The reach of an address; of the inner one, where it wraps another.
pub fn reach(ip: IpAddr) -> Reach {
    match ip {
        IpAddr::V4(ip) => reach_v4(ip),
        IpAddr::V6(ip) => inner(ip).map_or_else(|| reach_v6(ip), reach_v4),
    }
}

fn reach_v4(ip: Ipv4Addr) -> Reach {
    let [a, b, c, _] = ip.octets();
    match (a, b, c) {
        (0 | 224..=255, ..) | (169, 254, _) => Reach::Never,
        // Documentation and measurements (RFC 5737, 2544), protocol assignments (RFC 6890).
        (192, 0, 0 | 2) | (198, 51, 100) | (203, 0, 113) | (198, 18 | 19, _) => Reach::Never,
        (127 | 10, ..) | (172, 16..=31, _) | (192, 168, _) | (100, 64..=127, _) => Reach::Private,
        _ => Reach::Public,
    }
}

fn reach_v6(ip: Ipv6Addr) -> Reach {
    let first = ip.segments()[0];
    match first {
        _ if ip.is_loopback() => Reach::Private,
        _ if ip.is_unspecified() || ip.is_multicast() => Reach::Never,
        // Unique local (RFC 4193), link-local and the former site-local (RFC 4291).
        0xfc00..=0xfdff => Reach::Private,
        0xfe80..=0xfeff => Reach::Never,
        // Only 2000::/3 is given out (RFC 4291 §2.4), less documentation (RFC 3849).
        0x2000..=0x3fff if !(first == 0x2001 && ip.segments()[1] == 0xdb8) => Reach::Public,
        _ => Reach::Never,
    }
}

/// The IPv4 address that an IPv6 one stands for: mapped, compatible, NAT64 (RFC 6052), 6to4
/// (RFC 3056).
fn inner(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    let join = |high: u16, low: u16| Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low));
    match (a, b, c, d, e, f) {
        (0, 0, 0, 0, 0, 0xffff) | (0x64, 0xff9b, 0, 0, 0, 0) => Some(join(g, h)),
        (0, 0, 0, 0, 0, 0) if (g, h) > (0, 1) => Some(join(g, h)),
        (0x2002, ..) => Some(join(b, c)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_way_to_write_this_machine_or_a_private_network_is_known() {
        for (ip, expected) in [
            ("127.0.0.1", Reach::Private),
            ("10.1.2.3", Reach::Private),
            ("172.31.0.1", Reach::Private),
            ("172.32.0.1", Reach::Public),
            ("192.168.1.1", Reach::Private),
            ("100.64.0.1", Reach::Private),
            ("8.8.8.8", Reach::Public),
            ("0.0.0.0", Reach::Never),
            ("169.254.169.254", Reach::Never),
            ("224.0.0.1", Reach::Never),
            ("255.255.255.255", Reach::Never),
            ("::1", Reach::Private),
            ("::", Reach::Never),
            ("::ffff:127.0.0.1", Reach::Private),
            ("::ffff:169.254.169.254", Reach::Never),
            ("::127.0.0.1", Reach::Private),
            ("64:ff9b::a00:1", Reach::Private),
            ("2002:7f00:1::", Reach::Private),
            ("fd00::1", Reach::Private),
            ("fe80::1", Reach::Never),
            ("ff02::1", Reach::Never),
            ("2606:4700::1111", Reach::Public),
            ("2001:db8::1", Reach::Never),
        ] {
            assert_eq!(reach(ip.parse().unwrap()), expected, "{ip}");
        }
    }

    #[tokio::test]
    async fn a_private_server_is_refused_unless_it_is_allowed() {
        for host in [
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f.1",
            "[::1]",
            "127.1",
        ] {
            let refused = resolve(host, 25, false).await.unwrap_err();
            assert!(
                matches!(refused, Unconnected::Misconfigured(_)),
                "{host}: {refused}"
            );
            assert!(resolve(host, 25, true).await.is_ok(), "{host}");
        }
        assert!(matches!(
            resolve("169.254.169.254", 25, true).await,
            Err(Unconnected::Misconfigured(_))
        ));
        assert!(matches!(
            resolve("nowhere.invalid", 25, true).await,
            Err(Unconnected::Unreachable(_))
        ));
    }
}
