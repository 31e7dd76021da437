//! What the receiving server found out about a mail's origin (`Authentication-Results`, RFC 8601).
//! Anybody can write that header: only those that our own server put on top count.

/// One such header, not yet believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticationResult {
    /// Its value, on one line.
    pub value: String,
    /// How many `Received` stand above it: the hops that the mail took after it was written.
    pub hops: usize,
}

/// What our own server found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authentication {
    /// The domains that SPF passed for (RFC 7208): `smtp.mailfrom`.
    pub spf: Vec<String>,
    /// The domains whose DKIM signatures hold (RFC 6376): `header.d`, or that of `header.i`.
    pub dkim: Vec<String>,
    /// The domains that DMARC passed for (RFC 7489): `header.from`.
    pub dmarc: Vec<String>,
    /// Whether DMARC failed: then nothing else counts.
    pub dmarc_failed: bool,
}

/// How many hops lie between the server that checks and the mailbox, if nobody says otherwise.
pub const HOPS: usize = 1;

/// What the server of this name says in these headers, the newest first; none below `hops` hops is
/// looked at. Only the topmost in a row are believed, and of them those of one hop: the server removes
/// forged ones that bear its name (RFC 8601 §5), and what is below another's came with the mail.
pub fn verdict(results: &[AuthenticationResult], authserv_id: &str, hops: usize) -> Authentication {
    let mut verdict = Authentication::default();
    let top = results.first().map_or(0, |result| result.hops);
    let in_reach = |result: &&AuthenticationResult| result.hops == top && result.hops <= hops;
    for result in results.iter().take_while(in_reach) {
        let plain = without_comments(&result.value);
        let mut parts = statements(&plain).into_iter();
        let id = parts.next().unwrap_or_default();
        let id = id.split_whitespace().next().unwrap_or_default();
        let id = id.trim_matches('"');
        if authserv_id.is_empty() || !id.eq_ignore_ascii_case(authserv_id) {
            break;
        }
        parts.for_each(|statement| verdict.add(&statement));
    }
    verdict
}

impl Authentication {
    /// Whether the domain of a `From` address is vouched for: by DMARC, or by DKIM or SPF of the same
    /// domain or one above or below it (relaxed alignment, RFC 7489 §3.1, told without a list of public
    /// suffixes: a domain above counts only if it has a dot and is not a country's second level).
    pub fn vouches_for(&self, from_domain: &str) -> bool {
        let from = from_domain.trim_end_matches('.').to_ascii_lowercase();
        if from.is_empty() || self.dmarc_failed {
            return false;
        }
        let aligned = |domain: &String| is_aligned(domain, &from);
        self.dmarc.contains(&from) || self.dkim.iter().any(aligned) || self.spf.iter().any(aligned)
    }

    fn add(&mut self, statement: &str) {
        let mut words = words(statement).into_iter();
        let Some((method, result)) = words.next() else {
            return;
        };
        // `dkim/1`: the version of the method.
        let method = method
            .split('/')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned();
        let properties: Vec<(String, String)> = words.collect();
        let value = |names: &[&str]| {
            let find = |name: &&str| properties.iter().find(|(known, _)| known == name);
            names
                .iter()
                .find_map(find)
                .map(|(_, value)| domain_of(value))
        };
        let passed = result == "pass";
        match method.as_str() {
            "spf" if passed => self.spf.extend(value(&["smtp.mailfrom", "smtp.mail"])),
            "dkim" if passed => self.dkim.extend(value(&["header.d", "header.i"])),
            "dmarc" if passed => self.dmarc.extend(value(&["header.from"])),
            "dmarc" => self.dmarc_failed |= result == "fail",
            _ => {}
        }
    }
}

/// Second levels that are handed out like top levels, under a country's two letters.
const SECOND_LEVELS: &[&str] = &[
    "ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "net", "nom", "or", "org",
];

fn is_aligned(domain: &str, from: &str) -> bool {
    if domain == from {
        return true;
    }
    let above = |upper: &str, lower: &str| {
        lower
            .strip_suffix(upper)
            .is_some_and(|rest| rest.ends_with('.'))
            && is_registrable(upper)
    };
    above(domain, from) || above(from, domain)
}

