//! Who is at the other end of the wire. Headers that claim it are believed only from proxies
//! the administrator named.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;

use crate::door::Door;

/// The real address of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// The address; an IPv4 address in IPv6 form is given as IPv4.
    pub address: IpAddr,
    /// Whether a proxy stands between, trusted or not.
    pub through_proxy: bool,
}

impl Peer {
    /// What is counted as one client: an IPv4 address, or the /64 an IPv6 host has to itself.
    pub fn network(self) -> IpAddr {
        match self.address {
            IpAddr::V4(_) => self.address,
            IpAddr::V6(v6) => {
                let prefix = u128::from(v6) & (u128::MAX << 64);
                IpAddr::V6(Ipv6Addr::from(prefix))
            }
        }
    }
}

/// The client of a request: the peer of the connection, or what the last proxy that is not ours
/// was told, going back through `X-Forwarded-For` (the rightmost entries are the youngest).
pub fn of(request: &HttpRequest, door: &Door) -> Peer {
    let nobody = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
    let direct = request
        .peer_addr()
        .map_or(nobody, |socket| socket.ip().to_canonical());
    let headers = request.headers();
    let through_proxy = [
        "x-forwarded-for",
        "forwarded",
        "via",
        "x-real-ip",
        "x-forwarded-host",
    ]
    .iter()
    .any(|name| headers.contains_key(*name));
    let trusted = |ip: &IpAddr| {
        door.settings()
            .trusted_proxies
            .iter()
            .any(|network| network.contains(ip))
    };
    if !trusted(&direct) {
        return Peer {
            address: direct,
            through_proxy,
        };
    }
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut address = direct;
    for hop in hops.iter().rev() {
        let Ok(ip) = hop.trim().parse::<IpAddr>() else {
            break;
        };
        address = ip.to_canonical();
        if !trusted(&address) {
            break;
        }
    }
    Peer {
        address,
        through_proxy,
    }
}
