//! Load: everybody answers once. Closed, each connection sends its next request when the last one
//! is answered; paced, requests are due at fixed times and latency counts from these, so that a
//! server that falls behind can't hide it.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::client::Connection;

/// How many keep-alive connections there are.
pub const CONNECTIONS: usize = 64;

/// What people send, each once.
pub trait Requests: Sync {
    /// The request of the n-th person, headers and body.
    fn request(&self, number: usize) -> Vec<u8>;

    /// Fails unless that is the answer to a request that was taken.
    fn check(&self, status: u16, body: &[u8]) {
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
    }
}

/// What came of some load.
pub struct Load {
    /// How long each answer took, sorted.
    pub latencies: Vec<Duration>,
    /// From the first request to the last answer.
    pub took: Duration,
}

impl Load {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.took.as_secs_f64()
    }

    fn gathered(latencies: Vec<Vec<Duration>>, took: Duration) -> Self {
        let mut latencies: Vec<_> = latencies.into_iter().flatten().collect();
        latencies.sort();
        Self { latencies, took }
    }
}

/// When closed load ends.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// After so many answers.
    Answers(usize),
    /// After that time.
    Time(Duration),
}

/// People, each of whom answers once.
pub struct Crowd<'a> {
    presses: &'a dyn Requests,
    server: SocketAddr,
    next: AtomicUsize,
}

impl<'a> Crowd<'a> {
    /// A crowd before a server, whose first person has that number.
    pub fn before(server: SocketAddr, presses: &'a dyn Requests, first: usize) -> Self {
        Self {
            presses,
            server,
            next: AtomicUsize::new(first),
        }
    }

    /// The number of the next person.
    pub fn next(&self) -> usize {
        self.next.load(Ordering::Relaxed)
    }

    /// All connections at once, each as fast as it is answered.
    pub fn closed(&self, until: Until) -> Load {
        let began = Instant::now();
        let left = AtomicUsize::new(match until {
            Until::Answers(answers) => answers,
            Until::Time(_) => usize::MAX,
        });
        let is_over = || match until {
            Until::Answers(_) => {
                let left = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                    left.checked_sub(1)
                });
                left.is_err()
            }
            Until::Time(time) => began.elapsed() >= time,
        };
        let latencies = self.on_all_connections(|_, connection| {
            let mut latencies = Vec::new();
            while !is_over() {
                let request = self
                    .presses
                    .request(self.next.fetch_add(1, Ordering::Relaxed));
                let sent = Instant::now();
                self.answer(connection, &request);
                latencies.push(sent.elapsed());
            }
            latencies
        });
        Load::gathered(latencies, began.elapsed())
    }

    /// So many a second for some time.
    pub fn paced(&self, rate: usize, time: Duration) -> Load {
        let interval = Duration::from_secs(1) / u32::try_from(rate).unwrap();
        let began = Instant::now() + Duration::from_millis(100);
        let due = |turn: usize| began + interval * u32::try_from(turn).unwrap();
        let latencies = self.on_all_connections(|position, connection| {
            let turns = (position..).step_by(CONNECTIONS);
            turns
                .map(due)
                .take_while(|due| *due < began + time)
                .map(|due| {
                    let request = self
                        .presses
                        .request(self.next.fetch_add(1, Ordering::Relaxed));
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    self.answer(connection, &request);
                    due.elapsed()
                })
                .collect()
        });
        Load::gathered(latencies, began.elapsed())
    }

    fn answer(&self, connection: &mut Connection, request: &[u8]) {
        let (status, body) = connection.send(request);
        self.presses.check(status, body);
    }

    fn on_all_connections(
        &self,
        work: impl Fn(usize, &mut Connection) -> Vec<Duration> + Sync,
    ) -> Vec<Vec<Duration>> {
        let work = &work;
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..CONNECTIONS)
                .map(|position| {
                    let mut connection = Connection::to(self.server);
                    scope.spawn(move || work(position, &mut connection))
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        })
    }
}
