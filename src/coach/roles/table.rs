//! The one table of who may use which button and form; that of the commands is
//! [`commands::COMMANDS`]. `docs/roles.md` is made from both.

use super::Who;
use super::gate::Subject;
use crate::coach::act::{Act, AuditAbout, OfDraft, OfSchedule, OfWritten, Step, Sureness};
use crate::coach::assessment;
use crate::coach::charter::CharterPress;
use crate::coach::commands;
use crate::coach::commitment;
use crate::coach::nudge::Wish;
use crate::coach::phrases::Phrases;
use crate::coach::privacy::PrivacyPress;
use crate::coach::programme::ProgrammePress;
use crate::coach::round::RoundPress;
use crate::coach::team::TeamPress;
use crate::coach::tip::Finding;
use crate::coach::win::WinPress;

impl Who {
    /// In a word, for tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Managers => "managers, in their channel; admins",
            Self::Admins => "admins",
        }
    }
}

impl Act {
    /// Who may do it.
    pub fn who(&self) -> Who {
        match self {
            // One's own answers and one's own memory: nobody else's, whatever the role.
            Self::Answer(..)
            | Self::AnswerForm(_)
            | Self::ShowMine(_)
            | Self::More
            | Self::Practice
            | Self::Me
            | Self::Help
            | Self::Differ(_)
            | Self::PracticeAnswer(..)
            | Self::PracticeForm(_)
            | Self::Confidence(..)
            | Self::PracticeSkip(_)
            | Self::PracticeStop(_)
            | Self::Nudges(_)
            | Self::AskMe(..)
            | Self::React(..)
            | Self::Assess(_)
            | Self::Plan(_)
            | Self::Preferences
            // One's own; whether one may schedule there is asked when one confirms it.
            | Self::Draft(..)
            | Self::NewSchedule
            | Self::Preview => Who::Everybody,
            Self::Round(press) => press.who(),
            Self::Programme(press) => press.who(),
            Self::Charter(press) => press.who(),
            Self::Win(press) => press.who(),
            Self::Team(press) => press.who(),
            Self::Privacy(press) => press.who(),
            Self::TakeBackTip(_)
            | Self::TakeBackRun(_)
            | Self::Schedule(..)
            | Self::DaysOn(..)
            | Self::WriteTip(_)
            | Self::Written(..) => Who::Managers,
            Self::AuditOlder(..) => Who::Admins,
        }
    }

