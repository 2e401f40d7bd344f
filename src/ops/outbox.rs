//! `cairn outbox`: what waits to be said and what never could be, on the folder of a stopped
//! Cairn; a dead letter is said again or dropped. Messages are told by their names and places,
//! never by their words.

use std::fmt;
use std::io::{self, Write};

use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::OpsError;
use super::command::tell;
use super::counting::count;
use super::stopped::{DataArgs, open_stopped};
use crate::chat::{
    Ask, EventId, File, Message, Outgoing, Place, Removal, Undeliverable, WorkspaceId,
};
use crate::clock::Clock;
use crate::state::{Commit, Committed, Completes, DeadLetter, Kept};
use crate::store::{Store, WalkFrom};

/// How many rows are read at a time.
const SLICE: usize = 256;
/// For how long a letter that is sent again is worth saying.
const WORTH: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What `cairn outbox` takes.
#[derive(Args, Clone, Debug, Default)]
pub struct OutboxArgs {
    #[command(subcommand)]
    what: Option<What>,
    /// One object of JSON in place of lines.
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    from: DataArgs,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Have what could not be said tried again, at the next start.
    Resend(WhichArgs),
    /// Drop what could not be said, for good.
    Drop(WhichArgs),
}

/// Which dead letters are meant.
#[derive(Args, Clone, Debug)]
pub struct WhichArgs {
    /// The number of one, or the name of one or more.
    which: String,
    /// Only those of one workspace, such as slack:T0123.
    #[arg(long)]
    workspace: Option<String>,
}

/// What waits, and what never could be said, as it is told.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outbox {
    /// What waits to be said or asked.
    pub waiting: Vec<WaitingLine>,
    /// What could not be.
    pub dead: Vec<DeadLine>,
}

/// An entry that waits.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct WaitingLine {
    /// Whose.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Where it goes.
    pub place: String,
    /// Until when it is worth saying; `None` for a question.
    pub until: Option<Timestamp>,
    /// It may stand there already.
    pub may_stand: bool,
    /// It was taken back.
    pub taken_back: bool,
}

/// A dead letter.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct DeadLine {
    /// Whose.
    pub workspace: WorkspaceId,
    /// Its number in that workspace.
    pub number: u64,
    /// Its name.
    pub name: String,
    /// Where it was to go.
    pub place: String,
    /// Why it was given up.
    pub why: Undeliverable,
    /// Since when it rests.
    pub since: Timestamp,
    /// How often it was tried, since the start of Cairn before that.
    pub tried: u16,
    /// It was taken back, and may stand all the same.
    pub taken_back: bool,
}

/// Runs `cairn outbox` on the folder of a stopped Cairn.
///
/// # Errors
/// A sentence that says what to do.
pub async fn outbox(args: OutboxArgs) -> Result<(), OpsError> {
    let store = open_stopped(&args.from, false)?;
    let done = run(&store, &args).await;
    store.close().await;
    done
}

async fn run(store: &dyn Store, args: &OutboxArgs) -> Result<(), OpsError> {
    let now = Clock::system().now();
    match &args.what {
        None => {
            let outbox = look_through(store).await?;
            let mut out = io::stdout().lock();
            let written = if args.json {
                serde_json::to_writer(&mut out, &outbox)
                    .map_err(io::Error::from)
                    .and_then(|()| writeln!(out))
            } else {
                write!(out, "{outbox}")
            };
            written.map_err(OpsError::file("the list can't be written"))
        }
        Some(What::Resend(WhichArgs { which, workspace })) => {
            let sent = resend(store, which, workspace.as_deref(), now).await?;
            report(args.json, &Dealt::Resent(sent))
        }
        Some(What::Drop(WhichArgs { which, workspace })) => {
            let dropped = discard(store, which, workspace.as_deref(), now).await?;
            report(args.json, &Dealt::Dropped(dropped))
        }
    }
}

/// How many letters were dealt with, and how.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Dealt {
    Resent(usize),
    Dropped(usize),
}

