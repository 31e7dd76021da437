//! Hashing and checking passwords away from the threads that serve requests, and a few at a time:
//! each takes 19 MiB and tens of milliseconds.

use std::sync::Arc;
use std::time::Duration;

use guichet_desk::passwords::{self, Password, PasswordHash};
use tokio::sync::Semaphore;

use crate::problem::{Code, Problem};

/// How long a sign-in waits for its turn before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// Computes what the first sign-in would otherwise wait for.
pub fn prepare() {
    passwords::matches("", None);
}

/// Takes turns at hashing.
#[derive(Clone)]
pub struct Turns {
    turns: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            turns: Arc::new(Semaphore::new(processors.clamp(1, 8))),
        }
    }
}

impl Turns {
    /// The hash of a new password.
    ///
    /// # Errors
    /// `unavailable` when too many wait, `internal_error` when the system gives no randomness.
    pub async fn hash(&self, password: Password) -> Result<PasswordHash, Problem> {
        let hashed = self.in_turn(move || password.hash()).await?;
        hashed.map_err(|error| Problem::fault(&error))
    }

    /// Whether an attempt is the password that was hashed; without a hash it takes as long and
    /// says no.
    ///
    /// # Errors
    /// `unavailable` when too many wait.
    pub async fn matches(
        &self,
        attempt: String,
        hash: Option<PasswordHash>,
    ) -> Result<bool, Problem> {
        self.in_turn(move || passwords::matches(&attempt, hash.as_ref()))
            .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let busy = || Problem::new(Code::Unavailable).retry_after(5);
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned());
        let turn = turn.await.map_err(|_| busy())?.map_err(|_| busy())?;
        let done = actix_web::web::block(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|error| Problem::fault(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[actix_web::test]
    async fn an_unknown_account_costs_as_much_time_as_a_known_one() {
        prepare();
        let turns = Turns::default();
        let password = Password::parse("un mot de passe").unwrap();
        let hash = turns.hash(password).await.unwrap();
        let mut medians = Vec::new();
        for hash in [Some(hash), None] {
            let mut times = Vec::new();
            for _ in 0..5 {
                let start = Instant::now();
                assert!(
                    !turns
                        .matches("faux".to_owned(), hash.clone())
                        .await
                        .unwrap()
                );
                times.push(start.elapsed().as_secs_f64());
            }
            times.sort_by(f64::total_cmp);
            medians.push(times[2]);
        }
        assert!(medians[1] > medians[0] / 3.0, "{medians:?}");
    }

    #[actix_web::test]
    async fn a_crowd_at_the_door_is_served_in_turn() {
        let turns = Turns::default();
        let crowd = (0..20).map(|_| turns.matches("faux".to_owned(), None));
        for answer in futures_util::future::join_all(crowd).await {
            assert!(!answer.is_ok_and(|right| right));
        }
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        assert_eq!(turns.turns.available_permits(), processors.clamp(1, 8));
    }
}
