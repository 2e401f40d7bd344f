//! Golden records: of all that is stored, one body as it is written today, kept in
//! `tests/golden/<type>.<schema>/<case>.json`. Today's code reads each and writes the same again.
//! A file there that is no case of today's is one that an older Cairn wrote: it need only be read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Serialize, de::DeserializeOwned};

use super::assessment::{Assessed, Attempt};
use super::audit::{Deed, Entry};
use super::channel::ChannelRecord;
use super::charter::Charter;
use super::checkin::{Edition, Once, Response, Run, RunState};
use super::commitment::Plan;
use super::desk::Record;
use super::fact::Happening;
use super::mastery::Memory;
use super::notices::{LastTold, Lasting, Notice, Waiting};
use super::nudge::{Consent, Followed, Nudging};
use super::objection::{Objected, Objection};
use super::packs::Pack;
use super::person::Person;
use super::practice::Session;
use super::privacy::named::Named;
use super::programme::Enrolment;
use super::roles::{Intended, Roles};
use super::round::{Feedback, News, Remark, RoundState, WeeklyRound};
use super::schedule::{AboutChannel, Draft, Fate, Schedule, What, holidays::Holidays};
use super::team::{Making, Membership, Picture, Roster, Stage, Team};
use super::tip::{PostState, Reaction, TipEdition, TipPost, WrittenTip};
use super::win::{Cheer, Decided, How, Suggestion, Told, Win, WinState, WinsChannel};
use crate::chat::{Ask, Block, File, FileContent, Message, Outgoing, Span, Text};
use crate::library::Question;
use crate::state::{FACT_SCHEMA, Reached, Sent};

