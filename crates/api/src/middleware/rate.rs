//! How many requests one address may make: a burst, then a steady rate (GCRA). Told in the
//! `RateLimit` fields of draft-ietf-httpapi-ratelimit-headers.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use super::{Outcome, refuse};
use crate::auth::peer;
use crate::door::Door;
use crate::problem::{Code, Problem};

/// A burst is this many seconds of the steady rate.
const BURST_SECONDS: u32 = 5;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

type ByAddress =
    RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// What each address has used.
pub struct Rate {
    limiter: ByAddress,
    burst: u32,
}

/// What an address has left, or how long it must wait.
struct Standing {
    remaining: u32,
    wait: Option<Duration>,
}

impl Rate {
    /// A limit of so many requests a second; none for 0.
    pub fn new(per_second: u32) -> Option<Self> {
        let steady = NonZeroU32::new(per_second)?;
        let burst = steady.saturating_mul(NonZeroU32::new(BURST_SECONDS)?);
        let quota = Quota::per_second(steady).allow_burst(burst);
        let limiter = RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>();
        Some(Self {
            limiter,
            burst: burst.get(),
        })
    }

    /// Forgets the addresses that have their whole burst again.
    pub fn tidy(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    fn count(&self, address: IpAddr) -> Standing {
        match self.limiter.check_key(&address) {
            Ok(state) => Standing {
                remaining: state.remaining_burst_capacity(),
                wait: None,
            },
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                Standing {
                    remaining: 0,
                    wait: Some(wait),
                }
            }
        }
    }

    fn tell(&self, headers: &mut HeaderMap, standing: &Standing) {
        let reset = standing.wait.map_or(1, |wait| wait.as_secs() + 1);
        let limit = format!("\"address\";r={};t={reset}", standing.remaining);
        let policy = format!("\"address\";q={};w={BURST_SECONDS}", self.burst);
        for (name, value) in [(LIMIT, limit), (POLICY, policy)] {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(name, value);
            }
        }
    }
}

/// Passes on a request to the API while its address keeps within the rate.
pub async fn rate(request: ServiceRequest, next: Next<BoxBody>) -> Outcome {
    let door = Door::shared(request.request())?;
    let Some(rate) = door.rate().filter(|_| request.path().starts_with("/api/")) else {
        return next.call(request).await;
    };
    let standing = rate.count(peer::of(request.request(), &door).network());
    let mut outcome = match standing.wait {
        None => next.call(request).await,
        Some(wait) => {
            let seconds = wait.as_secs() + 1;
            refuse(
                request,
                &Problem::new(Code::TooManyRequests).retry_after(seconds),
            )
        }
    };
    if let Ok(response) = &mut outcome {
        rate.tell(response.headers_mut(), &standing);
    }
    outcome
}
