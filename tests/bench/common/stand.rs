//! A server with a check-in that waits for answers, and a chat in which it stands.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::client::Connection;
use super::load::{Crowd, Requests};
use super::payload::{self, Presses};
use super::server::{Program, Server};
use super::slack::{self, Slack};
use super::teams::{self, Teams, Tokens};

/// The check-in that everybody answers.
const QUESTION: &str = "ask manage-or-lead/merger-on-monday for 2 days";
/// How long a server is left alone before its idle memory is read.
const IDLE: Duration = Duration::from_secs(1);

/// A server, its chat, and presses for the buttons of its check-in.
pub struct Stand {
    /// The server.
    pub server: Server,
    /// The Slack to which it replies; in Teams the answer to a press is the reply.
    pub slack: Option<Slack>,
    /// Presses of its buttons.
    pub presses: Box<dyn Requests>,
    /// Resident memory a second after the start, in megabytes.
    pub idle_mb: f64,
}

impl Stand {
    /// Starts a server with its data in a folder and asks the check-in.
    pub fn set_up(program: Program, folder: &Path, environment: &[(&'static str, String)]) -> Self {
        match program {
            Program::Bare | Program::Cairn => Self::in_slack(program, folder, environment),
            Program::Teams => Self::in_teams(program, Tokens::One, folder, environment),
            Program::TeamsNewTokens => Self::in_teams(program, Tokens::Each, folder, environment),
        }
    }

    fn in_slack(program: Program, folder: &Path, environment: &[(&'static str, String)]) -> Self {
        let slack = Slack::start();
        let settings = payload::settings(&slack);
        let server = Server::start(program, folder, &settings, environment);
        let idle_mb = at_rest(&server);
        let host = server.at.to_string();
        let blocks = match program {
            Program::Bare => blocks_like_cairns(),
            _ => {
                let ask = payload::command(&host, QUESTION, &slack.replies_to());
                take(&server, &ask);
                slack.first_blocks()
            }
        };
        let presses = Presses::of(&host, slack::TS, &blocks, &slack.replies_to());
        Self {
            server,
            slack: Some(slack),
            presses: Box::new(presses),
            idle_mb,
        }
    }

    fn in_teams(
        program: Program,
        tokens: Tokens,
        folder: &Path,
        environment: &[(&'static str, String)],
    ) -> Self {
        let teams = Teams::start();
        let server = Server::start(program, folder, &teams.settings(), environment);
        let idle_mb = at_rest(&server);
        let host = server.at.to_string();
        take(&server, &teams.words(&host, QUESTION));
        let (id, card) = teams.first_card();
        let presses = teams::Presses::of(&host, &teams, &id, &card, tokens);
        Self {
            server,
            slack: None,
            presses: Box::new(presses),
            idle_mb,
        }
    }

    /// People before it, from the n-th on.
    pub fn crowd(&self, first: usize) -> Crowd<'_> {
        Crowd::before(self.server.at, &*self.presses, first)
    }
}

fn at_rest(server: &Server) -> f64 {
    std::thread::sleep(IDLE);
    server.process().resident_mb()
}

fn take(server: &Server, request: &[u8]) {
    let mut connection = Connection::to(server.at);
    let (status, body) = connection.send(request);
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
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