/// Which case a value is of, and the names of all cases.
type Cases<T> = (fn(&T) -> &'static str, &'static [&'static str]);

/// The cases of a type. The compiler sees to it that none is forgotten.
macro_rules! cases {
    ($of:ty { $($pattern:pat => $name:literal),* $(,)? }) => {
        (|value: &$of| match value { $($pattern => $name),* }, &[$($name),*])
    };
}

/// A stored type, and what is amiss with its golden records.
struct Golden {
    type_name: &'static str,
    faults: Vec<String>,
}

fn all() -> Vec<Golden> {
    vec![
        record::<Run>(cases!(Run {
            Run { state: RunState::Open, .. } => "open",
            Run { state: RunState::Closed, .. } => "closed",
            Run { state: RunState::Tallied { .. }, .. } => "tallied",
            Run { state: RunState::Withdrawn, .. } => "withdrawn",
            Run { state: RunState::TakenBack, .. } => "taken_back",
        })),
        record::<Once>(cases!(Once {
            Once { response: Response::Choice(_), .. } => "choice",
            Once { response: Response::Order(_), .. } => "order",
            Once { response: Response::Bins(_), .. } => "bins",
            Once { response: Response::Marked(_), .. } => "marked",
            Once { response: Response::Number(_), .. } => "number",
            Once { response: Response::Words(_), .. } => "words",
            Once { response: Response::Plan { .. }, .. } => "plan",
        })),
        record::<Edition>((kind_of_edition, KINDS_OF_EDITION)),
        record::<Person>(cases!(Person {
            Person { has_home: true, .. } => "home",
            Person { zone: None, .. } => "new",
            Person { zone: Some(_), .. } => "known",
        })),
        record::<Session>(cases!(Session {
            Session { waiting: None, .. } => "asking",
            Session { waiting: Some(_), .. } => "waiting",
        })),
        record::<Nudging>(cases!(Nudging {
            Nudging { consent: Consent::NotAsked, .. } => "not_asked",
            Nudging { consent: Consent::Asked, .. } => "asked",
            Nudging { consent: Consent::Yes, .. } => "yes",
            Nudging { consent: Consent::No, .. } => "no",
            Nudging { consent: Consent::Off, .. } => "off",
        })),
        record::<Followed>(cases!(Followed { Followed { .. } => "followed" })),
        record::<Memory>(cases!(Memory { Memory { .. } => "memory" })),
        record::<Attempt>(cases!(Attempt { Attempt { .. } => "attempt" })),
        record::<Assessed>(cases!(Assessed { Assessed { .. } => "result" })),
        record::<Plan>(cases!(Plan {
            Plan { ended: None, asked: None, .. } => "plan",
            Plan { ended: None, asked: Some(_), .. } => "asked",
            Plan { ended: Some(_), .. } => "ended",
        })),
        record::<Enrolment>(cases!(Enrolment {
            Enrolment { by: None, earned: None, before: None, .. } => "begun",
            Enrolment { by: None, earned: None, before: Some(_), .. } => "begun_again",
            Enrolment { by: None, earned: Some(_), .. } => "finished",
            Enrolment { by: Some(_), closed: None, .. } => "of_channel",
            Enrolment { by: Some(_), closed: Some(_), .. } => "waits",
        })),
        record::<ChannelRecord>(cases!(ChannelRecord { ChannelRecord { .. } => "channel" })),
        record::<Objection>(cases!(Objection { Objection { .. } => "note" })),
        record::<Objected>(cases!(Objected { Objected {} => "once" })),
        record::<Schedule>(cases!(Schedule {
            Schedule { what: What::Tip(_), .. } => "tip",
            Schedule { what: What::CheckIn { .. }, .. } => "check_in",
            Schedule { what: What::Round, .. } => "round",
            Schedule { what: What::Recap, .. } => "recap",
        })),
        record::<TipPost>(cases!(TipPost {
            TipPost { state: PostState::Standing, .. } => "standing",
            TipPost { state: PostState::TakenBack, .. } => "taken_back",
            TipPost { state: PostState::Unposted, .. } => "unposted",
        })),
        record::<WeeklyRound>(cases!(WeeklyRound {
            WeeklyRound { state: RoundState::Standing, .. } => "standing",
            WeeklyRound { state: RoundState::TakenBack, .. } => "taken_back",
            WeeklyRound { state: RoundState::Unposted, .. } => "unposted",
        })),
        record::<Win>(cases!(Win {
            Win { posted_by: Some(_), .. } => "posted_by",
            Win { state: WinState::Standing, .. } => "standing",
            Win { state: WinState::TakenBack, .. } => "taken_back",
            Win { state: WinState::Unposted, .. } => "unposted",
        })),
        record::<Suggestion>(cases!(Suggestion {
            Suggestion { decided: None, .. } => "waiting",
            Suggestion { decided: Some(Decided { how: How::Posted, .. }), .. } => "posted",
            Suggestion { decided: Some(Decided { how: How::Declined, .. }), .. } => "declined",
            Suggestion { decided: Some(Decided { how: How::TakenBack, .. }), .. } => "taken_back",
        })),
        record::<Cheer>(cases!(Cheer { Cheer { .. } => "cheer" })),
        record::<Told>(cases!(Told { Told { .. } => "told" })),
        record::<WinsChannel>(cases!(WinsChannel { WinsChannel { .. } => "wins_channel" })),
        record::<Charter>(cases!(Charter {
            Charter { by: Some(_), .. } => "whole",
            Charter { by: None, .. } => "sparse",
        })),
        record::<Team>(cases!(Team {
            Team { name: None, .. } => "of_channel",
            Team { name: Some(_), .. } => "list",
        })),
        record::<Roster>(cases!(Roster { Roster { .. } => "roster" })),
        record::<Membership>(cases!(Membership { Membership { .. } => "membership" })),
        record::<Picture>(cases!(Picture { Picture { .. } => "picture" })),
        record::<Making>(cases!(Making {
            Making { stage: Stage::Listing(_), .. } => "listing",
            Making { stage: Stage::Counting(_), .. } => "counting",
        })),
        record::<News>(cases!(News {
            News { stood: None, .. } => "waits",
            News { stood: Some(_), .. } => "stood",
        })),
        record::<Feedback>(cases!(Feedback { Feedback { .. } => "feedback" })),
        record::<Remark>(cases!(Remark {
            Remark { person: None, .. } => "without_name",
            Remark { person: Some(_), .. } => "may_be_asked",
        })),
        record::<TipEdition>(cases!(TipEdition { TipEdition(_) => "tip" })),
        record::<Pack>(cases!(Pack { Pack { .. } => "some" })),
        record::<WrittenTip>(cases!(WrittenTip {
            WrittenTip { changed: None, .. } => "new",
            WrittenTip { changed: Some(_), .. } => "changed",
        })),
        record::<Named>(cases!(Named { Named { .. } => "named" })),
        record::<Reaction>(cases!(Reaction { Reaction { .. } => "tried" })),
        record::<Draft>(cases!(Draft {
            Draft { fate: Fate::Open, .. } => "open",
            Draft { fate: Fate::Confirmed, .. } => "confirmed",
            Draft { fate: Fate::Cancelled, .. } => "cancelled",
        })),
        record::<AboutChannel>(cases!(AboutChannel { AboutChannel { .. } => "channel" })),
        record::<Holidays>(cases!(Holidays { Holidays { .. } => "days_off" })),
        record::<Intended>(cases!(Intended { Intended { .. } => "intended" })),
        record::<Roles>(cases!(Roles { Roles { .. } => "workspace" })),
        record::<Entry>(cases!(Entry {
            Entry { deed: Deed::Asked { .. }, .. } => "asked",
            Entry { deed: Deed::TipPosted { .. }, .. } => "tip-posted",
            Entry { deed: Deed::TipTakenBack { .. }, .. } => "tip-taken-back",
            Entry { deed: Deed::RunTakenBack { .. }, .. } => "run-taken-back",
            Entry { deed: Deed::TipWritten { .. }, .. } => "tip-written",
            Entry { deed: Deed::TipChanged { .. }, .. } => "tip-changed",
            Entry { deed: Deed::TipDeleted { .. }, .. } => "tip-deleted",
            Entry { deed: Deed::RoundTakenBack { .. }, .. } => "round-taken-back",
            Entry { deed: Deed::NewsCollected { .. }, .. } => "news-collected",
            Entry { deed: Deed::NewsTakenOut { .. }, .. } => "news-taken-out",
            Entry { deed: Deed::WinRemoved { .. }, .. } => "win-removed",
            Entry { deed: Deed::WinsChannelSet { .. }, .. } => "wins-channel-set",
            Entry { deed: Deed::WinsSuggested { .. }, .. } => "wins-suggested",
            Entry { deed: Deed::WinDecided { .. }, .. } => "win-decided",
            Entry { deed: Deed::TeamDrawn { .. }, .. } => "team-drawn",
            Entry { deed: Deed::TeamStopped { .. }, .. } => "team-stopped",
            Entry { deed: Deed::TeamListChanged { .. }, .. } => "team-list-changed",
            Entry { deed: Deed::CharterWritten { .. }, .. } => "charter-written",
            Entry { deed: Deed::PackOpened { .. }, .. } => "pack-opened",
            Entry { deed: Deed::AdminAdded { .. }, .. } => "admin-added",
            Entry { deed: Deed::AdminRemoved { .. }, .. } => "admin-removed",
            Entry { deed: Deed::ManagerAdded { .. }, .. } => "manager-added",
            Entry { deed: Deed::ManagerRemoved { .. }, .. } => "manager-removed",
            Entry { deed: Deed::GuestsAllowed { .. }, .. } => "guests-allowed",
            Entry { deed: Deed::GuestsLeftOut { .. }, .. } => "guests-left-out",
            Entry { deed: Deed::Scheduled { .. }, .. } => "scheduled",
            Entry { deed: Deed::DaysOff { .. }, .. } => "days-off",
            Entry { deed: Deed::Programme { .. }, .. } => "programme",
            Entry { deed: Deed::Noticed { .. }, .. } => "noticed",
        })),
        record::<Waiting>(cases!(Waiting {
            Waiting { notice: Notice::Done { .. } } => "done",
            Waiting { notice: Notice::AdminLeft { .. } } => "admin-left",
            Waiting { notice: Notice::PassedOver { .. } } => "passed-over",
            Waiting { notice: Notice::AuthorLeft { .. } } => "author-left",
            Waiting { notice: Notice::RunsDry { .. } } => "runs-dry",
            Waiting { notice: Notice::RoundRunsDry { .. } } => "round-runs-dry",
            Waiting { notice: Notice::RoundEmpty { .. } } => "round-empty",
            Waiting { notice: Notice::PackClosed { .. } } => "pack-closed",
            Waiting { notice: Notice::NothingToPost { .. } } => "nothing-to-post",
            Waiting { notice: Notice::ChannelTrouble { .. } } => "channel-trouble",
            Waiting { notice: Notice::ChannelShared { .. } } => "channel-shared",
            Waiting { notice: Notice::NotPosted { .. } } => "not-posted",
        })),
        record::<Lasting>(cases!(Lasting { Lasting { .. } => "lasting" })),
        record::<LastTold>(cases!(LastTold { LastTold { .. } => "told" })),
        golden::<Happening>(
            FACT_SCHEMA,
            cases!(Happening {
                Happening::Opened { .. } => "opened",
                Happening::Closed { .. } => "closed",
                Happening::Answered { .. } => "answered",
                Happening::Refused { .. } => "refused",
                Happening::NudgesAllowed { .. } => "nudges_allowed",
                Happening::Nudged { .. } => "nudged",
                Happening::NudgeEnded { .. } => "nudge_ended",
                Happening::Objected { .. } => "objected",
                Happening::ScheduleDue { .. } => "schedule_due",
                Happening::TipPosted { .. } => "tip_posted",
                Happening::TipTakenBack { .. } => "tip_taken_back",
                Happening::RunTakenBack { .. } => "run_taken_back",
                Happening::Reacted { .. } => "reacted",
                Happening::Assessed { .. } => "assessed",
            }),
        ),
        golden::<Outgoing>(
            1,
            cases!(Outgoing {
                Outgoing::Message(_) => "message",
                Outgoing::Ask(Ask::Profile(_)) => "profile",
                Outgoing::Ask(Ask::Channel(_)) => "channel",
                Outgoing::Remove(_) => "remove",
                Outgoing::Ask(Ask::Members { .. }) => "members",
                Outgoing::File(File { content: FileContent::Text { .. }, .. }) => "file",
                Outgoing::File(File { content: FileContent::OwnData, .. }) => "own_data",
                Outgoing::File(File { content: FileContent::Badge(_), .. }) => "badge",
            }),
        ),
        golden::<Sent>(1, cases!(Sent { Sent { .. } => "sent" })),
        golden::<Reached>(1, cases!(Reached { Reached { .. } => "reached" })),
    ]
}

const KINDS_OF_EDITION: &[&str] = QUESTIONS.1;
const QUESTIONS: Cases<Question> = cases!(Question {
    Question::Scenario { .. } => "scenario",
    Question::Myth { .. } => "myth",
    Question::Ordering { .. } => "ordering",
    Question::Matching { .. } => "matching",
    Question::Multi { .. } => "multi",
    Question::Estimate { .. } => "estimate",
    Question::Rating { .. } => "rating",
    Question::Reflection { .. } => "reflection",
    Question::Commitment { .. } => "commitment",
});

fn kind_of_edition(edition: &Edition) -> &'static str {
    QUESTIONS.0(&edition.0.question)
}

fn record<R: Record>(cases: Cases<R>) -> Golden {
    golden(R::KIND.schema(), cases)
}

fn golden<T: Serialize + DeserializeOwned>(schema: u16, (case_of, cases): Cases<T>) -> Golden {
    let type_name = std::any::type_name::<T>();
    let type_name = type_name.rsplit("::").next().unwrap();
    let folder = root()
        .join("tests/golden")
        .join(format!("{type_name}.{schema}"));
    let today = cases
        .iter()
        .filter_map(|case| fault_of_today(&folder.join(format!("{case}.json")), case, case_of));
    let old = old_ones(&folder, cases)
        .into_iter()
        .filter_map(|path| read::<T>(&path).err());
    Golden {
        type_name,
        faults: today.chain(old).collect(),
    }
}

fn fault_of_today<T: Serialize + DeserializeOwned>(
    path: &Path,
    case: &str,
    case_of: fn(&T) -> &'static str,
) -> Option<String> {
    let at = path.display();
    let (text, value) = match read::<T>(path) {
        Ok(found) => found,
        Err(fault) => return Some(fault),
    };
    if case_of(&value) != case {
        return Some(format!("{at} holds a case of {}", case_of(&value)));
    }
    let written = serde_json::to_string_pretty(&value).unwrap();
    (written != text.trim_end()).then(|| {
        format!(
            "{at} is written otherwise today. Keep it under another name, such as {case}-2026-11.json, so that it is still read, and put in its place:\n{written}"
        )
    })
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<(String, T), String> {
    let at = path.display();
    let text = fs::read_to_string(path)
        .map_err(|_| format!("{at} is missing: put there, in pretty JSON, what is stored today"))?;
    let value = serde_json::from_str(&text).map_err(|error| {
        format!("{at} can't be read any more ({error}): give what is new a default, or raise the schema of its kind and read the old one too")
    })?;
    Ok((text, value))
}

fn old_ones(folder: &Path, cases: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_case = |path: &Path| {
        cases
            .iter()
            .any(|case| path.ends_with(format!("{case}.json")))
    };
    paths.filter(|path| !is_case(path)).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The types in the sources of this room that are kept as documents.
fn records_in(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(records_in(&path));
        } else if !path.ends_with("golden.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let named = text.split("impl Record for ").skip(1);
            found
                .extend(named.filter_map(|rest| rest.split_whitespace().next().map(str::to_owned)));
        }
    }
    found
}

#[test]
fn all_that_is_stored_is_read_and_written_as_ever() {
    let faults: Vec<String> = all().into_iter().flat_map(|golden| golden.faults).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_type_is_stored_without_a_golden_record() {
    let covered: BTreeSet<String> = all()
        .into_iter()
        .map(|golden| golden.type_name.to_owned())
        .collect();
    let stored = records_in(&root().join("src/coach"));
    assert!(stored.len() >= 10, "the scan finds too few: {stored:?}");
    let forgotten: Vec<&String> = stored.difference(&covered).collect();
    assert!(
        forgotten.is_empty(),
        "add these to `all` in src/coach/golden.rs: {forgotten:?}"
    );
    for entry in fs::read_dir(root().join("tests/golden")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let type_name = name.split('.').next().unwrap();
        assert!(
            covered.contains(type_name) || type_name == "rows",
            "tests/golden/{name} is read by no test"
        );
    }
}

#[test]
fn the_golden_message_has_every_block_and_every_span() {
    let path = root().join("tests/golden/Outgoing.1/message.json");
    let (_, outgoing) = read::<Outgoing>(&path).unwrap();
    let Outgoing::Message(Message { card, .. }) = outgoing else {
        panic!("{} holds no message", path.display());
    };
    let (block_of, blocks): Cases<Block> = cases!(Block {
        Block::Title(_) => "title",
        Block::Paragraph(_) => "paragraph",
        Block::Note(_) => "note",
        Block::Buttons(_) => "buttons",
        Block::Meter(_) => "meter",
        Block::Picture(_) => "picture",
        Block::Divider => "divider",
    });
    let (span_of, spans): Cases<Span> = cases!(Span {
        Span::Plain(_) => "plain",
        Span::Strong(_) => "strong",
        Span::Emphasis(_) => "emphasis",
        Span::Person(_) => "person",
        Span::Channel(_) => "channel",
        Span::Link { .. } => "link",
        Span::Moment(_) => "moment",
    });
    let texts = card.blocks.iter().filter_map(|block| match block {
        Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => Some(text),
        Block::Buttons(_) | Block::Meter(_) | Block::Picture(_) | Block::Divider => None,
    });
    let had: BTreeSet<&str> = texts
        .flat_map(|Text(spans)| spans.iter().map(span_of))
        .chain(card.blocks.iter().map(block_of))
        .collect();
    let all: BTreeSet<&str> = blocks.iter().chain(spans).copied().collect();
    assert_eq!(had, all);
}
