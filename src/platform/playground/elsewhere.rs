//! A card of the playground as if it stood on another platform: people and channels bear ids there,
//! in the place of the names that they bear here. Which platform that is, and how it draws, is not
//! known here.

use super::scene::{CHANNELS, COLLEAGUES, PEOPLE};
use crate::chat::{Block, Card, Span, Text};

/// A card as it would be said elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// The card, in which people and channels are named by [`Named::id`].
    pub card: Card,
    /// How many pictures stand in it.
    pub pictures: usize,
    /// The IANA zone of the one person who sees it; none where others do too.
    pub zone: Option<&'static str>,
    /// Whether it is a home page.
    pub is_home: bool,
}

/// Somebody or a channel of the playground, elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// ASCII capital letters, unlike any other's.
    pub id: String,
    /// The name here.
    pub name: &'static str,
}

/// Who is there: those who are played, and their colleagues.
pub fn people_elsewhere() -> Vec<Named> {
    let people = PEOPLE.iter().map(|one| one.name).chain(COLLEAGUES);
    people.map(person).collect()
}

/// Where they meet.
pub fn channels_elsewhere() -> Vec<Named> {
    CHANNELS.into_iter().map(channel).collect()
}

fn person(name: &'static str) -> Named {
    let id = format!("U{}", name.to_ascii_uppercase());
    Named { id, name }
}

fn channel(name: &'static str) -> Named {
    let id = format!("C{}", name.to_ascii_uppercase());
    Named { id, name }
}

impl Elsewhere {
    /// A card that one person or many see here.
    pub(super) fn of(mut card: Card, zone: Option<&'static str>, is_home: bool) -> Self {
        let (people, channels) = (people_elsewhere(), channels_elsewhere());
        let mut pictures = 0;
        for block in &mut card.blocks {
            match block {
                Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => {
                    rename(text, &people, &channels);
                }
                Block::Picture(_) => pictures += 1,
                Block::Buttons(_) | Block::Meter(_) | Block::Divider => {}
            }
        }
        Self {
            card,
            pictures,
            zone,
            is_home,
        }
    }
}

/// Who is not known here keeps the name.
fn rename(text: &mut Text, people: &[Named], channels: &[Named]) {
    let id_of = |all: &[Named], name: &str| {
        let known = all.iter().find(|known| known.name == name);
        known.map(|known| known.id.clone())
    };
    for span in &mut text.0 {
        let renamed = match span {
            Span::Person(name) => id_of(people, name.as_str()).map(|id| Span::Person(id.into())),
            Span::Channel(name) => {
                id_of(channels, name.as_str()).map(|id| Span::Channel(id.into()))
            }
            Span::Plain(_)
            | Span::Strong(_)
            | Span::Emphasis(_)
            | Span::Link { .. }
            | Span::Moment(_) => None,
        };
        if let Some(renamed) = renamed {
            *span = renamed;
        }
    }
}
