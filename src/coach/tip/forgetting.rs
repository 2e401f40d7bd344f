//! What a person found of tips is taken out of what is counted.

use super::post::{Reaction, TipPost};
use crate::chat::PersonId;
use crate::coach::act::PostId;
use crate::coach::desk::Desk;
use crate::coach::wake::Wake;
use crate::state::{Key, Owner, Undecided, WakeAt};

/// The most reactions of a person that are looked through.
const REACTIONS_MOST: u16 = 5_000;

/// Takes a person's reactions out of the counts, of each post and of each tip over all its posts.
pub(in crate::coach) fn uncount(desk: &mut Desk<'_>, person: &PersonId) -> Result<(), Undecided> {
    let owner = Owner::Person(person.clone());
    let reactions = desk.read_some::<Reaction>(owner, "".into(), REACTIONS_MOST)?;
    let posts: Vec<(PostId, Reaction)> = reactions
        .into_iter()
        .filter_map(|(key, reaction)| Some((key.id.strip_prefix("tip/")?.into(), reaction)))
        .collect();
    let keys: Vec<Key> = posts.iter().map(|(id, _)| TipPost::key(id)).collect();
    desk.want(&keys)?;
    for (id, reaction) in posts {
        // Of one that was taken back nothing is counted any more.
        if !desk
            .read::<TipPost>(&TipPost::key(&id))?
            .is_some_and(|post| post.stands())
        {
            continue;
        }
        desk.count(TipPost::seen(&id), -1);
        if let Some(found) = reaction.found() {
            desk.count(found.of_post(&id), -1);
            desk.count(found.of_tip(&reaction.tip), -1);
        }
        desk.wake(&Wake::TipTotals(id), WakeAt::NoLaterThan(desk.now));
    }
    Ok(())
}