fn is_registrable(domain: &str) -> bool {
    let Some((rest, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let public = top.len() == 2 && SECOND_LEVELS.contains(&rest);
    !rest.is_empty() && !public
}

/// The domain of an address, or the domain itself; in lower case.
fn domain_of(value: &str) -> String {
    let value = value.trim_matches(|c| matches!(c, '<' | '>' | '"'));
    let domain = value.rsplit_once('@').map_or(value, |(_, domain)| domain);
    domain.trim_end_matches('.').to_ascii_lowercase()
}

/// Without comments (RFC 5322 §3.2.2), where anybody's words may stand.
fn without_comments(value: &str) -> String {
    let (mut depth, mut quoted) = (0_usize, false);
    let mut plain = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted || depth > 0 => {
                chars.next();
                continue;
            }
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => {
                depth -= 1;
                plain.push(' ');
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            plain.push(c);
        }
    }
    plain
}

/// Cut at the semicolons outside of quotes.
fn statements(plain: &str) -> Vec<String> {
    let mut quoted = false;
    let parts = plain.split(|c: char| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    parts.map(|part| part.trim().to_owned()).collect()
}

/// The `name=value` pairs of a statement; blanks around `=` are nothing. A value in quotes that holds
/// blanks is no domain, and what comes after it is not believed.
fn words(statement: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let spaced = statement.to_ascii_lowercase();
    let mut rest = spaced.as_str();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        let (value, next) = after.split_at(end);
        let (name, value) = (name.trim(), value.trim_matches('"'));
        if name.contains(char::is_whitespace) || name.contains('"') || value.contains('"') {
            break;
        }
        pairs.push((name.to_owned(), value.to_owned()));
        rest = next;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "mx.desk.example";

    fn result(value: &str, hops: usize) -> AuthenticationResult {
        let value = value.to_owned();
        AuthenticationResult { value, hops }
    }

    fn vouched(values: &[(&str, usize)], from: &str) -> bool {
        let results: Vec<_> = values
            .iter()
            .map(|(value, hops)| result(value, *hops))
            .collect();
        verdict(&results, OURS, HOPS).vouches_for(from)
    }

    #[test]
    fn a_domain_is_vouched_for_by_dmarc_or_what_is_aligned() {
        let table = [
            (
                "mx.desk.example; dmarc=pass header.from=a.example",
                "a.example",
                true,
            ),
            (
                "mx.desk.example 1; dmarc = pass (p=none) header.from = a.example",
                "A.example",
                true,
            ),
            (
                "mx.desk.example; dmarc=pass header.from=a.example",
                "b.example",
                false,
            ),
            (
                "mx.desk.example; dkim=pass header.d=a.example header.s=x",
                "mail.a.example",
                true,
            ),
            (
                "mx.desk.example; dkim=pass header.i=@mail.a.example",
                "a.example",
                true,
            ),
            (
                "mx.desk.example; dkim=pass header.d=gouv.fr",
                "impots.gouv.fr",
                false,
            ),
            ("mx.desk.example; dkim=pass header.d=fr", "a.fr", false),
            (
                "mx.desk.example; dkim=pass header.d=evila.example",
                "a.example",
                false,
            ),
            (
                "mx.desk.example; spf=pass smtp.mailfrom=x@a.example",
                "a.example",
                true,
            ),
            (
                "mx.desk.example; spf=softfail smtp.mailfrom=x@a.example",
                "a.example",
                false,
            ),
            (
                "mx.desk.example; spf=pass smtp.mailfrom=a.example; dmarc=fail header.from=a.example",
                "a.example",
                false,
            ),
            ("mx.desk.example; none", "a.example", false),
            (
                "mx.desk.example; spf=fail (spf=pass smtp.mailfrom=a.example) smtp.mailfrom=a.example",
                "a.example",
                false,
            ),
            (
                "mx.desk.example; spf=fail reason=\"; dmarc=pass header.from=a.example\"",
                "a.example",
                false,
            ),
            (
                "mx.desk.example; spf=fail reason=\"x dmarc=pass header.from=a.example\"",
                "a.example",
                false,
            ),
            (
                "MX.desk.example; dkim=fail header.d=a.example; dkim=pass header.d=b.example",
                "a.example",
                false,
            ),
        ];
        for (value, from, expected) in table {
            assert_eq!(vouched(&[(value, 0)], from), expected, "{value} {from}");
        }
    }

    #[test]
    fn s50_only_our_own_topmost_headers_are_believed() {
        let pass = "mx.desk.example; dmarc=pass header.from=a.example";
        let other = "mx.other.example; dmarc=pass header.from=a.example";
        assert!(vouched(&[(pass, 0), (other, 0)], "a.example"));
        assert!(vouched(&[(pass, 1)], "a.example"));
        assert!(!vouched(&[(other, 0), (pass, 0)], "a.example"));
        assert!(!vouched(&[(other, 0)], "a.example"));
        assert!(!vouched(&[(pass, 2)], "a.example"), "it came with the mail");
        let fail = "mx.desk.example; dmarc=none header.from=a.example";
        assert!(
            !vouched(&[(fail, 0), (pass, 1)], "a.example"),
            "it came with the mail"
        );
        assert!(verdict(&[result(pass, 3)], OURS, 3).vouches_for("a.example"));
        assert!(!verdict(&[result(pass, 0)], "", HOPS).vouches_for("a.example"));
        assert!(!vouched(&[(pass, 0)], ""));
    }
}
