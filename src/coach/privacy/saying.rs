//! What is said of what is kept: one card before, with the way to delete all, and one afterwards.

use jiff::SignedDuration;

use super::erasing::erase;
use super::press::Press;
use crate::chat::{
    Actor, Block, Card, Confirm, File, FileContent, Message, MessageId, PersonId, Place, Span, Text,
};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, WORTH_SAYING, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::{roles, seed, team};
use crate::state::Undecided;
use crate::timing::moment;

/// Runs `privacy`.
pub(in crate::coach) fn privacy(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let days = i64::from(desk.coach.settings.leavers_days);
    let team = team::counts_for(desk, &actor.id)?;
    let mut lines = vec![
        say.privacy_kept(),
        say.privacy_shared(),
        say.privacy_you(),
        say.privacy_managers(),
        say.privacy_admins(),
        say.privacy_operators(),
        say.privacy_long(days),
        say.privacy_chat(),
    ];
    let hand = button(&Act::Privacy(Press::Hand), &say.button_hand_over());
    lines.extend(team.map(|team| say.privacy_team(team)));
    let delete = button(&Act::Privacy(Press::Delete), &say.button_delete_all());
    let confirm = Confirm {
        title: say.privacy_confirm_title().to_words(),
        text: say.privacy_confirm_text().to_words(),
        yes: say.button_delete_all().to_words(),
        no: say.button_keep_it().to_words(),
    };
    desk.reply(Card::of(vec![
        Block::Title(say.privacy_title()),
        Block::Paragraph(Text::lines(lines)),
        Block::Buttons(vec![hand, delete.danger().confirmed(confirm)]),
        Block::Note(say.privacy_private()),
    ]));
    Ok(())
}

/// A button was pressed.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: Press,
) -> Result<(), Undecided> {
    match press {
        Press::Hand => hand_over(desk, actor),
        Press::Delete => delete(desk, actor),
    }
}

/// Hands over all that is kept, in the direct conversation wherever it was asked for. The file is
/// made when it is sent.
fn hand_over(desk: &mut Desk<'_>, actor: &Actor) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let occasion = seed::name(&[desk.event.id.as_str(), "own-data"]);
    desk.hand(File {
        id: MessageId::from(format!("own-data/{occasion}")),
        person: actor.id.clone(),
        name: "cairn-own-data.json".to_owned(),
        content: FileContent::OwnData,
        words: Card::words(say.privacy_file()),
        until: desk.after(WORTH_SAYING),
    });
    desk.reply(Card::words(say.privacy_file_comes()));
    Ok(())
}

/// Deletes all at once, and says what is gone, what follows and what stays.
fn delete(desk: &mut Desk<'_>, actor: &Actor) -> Result<(), Undecided> {
    let (person, say) = Person::meet(desk, &actor.id)?;
    let admins = roles::admins(desk)?;
    let was_last = admins.len() == 1 && admins.contains(&actor.id);
    let is_settled = desk.coach.settings.admins.contains(&actor.id);
    let backups = desk.after(SignedDuration::from_hours(
        24 * i64::from(desk.coach.settings.backup_days),
    ));
    let wall = person.wall(desk);
    let shown = moment(backups.to_zoned(wall.time_zone().clone()).datetime(), &wall);
    let until = Text(shown.into_iter().map(Span::Moment).collect());
    erase(desk, &actor.id)?;
    let mut lines = vec![
        say.privacy_gone(),
        say.privacy_gone_disk(until),
        say.privacy_gone_chat(),
        say.privacy_gone_back(),
    ];
    lines.extend(is_settled.then(|| say.privacy_still_admin()));
    lines.extend((was_last && !is_settled).then(|| say.privacy_no_admin()));
    if person.has_home {
        empty_home(desk, &say, &actor.id);
    }
    desk.reply(Card::words(Text::lines(lines)));
    Ok(())
}

/// Her home page shows nothing of her any more, and it is not kept that it does.
fn empty_home(desk: &mut Desk<'_>, say: &Speaker<'_>, person: &PersonId) {
    let until = desk.after(SignedDuration::from_hours(24));
    desk.stand(Message {
        id: MessageId::unkept("home"),
        place: Place::Home(person.clone()),
        card: Card::words(say.privacy_home()),
        until,
        urgent: false,
        via: None,
    });
}