    /// What it is about: in whose channel a manager may do it.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Answer(run, _)
            | Self::AnswerForm(run)
            | Self::ShowMine(run)
            | Self::TakeBackRun(run) => Subject::Run(run.clone()),
            Self::React(post, _) | Self::TakeBackTip(post) => Subject::Post(post.clone()),
            Self::More
            | Self::Practice
            | Self::Me
            | Self::Help
            | Self::Differ(_)
            | Self::PracticeAnswer(..)
            | Self::PracticeForm(_)
            | Self::Confidence(..)
            | Self::PracticeSkip(_)
            | Self::PracticeStop(_)
            | Self::Nudges(_)
            | Self::AskMe(..)
            | Self::AuditOlder(..)
            | Self::Draft(..)
            | Self::NewSchedule
            | Self::Assess(_)
            | Self::Plan(_)
            | Self::Preferences
            | Self::Preview => Subject::Nothing,
            Self::Round(press) => press.subject(),
            Self::Programme(press) => press.subject(),
            Self::Charter(press) => press.subject(),
            Self::Win(press) => press.subject(),
            Self::Team(press) => press.subject(),
            Self::Privacy(press) => press.subject(),
            Self::WriteTip(channel) => Subject::Channel(channel.clone()),
            Self::Written(tip, _) => Subject::Written(tip.clone()),
            Self::Schedule(id, _) => Subject::Schedule(id.clone()),
            Self::DaysOn(channel, _) => channel.as_ref().map_or(Subject::Nothing, |channel| {
                Subject::Channel(channel.clone())
            }),
        }
    }

    /// What it does, for the table.
    fn does(&self) -> &'static str {
        match self {
            Self::Answer(..) => "answer a check-in in a channel",
            Self::AnswerForm(_) => "answer it in a form",
            Self::ShowMine(_) => "see one's own answer",
            Self::More => "get one more question",
            Self::Practice => "practise",
            Self::Me => "see one's own progress",
            Self::Help => "see the list of commands",
            Self::Differ(_) => "write that one sees an item differently",
            Self::PracticeAnswer(..) => "answer a question of one's practice session",
            Self::PracticeForm(_) => "answer it in a form",
            Self::Confidence(..) => "say how sure one was",
            Self::PracticeSkip(_) => "leave out a question",
            Self::PracticeStop(_) => "end one's practice session",
            Self::Nudges(_) => "say whether, when and how often one is written to",
            Self::AskMe(..) => "be asked later about a tip that one tried",
            Self::React(..) => "say what one finds of a tip",
            Self::TakeBackTip(_) => "take back a tip in a channel",
            Self::TakeBackRun(_) => "take back a check-in in a channel",
            Self::AuditOlder(..) => "see what was done before that",
            Self::Schedule(..) => {
                "look at a schedule, preview, send, skip, pause, change or delete it, or take back what it posted"
            }
            Self::WriteTip(_) => "write a tip for a channel",
            Self::Written(..) => {
                "look at a tip written for a channel, post, schedule, change or delete it"
            }
            Self::Draft(..) => "confirm, change or drop what one was about to schedule",
            Self::DaysOn(..) => "take days off away, for a channel or, as an admin, for everywhere",
            Self::Round(press) => press.does(),
            Self::Programme(press) => press.does(),
            Self::Charter(press) => press.does(),
            Self::Win(press) => press.does(),
            Self::Team(press) => press.does(),
            Self::Privacy(press) => press.does(),
            Self::NewSchedule => "fill in a schedule, which one confirms afterwards",
            Self::Assess(_) => "go through an assessment, see what came of it, and delete that",
            Self::Plan(_) => "make if-then plans of one's own, and say how they went",
            Self::Preferences => "change one's preferences",
            Self::Preview => "press a button of a preview, which does nothing",
        }
    }

    /// One of each, for the table and for tests.
    pub fn one_of_each() -> Vec<Self> {
        let step = || Step {
            session: "S1".into(),
            index: 0,
        };
        let mut all = vec![
            Self::Answer("R1".into(), "a".into()),
            Self::AnswerForm("R1".into()),
            Self::ShowMine("R1".into()),
            Self::More,
            Self::Practice,
            Self::Me,
            Self::Help,
            Self::Differ("skill/item".into()),
            Self::PracticeAnswer(step(), "a".into()),
            Self::PracticeForm(step()),
            Self::Confidence(step(), Sureness::Sure),
            Self::PracticeSkip(step()),
            Self::PracticeStop("S1".into()),
            Self::Nudges(Wish::Fewer),
            Self::AskMe("P1".into(), "skill/tip".into()),
            Self::React("T1".into(), Finding::Useful),
            Self::TakeBackTip("T1".into()),
            Self::TakeBackRun("R1".into()),
            Self::AuditOlder(AuditAbout::Everything, "a".into()),
            Self::WriteTip("own".into()),
            Self::Written("written/T1".into(), OfWritten::Look),
            Self::Schedule("S1".into(), OfSchedule::Look),
            Self::Draft("D1".into(), OfDraft::Confirm),
            Self::NewSchedule,
            Self::Preview,
            Self::Preferences,
            Self::Assess(assessment::Press::List),
            Self::Plan(commitment::Press::List),
            Self::DaysOn(Some("own".into()), jiff::civil::date(2026, 12, 24)),
        ];
        all.extend(RoundPress::one_of_each().into_iter().map(Self::Round));
        all.extend(
            ProgrammePress::one_of_each()
                .into_iter()
                .map(Self::Programme),
        );
        all.extend(CharterPress::one_of_each().into_iter().map(Self::Charter));
        all.extend(WinPress::one_of_each().into_iter().map(Self::Win));
        all.extend(TeamPress::one_of_each().into_iter().map(Self::Team));
        all.extend(PrivacyPress::one_of_each().into_iter().map(Self::Privacy));
        all
    }
}

/// The tables of `docs/roles.md`, in Markdown.
pub fn roles_page(phrases: &Phrases) -> String {
    let mut page = String::from("## Commands\n\n");
    page += &commands::commands_table(phrases);
    page += "\n## Buttons and forms\n\n| name | to | who |\n|---|---|---|\n";
    for act in Act::one_of_each() {
        let who = act.who().words();
        let line = format!("| `{}` | {} | {who} |\n", act.verb(), act.does());
        // Several buttons of one room that are one's own are one line.
        if !page.contains(&line) {
            page += &line;
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn one_of_each_leaves_none_out_and_each_is_read_back() {
        let source = include_str!("../act.rs");
        let (_, rest) = source.split_once("pub enum Act {").unwrap();
        let (arms, _) = rest.split_once("\n}").unwrap();
        let arms = arms.lines().map(str::trim_start);
        let named = arms.filter(|line| line.starts_with(char::is_uppercase));
        let name = |line: &str| line.split(['(', ',', ' ']).next().unwrap().to_owned();
        let named: BTreeSet<String> = named.map(name).collect();
        let all = Act::one_of_each();
        let listed: BTreeSet<String> = all.iter().map(|act| name(&format!("{act:?}"))).collect();
        assert_eq!(listed, named);
        for act in all {
            assert_eq!(Act::read(&act.token()), Some(act));
        }
    }
}
