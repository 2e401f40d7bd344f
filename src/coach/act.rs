//! What a button or a form is about, and how that is written into its token. Tokens are small
//! and versioned, hold no right answer, and are never trusted: who pressed is known from the
//! verified request, and every claim in a token is checked against the documents.

use super::assessment;
use super::charter::CharterPress;
use super::commitment;
use super::nudge::Wish;
use super::privacy::PrivacyPress;
use super::programme::ProgrammePress;
use super::round::RoundPress;
use super::team::TeamPress;
use super::tip::Finding;
use super::token_parts::{self, joined, written};
use super::win::WinPress;
use jiff::civil::Date;

use crate::chat::{ActToken, ChannelId, PersonId};
use crate::library::{ChoiceId, ItemId, TipId};

/// The version that tokens begin with. A token of another version is answered with kind words.
const VERSION: &str = "1";

/// What a press, or a form that was sent, is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A choice of a check-in in a channel.
    Answer(RunId, ChoiceId),
    /// The form of a check-in in a channel: its opening button and the form itself.
    AnswerForm(RunId),
    /// Show me what I answered.
    ShowMine(RunId),
    /// One more question, in the direct conversation.
    More,
    /// A practice session.
    Practice,
    /// My progress.
    Me,
    /// The list of commands.
    Help,
    /// I see it differently: the opening button and the form itself.
    Differ(ItemId),
    /// A choice of a question of a practice session.
    PracticeAnswer(Step, ChoiceId),
    /// The form of a question of a practice session.
    PracticeForm(Step),
    /// How sure one was of an answer in a practice session.
    Confidence(Step, Sureness),
    /// Leave out a question of a practice session.
    PracticeSkip(Step),
    /// End a practice session.
    PracticeStop(SessionId),
    /// What one finds of a tip in a channel.
    React(PostId, Finding),
    /// Take back a tip.
    TakeBackTip(PostId),
    /// Take back a check-in in a channel.
    TakeBackRun(RunId),
    /// What was done before the entry of that id.
    AuditOlder(AuditAbout, String),
    /// What one wants of being written to; of *change*, the form too.
    Nudges(Wish),
    /// Ask me about a tip that I tried: where it stood, and which.
    AskMe(PostId, TipId),
    /// The form of a new tip of a channel.
    WriteTip(ChannelId),
    /// Something to be done with a tip that was written in a chat.
    Written(TipId, OfWritten),
    /// Something to be done with a schedule.
    Schedule(ScheduleId, OfSchedule),
    /// Something to be done with a schedule that is not confirmed yet.
    Draft(DraftId, OfDraft),
    /// The form of a new schedule.
    NewSchedule,
    /// A button on a preview, which does nothing.
    Preview,
    /// Something around the weekly round.
    Round(RoundPress),
    /// Something around the charter of a channel's team.
    Charter(CharterPress),
    /// Something around a team's wins.
    Win(WinPress),
    /// Take away the days off of a channel, or of everywhere, that begin on a date.
    DaysOn(Option<ChannelId>, Date),
    /// Something about assessments.
    Assess(assessment::Press),
    /// Something about one's own plans.
    Plan(commitment::Press),
    /// One's preferences: the opening button and the form itself.
    Preferences,
    /// Something about what is kept of a person.
    Privacy(PrivacyPress),
    /// Something about programmes.
    Programme(ProgrammePress),
    /// Something about a team's picture.
    Team(TeamPress),
}

/// What can be done with a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfSchedule {
    /// Look at it.
    Look,
    /// See what comes next as it will look.
    Preview,
    /// Post what comes next now.
    SendNow,
    /// Leave out the next time.
    Skip,
    /// Leave out nothing.
    Unskip,
    /// Pause it: the opening button and the form itself.
    Pause,
    /// End a pause.
    Resume,
    /// Change it: the opening button and the form itself.
    Change,
    /// Delete it.
    Delete,
    /// Take back what was posted last.
    TakeBack,
}

/// What can be done with a schedule that is not confirmed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfDraft {
    /// Look at it.
    Look,
    /// Confirm it.
    Confirm,
    /// Drop it.
    Cancel,
}

/// What can be done with a tip that was written in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfWritten {
    /// Look at it exactly as it will look.
    Look,
    /// Post it now.
    Post,
    /// Schedule it.
    Schedule,
    /// Change it: the opening button and the form itself.
    Change,
    /// Delete it.
    Delete,
}

/// Which part of the audit is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditAbout {
    /// All of it.
    Everything,
    /// What somebody did, or what was done to them.
    Person(PersonId),
    /// What was done in a channel.
    Channel(ChannelId),
}

/// A question of a practice session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The session.
    pub session: SessionId,
    /// Which question, from 0.
    pub index: u8,
}

/// How sure one was, or that one did not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// Sure.
    Sure,
    /// Think so.
    ThinkSo,
    /// Guessing.
    Guessing,
    /// Not said, or not asked.
    Unsaid,
}

crate::chat::ids::name_type!(open
    /// A check-in that stands, or stood, in a channel.
    RunId);
