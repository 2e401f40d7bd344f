//! A typed answer is as good as a tap: a letter, the choice's own words, *myth*, a number, one's
//! own thoughts, or how sure one was.

use super::steps::{current, respond, sure};
use crate::chat::Actor;
use crate::coach::act::Sureness;
use crate::coach::checkin::{Response, Ways, kind_of, letter};
use crate::coach::desk::Desk;
use crate::coach::phrases::Speaker;
use crate::library::Item;
use crate::state::Undecided;

/// Takes words as an answer to the open question. Says whether they were one.
pub(in crate::coach) fn typed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    words: &str,
) -> Result<bool, Undecided> {
    let Some(open) = current(desk, actor)? else {
        return Ok(false);
    };
    let say = desk.speaker(open.person.locale(desk));
    if open.session.waiting.is_some() {
        let Some(sureness) = read_sureness(&say, words) else {
            return Ok(false);
        };
        sure(desk, actor, &open.session.step(), sureness)?;
        return Ok(true);
    }
    let Some(response) = read(&say, &open.item, &open.session.seed(), words) else {
        return Ok(false);
    };
    respond(desk, actor, open, response)?;
    Ok(true)
}

fn read(say: &Speaker<'_>, item: &Item, seed: &str, words: &str) -> Option<Response> {
    let kind = kind_of(item);
    let by_button = match kind.ways(say, seed, false) {
        Ways::Buttons(answerables) => answerables
            .iter()
            .enumerate()
            .find(|(place, answerable)| {
                is_same(words, &letter(*place)) || is_same(words, &answerable.label)
            })
            .and_then(|(_, answerable)| kind.read_choice(&answerable.id)),
        Ways::Form => None,
    };
    by_button.or_else(|| kind.read_words(words))
}

fn read_sureness(say: &Speaker<'_>, words: &str) -> Option<Sureness> {
    [
        (say.button_sure(), Sureness::Sure),
        (say.button_think_so(), Sureness::ThinkSo),
        (say.button_guessing(), Sureness::Guessing),
    ]
    .into_iter()
    .find(|(label, _)| is_same(words, &label.to_words()))
    .map(|(_, sureness)| sureness)
}

/// Whether two are the same but for case, white space around and a closing mark: `B)`, `myth.`
fn is_same(typed: &str, label: &str) -> bool {
    let bare = |words: &str| {
        words
            .trim()
            .trim_end_matches(['.', ')', '!', '?'])
            .to_lowercase()
    };
    !label.is_empty() && bare(typed) == bare(label)
}
