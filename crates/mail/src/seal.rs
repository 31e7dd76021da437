//! What we write into mails and links so that we know it again: numbers with a MAC, which nobody
//! else can make (HMAC-SHA256, RFC 2104, cut to 128 bits).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use guichet_domain::ids::{PersonId, TicketId};
use hmac::{Hmac, KeyInit, Mac};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest, Sha256};

/// How many bytes of a MAC are written.
const MAC: usize = 16;
/// How many characters of the alphabet of addresses a MAC takes there: 80 bits, because a local
/// part holds 64 characters (RFC 5321 §4.5.3.1.1) and mail servers fold its case.
const ADDRESS_MAC: usize = 16;
/// Five bits a character, without those that are mistaken for one another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The key of the desk's own marks.
#[derive(Clone)]
pub struct Seal([u8; 32]);

/// What a link in a mail lets its bearer do. Nothing else; and only until it expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// What may be done.
    pub act: LinkAct,
    /// To which ticket.
    pub ticket: TicketId,
    /// In whose name.
    pub person: PersonId,
    /// Until when, in whole seconds.
    pub expires_at: DateTime<Utc>,
}

/// What a link in a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkAct {
    /// Say whether the solution works: confirm, or not solved.
    Answer,
    /// Say how it was.
    Rate,
}

impl LinkAct {
    const ALL: [(Self, u8); 2] = [(Self::Answer, 1), (Self::Rate, 2)];

    fn code(self) -> u8 {
        match self {
            Self::Answer => 1,
            Self::Rate => 2,
        }
    }

    fn of(code: u8) -> Option<Self> {
        let known = Self::ALL.iter().find(|(_, known)| *known == code);
        known.map(|(act, _)| *act)
    }
}

impl Seal {
    /// The seal of a secret. Derived, so that the secret may serve other ends too.
    pub fn from_secret(secret: &[u8]) -> Self {
        let hash = Sha256::new().chain_update(b"guichet mail seal 1\0");
        Self(hash.chain_update(secret).finalize().into())
    }

    /// A name for this desk that says nothing of the key: mails that bear it are our own.
    pub fn instance(&self) -> String {
        folded(&self.mac("instance", b""), 20)
    }

    /// The Message-ID of letter number `letter` about a ticket, without angle brackets; `domain` is
    /// the part after the `@`.
    pub fn message_id(&self, ticket: TicketId, letter: i64, domain: &str) -> String {
        let number = format!("{}.{letter}", ticket.0);
        let mac = folded(&self.mac("message", number.as_bytes()), 26);
        format!("gu.{number}.{mac}@{domain}")
    }

    /// The ticket and letter that one of our Message-IDs names; `None` for those of others, also
    /// where they only look like ours.
    pub fn read_message_id(&self, id: &str) -> Option<(TicketId, i64)> {
        let id = id.trim().trim_start_matches('<').trim_end_matches('>');
        let (local, _) = id.rsplit_once('@')?;
        let mut parts = local.strip_prefix("gu.")?.split('.');
        let (ticket, letter, mac) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let number = format!("{ticket}.{letter}");
        let ours = folded(&self.mac("message", number.as_bytes()), 26);
        let same = same(ours.as_bytes(), mac.as_bytes());
        same.then_some((TicketId(ticket.parse().ok()?), letter.parse().ok()?))
    }

    /// The address that answers about a ticket come to: `support+1042-k3…@example.com` of
    /// `support@example.com`. `None` where the local part has no room left, or there is none.
    pub fn reply_address(&self, mailbox: &str, ticket: TicketId) -> Option<String> {
        let (local, domain) = mailbox.rsplit_once('@')?;
        let local = format!("{local}+{}-{}", ticket.0, self.address_mac(ticket));
        (local.len() <= 64).then(|| format!("{local}@{domain}"))
    }

    /// The address that reports about letter number `letter` come to.
    pub fn report_address(&self, mailbox: &str, letter: i64) -> Option<String> {
        let (local, domain) = mailbox.rsplit_once('@')?;
        let mac = folded(&self.mac("report", &letter.to_be_bytes()), ADDRESS_MAC);
        let local = format!("{local}+r{letter}-{mac}");
        (local.len() <= 64).then(|| format!("{local}@{domain}"))
    }

