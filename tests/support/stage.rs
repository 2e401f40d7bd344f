//! A chat platform that writes down what is said, and can refuse.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use cairn::chat::{
    ActToken, Address, Ask, Card, FileContent, Outgoing, PersonId, Place, Told, Undeliverable,
};
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use jiff::Timestamp;

use super::drawing;
use super::people::Change;

/// Something that stands in a place.
#[derive(Clone, Debug)]
pub struct Standing {
    pub place: Place,
    pub address: String,
    pub card: Card,
}

#[derive(Default)]
pub struct Stage {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    standing: Vec<Standing>,
    /// Every button that was ever shown, oldest first.
    shown: Vec<(String, ActToken)>,
    said: Vec<String>,
    /// The channels in which nothing can be said, and why.
    barred: HashMap<String, Undeliverable>,
    /// Who is in a channel.
    members: HashMap<String, Vec<PersonId>>,
    /// The channels with people of another organisation.
    shared: HashSet<String>,
    /// What the platform has of people, where it is not as usual.
    profiles: HashMap<String, Told>,
    out_of_reach: HashSet<String>,
    count: u64,
    /// How often it was asked who is in a channel.
    members_asked: usize,
}

/// So many people of a channel are told at once.
const MEMBERS_AT_ONCE: usize = 200;

impl Stage {
    /// What was said since it was last asked.
    pub fn take_said(&self) -> Vec<String> {
        std::mem::take(&mut self.inner().said)
    }

    /// From now on nothing can be said in the channel.
    pub fn bar(&self, channel: &str, why: Undeliverable) {
        self.inner().barred.insert(channel.to_owned(), why);
    }

    /// From now on the bot can speak there again.
    pub fn unbar(&self, channel: &str) {
        self.inner().barred.remove(channel);
    }

    /// From now on people of another organisation are in the channel.
    pub fn share(&self, channel: &str) {
        self.inner().shared.insert(channel.to_owned());
    }

    /// Something about a person changes; what the platform has of her now comes back.
    pub fn change(&self, person: &str, change: &Change) -> Told {
        let mut inner = self.inner();
        let profile = inner.profiles.entry(person.to_owned());
        let profile = profile.or_insert_with(|| usual_profile(person));
        let Told::Profile {
            zone,
            active,
            guest,
            admin,
            ..
        } = profile
        else {
            unreachable!("a profile is kept");
        };
        match change {
            Change::Zone(name) => *zone = Some(name.clone()),
            Change::Gone => *active = false,
            Change::Guest => *guest = true,
            Change::Admin => *admin = true,
        }
        profile.clone()
    }

    /// From now on the channel can't be reached, or can be again.
    pub fn reach(&self, channel: &str, reachable: bool) {
        let out_of_reach = &mut self.inner().out_of_reach;
        if reachable {
            out_of_reach.remove(channel);
        } else {
            out_of_reach.insert(channel.to_owned());
        }
    }

    /// Writes down what one person got at once.
    pub fn write(&self, head: String, lines: Vec<String>) {
        let said = &mut self.inner().said;
        said.push(head);
        said.extend(lines.into_iter().map(|line| format!("  {line}")));
    }

    /// An answer that came back at once stands for its reader as if whispered.
    pub fn keep(&self, place: Place, card: Card) {
        let mut inner = self.inner();
        inner.show(&card);
        let address = inner.next_address();
        inner.standing.push(Standing {
            place,
            address,
            card,
        });
    }

    /// The newest button with that label that a person can see in a channel or in the direct
    /// conversation.
    pub fn button(&self, person: &str, channel: Option<&str>, label: &str) -> Option<ActToken> {
        let sees = |place: &Place| match (place, channel) {
            (Place::Channel(at), Some(channel)) => at.as_str() == channel,
            (Place::Whisper(at, who), Some(channel)) => {
                at.as_str() == channel && who.as_str() == person
            }
            (Place::Direct(who) | Place::Home(who), None) => who.as_str() == person,
            _ => false,
        };
        let inner = self.inner();
        let seen = inner
            .standing
            .iter()
            .rev()
            .filter(|standing| sees(&standing.place));
        seen.flat_map(|standing| &standing.card.blocks)
            .filter_map(|block| match block {
                cairn::chat::Block::Buttons(buttons) => {
                    buttons.iter().find(|button| button.label == label)
                }
                _ => None,
            })
            .map(|button| button.act.clone())
            .next()
    }

    /// The newest button with that label that was ever shown anywhere.
    pub fn old_button(&self, label: &str) -> Option<ActToken> {
        let inner = self.inner();
        let found = inner.shown.iter().rev().find(|(shown, _)| shown == label);
        found.map(|(_, act)| act.clone())
    }

    /// What stands in a channel, oldest first.
    pub fn standing_in(&self, channel: &str) -> Vec<Card> {
        let inner = self.inner();
        let there = inner
            .standing
            .iter()
            .filter(|s| matches!(&s.place, Place::Channel(at) if at.as_str() == channel));
        there.map(|standing| standing.card.clone()).collect()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }
}

/// What the platform has of people of whom nothing else was said.
fn usual_profile(person: &str) -> Told {
    Told::Profile {
        name: Some(person.to_owned()),
        zone: Some("Europe/Berlin".to_owned()),
        locale: None,
        active: true,
        guest: false,
        admin: false,
    }
}

impl Stage {
    /// Who is in a channel now.
    pub fn hold(&self, channel: &str, people: &[String]) {
        let people = people.iter().map(|name| name.as_str().into()).collect();
        self.inner().members.insert(channel.to_owned(), people);
    }