fn report(as_json: bool, dealt: &Dealt) -> Result<(), OpsError> {
    if as_json {
        let mut out = io::stdout().lock();
        return serde_json::to_writer(&mut out, dealt)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out))
            .map_err(OpsError::file("the outcome can't be written"));
    }
    tell(&match dealt {
        Dealt::Resent(count) => format!("{count} to be said again at the next start"),
        Dealt::Dropped(count) => format!("{count} dropped"),
    });
    Ok(())
}

/// Reads what waits and what could not be said.
///
/// # Errors
/// The store can't be read.
pub async fn look_through(store: &dyn Store) -> Result<Outbox, OpsError> {
    let mut outbox = Outbox::default();
    let mut from = Some(WalkFrom::outbox());
    while let Some(here) = from {
        let walked = store.walk(&here, SLICE).await?;
        for (workspace, kept) in walked.rows {
            match kept {
                Kept::Waiting(waiting) => outbox.waiting.push(WaitingLine {
                    workspace,
                    name: waiting.outgoing.id().to_string(),
                    place: said_place(&waiting.outgoing),
                    until: until(&waiting.outgoing),
                    may_stand: waiting.doubtful,
                    taken_back: waiting.withdrawn,
                }),
                Kept::Dead { number, letter } => outbox.dead.push(DeadLine {
                    workspace,
                    number,
                    name: letter.outgoing.id().to_string(),
                    place: said_place(&letter.outgoing),
                    why: letter.why,
                    since: letter.at,
                    tried: letter.tried,
                    taken_back: letter.withdrawn,
                }),
                Kept::Document { .. }
                | Kept::Wake { .. }
                | Kept::Mark { .. }
                | Kept::Counter { .. }
                | Kept::Fact { .. }
                | Kept::Erased(_)
                | Kept::Sent { .. } => {}
            }
        }
        from = walked.next;
    }
    Ok(outbox)
}

/// Lines letters up anew, worth saying for a week. Says how many.
///
/// # Errors
/// There is none such, or the store can't do it; then nothing was changed of those that follow.
pub async fn resend(
    store: &dyn Store,
    which: &str,
    workspace: Option<&str>,
    now: Timestamp,
) -> Result<usize, OpsError> {
    let letters = choose(store, which, workspace).await?;
    if let Some((_, number, _)) = letters.iter().find(|(_, _, letter)| letter.withdrawn) {
        return Err(OpsError::Asked(format!(
            "letter {number} was taken back, and is not said again: look whether it stands there, and `cairn outbox drop {number}`"
        )));
    }
    let until = now.saturating_add(WORTH).unwrap_or(now);
    for (workspace, number, letter) in &letters {
        let outgoing = match letter.outgoing.clone() {
            Outgoing::Message(message) => Outgoing::Message(Message { until, ..message }),
            Outgoing::File(file) => Outgoing::File(File { until, ..file }),
            Outgoing::Ask(ask) => Outgoing::Ask(ask),
            Outgoing::Remove(removal) => Outgoing::Remove(Removal { until, ..removal }),
        };
        deal_with(store, workspace, *number, vec![outgoing], now).await?;
    }
    Ok(letters.len())
}

/// Drops letters. Says how many.
///
/// # Errors
/// As [`resend`].
pub async fn discard(
    store: &dyn Store,
    which: &str,
    workspace: Option<&str>,
    now: Timestamp,
) -> Result<usize, OpsError> {
    let letters = choose(store, which, workspace).await?;
    for (workspace, number, _) in &letters {
        deal_with(store, workspace, *number, Vec::new(), now).await?;
    }
    Ok(letters.len())
}

type Chosen = (WorkspaceId, u64, DeadLetter);

/// The letter of a number, or all of a name.
async fn choose(
    store: &dyn Store,
    which: &str,
    only: Option<&str>,
) -> Result<Vec<Chosen>, OpsError> {
    let number: Option<u64> = which.parse().ok();
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut from = Some(WalkFrom::outbox());
    while let Some(here) = from {
        let walked = store.walk(&here, SLICE).await?;
        for (workspace, kept) in walked.rows {
            if let Kept::Dead {
                number: its,
                letter,
            } = kept
                && only.is_none_or(|only| only == workspace.as_str())
                && (number == Some(its) || letter.outgoing.id().as_str() == which)
            {
                chosen.push((workspace, its, letter));
            }
        }
        from = walked.next;
    }
    match &chosen[..] {
        [] => Err(OpsError::Asked(format!(
            "no dead letter is called {which}: `cairn outbox` lists them"
        ))),
        [first, .., last] if number.is_some() && first.0 != last.0 => {
            Err(OpsError::Asked(format!(
                "several workspaces have a letter {which}: say which with --workspace, such as {}",
                first.0
            )))
        }
        _ => Ok(chosen),
    }
}