    /// The letter that an address for reports names; whatever the case of its letters.
    pub fn read_report_address(&self, address: &str) -> Option<i64> {
        let address = address.trim().to_ascii_lowercase();
        let (local, _) = address.rsplit_once('@')?;
        let (_, token) = local.rsplit_once('+')?;
        let (letter, mac) = token.strip_prefix('r')?.split_once('-')?;
        let letter: i64 = letter.parse().ok()?;
        let ours = folded(&self.mac("report", &letter.to_be_bytes()), ADDRESS_MAC);
        same(ours.as_bytes(), mac.as_bytes()).then_some(letter)
    }

    /// The ticket and the mailbox that an address of ours names; whatever the case of its letters.
    pub fn read_reply_address(&self, address: &str) -> Option<(TicketId, String)> {
        let address = address.trim().to_ascii_lowercase();
        let (local, domain) = address.rsplit_once('@')?;
        let (mailbox, token) = local.rsplit_once('+')?;
        let (number, mac) = token.split_once('-')?;
        let ticket = TicketId(number.parse().ok()?);
        let same = same(self.address_mac(ticket).as_bytes(), mac.as_bytes());
        same.then(|| (ticket, format!("{mailbox}@{domain}")))
    }

    fn address_mac(&self, ticket: TicketId) -> String {
        folded(&self.mac("address", &ticket.0.to_be_bytes()), ADDRESS_MAC)
    }

    /// The text of a link, for the path of a URL.
    pub fn link(&self, link: &Link) -> String {
        let mut bytes = vec![link.act.code()];
        for number in [link.ticket.0, link.person.0, link.expires_at.timestamp()] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        let mac = self.mac("link", &bytes);
        bytes.extend_from_slice(&mac[..MAC]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a link lets its bearer do at this moment; `None` for anything that is not ours and for
    /// what has expired.
    pub fn read_link(&self, text: &str, now: DateTime<Utc>) -> Option<Link> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (said, mac) = bytes.split_at_checked(25)?;
        if !same(&self.mac("link", said)[..MAC], mac) {
            return None;
        }
        let (code, numbers) = said.split_first()?;
        let mut numbers = numbers.chunks_exact(8).map(number);
        let link = Link {
            act: LinkAct::of(*code)?,
            ticket: TicketId(numbers.next()?),
            person: PersonId(numbers.next()?),
            expires_at: DateTime::from_timestamp(numbers.next()?, 0)?,
        };
        (link.expires_at > now).then_some(link)
    }

    /// A mark of 128 bits for anything else; `purpose` keeps one use apart from another.
    pub fn mark(&self, purpose: &str, of: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(&self.mac(purpose, of)[..MAC])
    }

    /// Whether a mark is ours. Takes as long for a wrong one as for a right one.
    pub fn is_mark(&self, purpose: &str, of: &[u8], mark: &str) -> bool {
        same(self.mark(purpose, of).as_bytes(), mark.as_bytes())
    }

    /// A secret as it may be stored: encrypted and authenticated (ChaCha20-Poly1305, RFC 8439)
    /// with a key of its own.
    pub fn hide(&self, secret: &str) -> String {
        let mut nonce = [0_u8; NONCE_LEN];
        // Without randomness nothing can be kept secret; the system gives it or is broken.
        SystemRandom::new()
            .fill(&mut nonce)
            .expect("the system gives randomness");
        let mut bytes = secret.as_bytes().to_vec();
        self.vault()
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::empty(),
                &mut bytes,
            )
            .expect("a secret is shorter than 256 GB");
        URL_SAFE_NO_PAD.encode([&nonce[..], &bytes].concat())
    }

    /// The secret that was hidden; `None` where it was not, or by another key.
    pub fn reveal(&self, hidden: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(hidden).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let open = self
            .vault()
            .open_in_place(nonce, Aad::empty(), &mut sealed)
            .ok()?;
        String::from_utf8(open.to_vec()).ok()
    }

    fn vault(&self) -> LessSafeKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.mac("vault", b""));
        LessSafeKey::new(key.expect("the key has 32 bytes"))
    }

    fn mac(&self, purpose: &str, of: &[u8]) -> [u8; 32] {
        // A key of any length is good for HMAC, so that this cannot fail.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes every key");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(of);
        mac.finalize().into_bytes().into()
    }
}

