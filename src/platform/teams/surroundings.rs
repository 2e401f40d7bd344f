//! What a card is drawn among: the names of the people and channels that it shows, and the zone of
//! who reads it. Names come from what is kept, or was seen lately; who is in neither stands there
//! as somebody.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use url::Url;

use super::Teams;
use super::cards::{self, Amiss, DrawnForm, KnownPerson, Surroundings};
use super::reach::{ChannelReach, PersonReach};
use crate::chat::{
    Block, Card, ChannelId, Form, PersonId, Picture, Place, Row, Span, Text, WorkspaceId,
};

/// The names that are known of those whom a card shows.
#[derive(Default)]
pub(super) struct Names {
    people: BTreeMap<PersonId, KnownPerson>,
    channels: BTreeMap<ChannelId, String>,
}

impl Teams {
    /// Draws a card for a place; `refreshed` are those whose clients ask for it anew.
    pub(super) async fn draw(
        &self,
        workspace: &WorkspaceId,
        place: &Place,
        card: &Card,
        refreshed: &[String],
    ) -> serde_json::Value {
        let names = self.names_in(workspace, &card.blocks).await;
        let zone = self.zone_of(workspace, place).await;
        let pictures = |picture: &Picture| self.picture(picture);
        let around = self.around(&names, &zone, &pictures, refreshed);
        cards::card(card, &around)
    }

    /// Draws a form for a person, with what is amiss in what she sent.
    pub(super) async fn draw_form(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
        form: &Form,
        amiss: Amiss<'_>,
    ) -> DrawnForm {
        let shown: Vec<Block> = form
            .rows
            .iter()
            .filter_map(|row| match row {
                Row::Show(block) => Some(block.clone()),
                Row::Ask(_) => None,
            })
            .collect();
        let names = self.names_in(workspace, &shown).await;
        let place = Place::Direct(person.clone());
        let zone = self.zone_of(workspace, &place).await;
        let channels = self.channels_to_choose(workspace, form).await;
        let pictures = |picture: &Picture| self.picture(picture);
        let around = self.around(&names, &zone, &pictures, &[]);
        cards::form(form, &around, &channels, amiss)
    }

    fn around<'a>(
        &'a self,
        names: &'a Names,
        zone: &'a TimeZone,
        pictures: &'a (dyn Fn(&Picture) -> Option<Url> + Sync),
        refreshed: &'a [String],
    ) -> Surroundings<'a> {
        Surroundings {
            people: &names.people,
            channels: &names.channels,
            zone,
            words: &self.words.cards,
            pictures,
            refreshed,
        }
    }

    /// Where a picture is fetched; nowhere while this server has no address that people reach: its
    /// words stand beside it, and its chart.
    fn picture(&self, picture: &Picture) -> Option<Url> {
        let links = self.links.as_ref()?;
        links.offer_picture(picture, (self.clock)())
    }

    async fn names_in(&self, workspace: &WorkspaceId, blocks: &[Block]) -> Names {
        let mut shown = Shown::default();
        blocks.iter().for_each(|block| shown.look_at(block));
        let mut names = Names::default();
        for person in shown.people {
            if let Some(known) = self.name_of(workspace, &person).await {
                names.people.insert(person, known);
            }
        }
        for channel in shown.channels {
            let reach = self.channel_reach(workspace, &channel).await;
            if let Some(name) = reach.as_ref().and_then(ChannelReach::shown) {
                names.channels.insert(channel, name.to_owned());
            }
        }
        names
    }

    async fn name_of(&self, workspace: &WorkspaceId, person: &PersonId) -> Option<KnownPerson> {
        if let Some(known) = self.memory.known(person) {
            return Some(known);
        }
        let reach = self.person_reach(workspace, person).await?;
        let (name, id) = (reach.name?, reach.user);
        Some(KnownPerson { name, id })
    }

    /// The zone of who reads: a person's own, else the one of who has none.
    async fn zone_of(&self, workspace: &WorkspaceId, place: &Place) -> TimeZone {
        let own = match place.person() {
            Some(person) => self.person_reach(workspace, person).await,
            None => None,
        };
        let zone = own.and_then(|reach: PersonReach| reach.zone);
        let zone = zone.and_then(|zone| TimeZone::get(&zone).ok());
        zone.unwrap_or_else(|| self.zone.clone())
    }

    /// The channels that the bot is in, by name, where a form asks for one.
    async fn channels_to_choose(
        &self,
        workspace: &WorkspaceId,
        form: &Form,
    ) -> Vec<(ChannelId, String)> {
        let asks = form.rows.iter().any(|row| match row {
            Row::Ask(field) => matches!(field.input, crate::chat::InputKind::Channel { .. }),
            Row::Show(_) => false,
        });
        if !asks {
            return Vec::new();
        }
        let known = self.reaches.channels(workspace).await;
        let named = known.into_iter().filter_map(|(channel, reach)| {
            let name = ChannelReach::read(&reach)?.shown()?.to_owned();
            Some((channel, name))
        });
        let mut named: Vec<(ChannelId, String)> = named.collect();
        named.sort_by_key(|(_, name)| name.to_lowercase());
        named
    }
}

/// Whom and which channels texts show.
#[derive(Default)]
struct Shown {
    people: BTreeSet<PersonId>,
    channels: BTreeSet<ChannelId>,
}

impl Shown {
    fn look_at(&mut self, block: &Block) {
        match block {
            Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => self.read(text),
            Block::Buttons(_) | Block::Meter(_) | Block::Picture(_) | Block::Divider => {}
        }
    }

    fn read(&mut self, text: &Text) {
        for span in &text.0 {
            match span {
                Span::Person(person) => drop(self.people.insert(person.clone())),
                Span::Channel(channel) => drop(self.channels.insert(channel.clone())),
                Span::Plain(_)
                | Span::Strong(_)
                | Span::Emphasis(_)
                | Span::Link { .. }
                | Span::Moment(_) => {}
            }
        }
    }
}
