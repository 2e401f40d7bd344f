//! The form in which a charter is written, whole or in parts. It knows the version that it was
//! opened on: what somebody else wrote meanwhile is not overwritten, and what was typed is said back.

use super::press::{Part, Press};
use super::record::{self, Charter, VALUES_MOST};
use crate::chat::{
    Accent, Actor, Answer, Block, Card, ChannelId, Choice, Field, FieldId, Form, InputKind, Row,
    Text, Value, Values,
};
use crate::coach::act::Act;
use crate::coach::audit::{self, Deed};
use crate::coach::desk::Desk;
use crate::coach::filled::{Amiss, typed_blocks};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where};
use crate::coach::programme::{self, Done};
use crate::coach::{home, old_button};
use crate::state::Undecided;

const TEAM: &str = "team";
const COLOUR: &str = "colour";
const MISSION: &str = "mission";
const VALUES: &str = "values";
const STRENGTHS: &str = "strengths";
const STAKEHOLDERS: &str = "stakeholders";
const MESSAGE: &str = "message";

/// The longest texts, in UTF-16 units.
const TEAM_CHARS: u16 = 40;
const MISSION_CHARS: u16 = 300;
const VALUE_CHARS: u16 = 60;
const STRENGTHS_CHARS: u16 = 300;
const STAKEHOLDERS_MOST: usize = 5;
const STAKEHOLDER_CHARS: u16 = 80;
const MESSAGE_CHARS: u16 = 120;

/// What people put before the lines of a list.
const LIST_SIGNS: [char; 5] = [' ', '\t', '•', '-', '*'];

const ACCENTS: [(Accent, &str); 8] = [
    (Accent::Blue, "blue"),
    (Accent::Teal, "teal"),
    (Accent::Green, "green"),
    (Accent::Amber, "amber"),
    (Accent::Red, "red"),
    (Accent::Pink, "pink"),
    (Accent::Violet, "violet"),
    (Accent::Grey, "grey"),
];

/// Opens the form on the charter as it stands.
pub(super) fn open(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    part: Part,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    if !desk.event.opens_form {
        desk.reply(Card::words(say.charter_no_form()));
        return Ok(());
    }
    let charter = record::of(desk, channel)?.unwrap_or_default();
    desk.answer(Answer::Form(form(&say, channel, part, &charter)));
    Ok(())
}

fn form(say: &Speaker<'_>, channel: &ChannelId, part: Part, charter: &Charter) -> Form {
    let about = Act::Charter(Press::Write(channel.clone(), part, charter.number));
    Form {
        about: about.token(),
        page: 0,
        back: None,
        title: say.charter_form_title().to_words(),
        submit: say.charter_send().to_words(),
        rows: fields(say, part, charter)
            .into_iter()
            .map(Row::Ask)
            .collect(),
    }
}

fn fields(say: &Speaker<'_>, part: Part, charter: &Charter) -> Vec<Field> {
    let mut fields = Vec::new();
    if part.covers(Part::Whole) {
        let team = words(false, TEAM_CHARS, charter.team_name.clone());
        fields.push(field(TEAM, &say.charter_team(), None, team));
        fields.push(field(
            COLOUR,
            &say.charter_colour(),
            None,
            colour(say, charter),
        ));
    }
    if part.covers(Part::Message) {
        let message = words(false, MESSAGE_CHARS, charter.message.clone());
        let hint = say.charter_message_hint();
        fields.push(field(MESSAGE, &say.charter_message(), Some(hint), message));
    }
    if part.covers(Part::Purpose) {
        let mission = words(true, MISSION_CHARS, charter.mission.clone());
        fields.push(field(MISSION, &say.charter_mission(), None, mission));
        let values = lines(VALUES_MOST, VALUE_CHARS, &charter.values);
        let hint = say.charter_values_hint(i64::from(VALUE_CHARS));
        fields.push(field(VALUES, &say.charter_values(), Some(hint), values));
        let strengths = words(true, STRENGTHS_CHARS, charter.strengths.clone());
        fields.push(field(STRENGTHS, &say.charter_strengths(), None, strengths));
    }
    if part.covers(Part::Stakeholders) {
        let people = lines(STAKEHOLDERS_MOST, STAKEHOLDER_CHARS, &charter.stakeholders);
        let hint = say.charter_stakeholders_hint(i64::from(STAKEHOLDER_CHARS));
        fields.push(field(
            STAKEHOLDERS,
            &say.charter_stakeholders(),
            Some(hint),
            people,
        ));
    }
    fields
}

fn field(id: &str, label: &Text, hint: Option<Text>, input: InputKind) -> Field {
    Field {
        id: FieldId::from(id),
        label: label.to_words(),
        hint: hint.map(|hint| hint.to_words()),
        optional: true,
        input,
    }
}

fn words(long: bool, max: u16, initial: String) -> InputKind {
    InputKind::Words {
        long,
        max,
        initial,
        example: String::new(),
    }
}

/// Several short texts, one a line, with room for the breaks between.
fn lines(most: usize, max: u16, initial: &[String]) -> InputKind {
    let most = u16::try_from(most).unwrap_or(u16::MAX);
    words(true, (max + 1).saturating_mul(most), initial.join("\n"))
}

fn colour(say: &Speaker<'_>, charter: &Charter) -> InputKind {
    let choice = |(accent, name): &(Accent, &str)| Choice {
        id: (*name).to_owned(),
        label: accent_words(say, *accent).to_words(),
    };
    let chosen = ACCENTS
        .iter()
        .find(|(accent, _)| Some(*accent) == charter.accent);
    InputKind::One {
        options: ACCENTS.iter().map(choice).collect(),
        initial: chosen.map(|(_, name)| (*name).to_owned()),
    }
}

