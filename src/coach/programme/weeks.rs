//! The weeks of a programme that somebody, or a channel, is in: each week's theme and steps, what
//! is done and what is not, in words; and what can be done with it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::closing;
use super::press::{Deed, Press, Whose};
use super::record::{Enrolment, KeptStep};
use super::steps;
use crate::chat::{Block, Button, Card, Confirm, Span, Text};
use crate::coach::act::Act;
use crate::coach::desk::button;
use crate::coach::phrases::Speaker;
use crate::library::{Library, ProgrammeId};
use crate::timing::{TimeOfDay, Zone, moment};

/// What the card is about.
pub(super) struct Shown<'a> {
    pub programme: &'a ProgrammeId,
    pub whose: &'a Whose,
    pub enrolment: &'a Enrolment,
    /// The zone in which its days are.
    pub zone: &'a Zone,
    /// At which time of the day its steps come.
    pub time: TimeOfDay,
    /// Whether they come by themselves.
    pub comes: bool,
    /// Whether what is next can be done before it comes.
    pub at_hand: bool,
}

/// How far somebody is, in a line.
pub(in crate::coach) fn standing(say: &Speaker<'_>, enrolment: &Enrolment, today: Date) -> Text {
    let (done, all) = enrolment.progress();
    let (done, all) = (number(done), number(all));
    if enrolment.is_over() {
        say.programme_finished(done, all)
    } else if enrolment.is_paused(today) {
        say.programme_paused(done, all)
    } else {
        say.programme_done_of(done, all)
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The whole card.
pub(super) fn card(
    library: &Library,
    now: Timestamp,
    say: &Speaker<'_>,
    shown: &Shown<'_>,
) -> Card {
    let (programme, enrolment) = (shown.programme, shown.enrolment);
    let today = shown.zone.time_zone().to_datetime(now).date();
    let mut blocks = vec![
        Block::Title(steps::title(library, programme)),
        Block::Paragraph(standing(say, enrolment, today)),
    ];
    blocks.extend(weeks(say, library, shown).into_iter().map(Block::Paragraph));
    if enrolment.is_over() {
        blocks.extend(again(say, library, shown));
    } else {
        // What the library has lost can't be done, and keeps nobody from what is behind it.
        let mut open = enrolment.undone();
        let open = open.find(|(_, step)| steps::is_there(library, &step.what));
        let open = open.filter(|_| *shown.whose == Whose::Own);
        let doing = open.and_then(|open| steps::doing(say, programme, open));
        let at_hand = open
            .filter(|_| doing.is_some() && shown.at_hand)
            .map(|(_, step)| step);
        blocks.extend(next(say, shown, today, at_hand).map(Block::Paragraph));
        let doing = doing.map(Button::primary);
        let buttons = doing.into_iter().chain(changes(say, shown, today));
        blocks.push(Block::Buttons(buttons.collect()));
        if enrolment.before.is_some() {
            blocks.push(Block::Note(say.programme_badge_stays()));
        }
    }
    if *shown.whose == Whose::Own {
        blocks.push(Block::Note(say.programme_private()));
    }
    Card::of(blocks)
}

/// What is finished can be gone through again, while the library has it.
fn again(say: &Speaker<'_>, library: &Library, shown: &Shown<'_>) -> Vec<Block> {
    if !library.programmes.contains_key(shown.programme) {
        return Vec::new();
    }
    let label = match shown.whose {
        Whose::Own => say.button_begin_again(),
        Whose::Channel(_) => say.button_enrol_channel(),
    };
    let begin = Press::Deed(Deed::Enrol, shown.programme.clone(), shown.whose.clone());
    let words = (*shown.whose == Whose::Own).then(|| Block::Paragraph(say.programme_again()));
    let begin = Block::Buttons(vec![button(&Act::Programme(begin), &label)]);
    words.into_iter().chain([begin]).collect()
}

/// A paragraph for each week: its theme, and a line for each step.
fn weeks(say: &Speaker<'_>, library: &Library, shown: &Shown<'_>) -> Vec<Text> {
    let steps = &shown.enrolment.steps;
    let last = steps.last().map_or(0, |step| step.week);
    (0..=last)
        .map(|week| {
            let number = i64::from(week) + 1;
            let head = match steps::theme(library, shown.programme, week) {
                Some(theme) => say.programme_week(number, Text::strong(theme)),
                None => say.programme_week_bare(number),
            };
            let of_week = steps.iter().filter(|step| step.week == week);
            let lines = of_week.map(|step| line(say, library, step));
            Text::lines(std::iter::once(head).chain(lines))
        })
        .collect()
}

fn line(say: &Speaker<'_>, library: &Library, step: &KeptStep) -> Text {
    let what = steps::in_words(say, library, &step.what);
    match (step.done, step.came) {
        (Some(_), _) => say.programme_step_done(what),
        (None, Some(_)) => say.programme_step_open(what),
        (None, None) => say.programme_step_ahead(what),
    }
}

/// When the next step comes; and of one for which a button stands below, that it need not be
/// waited for.
fn next(
    say: &Speaker<'_>,
    shown: &Shown<'_>,
    today: Date,
    at_hand: Option<&KeptStep>,
) -> Option<Text> {
    if let (Some(trouble), Whose::Channel(channel)) = (shown.enrolment.closed, shown.whose) {
        let channel = super::list::channel_text(channel);
        return Some(closing::trouble_words(say, trouble, channel));
    }
    let step = shown.enrolment.next()?;
    if !shown.comes {
        return Some(say.programme_only_listed());
    }
    let on = step.on.max(today);
    let at = moment(on.to_datetime(shown.time.time()), shown.zone)?;
    let at = Text(vec![Span::Moment(at)]);
    Some(if step.on <= today {
        say.programme_next_waits()
    } else if at_hand == Some(step) {
        say.programme_next_or_now(at)
    } else {
        say.programme_next(at)
    })
}

/// What can be changed about it.
fn changes(say: &Speaker<'_>, shown: &Shown<'_>, today: Date) -> Vec<Button> {
    let act = |deed| {
        let (programme, whose) = (shown.programme.clone(), shown.whose.clone());
        Act::Programme(Press::Deed(deed, programme, whose))
    };
    let mut buttons = Vec::new();
    if shown.enrolment.next().is_some() {
        if shown.enrolment.is_paused(today) {
            buttons.push(button(&act(Deed::GoOn), &say.button_go_on()));
        } else {
            buttons.push(button(&act(Deed::Postpone), &say.button_postpone_week()));
            buttons.push(button(&act(Deed::Pause), &say.button_pause_programme()));
        }
    }
    let confirm = Confirm {
        title: say.programme_leave_title().to_words(),
        text: say.programme_leave_text().to_words(),
        yes: say.button_leave().to_words(),
        no: say.button_stay().to_words(),
    };
    let leave = button(&act(Deed::Leave), &say.button_leave());
    buttons.push(leave.danger().confirmed(confirm));
    buttons
}
