//! Teams' limits on what the bot may call, kept before Teams has to say so: budgets for each
//! conversation, one for all that goes to a tenant, and whatever Teams itself asks for by
//! `Retry-After`. Such a wait is the conversation's own, for Teams counts by conversation; the
//! tenant goes on, slowly at first, and no tenant waits for another. Goes by the monotonic clock.
//!
//! Limits: <https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit>.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::platform::metering::{Budget, Meter, Slowness, Wait};

/// What is limited. Teams counts the two apart in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Traffic {
    /// Posts, edits, removals, and conversations that are opened: 7 in a second, 8 in two, 60 in
    /// half a minute, 1800 in an hour.
    Write,
    /// Who is in a conversation, and which channels a team has: 14 in a second, 16 in two, 120 in
    /// half a minute, 3600 in an hour.
    Read,
}

/// One a second and a few at once, as long as the hour allows it.
const WRITES_HERE: [Budget; 2] = [
    budget(4, Duration::from_secs(1), 3),
    budget(1_800, HOUR, 1_200),
];
/// Three a second and a few at once, as long as the hour allows it.
const READS_HERE: [Budget; 2] = [
    budget(12, Duration::from_secs(2), 6),
    budget(3_600, HOUR, 1_800),
];
/// All calls for a tenant. Teams allows 50 in a second; it may split a message and count it twice,
/// so in the long run it is half of that.
const EVERYWHERE: Budget = budget(50, Duration::from_secs(1), 25);
/// The part of it that may go into reading: what people are told comes first.
const READS: Budget = budget(20, Duration::from_secs(1), 10);
const HOUR: Duration = Duration::from_secs(3_600);
/// From so many conversations on, those whose budgets are whole again are forgotten.
const CONVERSATIONS_KEPT: usize = 1_000;

const fn budget(most: u32, within: Duration, burst: u32) -> Budget {
    Budget {
        most,
        within,
        burst,
    }
}

/// The budgets of each tenant that is served. There are no more than the settings name, so nobody
/// can make them many.
pub(super) struct Paces {
    served: HashMap<String, Pace>,
    /// What all others share: tenants of earlier settings, for whom something may still wait.
    others: Pace,
}

impl Paces {
    /// Budgets for these tenants, in lower case.
    pub fn of(tenants: &[String]) -> Self {
        let fresh = |tenant: &String| (tenant.clone(), Pace::default());
        Self {
            served: tenants.iter().map(fresh).collect(),
            others: Pace::default(),
        }
    }

    /// The budgets of a tenant.
    pub fn tenant(&self, tenant: &str) -> &Pace {
        self.served.get(tenant).unwrap_or(&self.others)
    }
}

/// The budgets of one tenant.
#[derive(Default)]
pub(super) struct Pace {
    inner: Mutex<Inner>,
}

struct Inner {
    all: Meter,
    reads: Meter,
    conversations: HashMap<String, Conversation>,
    slowness: Slowness,
    /// Until then what is told "too many" was under way already and makes nothing slower.
    slowed_until: Instant,
    /// Nothing goes before that time.
    paused_until: Instant,
}

impl Default for Inner {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            all: Meter::fresh(now),
            reads: Meter::fresh(now),
            conversations: HashMap::new(),
            slowness: Slowness::default(),
            slowed_until: now,
            paused_until: now,
        }
    }
}

/// The budgets of one conversation.
struct Conversation {
    writes: [Meter; 2],
    reads: [Meter; 2],
    /// Nothing goes there before that time.
    paused_until: Instant,
}

impl Conversation {
    fn fresh(now: Instant) -> Self {
        Self {
            writes: [Meter::fresh(now); 2],
            reads: [Meter::fresh(now); 2],
            paused_until: now,
        }
    }

    fn meters(&mut self, traffic: Traffic) -> impl Iterator<Item = (&mut Meter, Budget)> {
        let (meters, budgets) = match traffic {
            Traffic::Write => (&mut self.writes, WRITES_HERE),
            Traffic::Read => (&mut self.reads, READS_HERE),
        };
        meters.iter_mut().zip(budgets)
    }

    fn wait(&mut self, traffic: Traffic, now: Instant) -> Duration {
        let paused = self.paused_until.saturating_duration_since(now);
        let waits = self.meters(traffic);
        waits
            .map(|(meter, budget)| meter.wait(budget, now))
            .fold(paused, Duration::max)
    }

    fn take(&mut self, traffic: Traffic, now: Instant) {
        for (meter, budget) in self.meters(traffic) {
            meter.take(budget, now);
        }
    }

    fn is_rested(&self, now: Instant) -> bool {
        let mut meters = self.writes.iter().chain(&self.reads);
        self.paused_until <= now && meters.all(|meter| meter.is_rested(now))
    }
}