fn number(bytes: &[u8]) -> i64 {
    bytes
        .iter()
        .fold(0, |sum, byte| (sum << 8) | i64::from(*byte))
}

/// Bytes in letters and digits that survive a change of case: the first `length` times five bits.
fn folded(bytes: &[u8], length: usize) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letter = |at: usize| (at * 5..at * 5 + 5).fold(0, |sum, at| sum << 1 | bit(at));
    (0..length)
        .map(|at| char::from(ALPHABET[usize::from(letter(at))]))
        .collect()
}

/// Compares without telling by its duration where the first difference is.
fn same(left: &[u8], right: &[u8]) -> bool {
    let different = left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b));
    left.len() == right.len() && different == 0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn seal() -> Seal {
        Seal::from_secret(b"a secret of thirty-two characters")
    }

    #[test]
    fn our_message_ids_are_known_again_and_others_are_not() {
        let id = seal().message_id(TicketId(1042), 77, "help.example");
        assert_eq!(seal().read_message_id(&id), Some((TicketId(1042), 77)));
        assert_eq!(
            seal().read_message_id(&format!("<{id}>")),
            Some((TicketId(1042), 77))
        );
        let other = Seal::from_secret(b"another secret");
        assert_eq!(other.read_message_id(&id), None);
        assert_eq!(
            seal().read_message_id(&id.replacen("1042", "1043", 1)),
            None
        );
        for strange in ["", "@", "gu.1.2@x", "gu.1.2.3.4@x", "gu...@x", "é@é"] {
            assert_eq!(seal().read_message_id(strange), None, "{strange}");
        }
    }

    #[test]
    fn a_reply_address_survives_a_change_of_case_and_no_change_of_ticket() {
        let address = seal().reply_address("support@help.example", TicketId(7));
        let address = address.unwrap();
        let mailbox = "support@help.example".to_owned();
        assert_eq!(
            seal().read_reply_address(&address.to_uppercase()),
            Some((TicketId(7), mailbox))
        );
        assert_eq!(
            seal().read_reply_address(&address.replace("+7-", "+8-")),
            None
        );
        assert_eq!(seal().read_reply_address("support@help.example"), None);
        let long = format!("{}@help.example", "x".repeat(60));
        assert_eq!(seal().reply_address(&long, TicketId(7)), None);
    }

    #[test]
    fn an_address_for_reports_names_its_letter_and_is_no_address_for_answers() {
        let address = seal().report_address("support@help.example", 77).unwrap();
        assert_eq!(seal().read_report_address(&address), Some(77));
        assert_eq!(seal().read_reply_address(&address), None);
        let reply = seal().reply_address("support@help.example", TicketId(77));
        assert_eq!(seal().read_report_address(&reply.unwrap()), None);
    }

    #[test]
    fn a_link_says_what_it_is_for_until_it_expires() {
        let link = Link {
            act: LinkAct::Answer,
            ticket: TicketId(7),
            person: PersonId(9),
            expires_at: DateTime::from_timestamp(2_000_000_000, 0).unwrap(),
        };
        let text = seal().link(&link);
        let before = DateTime::from_timestamp(1_999_999_999, 0).unwrap();
        assert_eq!(seal().read_link(&text, before), Some(link));
        assert_eq!(seal().read_link(&text, link.expires_at), None);
        let mut bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            let changed = URL_SAFE_NO_PAD.encode(&bytes);
            assert_eq!(seal().read_link(&changed, before), None, "byte {at}");
            bytes[at] ^= 1;
        }
        assert_eq!(seal().read_link("", before), None);
    }

    #[test]
    fn a_hidden_secret_comes_back_with_the_same_key_only() {
        let hidden = seal().hide("pässword");
        assert_ne!(hidden, seal().hide("pässword"));
        assert_eq!(seal().reveal(&hidden).as_deref(), Some("pässword"));
        assert_eq!(Seal::from_secret(b"another").reveal(&hidden), None);
        for broken in ["", "AAAA", &hidden[1..]] {
            assert_eq!(seal().reveal(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_mark_holds_for_its_purpose_alone() {
        let mark = seal().mark("chat", b"1");
        assert!(seal().is_mark("chat", b"1", &mark));
        assert!(!seal().is_mark("chat", b"2", &mark));
        assert!(!seal().is_mark("call", b"1", &mark));
    }
}
