//! Credentials that are asked for when needed, by one caller at a time.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use super::Credentials;
use super::single_flight::SingleFlight;
use crate::time::Timestamp;

/// How long before their expiration credentials are asked for anew.
const REFRESH_BEFORE: Duration = Duration::from_secs(5 * 60);

/// Where credentials come from; `E` is what an ask fails with.
pub type Ask<E> = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<Credentials, E>>>>>;

/// Gives out credentials: always the same, or what its source gives, asked on first use and again
/// near their expiration.
pub struct Provider<E>(Source<E>);

enum Source<E> {
    Fixed(Rc<Credentials>),
    Asked { ask: Ask<E>, held: RefCell<Option<Rc<Credentials>>>, flight: Flight<E> },
}

type Flight<E> = SingleFlight<Result<Rc<Credentials>, E>>;

impl<E: Clone + 'static> Provider<E> {
    /// Always the same credentials.
    pub fn fixed(credentials: Credentials) -> Self {
        Self(Source::Fixed(Rc::new(credentials)))
    }

    /// Credentials that `ask` gives.
    pub fn asking(ask: Ask<E>) -> Self {
        Self(Source::Asked { ask, held: RefCell::new(None), flight: SingleFlight::new() })
    }

    /// Credentials that are good at `now`.
    ///
    /// # Errors
    /// What the ask failed with, unless those at hand still work: then they are used, and the next
    /// call asks again.
    pub async fn get(&self, now: Timestamp) -> Result<Rc<Credentials>, E> {
        let (ask, held, flight) = match &self.0 {
            Source::Fixed(credentials) => return Ok(Rc::clone(credentials)),
            Source::Asked { ask, held, flight } => (ask, held, flight),
        };
        let at_hand = held.borrow().clone();
        match at_hand {
            Some(keys) if !expires_before(&keys, now + REFRESH_BEFORE) => Ok(keys),
            Some(keys) if !expires_before(&keys, now) => {
                Ok(renew(ask, held, flight).await.unwrap_or(keys))
            }
            _ => renew(ask, held, flight).await,
        }
    }
}

async fn renew<E: Clone + 'static>(
    ask: &Ask<E>,
    held: &RefCell<Option<Rc<Credentials>>>,
    flight: &Flight<E>,
) -> Result<Rc<Credentials>, E> {
    let asked = flight.join(|| {
        let asked = ask();
        Box::pin(async move { asked.await.map(Rc::new) })
    });
    let credentials = asked.await?;
    *held.borrow_mut() = Some(Rc::clone(&credentials));
    Ok(credentials)
}

fn expires_before(credentials: &Credentials, instant: Timestamp) -> bool {
    credentials.expiration.is_some_and(|expiration| expiration < instant)
}
