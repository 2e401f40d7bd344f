//! What platforms' limits are kept by, whoever sets them: a budget, a meter that goes by it, and
//! how much slower than its budget something goes after a platform has said "too many". What is
//! limited, and how far, each adapter says itself. Goes by the monotonic clock.

use std::time::Duration;

use tokio::time::Instant;

/// How fast something may go: so many in a stretch of time, some of them at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// In any such stretch, the burst included.
    pub most: u32,
    /// How long the stretch is.
    pub within: Duration,
    /// At once: at least 1, and fewer than the most.
    pub burst: u32,
}

impl Budget {
    /// Between two when the burst is used up, so that burst and rest make up the stretch.
    pub fn interval(self) -> Duration {
        self.within / (self.most - self.burst)
    }
}

/// When the next of something may go, by the virtual-scheduling form of a leaky bucket (ITU-T
/// I.371, GCRA): the time at which all that went so far would be paid for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter {
    paid: Instant,
}

impl Meter {
    /// A meter that has all of its burst at that moment.
    pub fn fresh(now: Instant) -> Self {
        Self { paid: now }
    }

    /// How long to wait until one more fits.
    pub fn wait(self, budget: Budget, now: Instant) -> Duration {
        let credit = budget.interval() * (budget.burst - 1);
        self.paid
            .saturating_duration_since(now)
            .saturating_sub(credit)
    }

    /// Counts one.
    pub fn take(&mut self, budget: Budget, now: Instant) {
        self.paid = self.paid.max(now) + budget.interval();
    }

    /// From a moment on one by one: what was saved up for a burst is spent.
    pub fn spend(&mut self, budget: Budget, until: Instant) {
        let credit = budget.interval() * (budget.burst - 1);
        self.paid = self.paid.max(until + credit);
    }

    /// Whether all that went is paid for: nothing is lost by forgetting such a meter.
    pub fn is_rested(self, now: Instant) -> bool {
        self.paid <= now
    }
}

/// How much slower than its budget something goes, in thousandths: twice as slow after each "too
/// many" of the platform's, and with each call that fits a little faster again. So a limit that is
/// lower than the documented one costs one refused call in some three hundred, and no message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slowness(u32);

impl Slowness {
    const NONE: u32 = 1_000;
    /// Four times as slow.
    const MOST: u32 = 4_000;

    /// The platform has said "too many".
    pub fn more(&mut self) {
        self.0 = (self.0 * 2).min(Self::MOST);
    }

    /// A call has fitted.
    pub fn less(&mut self) {
        self.0 = (self.0 - self.0.div_ceil(512)).max(Self::NONE);
    }

    /// What is left of a budget, without a burst while it goes slowly.
    pub fn budget(self, of: Budget) -> Budget {
        if self.0 == Self::NONE {
            return of;
        }
        let rate = (of.most - of.burst) * Self::NONE / self.0;
        Budget {
            most: rate.max(1) + 1,
            within: of.within,
            burst: 1,
        }
    }
}

impl Default for Slowness {
    fn default() -> Self {
        Self(Self::NONE)
    }
}

/// Why something has to wait, and for how long at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// For room in the one place; others need not wait.
    Here(Duration),
    /// For room in the workspace, which all of the sort share.
    Everywhere(Duration),
}

impl Wait {
    /// For how long.
    pub fn time(self) -> Duration {
        match self {
            Self::Here(time) | Self::Everywhere(time) => time,
        }
    }
}
