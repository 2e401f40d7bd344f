//! The only reader of the system's clocks. One clock says *when* things happen, and may be moved
//! by the playground and by tests; pacing and time-outs go by tokio's monotonic clock and never by
//! this one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Tells when it is, in whole milliseconds.
#[derive(Clone, Debug)]
pub struct Clock(Kind);

#[derive(Clone, Debug)]
enum Kind {
    System,
    /// Runs with the system's, so far ahead.
    Ahead(Arc<Mutex<SignedDuration>>),
    /// Stands still between moves.
    Still(Arc<Mutex<Timestamp>>),
}

/// A clock that follows the system's was to be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this clock follows the system's and can't be moved")]
pub struct NotMovable;

impl Clock {
    /// Follows the system's clock; can't be moved.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// Stands still at a moment until it is moved: for tests.
    pub fn still(at: Timestamp) -> Self {
        Self(Kind::Still(Arc::new(Mutex::new(whole_milliseconds(at)))))
    }

    /// Runs with the system's clock and can be moved ahead of it: for the playground, never
    /// beside a real platform.
    pub fn movable() -> Self {
        Self(Kind::Ahead(Arc::new(Mutex::new(SignedDuration::ZERO))))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Kind::System => system_now(),
            Kind::Ahead(ahead) => add(system_now(), *held(ahead)),
            Kind::Still(at) => *held(at),
        }
    }

    /// The day, in UTC.
    pub fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// Whether it can be moved.
    pub fn is_movable(&self) -> bool {
        !matches!(self.0, Kind::System)
    }

    /// Moves the clock to a time; never back.
    ///
    /// # Errors
    /// [`NotMovable`] for a clock that follows the system's.
    pub fn move_to(&self, to: Timestamp) -> Result<(), NotMovable> {
        match &self.0 {
            Kind::System => return Err(NotMovable),
            Kind::Ahead(ahead) => {
                let wanted = to.duration_since(system_now());
                let mut ahead = held(ahead);
                *ahead = wanted.max(*ahead);
            }
            Kind::Still(at) => {
                let mut at = held(at);
                *at = whole_milliseconds(to).max(*at);
            }
        }
        Ok(())
    }

    /// Moves the clock on by a time.
    ///
    /// # Errors
    /// [`NotMovable`] for a clock that follows the system's.
    pub fn move_on(&self, by: SignedDuration) -> Result<(), NotMovable> {
        self.move_to(add(self.now(), by))
    }
}

/// Stored and compared times are whole milliseconds, so that what was written is what is read.
fn whole_milliseconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the system's clock"
)]
fn system_now() -> Timestamp {
    whole_milliseconds(Timestamp::now())
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn add(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.saturating_add(by).unwrap_or(Timestamp::MAX)
}
