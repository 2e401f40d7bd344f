//! `tip`: a tip is put into a channel now: by its name, by its skill, or what the channel has
//! gone longest without. And takes it back with a tap.

use std::sync::Arc;

use super::choose::{Named, next};
use super::posting::{NewPost, post, take_back};
use super::written::named;
use crate::chat::{Actor, Block, Button, Card, ChannelId, Confirm, Place, Span, Text};
use crate::coach::act::{Act, PostId};
use crate::coach::audit::{self, Deed};
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::{Desk, WORTH_SAYING, button};
use crate::coach::packs::{self, Whom};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::{names, seed};
use crate::library::{Library, Tip};
use crate::state::Undecided;

/// Runs the command; the words are what stood after it.
pub(in crate::coach) fn tip(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = place.channel().cloned() else {
        desk.reply(Card::words(say.tip_needs_channel()));
        return Ok(());
    };
    let record: ChannelRecord = desk
        .read(&ChannelRecord::key(&channel))?
        .unwrap_or_default();
    let library = &desk.coach.library;
    let seed = desk.event.id.as_str();
    let subject = words.join(" ");
    let subject = names::bare(&subject);
    let whom = Whom::Channel(&channel);
    let found = if subject.is_empty() {
        let library = packs::open_library(desk, whom)?;
        next(&library, None, &record, Some(seed))
    } else {
        match named(desk, subject)? {
            Named::Tip(tip) => Some(tip),
            Named::Pack(skill) => next(library, Some(&skill), &record, Some(seed)),
            Named::Neither(nearest) => {
                desk.reply(Card::words(unknown(library, &say, subject, nearest)));
                return Ok(());
            }
        }
    };
    let Some(tip) = found else {
        desk.reply(Card::words(say.tip_nothing()));
        return Ok(());
    };
    if !packs::is_open(desk, &tip.id.skill(), whom)? {
        let skill = Text::strong(tip.id.skill().as_str());
        desk.reply(Card::words(
            say.pack_closed(skill, Text(vec![Span::Channel(channel)])),
        ));
        return Ok(());
    }
    give(desk, actor, &say, tip, channel)
}

/// Posts a tip now, keeps who asked for it, and says so with a way back.
pub(super) fn give(
    desk: &mut Desk<'_>,
    actor: &Actor,
    say: &Speaker<'_>,
    tip: Arc<Tip>,
    channel: ChannelId,
) -> Result<(), Undecided> {
    let (workspace, event) = (desk.event.workspace.as_str(), desk.event.id.as_str());
    let id = PostId::from(seed::name(&[workspace, event, "tip"]));
    let said = say.tip_posted(Text::strong(tip.title.as_str()));
    let deed = Deed::TipPosted {
        post: id.clone(),
        tip: tip.id.clone(),
        channel: channel.clone(),
    };
    audit::record(desk, &actor.id, deed);
    let new = NewPost {
        id: id.clone(),
        tip,
        channel,
        asked_by: actor.id.clone(),
        schedule: None,
        until: desk.after(WORTH_SAYING),
    };
    post(desk, new)?;
    desk.reply(Card::of(vec![
        Block::Paragraph(said),
        Block::Buttons(vec![take_back_button(say, &id)]),
    ]));
    Ok(())
}

/// *Take back*, which the platform asks once more before it counts.
fn take_back_button(say: &Speaker<'_>, id: &PostId) -> Button {
    button(&Act::TakeBackTip(id.clone()), &say.button_take_back()).confirmed(confirm_take_back(say))
}

/// What is asked once more.
pub(in crate::coach) fn confirm_take_back(say: &Speaker<'_>) -> Confirm {
    Confirm {
        title: say.tip_take_back_title().to_words(),
        text: say.tip_take_back_text().to_words(),
        yes: say.button_take_back().to_words(),
        no: say.button_keep_it().to_words(),
    }
}

fn unknown(library: &Library, say: &Speaker<'_>, subject: &str, nearest: Option<String>) -> Text {
    if let Some(nearest) = nearest {
        return say.tip_unnamed(Text::strong(subject), Text::strong(nearest));
    }
    let skills = library.skills.iter();
    let names = skills.map(|skill| Text::strong(skill.id.as_str()));
    say.tip_unnamed_skills(Text::strong(subject), Text::list(names))
}

/// *Take back* on a tip.
pub(in crate::coach) fn take_back_by_tap(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &PostId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let said = if take_back(desk, &actor.id, id)? {
        say.tip_took_back()
    } else {
        say.tip_took_back_before()
    };
    desk.reply(Card::words(said));
    Ok(())
}
