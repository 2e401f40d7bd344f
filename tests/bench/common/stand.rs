//! A server with a check-in that waits for answers, and a Slack to which it replies.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::client::Connection;
use super::load::Crowd;
use super::payload::{self, Presses};
use super::server::{Program, Server};
use super::slack::{self, Slack};

/// The check-in that everybody answers.
const QUESTION: &str = "ask manage-or-lead/merger-on-monday for 2 days";
/// How long a server is left alone before its idle memory is read.
const IDLE: Duration = Duration::from_secs(1);

/// A server, its Slack, and presses for the buttons of its check-in.
pub struct Stand {
    /// The server.
    pub server: Server,
    /// The Slack.
    pub slack: Slack,
    /// Presses of its buttons.
    pub presses: Presses,
    /// Resident memory a second after the start, in megabytes.
    pub idle_mb: f64,
}

impl Stand {
    /// Starts a server with its data in a folder and asks the check-in.
    pub fn set_up(program: Program, folder: &Path, environment: &[(&'static str, String)]) -> Self {
        let slack = Slack::start();
        let server = Server::start(program, folder, &slack, environment);
        std::thread::sleep(IDLE);
        let idle_mb = server.process().resident_mb();
        let host = server.at.to_string();
        let blocks = match program {
            Program::Bare => blocks_like_cairns(),
            Program::Cairn => {
                let ask = payload::command(&host, QUESTION, &slack.replies_to());
                let mut connection = Connection::to(server.at);
                let (status, body) = connection.send(&ask);
                assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
                slack.first_blocks()
            }
        };
        let presses = Presses::of(&host, slack::TS, &blocks, &slack.replies_to());
        Self {
            server,
            slack,
            presses,
            idle_mb,
        }
    }

    /// People before it, from the n-th on.
    pub fn crowd(&self, first: usize) -> Crowd<'_> {
        Crowd::before(self.server.at, &self.presses, first)
    }
}

/// What the bare server gets in place of a real message, about as large.
fn blocks_like_cairns() -> serde_json::Value {
    let words = "Half of the numbers are not there yet. ".repeat(12);
    let button = |choice: &str| {
        json!({
            "type": "button", "action_id": format!("act/{choice}"),
            "text": {"type": "plain_text", "text": choice},
            "value": format!("1:answer:0000000000000000:{choice}"),
        })
    };
    json!([
        {"type": "section", "block_id": "question", "text": {"type": "mrkdwn", "text": words}},
        {"type": "actions", "block_id": "choices", "elements": [button("a"), button("b"), button("c")]},
    ])
}
