//! How often someone may try to sign in: so often for one account, wherever from, and so often
//! from one address, to whichever account. A session that is open already is never touched.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest, Sha256};

use crate::problem::{Code, Problem};

/// After its first attempts an account may be tried again once in this time.
const ACCOUNT_PAUSE: Duration = Duration::from_secs(30);
/// Many people share one address: it may try this many times more.
const ADDRESS_SHARE: u32 = 10;

/// Counts attempts.
pub struct Throttle {
    accounts: DefaultKeyedRateLimiter<[u8; 32]>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
}

impl Throttle {
    /// So many attempts for an account before it must wait.
    pub fn new(attempts: u32) -> Self {
        let attempts = NonZeroU32::new(attempts).unwrap_or(NonZeroU32::MIN);
        let share = NonZeroU32::new(ADDRESS_SHARE).unwrap_or(NonZeroU32::MIN);
        let quota = |burst: NonZeroU32, pause: Duration| {
            let steady = Quota::with_period(pause).unwrap_or(Quota::per_minute(burst));
            steady.allow_burst(burst)
        };
        Self {
            accounts: RateLimiter::keyed(quota(attempts, ACCOUNT_PAUSE)),
            addresses: RateLimiter::keyed(quota(
                attempts.saturating_mul(share),
                ACCOUNT_PAUSE / ADDRESS_SHARE,
            )),
        }
    }

    /// Counts an attempt.
    ///
    /// # Errors
    /// `too_many_attempts`, with the time to wait, whether or not the account exists.
    pub fn attempt(&self, email: &str, network: IpAddr) -> Result<(), Problem> {
        let account = Sha256::digest(canonical(email)).into();
        let refused = self.addresses.check_key(&network).err().or_else(|| {
            let refused = self.accounts.check_key(&account);
            refused.err()
        });
        match refused {
            None => Ok(()),
            Some(until) => {
                metrics::counter!("guichet_sign_in_throttled_total").increment(1);
                let wait = until.wait_time_from(DefaultClock::default().now());
                Err(Problem::new(Code::TooManyAttempts).retry_after(wait.as_secs() + 1))
            }
        }
    }

    /// Forgets those who have all their attempts again.
    pub fn tidy(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
    }
}

/// One spelling for an address: without case, white space, and what follows a `+`.
fn canonical(email: &str) -> String {
    let email = email.trim().to_lowercase();
    match email.rsplit_once('@') {
        Some((local, domain)) => {
            let local = local.split('+').next().unwrap_or_default();
            format!("{local}@{domain}")
        }
        None => email,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn an_account_must_wait_wherever_the_attempts_come_from() {
        let throttle = Throttle::new(5);
        for n in 0..5 {
            throttle
                .attempt("ines@vermeil.example", address(n))
                .unwrap();
        }
        for spelling in [
            "ines@vermeil.example",
            " INES@Vermeil.example",
            "ines+x@vermeil.example",
        ] {
            let problem = throttle.attempt(spelling, address(200)).unwrap_err();
            assert_eq!(problem.code(), Code::TooManyAttempts, "{spelling}");
        }
        throttle
            .attempt("paul@vermeil.example", address(200))
            .unwrap();
    }

    #[test]
    fn an_address_must_wait_whichever_account_it_tries() {
        let throttle = Throttle::new(2);
        for n in 0..20 {
            throttle
                .attempt(&format!("p{n}@vermeil.example"), address(1))
                .unwrap();
        }
        assert!(throttle.attempt("p99@vermeil.example", address(1)).is_err());
        assert!(throttle.attempt("p99@vermeil.example", address(2)).is_ok());
    }
}
