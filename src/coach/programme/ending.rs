//! The end of a programme: what was done, the picture before and after, and the badge, which is
//! the person's own: as a file for her, and one line in a channel if she wants that.

use jiff::Timestamp;

use super::press::Press;
use super::record::Enrolment;
use super::steps;
use crate::chat::{
    Actor, Answer, Badge, Block, Card, Field, FieldId, File, FileContent, Form, InputKind, Message,
    MessageId, PersonId, Place, Row, Span, Text, Value, Values,
};
use crate::coach::act::Act;
use crate::coach::assessment;
use crate::coach::desk::{Desk, WORTH_SAYING, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::library::{Library, ProgrammeId};
use crate::state::Undecided;

const CHANNEL: &str = "channel";

/// Tells a person that she has finished, in the direct conversation.
pub(super) fn tell(
    desk: &mut Desk<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
    enrolment: &Enrolment,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    let blocks = blocks(desk, &say, id, programme, enrolment)?;
    Person::tell(desk, id, message(programme, enrolment), Card::of(blocks))
}

/// The name of the message at the end.
pub(super) fn message(programme: &ProgrammeId, enrolment: &Enrolment) -> MessageId {
    enrolment.message(programme, "end")
}

/// What is said at the end.
pub(super) fn blocks(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
    enrolment: &Enrolment,
) -> Result<Vec<Block>, Undecided> {
    let pictures = pictures(desk, say, id, enrolment)?;
    let library = &desk.coach.library;
    Ok(blocks_with(library, say, programme, enrolment, pictures))
}

/// The same, with pictures that were made already.
pub(super) fn blocks_with(
    library: &Library,
    say: &Speaker<'_>,
    programme: &ProgrammeId,
    enrolment: &Enrolment,
    pictures: Vec<Block>,
) -> Vec<Block> {
    let (done, all) = enrolment.progress();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let badge = Text::strong(badge_title(library, programme));
    let title = steps::title(library, programme);
    let mut blocks = vec![
        Block::Title(say.programme_end_title(title)),
        Block::Paragraph(say.programme_end(count(done), count(all))),
    ];
    blocks.extend(pictures);
    blocks.push(Block::Paragraph(say.programme_badge(badge)));
    blocks.push(Block::Buttons(vec![
        button(
            &Act::Programme(Press::Badge(programme.clone())),
            &say.button_badge_file(),
        ),
        button(
            &Act::Programme(Press::Share(programme.clone())),
            &say.button_share(),
        ),
    ]));
    blocks.push(Block::Note(say.programme_badge_private()));
    blocks
}

/// The picture before and after, of what the programme measures itself by.
pub(super) fn pictures(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    enrolment: &Enrolment,
) -> Result<Vec<Block>, Undecided> {
    match enrolment.measured_by() {
        Some(measure) => assessment::before_and_after(desk, say, id, measure),
        None => Ok(Vec::new()),
    }
}

fn badge_title(library: &Library, programme: &ProgrammeId) -> String {
    let found = library.programmes.get(programme);
    found.map_or_else(|| programme.to_string(), |it| it.badge.clone())
}

/// When somebody finished a programme; who did not is told so.
fn earned(
    desk: &mut Desk<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
) -> Result<Option<Timestamp>, Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    let found: Option<Enrolment> = desk.read(&Enrolment::key(id, programme))?;
    let earned = found.and_then(|it| it.badge_earned());
    if earned.is_none() {
        desk.reply(Card::words(say.programme_not_finished()));
    }
    Ok(earned)
}

/// *Have it as a file*.
pub(super) fn hand(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
) -> Result<(), Undecided> {
    let id = &actor.id;
    let Some(earned) = earned(desk, id, programme)? else {
        return Ok(());
    };
    let (_, say) = Person::meet(desk, id)?;
    let title = steps::title(&desk.coach.library, programme).to_words();
    let occasion = seed::name(&[desk.event.id.as_str(), "badge"]);
    let file = File {
        id: MessageId::from(format!("badge/{programme}/{occasion}")),
        person: id.clone(),
        name: format!("badge-{programme}.jwt"),
        content: FileContent::Badge(Badge {
            programme: programme.to_string(),
            title: badge_title(&desk.coach.library, programme),
            criteria: say.programme_badge_criteria(title).to_words(),
            earned,
        }),
        words: Card::words(say.programme_badge_file()),
        until: desk.after(WORTH_SAYING),
    };
    desk.hand(file);
    desk.reply(Card::words(say.programme_badge_comes()));
    Ok(())
}

/// *Share*: in which channel?
pub(super) fn open_share(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
) -> Result<(), Undecided> {
    if earned(desk, &actor.id, programme)?.is_none() {
        return Ok(());
    }
    let (_, say) = Person::meet(desk, &actor.id)?;
    let channel = Field {
        id: FieldId::from(CHANNEL),
        label: say.programme_share_channel().to_words(),
        hint: Some(say.programme_share_hint().to_words()),
        optional: false,
        input: InputKind::Channel { initial: None },
    };
    desk.answer(Answer::Form(Form {
        about: Act::Programme(Press::Share(programme.clone())).token(),
        page: 0,
        back: None,
        title: say.programme_share_title().to_words(),
        submit: say.form_send().to_words(),
        rows: vec![Row::Ask(channel)],
    }));
    Ok(())
}

/// The channel comes back: one line stands there.
pub(super) fn share(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
    values: &Values,
) -> Result<(), Undecided> {
    let id = &actor.id;
    if earned(desk, id, programme)?.is_none() {
        return Ok(());
    }
    let (_, say) = Person::meet(desk, id)?;
    let field = FieldId::from(CHANNEL);
    let Some(channel) = values.get(&field).and_then(Value::channel).cloned() else {
        desk.refuse(vec![(field, say.form_error_empty())]);
        return Ok(());
    };
    let who = Text(vec![Span::Person(id.clone())]);
    let title = steps::title(&desk.coach.library, programme);
    let line = desk.public_speaker().programme_shared(who, title);
    let name = seed::name(&[id.as_str(), programme.as_str(), "shared"]);
    desk.stand(Message {
        id: MessageId::from(format!("programme/shared/{name}")),
        place: Place::Channel(channel.clone()),
        card: Card::words(line),
        until: desk.after(WORTH_SAYING),
        urgent: false,
        via: None,
    });
    let channel = super::list::channel_text(&channel);
    desk.reply(Card::words(say.programme_share_done(channel)));
    Ok(())
}
