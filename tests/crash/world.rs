//! A check-in in the false Slack, people who answer it without end, and what they know of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::holding::Holding;
use crate::support::program::{Program, command_for_slack};
use crate::support::slack::requests::{Press, SlackRequest, command};
use crate::support::slack::{FakeSlack, workplace};

/// How many people press at one time.
const SIDE_BY_SIDE: usize = 16;
/// How long all that is owed may take to be said.
const PATIENCE: Duration = Duration::from_secs(120);

/// What people did, as they know it.
#[derive(Default)]
pub struct Ledger {
    /// The next person's number.
    next: u32,
    /// Who was told that the press had arrived.
    pub acknowledged: BTreeSet<u32>,
    /// Who heard nothing, and will press once more.
    pub unsure: Vec<u32>,
}

/// The check-in that everybody answers.
pub struct CheckIn {
    message: String,
    tokens: Vec<String>,
}

pub struct World {
    pub slack: FakeSlack,
    /// Where the program runs; its data lies in `data` within.
    folder: PathBuf,
    check_in: CheckIn,
    pub ledger: Mutex<Ledger>,
    client: reqwest::Client,
}

impl World {
    /// Starts the program and waits until it can take events.
    pub async fn program(&self) -> Program {
        let program = Program::start(self.command());
        program.ready().await;
        program
    }

    /// Where the data lies.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The program, to be started.
    pub fn command(&self) -> std::process::Command {
        command_for_slack(&self.folder, &self.slack.api(), "UADA")
    }

    fn press(&self, person: u32) -> SlackRequest {
        let tokens = &self.check_in.tokens;
        Press {
            person: &format!("U{person}"),
            channel: "C1",
            message: &self.check_in.message,
            token: &tokens[person as usize % tokens.len()],
            response_url: &self.slack.response_url(&format!("U{person}")),
            // The same press each time, so that one that is repeated counts once.
            at: &format!("1764000000.{person:06}"),
        }
        .request()
    }

    /// Many people press side by side until nobody answers any more.
    pub fn crowd(self: &Arc<Self>, program: &Program) -> Vec<tokio::task::JoinHandle<()>> {
        let press = |_| tokio::spawn(self.clone().people_press(program.address.clone()));
        (0..SIDE_BY_SIDE).map(press).collect()
    }

    /// One person after the other presses, until nobody answers any more.
    async fn people_press(self: Arc<Self>, address: String) {
        loop {
            let person = {
                let mut ledger = self.ledger.lock().unwrap();
                ledger.unsure.pop().unwrap_or_else(|| {
                    ledger.next += 1;
                    ledger.next
                })
            };
            let taken = send(&self.client, &address, &self.press(person)).await;
            let mut ledger = self.ledger.lock().unwrap();
            if taken {
                ledger.acknowledged.insert(person);
            } else {
                ledger.unsure.push(person);
                return;
            }
        }
    }

    /// Who got an answer to a press so far: the answer itself, not the news that there is none.
    fn answered(&self) -> BTreeSet<String> {
        let calls = self.slack.all_calls();
        let answers = calls.iter().filter_map(|call| {
            let person = call.method.strip_prefix("hook/")?;
            let text = call.body["text"].as_str()?;
            assert!(!text.contains("tap again"), "{person} was told: {text}");
            Some(person.to_owned())
        });
        answers.collect()
    }

    /// What was owed is said.
    pub async fn everybody_is_answered(&self) {
        let acknowledged = self.ledger.lock().unwrap().acknowledged.clone();
        until("everybody who was acknowledged is answered", || {
            let answered = self.answered();
            let mut people = acknowledged.iter();
            people.all(|person| answered.contains(&format!("U{person}")))
        })
        .await;
    }

    /// Everything acknowledged is kept once, the counts agree, and each answer was said or waits.
    pub fn check(&self, holding: &Holding) {
        let ledger = self.ledger.lock().unwrap();
        let answered = self.answered();
        for person in &ledger.acknowledged {
            let person = format!("U{person}");
            let kept = holding.answers.get(&person).copied();
            assert_eq!(kept, Some((1, 1)), "{person}: answers and facts");
            assert!(
                holding.owed.contains(&person) || answered.contains(&person),
                "{person} is owed an answer, and it is nowhere"
            );
        }
        let whole = |kept: &(u32, u32)| *kept == (1, 1);
        assert!(
            holding.answers.values().all(whole),
            "something is half there"
        );
        let answers = i64::try_from(holding.answers.len()).unwrap();
        let took: i64 = holding.sum("/took/");
        assert_eq!(
            holding.sum("/answered"),
            answers,
            "the count in the channel"
        );
        assert_eq!(took, answers, "the spread");
    }
}

/// Whether the program took it.
async fn send(client: &reqwest::Client, address: &str, request: &SlackRequest) -> bool {
    let second = cairn::clock::Clock::system().now().as_second();
    let mut sent = client.post(format!("http://{address}/slack/events"));
    for (name, value) in request.headers(second) {
        sent = sent.header(name, value);
    }
    let reply = sent.body(request.body.clone()).send().await;
    reply.is_ok_and(|reply| reply.status() == 200)
}

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waited).await.expect(what);
}

/// The program has asked in a channel, and was killed; nobody has answered yet.
pub async fn begin(folder: &Path) -> Arc<World> {
    let slack = FakeSlack::start().await;
    let client = cairn::outbound::client().unwrap();
    let first = Program::start(command_for_slack(folder, &slack.api(), "UADA"));
    first.ready().await;
    let ask = command(
        "UADA",
        "C1",
        "ask communication/late-to-the-stand-up for 2 days",
        "t0",
    );
    assert!(send(&client, &first.address, &ask).await);
    until("the check-in stands", || slack.standing("C1").len() == 1).await;
    let (message, card) = slack.standing("C1").remove(0);
    let choices = workplace::buttons(&card).into_iter();
    let tokens = choices
        .filter(|(label, _)| label.len() == 1)
        .map(|(_, token)| token)
        .collect();
    first.kill();
    Arc::new(World {
        slack,
        folder: folder.to_owned(),
        check_in: CheckIn { message, tokens },
        ledger: Mutex::default(),
        client,
    })
}
