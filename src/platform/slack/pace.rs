//! Slack's limits on what the bot may send, kept before Slack has to say so: a budget for each
//! method in each workspace, one more for each channel that is posted to, and whatever Slack
//! itself asks for by `Retry-After`; after that it goes slowly at first. Goes by the monotonic clock.
//!
//! Limits: <https://docs.slack.dev/apis/web-api/rate-limits>.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::platform::metering::{Budget, Meter, Slowness, Wait};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Method {
    /// `chat.postMessage`: 1 a second in a channel, several hundred a minute in a workspace.
    Post,
    /// `chat.update`: tier 3, 50 a minute. All edits of counts share it.
    Update,
    /// `chat.delete`: tier 3, 50 a minute.
    Delete,
    /// `chat.postEphemeral`: tier 4, 100 a minute.
    Whisper,
    /// `users.info`: tier 4, 100 a minute.
    Profile,
    /// `conversations.info`: tier 3, 50 a minute.
    Channel,
    /// `conversations.members`: tier 4, 100 a minute.
    Members,
    /// `views.publish`: tier 4, 100 a minute.
    Publish,
    /// `files.getUploadURLExternal` and what follows it: tier 4, 100 a minute.
    File,
    /// `conversations.open`: tier 3, 50 a minute.
    Open,
    /// `conversations.history`: tier 3, 50 a minute; 1 for apps that are sold outside of Slack's
    /// marketplace, which Slack itself says by `Retry-After`.
    History,
}

/// So many in any minute, the burst included, and so many of them at once.
const fn a_minute(most: u32, burst: u32) -> Budget {
    Budget {
        most,
        within: Duration::from_secs(60),
        burst,
    }
}

impl Method {
    /// Of the whole workspace.
    fn budget(self) -> Budget {
        match self {
            Self::Post => a_minute(240, 20),
            Self::Update | Self::Delete | Self::Channel | Self::Open | Self::History => {
                a_minute(50, 10)
            }
            Self::Whisper | Self::Profile | Self::Members | Self::Publish | Self::File => {
                a_minute(100, 20)
            }
        }
    }
}

/// Posts into one channel.
const CHANNEL: Budget = a_minute(60, 3);
/// From so many channels on, those whose budget is whole again are forgotten.
const CHANNELS_KEPT: usize = 1_000;

/// The budgets of one workspace.
#[derive(Default)]
pub(super) struct Pace {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    methods: HashMap<Method, Meter>,
    channels: HashMap<String, Meter>,
    paused: HashMap<Method, Instant>,
    slowness: HashMap<Method, Slowness>,
    /// When the next turn is that nobody was given yet.
    turns: HashMap<Method, Instant>,
}

impl Pace {
    /// Takes one call out of the budget, or tells how long to wait first.
    ///
    /// # Errors
    /// How long to wait; nothing was taken.
    pub fn take(&self, method: Method, channel: Option<&str>) -> Result<(), Wait> {
        let now = Instant::now();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let Inner {
            methods,
            channels,
            paused,
            slowness,
            ..
        } = &mut *inner;
        let fresh = Meter::fresh(now);
        let slowness = slowness.entry(method).or_default();
        let budget = slowness.budget(method.budget());
        let meter = methods.entry(method).or_insert(fresh);
        let mut wait = meter.wait(budget, now);
        if let Some(until) = paused.get(&method) {
            wait = wait.max(until.saturating_duration_since(now));
        }
        if !wait.is_zero() {
            return Err(Wait::Everywhere(wait));
        }
        let channel = channel.filter(|_| method == Method::Post);
        if let Some(channel) = channel {
            forget_rested(channels, now);
            let of_channel = channels.entry(channel.to_owned()).or_insert(fresh);
            let wait = of_channel.wait(CHANNEL, now);
            if !wait.is_zero() {
                return Err(Wait::Here(wait));
            }
            of_channel.take(CHANNEL, now);
        }
        meter.take(budget, now);
        slowness.less();
        Ok(())
    }

    /// The same for what is in no hurry: who has to wait is given a turn of its own behind all who
    /// wait already, so that ten thousand do not come back together each time there is room for one.
    ///
    /// # Errors
    /// How long to wait; nothing was taken.
    pub fn take_in_turn(&self, method: Method) -> Result<(), Duration> {
        self.take(method, None).map_err(|wait| {
            let wait = wait.time();
            let now = Instant::now();
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            let next = inner.turns.entry(method).or_insert(now);
            let turn = (*next).max(now + wait);
            *next = turn + method.budget().interval();
            turn - now
        })
    }

    /// Slack has said "too many" of a method: nothing of it goes before that time, then slowly.
    /// What was under way meanwhile and is told the same makes it no slower.
    pub fn slow_down(&self, method: Method, wait: Duration) {
        let now = Instant::now();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.paused.get(&method).is_none_or(|until| *until <= now) {
            inner.slowness.entry(method).or_default().more();
        }
        inner.pause(method, now + wait);
    }

    /// Nothing of a method goes before that time.
    pub fn pause(&self, method: Method, wait: Duration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.pause(method, Instant::now() + wait);
    }
}

impl Inner {
    fn pause(&mut self, method: Method, until: Instant) {
        let paused = self.paused.entry(method).or_insert(until);
        *paused = until.max(*paused);
        let until = *paused;
        let meter = self.methods.entry(method).or_insert(Meter::fresh(until));
        let slowness = self.slowness.get(&method).copied().unwrap_or_default();
        meter.spend(slowness.budget(method.budget()), until);
    }
}