crate::chat::ids::name_type!(open
    /// A tip that stands, or stood, in a channel.
    PostId);
crate::chat::ids::name_type!(open
    /// A practice session.
    SessionId);
crate::chat::ids::name_type!(open
    /// A schedule.
    ScheduleId);
crate::chat::ids::name_type!(open
    /// A schedule that its maker has not confirmed yet.
    DraftId);

impl OfSchedule {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Look, "look"),
        (Self::Preview, "preview"),
        (Self::SendNow, "send"),
        (Self::Skip, "skip"),
        (Self::Unskip, "unskip"),
        (Self::Pause, "pause"),
        (Self::Resume, "resume"),
        (Self::Change, "change"),
        (Self::Delete, "delete"),
        (Self::TakeBack, "back"),
    ];
}

impl OfDraft {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Look, "look"),
        (Self::Confirm, "confirm"),
        (Self::Cancel, "cancel"),
    ];
}

impl OfWritten {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Look, "look"),
        (Self::Post, "post"),
        (Self::Schedule, "schedule"),
        (Self::Change, "change"),
        (Self::Delete, "delete"),
    ];
}

/// The word for one of several.
fn word_of<T: Copy + PartialEq>(all: &[(T, &'static str)], one: T) -> &'static str {
    let found = all.iter().find(|(other, _)| *other == one);
    found.map_or("", |(_, word)| word)
}

/// The one of several that has that word.
fn one_of<T: Copy>(all: &[(T, &'static str)], word: &str) -> Option<T> {
    let found = all.iter().find(|(_, other)| *other == word);
    found.map(|(one, _)| *one)
}

impl Sureness {
    fn code(self) -> &'static str {
        match self {
            Self::Sure => "s",
            Self::ThinkSo => "t",
            Self::Guessing => "g",
            Self::Unsaid => "n",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Sure, Self::ThinkSo, Self::Guessing, Self::Unsaid]
            .into_iter()
            .find(|sureness| sureness.code() == code)
    }
}

impl Act {
    /// The token for a button or form. A platform's ids may hold colons, see `token_parts`.
    pub fn token(&self) -> ActToken {
        let parts: Vec<&str> = match self {
            Self::Answer(run, choice) => vec!["answer", run.as_str(), choice.as_str()],
            Self::AnswerForm(run) => vec!["form", run.as_str()],
            Self::ShowMine(run) => vec!["mine", run.as_str()],
            Self::More => vec!["more"],
            Self::Practice => vec!["practice"],
            Self::Me => vec!["me"],
            Self::Help => vec!["help"],
            Self::Differ(item) => vec!["differ", item.as_str()],
            Self::PracticeAnswer(step, choice) => return step.token("p-answer", choice.as_str()),
            Self::PracticeForm(step) => return step.token("p-form", ""),
            Self::Confidence(step, sureness) => return step.token("p-sure", sureness.code()),
            Self::PracticeSkip(step) => return step.token("p-skip", ""),
            Self::PracticeStop(session) => vec!["p-stop", session.as_str()],
            Self::Nudges(wish) => vec!["nudges", wish.code()],
            Self::AskMe(post, tip) => vec!["ask-me", post.as_str(), tip.as_str()],
            Self::AuditOlder(about, after) => {
                let about = written(&about.words());
                return ActToken::from(format!("{VERSION}:audit:{about}:{after}"));
            }
            Self::React(post, found) => vec!["react", post.as_str(), found.name()],
            Self::TakeBackTip(post) => vec!["untip", post.as_str()],
            Self::TakeBackRun(run) => vec!["unask", run.as_str()],
            Self::WriteTip(channel) => vec!["write-tip", channel.as_str()],
            Self::Written(id, deed) => {
                vec!["written", id.as_str(), word_of(&OfWritten::ALL, *deed)]
            }
            Self::Schedule(id, deed) => {
                vec!["schedule", id.as_str(), word_of(&OfSchedule::ALL, *deed)]
            }
            Self::Draft(id, deed) => vec!["draft", id.as_str(), word_of(&OfDraft::ALL, *deed)],
            Self::Assess(press) => [vec!["assess"], press.parts()].concat(),
            Self::Plan(press) => {
                return ActToken::from(format!("{VERSION}:plan:{}", press.words()));
            }
            Self::Programme(press) => {
                return ActToken::from(format!("{VERSION}:programme:{}", press.words()));
            }
            Self::Round(press) => press.parts(),
            Self::Team(press) => [vec!["team"], press.parts()].concat(),
            Self::Win(press) => {
                let parts = joined(&press.parts());
                return ActToken::from(format!("{VERSION}:win:{parts}"));
            }
            Self::Charter(press) => {
                let parts = joined(&press.parts());
                return ActToken::from(format!("{VERSION}:charter:{parts}"));
            }
            Self::Privacy(press) => {
                let parts = joined(&press.parts());
                return ActToken::from(format!("{VERSION}:privacy:{parts}"));
            }
            Self::NewSchedule => vec!["new-schedule"],
            Self::Preview => vec!["preview"],
            Self::Preferences => vec!["preferences"],
            Self::DaysOn(channel, from) => {
                let channel = channel.as_ref().map_or("", ChannelId::as_str);
                let channel = written(channel);
                return ActToken::from(format!("{VERSION}:days-on:{channel}:{from}"));
            }
        };
        ActToken::from(format!("{VERSION}:{}", joined(&parts)))
    }

    /// Its word in the token, by which facts and documents name it.
    pub fn verb(&self) -> String {
        let token = self.token();
        let verb = token.as_str().split(':').nth(1);
        verb.unwrap_or_default().to_owned()
    }

    /// What a token is about; `None` for one that this version did not write.
    pub fn read(token: &ActToken) -> Option<Self> {
        let parts = token_parts::read(token.as_str());
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let (&VERSION, rest) = parts.split_first()? else {
            return None;
        };
        Some(match *rest {
            ["answer", run, choice] => Self::Answer(run.into(), choice.into()),
            ["form", run] => Self::AnswerForm(run.into()),
            ["mine", run] => Self::ShowMine(run.into()),
            ["more"] => Self::More,
            ["practice"] => Self::Practice,
            ["me"] => Self::Me,
            ["help"] => Self::Help,
            ["differ", item] => Self::Differ(item.into()),
            ["p-answer", session, index, choice] => {
                Self::PracticeAnswer(Step::read(session, index)?, choice.into())
            }
            ["p-form", session, index, ""] => Self::PracticeForm(Step::read(session, index)?),
            ["p-sure", session, index, code] => {
                Self::Confidence(Step::read(session, index)?, Sureness::from_code(code)?)
            }
            ["p-skip", session, index, ""] => Self::PracticeSkip(Step::read(session, index)?),
            ["p-stop", session] => Self::PracticeStop(session.into()),
            ["nudges", code] => Self::Nudges(Wish::from_code(code)?),
            ["ask-me", post, tip] => Self::AskMe(post.into(), tip.into()),
            ["audit", about, after] => Self::AuditOlder(AuditAbout::read(about)?, after.to_owned()),
            ["react", post, found] => Self::React(post.into(), Finding::named(found)?),
            ["untip", post] => Self::TakeBackTip(post.into()),
            ["unask", run] => Self::TakeBackRun(run.into()),
            ["write-tip", channel] => Self::WriteTip(channel.into()),
            ["written", id, deed] => Self::Written(id.into(), one_of(&OfWritten::ALL, deed)?),
            ["schedule", id, deed] => Self::Schedule(id.into(), one_of(&OfSchedule::ALL, deed)?),
            ["draft", id, deed] => Self::Draft(id.into(), one_of(&OfDraft::ALL, deed)?),
            ["assess", ref rest @ ..] => Self::Assess(assessment::Press::read(rest)?),
            ["win", ref rest @ ..] => Self::Win(WinPress::read(rest)?),
            ["charter", ref rest @ ..] => Self::Charter(CharterPress::read(rest)?),
            ["plan", ref rest @ ..] => Self::Plan(commitment::Press::read(rest)?),
            ["programme", ref rest @ ..] => Self::Programme(ProgrammePress::read(rest)?),
            ["team", ref rest @ ..] => Self::Team(TeamPress::read(rest)?),
            ["privacy", ref rest @ ..] => Self::Privacy(PrivacyPress::read(rest)?),
            ["new-schedule"] => Self::NewSchedule,
            ["preview"] => Self::Preview,
            ["preferences"] => Self::Preferences,
            ["days-on", channel, from] => Self::DaysOn(
                (!channel.is_empty()).then(|| channel.into()),
                from.parse().ok()?,
            ),
            ["tell-us" | "feedback" | "news-new" | "news-out", ..] => {
                Self::Round(RoundPress::read(rest)?)
            }
            _ => return None,
        })
    }
}

impl AuditAbout {
    /// As people write it: `@` and a person, `#` and a channel, or nothing.
    pub fn words(&self) -> String {
        match self {
            Self::Everything => String::new(),
            Self::Person(person) => format!("@{person}"),
            Self::Channel(channel) => format!("#{channel}"),
        }
    }

    /// The same read; `None` for what is neither.
    pub fn read(words: &str) -> Option<Self> {
        match words.split_at_checked(1) {
            None if words.is_empty() => Some(Self::Everything),
            Some(("@", person)) if !person.is_empty() => Some(Self::Person(person.into())),
            Some(("#", channel)) if !channel.is_empty() => Some(Self::Channel(channel.into())),
            _ => None,
        }
    }
}

impl Step {
    fn token(&self, verb: &str, rest: &str) -> ActToken {
        ActToken::from(format!(
            "{VERSION}:{verb}:{}:{}:{rest}",
            self.session, self.index
        ))
    }

    fn read(session: &str, index: &str) -> Option<Self> {
        Some(Self {
            session: session.into(),
            index: index.parse().ok()?,
        })
    }
}
