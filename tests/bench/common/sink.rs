//! A false platform in the same process: takes every message some milliseconds later, keeps a
//! limit, or fails now and then; and knows how often it posted to whom.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use cairn::chat::{Address, MessageId, Place};
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use jiff::Timestamp;

/// What the platform does beside taking messages.
#[derive(Clone, Copy, Default)]
pub struct Habits {
    /// How long each call takes.
    pub latency: Duration,
    /// So many a second, a second's worth at once; more is refused.
    pub limit: Option<u32>,
    /// One in so many ends badly.
    pub fails_one_in: Option<usize>,
}

/// A false platform.
pub struct Sink {
    /// Its habits.
    pub habits: Habits,
    /// How often it was called.
    pub calls: AtomicUsize,
    /// How many calls it refused.
    pub refused: AtomicUsize,
    /// How often each message was posted, by its person.
    posted: Mutex<HashMap<String, u32>>,
    /// When what was due was handed over.
    pub handed_over: Mutex<Vec<(MessageId, Instant)>>,
    keeps_times: bool,
    /// Posted, and the caller heard otherwise.
    pub told_failed: AtomicUsize,
    pace: Mutex<Pace>,
}

/// The same meter that an adapter would keep, and that of the platform itself.
struct Pace {
    paid: Instant,
    platforms: Instant,
}

impl Sink {
    /// A platform of such habits; whether it keeps the time of each post.
    pub fn new(habits: Habits, keeps_times: bool) -> Arc<Self> {
        let now = Instant::now();
        Arc::new(Self {
            habits,
            calls: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            posted: Mutex::default(),
            handed_over: Mutex::default(),
            keeps_times,
            told_failed: AtomicUsize::new(0),
            pace: Mutex::new(Pace {
                paid: now,
                platforms: now,
            }),
        })
    }

    /// How long to wait for room, by the adapter's own count, a hundredth slower than allowed.
    fn room(&self) -> Option<Duration> {
        let limit = self.habits.limit?;
        let each = Duration::from_secs(1) / limit * 101 / 100;
        let now = Instant::now();
        let mut pace = self.pace.lock().unwrap();
        let ahead = pace.paid.saturating_duration_since(now);
        let credit = each * (limit / 2);
        if ahead > credit {
            return Some(ahead - credit);
        }
        pace.paid = pace.paid.max(now) + each;
        None
    }

    /// Whether the platform refuses a call.
    fn refuses(&self) -> bool {
        let Some(limit) = self.habits.limit else {
            return false;
        };
        let each = Duration::from_secs(1) / limit;
        let now = Instant::now();
        let mut pace = self.pace.lock().unwrap();
        if pace.platforms.saturating_duration_since(now) > each * limit {
            return true;
        }
        pace.platforms = pace.platforms.max(now) + each;
        false
    }

    fn post(&self, delivery: &Delivery<'_>) -> Outcome {
        let id = delivery.what.id();
        let place = delivery.what.place();
        let person = place.person().map_or("", |person| person.as_str());
        *self
            .posted
            .lock()
            .unwrap()
            .entry(person.to_owned())
            .or_default() += 1;
        if self.keeps_times {
            let mut handed_over = self.handed_over.lock().unwrap();
            handed_over.push((id, Instant::now()));
        }
        Outcome::Said(Some(Address::from(format!("D{person} 1700000000.000100"))))
    }

    /// How many people something was posted to.
    pub fn people_reached(&self) -> usize {
        self.posted.lock().unwrap().len()
    }

    /// How many posts were one too many.
    pub fn doubled(&self) -> u32 {
        self.posted
            .lock()
            .unwrap()
            .values()
            .map(|times| times - 1)
            .sum()
    }
}

#[async_trait]
impl Platform for Sink {
    fn name(&self) -> &'static str {
        "bench"
    }

    async fn receive(&self, _: Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(404))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        let is_answer = matches!(delivery.what.place(), Place::Whisper(..));
        if !is_answer && let Some(wait) = self.room() {
            let after_ms = u64::try_from(wait.as_millis()).unwrap() + 1;
            return Outcome::NoRoom { after_ms };
        }
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        if !is_answer && self.refuses() {
            self.refused.fetch_add(1, Ordering::Relaxed);
            return Outcome::NoRoom { after_ms: 1_000 };
        }
        tokio::time::sleep(self.habits.latency).await;
        let fails = self
            .habits
            .fails_one_in
            .is_some_and(|one_in| call.is_multiple_of(one_in));
        if !fails {
            return self.post(&delivery);
        }
        match call / self.habits.fails_one_in.unwrap() % 3 {
            // Not posted, and said so: 429 for this call alone.
            0 => Outcome::NotYet { after_ms: 1_000 },
            // 500, nothing posted.
            1 => Outcome::Unknown,
            // Posted; then silence, and a connection that breaks.
            _ => {
                self.post(&delivery);
                self.told_failed.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_secs(2)).await;
                Outcome::Unknown
            }
        }
    }

    async fn look(&self, delivery: Delivery<'_>) -> Looked {
        Looked::CannotTell {
            repeat: delivery.unclear < 4,
        }
    }
}
