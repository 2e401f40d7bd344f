//! `programme`: which programmes there are, what one gets out of each, and where one is in it.

use std::sync::Arc;

use super::press::{Deed, Press, Whose};
use super::record::Enrolment;
use super::weeks;
use crate::chat::{Actor, Block, Button, Card, ChannelId, Place, Span, Text};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::names::{self, Found};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::roles::{self, Who};
use crate::library::{Audience, Library, Programme};
use crate::state::Undecided;

/// Runs the command; the words are the name of one, if it is said.
pub(in crate::coach) fn programme(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (mut person, say) = Person::meet(desk, &actor.id)?;
    let library = desk.coach.library.clone();
    let subject = words.join(" ");
    let subject = names::bare(&subject);
    person.ask_profile(desk, &actor.id);
    if subject.is_empty() {
        return list(desk, actor, place.channel());
    }
    let found = names::find(library.programmes.values(), called, subject);
    let subject = Text::strong(subject);
    let words = match found {
        Found::This(found) => {
            let blocks = entry(desk, actor, place.channel(), found, false)?;
            desk.reply(Card::of(blocks));
            return Ok(());
        }
        Found::Near(name) => say.programme_unnamed(subject, Text::strong(name)),
        Found::Nothing => say.programme_unknown(subject),
    };
    let all = button(&Act::Programme(Press::List), &say.button_programmes());
    desk.reply(Card::of(vec![
        Block::Paragraph(words),
        Block::Buttons(vec![all]),
    ]));
    Ok(())
}

fn called(programme: &Arc<Programme>) -> (&str, &str) {
    (programme.id.as_str(), programme.title.as_str())
}

/// All of them.
pub(super) fn list(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
) -> Result<(), Undecided> {
    let library = desk.coach.library.clone();
    let (person, say) = Person::meet(desk, &actor.id)?;
    desk.want(&keys(&library, actor, channel))?;
    let mut blocks = vec![Block::Title(say.programmes_title())];
    let mut any = false;
    for programme in library.programmes.values() {
        let of_this = entry(desk, actor, channel, programme, true)?;
        if !of_this.is_empty() {
            any = true;
            blocks.extend(of_this);
            blocks.push(Block::Divider);
        }
    }
    for name in &person.enrolled {
        if library.programmes.contains_key(name) {
            continue;
        }
        // The library has it no more; who began it has it still.
        let Some(own) = desk.read::<Enrolment>(&Enrolment::key(&actor.id, name))? else {
            continue;
        };
        any = true;
        let title = super::steps::title(&library, name);
        let label = say.button_of(say.button_weeks(), title.to_words());
        let look = button(&Act::Programme(Press::look(name)), &label);
        let today = person.wall_day(desk);
        blocks.extend([
            Block::Paragraph(Text::lines([title, weeks::standing(&say, &own, today)])),
            Block::Buttons(vec![look]),
            Block::Divider,
        ]);
    }
    if any {
        blocks.push(Block::Note(say.programme_private()));
        desk.reply(Card::of(blocks));
    } else {
        desk.reply(Card::words(say.programmes_none()));
    }
    Ok(())
}

fn keys(library: &Library, actor: &Actor, channel: Option<&ChannelId>) -> Vec<crate::state::Key> {
    let ids = || library.programmes.keys();
    let own = ids().map(|id| Enrolment::key(&actor.id, id));
    let of_channel = channel.into_iter().flat_map(|channel| {
        library
            .programmes
            .keys()
            .map(|id| Enrolment::key_of_channel(channel, id))
    });
    own.chain(of_channel).collect()
}

/// One of them: what one gets out of it, how long it takes, how far one is, and what can be done.
/// Nothing where it is open to neither the person nor the channel.
fn entry(
    desk: &Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
    programme: &Programme,
    is_one_of_several: bool,
) -> Result<Vec<Block>, Undecided> {
    let (person, say) = Person::meet(desk, &actor.id)?;
    let own: Option<Enrolment> = desk.read(&Enrolment::key(&actor.id, &programme.id))?;
    let mut buttons: Vec<Button> = Vec::new();
    let mut lines = vec![
        Text::strong(programme.title.as_str()),
        Text::plain(programme.aim.as_str()),
        say.programme_length(i64::try_from(programme.weeks.len()).unwrap_or(i64::MAX)),
    ];
    if programme.audiences.contains(&Audience::Person) || own.is_some() {
        let today = person.wall_day(desk);
        lines.extend(own.as_ref().map(|own| weeks::standing(&say, own, today)));
        buttons.push(first_button(&say, programme, own.is_some(), Whose::Own));
    }
    if let Some(channel) = channel
        && programme.audiences.contains(&Audience::Channel)
        && roles::may(desk, &actor.id, Who::Managers, Some(channel))?
    {
        let key = Enrolment::key_of_channel(channel, &programme.id);
        let theirs: Option<Enrolment> = desk.read(&key)?;
        let whose = Whose::Channel(channel.clone());
        buttons.push(first_button(&say, programme, theirs.is_some(), whose));
    }
    if buttons.is_empty() {
        return Ok(Vec::new());
    }
    if is_one_of_several {
        // Each button says of which it is, for who hears them one by one.
        for button in &mut buttons {
            let label = say.button_of(button.label.as_str(), programme.title.as_str());
            button.label = label.to_words();
        }
    }
    Ok(vec![
        Block::Paragraph(Text::lines(lines)),
        Block::Buttons(buttons),
    ])
}

fn first_button(say: &Speaker<'_>, programme: &Programme, begun: bool, whose: Whose) -> Button {
    let label = match (&whose, begun) {
        (Whose::Own, false) => say.button_enrol(),
        (Whose::Own, true) => say.button_weeks(),
        (Whose::Channel(_), false) => say.button_enrol_channel(),
        (Whose::Channel(_), true) => say.button_weeks_channel(),
    };
    let deed = if begun { Deed::Look } else { Deed::Enrol };
    button(
        &Act::Programme(Press::Deed(deed, programme.id.clone(), whose)),
        &label,
    )
}

/// A channel, as it is named to people.
pub(super) fn channel_text(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}