    /// How often it was asked who is in a channel.
    pub fn members_asked(&self) -> usize {
        self.inner().members_asked
    }
}

impl Inner {
    fn told_of(&self, channel: &str) -> Outcome {
        let barred = self.barred.get(channel);
        if barred == Some(&Undeliverable::NotThere) {
            return Outcome::Never(Undeliverable::NotThere);
        }
        Outcome::Told(Told::Channel {
            name: Some(channel.to_owned()),
            archived: barred == Some(&Undeliverable::Archived),
            member: barred != Some(&Undeliverable::NotInvited),
            shared: self.shared.contains(channel),
        })
    }

    fn next_address(&mut self) -> String {
        self.count += 1;
        self.count.to_string()
    }

    fn write_down(&mut self, head: String, card: &Card) {
        self.show(card);
        self.said.push(head);
        self.said.extend(
            drawing::card(card)
                .into_iter()
                .map(|line| format!("  {line}")),
        );
    }

    fn show(&mut self, card: &Card) {
        for block in &card.blocks {
            if let cairn::chat::Block::Buttons(buttons) = block {
                self.shown.extend(
                    buttons
                        .iter()
                        .map(|button| (button.label.clone(), button.act.clone())),
                );
            }
        }
    }
}

/// The direct conversation of a person among what can't be reached.
pub fn direct(person: &str) -> String {
    format!("@{person}")
}

pub fn name_of(place: &Place) -> String {
    match place {
        Place::Channel(channel) => format!("#{channel}"),
        Place::Direct(person) => format!("{person}'s DM"),
        Place::Whisper(channel, person) => format!("#{channel}, only {person}"),
        Place::Home(person) => format!("{person}'s home"),
    }
}

#[async_trait]
impl Platform for Stage {
    fn name(&self) -> &'static str {
        "stage"
    }

    async fn receive(&self, _: Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(404))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        let mut inner = self.inner();
        let message = match delivery.what {
            Outgoing::Message(message) => message,
            Outgoing::Ask(Ask::Profile(person)) => {
                let profile = inner.profiles.get(person.as_str()).cloned();
                return Outcome::Told(profile.unwrap_or_else(|| usual_profile(person.as_str())));
            }
            Outgoing::Ask(Ask::Channel(channel)) => return inner.told_of(channel.as_str()),
            Outgoing::Ask(Ask::Members { channel, after }) => {
                inner.members_asked += 1;
                if let Some(why) = inner.barred.get(channel.as_str()) {
                    return Outcome::Told(Told::Nothing(why.clone()));
                }
                let all = inner.members.get(channel.as_str());
                let all = all.map_or(&[][..], Vec::as_slice);
                let from = after.as_ref().map_or(0, |after| after.parse().unwrap());
                let page = all.iter().skip(from).take(MEMBERS_AT_ONCE);
                let to = from + MEMBERS_AT_ONCE;
                return Outcome::Told(Told::Members {
                    people: page.cloned().collect(),
                    next: (to < all.len()).then(|| to.to_string()),
                });
            }
            Outgoing::Remove(removal) => {
                let address = removal.address.as_str();
                let at = inner.standing.iter().position(|it| it.address == address);
                if let Some(at) = at {
                    let standing = inner.standing.remove(at);
                    let name = name_of(&standing.place);
                    inner.write_down(format!("{name}, taken away:"), &standing.card);
                }
                return Outcome::Said(None);
            }
            Outgoing::File(file) => {
                inner.write_down(
                    format!("{}'s DM, the file {}:", file.person, file.name),
                    &file.words,
                );
                if let FileContent::Text { body, .. } = &file.content {
                    let lines = body.lines().map(without_edition);
                    let lines = lines.map(|line| format!("  | {line}"));
                    inner.said.extend(lines.collect::<Vec<_>>());
                }
                return Outcome::Said(None);
            }
        };
        let channel = message.place.channel();
        // What can't be reached can't refuse either.
        let is_out_of_reach = match &message.place {
            Place::Channel(channel) => inner.out_of_reach.contains(channel.as_str()),
            Place::Direct(person) => inner.out_of_reach.contains(&direct(person.as_str())),
            Place::Whisper(..) | Place::Home(_) => false,
        };
        if is_out_of_reach {
            return Outcome::NotSaid;
        }
        if let Some(why) = channel.and_then(|channel| inner.barred.get(channel.as_str())) {
            return Outcome::Never(why.clone());
        }
        let name = name_of(&message.place);
        match delivery.sent {
            Some(address) => {
                let stands = inner
                    .standing
                    .iter_mut()
                    .find(|standing| standing.address == address.as_str());
                let Some(standing) = stands else {
                    return Outcome::Never(Undeliverable::NotThere);
                };
                standing.card = message.card.clone();
                inner.write_down(format!("{name}, changed:"), &message.card);
                Outcome::Said(Some(address.clone()))
            }
            None => {
                let address = inner.next_address();
                let standing = Standing {
                    place: message.place.clone(),
                    address: address.clone(),
                    card: message.card.clone(),
                };
                inner.standing.push(standing);
                inner.write_down(format!("{name}:"), &message.card);
                Outcome::Said(Some(Address::from(address)))
            }
        }
    }

    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::Absent
    }
}

/// A line of a file without the hash of the library's text: a library that changes changes no story.
fn without_edition(line: &str) -> String {
    match line.split_once("\"library\": \"") {
        Some((before, rest)) => {
            let behind = rest.split_once('"').map_or("", |(_, behind)| behind);
            format!("{before}\"library\": \"…\"{behind}")
        }
        None => line.to_owned(),
    }
}
