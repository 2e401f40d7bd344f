//! Who may do what. For now an admin is who the operator named; everybody else may answer,
//! practise and look at what is theirs.

use super::desk::Desk;
use super::fact::Happening;
use super::phrases::Speaker;
use crate::chat::{Actor, Card, PersonId, Span, Text};
use crate::state::Owner;

/// Whether somebody is an admin.
pub(super) fn is_admin(desk: &Desk<'_>, person: &PersonId) -> bool {
    desk.coach.settings.admins.contains(person)
}

/// Refuses who is no admin, and says who can do it instead. Whether it did; a refusal is kept as
/// a fact.
pub(super) fn refuse_all_but_admins(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    actor: &Actor,
    command: &str,
) -> bool {
    if is_admin(desk, &actor.id) {
        return false;
    }
    let refused = Happening::Refused {
        command: command.to_owned(),
    };
    desk.remember(Owner::Person(actor.id.clone()), &refused);
    let admins = desk.coach.settings.admins.iter();
    let names: Vec<Text> = admins
        .map(|admin| Text(vec![Span::Person(admin.clone())]))
        .collect();
    desk.reply(Card::words(if names.is_empty() {
        say.admins_only_none()
    } else {
        say.admins_only(Text::list(names))
    }));
    true
}
