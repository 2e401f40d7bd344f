//! People by the names that the platform tells: words that notify nobody. Where no name is known
//! yet a person is written as ever, which on some platforms notifies her.

use std::collections::BTreeMap;

use crate::chat::{PersonId, Span, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;

/// What people are called.
#[derive(Default)]
pub(super) struct Names(BTreeMap<PersonId, String>);

impl Names {
    /// The names of those people, as far as they are known.
    pub fn of<'p>(
        desk: &Desk<'_>,
        people: impl IntoIterator<Item = &'p PersonId>,
    ) -> Result<Self, Undecided> {
        let people: Vec<&PersonId> = people.into_iter().collect();
        let keys: Vec<_> = people.iter().map(|person| Person::key(person)).collect();
        desk.want(&keys)?;
        let mut names = BTreeMap::new();
        for person in people {
            if let Some(name) = Person::read(desk, person)?.name {
                names.insert(person.clone(), name);
            }
        }
        Ok(Self(names))
    }

    /// One of them.
    pub fn get(&self, person: &PersonId) -> Text {
        match self.0.get(person) {
            Some(name) => Text::plain(name.as_str()),
            None => Text(vec![Span::Person(person.clone())]),
        }
    }

    /// The name of one of them, if it is known.
    pub fn known(&self, person: &PersonId) -> Option<&str> {
        self.0.get(person).map(String::as_str)
    }

    /// Several, in a sentence.
    pub fn list(&self, say: &Speaker<'_>, people: &[PersonId]) -> Text {
        say.listed(people.iter().map(|person| self.get(person)))
    }
}

/// Has the platform asked what people are called, of whom it was not asked lately.
pub(super) fn ask<'p>(
    desk: &mut Desk<'_>,
    people: impl IntoIterator<Item = &'p PersonId>,
) -> Result<(), Undecided> {
    let people: Vec<&PersonId> = people.into_iter().collect();
    let keys: Vec<_> = people.iter().map(|person| Person::key(person)).collect();
    desk.want(&keys)?;
    for person in people {
        Person::read(desk, person)?.ask_profile(desk, person);
    }
    Ok(())
}