fn forget_rested(channels: &mut HashMap<String, Meter>, now: Instant) {
    if channels.len() >= CHANNELS_KEPT {
        channels.retain(|_, meter| !meter.is_rested(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn taken_in(pace: &Pace, method: Method, channels: u32, time: Duration) -> u32 {
        let end = Instant::now() + time;
        let mut taken = 0;
        loop {
            let waits: Vec<Duration> = (0..channels)
                .filter_map(
                    |channel| match pace.take(method, Some(&format!("C{channel}"))) {
                        Ok(()) => {
                            taken += 1;
                            None
                        }
                        Err(wait) => Some(wait.time()),
                    },
                )
                .collect();
            let wait = waits.into_iter().min().unwrap_or_default();
            if Instant::now() + wait >= end {
                return taken;
            }
            tokio::time::advance(wait).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_minute_has_more_edits_than_slack_allows() {
        let pace = Pace::default();
        for _ in 0..5 {
            let edits = taken_in(&pace, Method::Update, 30, Duration::from_secs(60)).await;
            assert!((39..=50).contains(&edits), "{edits}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_channel_gets_one_post_a_second_and_a_few_at_once() {
        let pace = Pace::default();
        assert_eq!(
            taken_in(&pace, Method::Post, 1, Duration::from_millis(1)).await,
            3
        );
        let posts = taken_in(&pace, Method::Post, 1, Duration::from_secs(10)).await;
        assert!((8..=10).contains(&posts), "{posts}");
        assert!(pace.take(Method::Post, Some("C-other")).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_crowd_in_no_hurry_comes_back_one_by_one_and_each_finds_room() {
        let pace = Pace::default();
        let told = (0..120).map(|_| pace.take_in_turn(Method::Profile));
        let waits: Vec<Duration> = told.filter_map(Result::err).collect();
        assert_eq!(waits.len(), 100, "a burst goes at once");
        let mut passed = Duration::ZERO;
        for wait in waits {
            assert!(wait > passed, "no two have the same turn");
            tokio::time::advance(wait - passed).await;
            passed = wait;
            assert_eq!(pace.take_in_turn(Method::Profile), Ok(()));
        }
        assert_eq!(passed.as_secs(), 75, "eighty in a minute");
    }

    #[tokio::test(start_paused = true)]
    async fn retry_after_holds_its_own_method_and_no_other() {
        let pace = Pace::default();
        pace.pause(Method::Update, Duration::from_secs(30));
        pace.pause(Method::Update, Duration::from_secs(10));
        assert_eq!(
            pace.take(Method::Update, None),
            Err(Wait::Everywhere(Duration::from_secs(30)))
        );
        assert!(pace.take(Method::Post, None).is_ok());
        tokio::time::advance(Duration::from_secs(31)).await;
        assert!(pace.take(Method::Update, None).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_for_one_channel_is_told_apart_from_who_waits_for_room_at_all() {
        let pace = Pace::default();
        let post = |channel: &str| pace.take(Method::Post, Some(channel));
        (0..3).for_each(|_| assert_eq!(post("C1"), Ok(())));
        assert!(matches!(post("C1"), Err(Wait::Here(_))));
        assert_eq!(post("C2"), Ok(()));
        pace.slow_down(Method::Post, Duration::from_secs(9));
        for channel in ["C1", "C3"] {
            assert_eq!(post(channel), Err(Wait::Everywhere(Duration::from_secs(9))));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_wait_nothing_bursts_and_the_usual_speed_comes_back_bit_by_bit() {
        let pace = Pace::default();
        pace.slow_down(Method::Post, Duration::from_secs(30));
        // The others that were under way are told the same.
        pace.slow_down(Method::Post, Duration::from_secs(30));
        tokio::time::advance(Duration::from_secs(30)).await;
        let minute = Duration::from_secs(60);
        let first = taken_in(&pace, Method::Post, 500, minute).await;
        assert!((100..=140).contains(&first), "half as fast: {first}");
        let mut last = first;
        for _ in 0..3 {
            last = taken_in(&pace, Method::Post, 500, minute).await;
        }
        assert!((210..=240).contains(&last), "{last}");
    }

    /// What a Slack that takes fewer than it says costs: posts and refusals in an hour.
    async fn against(limit: usize) -> (usize, usize) {
        let pace = Pace::default();
        let (mut taken, mut refused) = (std::collections::VecDeque::new(), 0);
        let (mut calls, end) = (0, Instant::now() + Duration::from_secs(3_600));
        while Instant::now() < end {
            if let Err(wait) = pace.take(Method::Post, None) {
                tokio::time::advance(wait.time()).await;
                continue;
            }
            calls += 1;
            let now = Instant::now();
            let within = |at: &Instant| now.duration_since(*at) < Duration::from_secs(60);
            while taken.front().is_some_and(|at| !within(at)) {
                taken.pop_front();
            }
            if taken.len() < limit {
                taken.push_back(now);
            } else {
                refused += 1;
                pace.slow_down(Method::Post, Duration::from_secs(10));
            }
        }
        (calls, refused)
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_that_is_lower_than_ours_costs_less_than_one_call_in_a_hundred() {
        for limit in [90, 120, 180, 239] {
            let (calls, refused) = against(limit).await;
            assert!(refused * 100 < calls, "{limit}: {refused} of {calls}");
            assert!(calls * 10 > limit * 60 * 7, "{limit}: only {calls} an hour");
        }
    }
}