async fn deal_with(
    store: &dyn Store,
    workspace: &WorkspaceId,
    number: u64,
    outgoing: Vec<Outgoing>,
    now: Timestamp,
) -> Result<(), OpsError> {
    let commit = Commit {
        workspace: workspace.clone(),
        now,
        completes: Completes::Event(EventId::from(format!("outbox/{number}/{now}"))),
        read: std::collections::BTreeMap::new(),
        as_of: None,
        write: std::collections::BTreeMap::new(),
        outgoing,
        withdraw: Vec::new(),
        bury: vec![number],
        wakes: Vec::new(),
        add: Vec::new(),
        facts: Vec::new(),
        erase: None,
    };
    match store.commit(commit).await? {
        Committed::Done => Ok(()),
        Committed::Duplicate | Committed::Conflict => Err(OpsError::Asked(format!(
            "letter {number} has just been dealt with: `cairn outbox` lists what is left"
        ))),
    }
}

fn until(outgoing: &Outgoing) -> Option<Timestamp> {
    match outgoing {
        Outgoing::Message(message) => Some(message.until),
        Outgoing::File(file) => Some(file.until),
        Outgoing::Remove(removal) => Some(removal.until),
        Outgoing::Ask(_) => None,
    }
}

fn said_place(outgoing: &Outgoing) -> String {
    match outgoing {
        Outgoing::Ask(Ask::Profile(person)) => format!("about {person}"),
        Outgoing::Ask(Ask::Channel(channel) | Ask::Members { channel, .. }) => {
            format!("about channel {channel}")
        }
        Outgoing::Remove(_) => "of somebody who was deleted".to_owned(),
        Outgoing::File(file) => format!("direct {}", file.person),
        Outgoing::Message(message) => match &message.place {
            Place::Channel(channel) => format!("channel {channel}"),
            Place::Direct(person) => format!("direct {person}"),
            Place::Whisper(channel, person) => format!("whisper {person} in {channel}"),
            Place::Home(person) => format!("home of {person}"),
        },
    }
}

fn reason(why: &Undeliverable) -> &'static str {
    match why {
        Undeliverable::NotThere => "the channel or message is not there",
        Undeliverable::Archived => "the channel is archived",
        Undeliverable::NotInvited => "the bot is not in the channel",
        Undeliverable::NotAllowed => "the platform does not allow it",
        Undeliverable::PersonLeft => "the person has left",
        Undeliverable::Refused => "the platform refuses its form, or Cairn could not decide it",
        Undeliverable::TooLate => "its time had passed before it could be said",
        Undeliverable::Unclear => "it may stand there: the platform's answer was never clear",
    }
}

impl fmt::Display for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let waiting = count(self.waiting.len() as u64, "waits", "wait");
        writeln!(f, "{waiting} to be said.")?;
        for line in &self.waiting {
            let doubt = if line.may_stand { ", may stand" } else { "" };
            let taken = if line.taken_back { ", taken back" } else { "" };
            let (workspace, place, name) = (&line.workspace, &line.place, &line.name);
            writeln!(f, "  {workspace}  {place}  {name:?}{doubt}{taken}")?;
        }
        writeln!(f, "{} could not be said.", self.dead.len())?;
        for line in &self.dead {
            let taken = if line.taken_back { " (taken back)" } else { "" };
            writeln!(
                f,
                "  {}  {}  {}  {:?}{taken}: {}; since {}, tried {}",
                line.number,
                line.workspace,
                line.place,
                line.name,
                reason(&line.why),
                line.since,
                count(line.tried.into(), "time", "times"),
            )?;
        }
        Ok(())
    }
}
