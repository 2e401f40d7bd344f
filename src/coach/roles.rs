//! Who may do what. For now an admin is who the operator named; everybody else may answer,
//! practise and look at what is theirs.

use super::desk::Desk;
use super::phrases::Speaker;
use crate::chat::{Actor, Card, PersonId, Span, Text};

/// Whether somebody is an admin.
pub(super) fn is_admin(desk: &Desk<'_>, person: &PersonId) -> bool {
    desk.knowledge.admins.contains(person)
}

/// The words for who is no admin: who can do it instead. `None` for an admin.
pub(super) fn refuse_all_but_admins(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    actor: &Actor,
) -> Option<Card> {
    if is_admin(desk, &actor.id) {
        return None;
    }
    let mut names = Text::default();
    for admin in &desk.knowledge.admins {
        let comma = if names.is_empty() {
            Text::default()
        } else {
            Text::plain(", ")
        };
        names = names
            .then(comma)
            .then(Text(vec![Span::Person(admin.clone())]));
    }
    Some(Card::words(if names.is_empty() {
        say.admins_only_none()
    } else {
        say.admins_only(names)
    }))
}