impl Pace {
    /// Takes one call out of the budgets, or tells how long to wait first. A conversation that is
    /// yet to be opened goes by the id of the person.
    ///
    /// # Errors
    /// How long to wait; nothing was taken.
    pub fn take(&self, traffic: Traffic, conversation: &str) -> Result<(), Wait> {
        let now = Instant::now();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = inner.wait(traffic, now);
        if !wait.is_zero() {
            return Err(Wait::Everywhere(wait));
        }
        let here = inner.conversation(conversation, now);
        let wait = here.wait(traffic, now);
        if !wait.is_zero() {
            return Err(Wait::Here(wait));
        }
        here.take(traffic, now);
        inner.take(traffic, now);
        Ok(())
    }

    /// Teams has said "too many" in a conversation: nothing goes there before that time, and to
    /// the tenant it goes slowly.
    pub fn slow_down(&self, conversation: &str, wait: Duration) {
        let now = Instant::now();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.slowed_until <= now {
            inner.slowness.more();
            inner.slowed_until = now + wait;
            let budget = inner.slowness.budget(EVERYWHERE);
            inner.all.spend(budget, now);
        }
        inner.conversation(conversation, now).pause(now + wait);
    }

    /// Nothing goes into a conversation before that time.
    pub fn pause(&self, conversation: &str, wait: Duration) {
        let now = Instant::now();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.conversation(conversation, now).pause(now + wait);
    }

    /// Nothing goes at all before that time.
    pub fn pause_all(&self, wait: Duration) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.paused_until = inner.paused_until.max(Instant::now() + wait);
    }
}

impl Inner {
    fn wait(&self, traffic: Traffic, now: Instant) -> Duration {
        let paused = self.paused_until.saturating_duration_since(now);
        let all = self.all.wait(self.slowness.budget(EVERYWHERE), now);
        let reads = match traffic {
            Traffic::Write => Duration::ZERO,
            Traffic::Read => self.reads.wait(READS, now),
        };
        paused.max(all).max(reads)
    }

    fn take(&mut self, traffic: Traffic, now: Instant) {
        self.all.take(self.slowness.budget(EVERYWHERE), now);
        if traffic == Traffic::Read {
            self.reads.take(READS, now);
        }
        self.slowness.less();
    }

    fn conversation(&mut self, id: &str, now: Instant) -> &mut Conversation {
        if self.conversations.len() >= CONVERSATIONS_KEPT {
            self.conversations.retain(|_, here| !here.is_rested(now));
        }
        self.conversations
            .entry(id.to_owned())
            .or_insert_with(|| Conversation::fresh(now))
    }
}