fn accent_words(say: &Speaker<'_>, accent: Accent) -> Text {
    match accent {
        Accent::Blue => say.colour_blue(),
        Accent::Teal => say.colour_teal(),
        Accent::Green => say.colour_green(),
        Accent::Amber => say.colour_amber(),
        Accent::Red => say.colour_red(),
        Accent::Pink => say.colour_pink(),
        Accent::Violet => say.colour_violet(),
        Accent::Grey => say.colour_grey(),
    }
}

/// The form comes back.
pub(super) fn send(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (channel, part, opened_on): (&ChannelId, Part, u32),
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let before = record::of(desk, channel)?.unwrap_or_default();
    let now = match read(&say, part, &before, values) {
        Ok(now) => now,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    if now == before {
        // Who looked at it, and found that it says so already, has done as much.
        count(desk, actor, part, &now)?;
        desk.reply(Card::words(say.charter_unchanged()));
        return Ok(());
    }
    if before.number > opened_on {
        let head = Block::Paragraph(say.charter_changed_meanwhile());
        let blocks = [head].into_iter().chain(typed_blocks(&say, values));
        desk.reply(Card::of(blocks.collect()));
        return Ok(());
    }
    if before.number < opened_on {
        // A form on a version that this store never had.
        return old_button(desk, actor);
    }
    count(desk, actor, part, &now)?;
    write(desk, actor, channel, &before, now)?;
    home::touched(desk, &actor.id)?;
    super::show(desk, actor, channel)
}

/// Counts what was done for programmes.
fn count(
    desk: &mut Desk<'_>,
    actor: &Actor,
    part: Part,
    charter: &Charter,
) -> Result<(), Undecided> {
    for act in part.done(charter) {
        programme::acted(desk, &actor.id, Done::Charter(act))?;
    }
    Ok(())
}

fn write(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    before: &Charter,
    now: Charter,
) -> Result<(), Undecided> {
    let now = Charter {
        number: before.number.saturating_add(1),
        at: Some(desk.now),
        by: Some(actor.id.clone()),
        ..now
    };
    privacy::note(desk, &actor.id, Where::Charter(channel.clone()));
    record::keep(desk, channel, before, &now);
    let deed = Deed::CharterWritten {
        channel: channel.clone(),
        number: now.number,
    };
    audit::record(desk, &actor.id, deed);
    Ok(())
}

/// The charter with what stands in the form, in the parts that it has.
fn read(
    say: &Speaker<'_>,
    part: Part,
    before: &Charter,
    values: &Values,
) -> Result<Charter, Amiss> {
    let mut charter = before.clone();
    let mut reader = Reader {
        say,
        values,
        amiss: Amiss::new(),
    };
    if part.covers(Part::Whole) {
        charter.team_name = reader.text(TEAM, TEAM_CHARS);
        charter.accent = reader.colour();
    }
    if part.covers(Part::Message) {
        charter.message = reader.text(MESSAGE, MESSAGE_CHARS);
    }
    if part.covers(Part::Purpose) {
        charter.mission = reader.text(MISSION, MISSION_CHARS);
        charter.values = reader.list(VALUES, VALUES_MOST, VALUE_CHARS);
        charter.strengths = reader.text(STRENGTHS, STRENGTHS_CHARS);
    }
    if part.covers(Part::Stakeholders) {
        charter.stakeholders = reader.list(STAKEHOLDERS, STAKEHOLDERS_MOST, STAKEHOLDER_CHARS);
    }
    if reader.amiss.is_empty() {
        Ok(charter)
    } else {
        Err(reader.amiss)
    }
}

/// Reads the inputs, and gathers what is amiss with them.
struct Reader<'r, 's> {
    say: &'r Speaker<'s>,
    values: &'r Values,
    amiss: Amiss,
}

impl Reader<'_, '_> {
    fn typed(&self, field: &str) -> String {
        let typed = self
            .values
            .get(&FieldId::from(field))
            .and_then(Value::words);
        typed.unwrap_or_default().trim().to_owned()
    }

    fn text(&mut self, field: &str, max: u16) -> String {
        let typed = self.typed(field);
        if length(&typed) > usize::from(max) {
            let long = self.say.form_error_long(i64::from(max));
            self.amiss.push((FieldId::from(field), long));
        }
        typed
    }

    /// What was typed, one a line; a sign before a line that makes a list of it is not kept.
    fn list(&mut self, field: &str, most: usize, max: u16) -> Vec<String> {
        let typed = self.typed(field);
        let lines = typed
            .lines()
            .map(|line| line.trim_start_matches(LIST_SIGNS).trim_end());
        let lines: Vec<String> = lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let amiss = if lines.len() > most {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            Some(self.say.charter_lines_many(most))
        } else if lines.iter().any(|line| length(line) > usize::from(max)) {
            Some(self.say.charter_line_long(i64::from(max)))
        } else {
            None
        };
        self.amiss
            .extend(amiss.map(|why| (FieldId::from(field), why)));
        lines
    }

    fn colour(&self) -> Option<Accent> {
        let chosen = self.values.get(&FieldId::from(COLOUR))?.chosen().first()?;
        let found = ACCENTS.iter().find(|(_, name)| name == chosen);
        found.map(|(accent, _)| *accent)
    }
}

fn length(words: &str) -> usize {
    words.encode_utf16().count()
}