impl Conversation {
    fn pause(&mut self, until: Instant) {
        self.paused_until = self.paused_until.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When as many as can be are taken in so many conversations.
    async fn taken(
        pace: &Pace,
        traffic: Traffic,
        conversations: u32,
        time: Duration,
    ) -> Vec<Instant> {
        let end = Instant::now() + time;
        let mut taken = Vec::new();
        while Instant::now() < end {
            let mut next = end - Instant::now();
            for number in 0..conversations {
                match pace.take(traffic, &format!("19:{number}@thread.tacv2")) {
                    Ok(()) => {
                        taken.push(Instant::now());
                        next = Duration::ZERO;
                    }
                    Err(wait) => next = next.min(wait.time()),
                }
            }
            tokio::time::advance(next).await;
        }
        taken
    }

    /// The most that went in any stretch of so many seconds.
    fn most_within(taken: &[Instant], seconds: u64) -> usize {
        let within = Duration::from_secs(seconds);
        let in_stretch = |from: &Instant| {
            let stretch = taken.iter().skip_while(|at| *at < from);
            stretch.take_while(|at| **at < *from + within).count()
        };
        taken.iter().map(in_stretch).max().unwrap_or_default()
    }

    #[tokio::test(start_paused = true)]
    async fn no_conversation_gets_more_than_teams_allows_in_any_stretch() {
        let limits = [
            (Traffic::Write, [(1, 7), (2, 8), (30, 60), (3_600, 1_800)]),
            (Traffic::Read, [(1, 14), (2, 16), (30, 120), (3_600, 3_600)]),
        ];
        for (traffic, limits) in limits {
            let taken = taken(&Pace::default(), traffic, 1, HOUR * 2).await;
            for (seconds, limit) in limits {
                let most = most_within(&taken, seconds);
                assert!(most <= limit, "{traffic:?}: {most} in {seconds} s");
            }
            let limit = limits[3].1;
            assert!(taken.len() > limit * 5 / 4, "{traffic:?}: {}", taken.len());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_conversation_gets_one_post_a_second_and_a_few_at_once() {
        let pace = Pace::default();
        let post = |to: &str| pace.take(Traffic::Write, to);
        (0..3).for_each(|_| assert_eq!(post("a:ada"), Ok(())));
        assert_eq!(post("a:ada"), Err(Wait::Here(Duration::from_secs(1))));
        assert_eq!(post("a:ben"), Ok(()), "others need not wait");
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(post("a:ada"), Ok(()));
        assert!(post("a:ada").is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_tenant_of_a_thousand_gets_no_more_than_fifty_in_a_second_and_half_of_it_for_long() {
        let pace = Pace::default();
        let minute = Duration::from_secs(60);
        let taken = taken(&pace, Traffic::Write, 1_000, minute).await;
        assert!(most_within(&taken, 1) <= 50);
        assert!(
            (1_480..=1_525).contains(&taken.len()),
            "{} in a minute",
            taken.len()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn no_tenant_waits_for_another_and_those_that_are_served_no_more_share_one_budget() {
        let paces = Paces::of(&["contoso".to_owned(), "fabrikam".to_owned()]);
        let wait = Duration::from_secs(60);
        let post = |tenant: &str| paces.tenant(tenant).take(Traffic::Write, "a:ada");
        let contoso = paces.tenant("contoso");
        for number in 0..25 {
            let to = format!("a:{number}");
            assert_eq!(contoso.take(Traffic::Write, &to), Ok(()));
        }
        assert!(matches!(post("contoso"), Err(Wait::Everywhere(_))));
        assert_eq!(post("fabrikam"), Ok(()), "its budget is its own");

        contoso.pause_all(wait);
        assert_eq!(post("contoso"), Err(Wait::Everywhere(wait)));
        assert_eq!(post("fabrikam"), Ok(()));

        paces.tenant("formerly").pause_all(wait);
        assert_eq!(post("long-ago"), Err(Wait::Everywhere(wait)));
        assert_eq!(post("fabrikam"), Ok(()), "who is served waits for none");
        assert_eq!(paces.served.len(), 2, "asking for others makes no more");
    }

    #[tokio::test(start_paused = true)]
    async fn reading_leaves_room_for_what_people_are_told() {
        let pace = Pace::default();
        let second = Duration::from_secs(1);
        taken(&pace, Traffic::Read, 1_000, second * 30).await;
        let read = taken(&pace, Traffic::Read, 1_000, second * 10).await.len();
        assert!((95..=105).contains(&read), "{read}");
        assert_eq!(pace.take(Traffic::Write, "a:ada"), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn too_many_in_one_conversation_holds_that_one_and_the_tenant_goes_slowly() {
        let pace = Pace::default();
        let wait = Duration::from_secs(20);
        pace.slow_down("a:ada", wait);
        // The other that was under way is told the same.
        pace.slow_down("a:ben", wait);
        assert_eq!(
            pace.take(Traffic::Write, "a:ada"),
            Err(Wait::Here(wait)),
            "the conversation waits"
        );
        let second = Duration::from_secs(1);
        let slow = taken(&pace, Traffic::Write, 1_000, second * 10).await.len();
        assert!((115..=160).contains(&slow), "half as fast: {slow}");
        taken(&pace, Traffic::Write, 1_000, second * 60).await;
        let usual = taken(&pace, Traffic::Write, 1_000, second * 10).await.len();
        assert!((240..=275).contains(&usual), "{usual}");
        tokio::time::advance(second).await;
        assert_eq!(pace.take(Traffic::Write, "a:ada"), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_and_a_shorter_one_does_not_end_it() {
        let pace = Pace::default();
        let seconds = Duration::from_secs;
        pace.pause("a:ada", seconds(30));
        pace.pause("a:ada", seconds(10));
        let ada = || pace.take(Traffic::Write, "a:ada");
        assert_eq!(ada(), Err(Wait::Here(seconds(30))));
        pace.pause_all(seconds(60));
        pace.pause_all(seconds(1));
        for traffic in [Traffic::Read, Traffic::Write] {
            let ben = pace.take(traffic, "a:ben");
            assert_eq!(ben, Err(Wait::Everywhere(seconds(60))));
        }
        tokio::time::advance(seconds(60)).await;
        assert_eq!(ada(), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn conversations_that_are_at_rest_are_forgotten_and_those_that_wait_are_not() {
        let pace = Pace::default();
        pace.pause("a:ada", Duration::from_secs(7_200));
        for number in 0..5_000 {
            let to = format!("a:{number}");
            if let Err(wait) = pace.take(Traffic::Write, &to) {
                tokio::time::advance(wait.time()).await;
                assert_eq!(pace.take(Traffic::Write, &to), Ok(()));
            }
        }
        let kept = pace.inner.lock().unwrap().conversations.len();
        assert!(kept <= CONVERSATIONS_KEPT, "{kept}");
        assert!(pace.take(Traffic::Write, "a:ada").is_err());
    }
}
