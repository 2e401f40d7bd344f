//! A person answers a check-in that stands in a channel: by a tap, or by the form behind one
//! button. The first answer counts; later ones bring it back.

use std::sync::Arc;

use jiff::SignedDuration;

use super::explaining::{Explained, private_card};
use super::run::{Once, Run, RunState};
use super::{Response, kind_of};
use crate::chat::{Actor, Answer, Card, Form, MessageId, Row, Values};
use crate::coach::act::{Act, RunId, Sureness};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::replies::Replies;
use crate::coach::taking::{Taken, take};
use crate::coach::wake::Wake;
use crate::library::{ChoiceId, Item};
use crate::state::{Undecided, WakeAt};

/// How long after an answer the count in the channel is brought up to date at the latest.
const REFRESH_AFTER: SignedDuration = SignedDuration::from_secs(5);

/// A tap on a choice.
pub(in crate::coach) fn answer(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
    choice: &ChoiceId,
) -> Result<(), Undecided> {
    let Some(facing) = unanswered(desk, actor, id)? else {
        return Ok(());
    };
    let read = kind_of(&facing.item).read_choice(choice);
    match read {
        Some(response) => facing.keep(desk, response),
        None => {
            let words = facing.say(desk).unknown_button();
            desk.reply(Card::words(words));
            Ok(())
        }
    }
}

/// The button that opens the form of a run.
pub(in crate::coach) fn open_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
) -> Result<(), Undecided> {
    if let Some(facing) = unanswered(desk, actor, id)? {
        let about = Act::AnswerForm(id.clone());
        let form = form_of(&facing.say(desk), &facing.item, &about, id.as_str());
        desk.answer(Answer::Form(form));
    }
    Ok(())
}

/// The form of a run comes back.
pub(in crate::coach) fn send_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
    values: &Values,
) -> Result<(), Undecided> {
    let Some(facing) = unanswered(desk, actor, id)? else {
        return Ok(());
    };
    let read = kind_of(&facing.item).read_form(&facing.say(desk), values);
    match read {
        Ok(response) => facing.keep(desk, response),
        Err(amiss) => {
            desk.refuse(amiss);
            Ok(())
        }
    }
}

/// *Show my answer*.
pub(in crate::coach) fn show_mine(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
) -> Result<(), Undecided> {
    if let Some(facing) = unanswered(desk, actor, id)? {
        let say = facing.say(desk);
        let words = if facing.run.is_open() {
            say.answer_none_yet()
        } else {
            say.answer_none_closed()
        };
        desk.reply(Card::words(words));
    }
    Ok(())
}

/// The form that answers an item.
pub(in crate::coach) fn form_of(say: &Speaker<'_>, item: &Item, about: &Act, seed: &str) -> Form {
    let prompt = super::card::prompt_blocks(say, item)
        .into_iter()
        .map(Row::Show);
    Form {
        about: about.token(),
        page: 0,
        back: None,
        title: say.form_answer_title().to_words(),
        submit: say.form_send().to_words(),
        rows: prompt.chain(kind_of(item).form(say, seed)).collect(),
    }
}

/// Somebody in front of a run that she has not answered.
struct Facing<'a> {
    actor: &'a Actor,
    person: Person,
    id: &'a RunId,
    run: Run,
    item: Arc<Item>,
}

/// What a press on a run has in front of it; `None` when the answer is given already and was
/// shown again, or when the run was taken back, or nothing is known of it any more, and that was said.
fn unanswered<'a>(
    desk: &mut Desk<'_>,
    actor: &'a Actor,
    id: &'a RunId,
) -> Result<Option<Facing<'a>>, Undecided> {
    let once = Once::key(&actor.id, id);
    desk.want(&[Run::key(id), once.clone(), Person::key(&actor.id)])?;
    let (person, say) = Person::meet(desk, &actor.id)?;
    let run: Option<Run> = desk.read(&Run::key(id))?;
    if run
        .as_ref()
        .is_some_and(|run| run.state == RunState::TakenBack)
    {
        desk.reply(Card::words(say.run_gone()));
        return Ok(None);
    }
    let once: Option<Once> = desk.read(&once)?;
    let item = match (&run, &once) {
        (Some(run), _) => run.item(desk)?,
        // The run is swept; her answer is not, and explains itself by the library's text.
        (None, Some(once)) => desk.coach.library.item(&once.item).cloned(),
        (None, None) => None,
    };
    match (run, once, item) {
        (_, Some(once), Some(item)) => {
            tell(desk, actor, person, id, &item, &once, true);
            Ok(None)
        }
        (Some(run), None, Some(item)) => Ok(Some(Facing {
            actor,
            person,
            id,
            run,
            item,
        })),
        (None, _, _) | (_, _, None) => {
            desk.reply(Card::words(say.run_unknown()));
            Ok(None)
        }
    }
}

impl Facing<'_> {
    fn say<'a>(&self, desk: &Desk<'a>) -> Speaker<'a> {
        desk.speaker(self.person.locale(desk))
    }

    /// The first answer: graded, kept, counted while the run is open, and explained.
    fn keep(mut self, desk: &mut Desk<'_>, response: Response) -> Result<(), Undecided> {
        let counted = self.run.is_open();
        let took = kind_of(&self.item).spread_name(&response);
        let taken = Taken {
            item: &self.item,
            response,
            sureness: Sureness::Unsaid,
            run: Some(self.id),
            counted,
        };
        let once = take(desk, &self.actor.id, &mut self.person, taken)?;
        self.note_place(desk);
        desk.write(Once::key(&self.actor.id, self.id), &once);
        if counted {
            self.count(desk, took);
        }
        tell(
            desk,
            self.actor,
            self.person,
            self.id,
            &self.item,
            &once,
            false,
        );
        Ok(())
    }

    /// Where somebody answered last decides whether a guest may be written to, and which packs are
    /// open to practise.
    fn note_place(&mut self, desk: &mut Desk<'_>) {
        let here = Some(&self.run.channel);
        if self.person.answered_in.as_ref() != here {
            self.person.answered_in = here.cloned();
            desk.write(Person::key(&self.actor.id), &self.person);
        }
    }

    fn count(&self, desk: &mut Desk<'_>, took: Option<String>) {
        desk.count(Run::answered(self.id), 1);
        if let Some(line) = took {
            desk.count(Run::took(self.id, &line), 1);
        }
        let soon = desk.after(REFRESH_AFTER);
        desk.wake(&Wake::Refresh(self.id.clone()), WakeAt::NoLaterThan(soon));
    }
}

/// The explanation goes where the person wants it: beside the question, or into the direct
/// conversation.
fn tell(
    desk: &mut Desk<'_>,
    actor: &Actor,
    mut person: Person,
    id: &RunId,
    item: &Item,
    once: &Once,
    again: bool,
) {
    let explained = Explained {
        item,
        once,
        day: person.day(desk),
        again,
        sure_of_other: false,
        in_channel: person.replies == Replies::Channel,
    };
    let say = desk.speaker(person.locale(desk));
    let card = private_card(&say, &desk.coach.library, &explained);
    match person.replies {
        Replies::Channel => desk.reply(card),
        Replies::Direct => {
            person.greet(desk, &actor.id);
            let message = MessageId::from(format!("mine/{id}/{}", desk.event.id));
            desk.tell(&actor.id, message, card);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Event, EventId, Input, PersonId, Place, Reply, WorkspaceId};
    use crate::coach::sample::coach;
    use crate::library::ItemId;
    use crate::state::{Decide, Document, Found};
    use jiff::Timestamp;

    #[test]
    fn an_answer_explains_itself_when_its_run_is_swept() {
        let (ana, run) = (PersonId::from("Ana"), RunId::from("long-ago"));
        let once = Once {
            item: ItemId::from("manage-or-lead/merger-on-monday"),
            response: Response::Choice(ChoiceId::from("plan")),
            verdict: super::super::Verdict::Part,
            at: Timestamp::UNIX_EPOCH,
            counted: true,
            next_look: None,
        };
        let document = Document {
            version: 1,
            schema: 1,
            body: serde_json::to_vec(&once).unwrap().into(),
        };
        let mut found = Found::default();
        found.documents.insert(Run::key(&run), None);
        found.documents.insert(Person::key(&ana), None);
        found
            .documents
            .insert(Once::key(&ana, &run), Some(document));
        let event = Event {
            workspace: WorkspaceId::from("stage:demo"),
            id: EventId::from("press"),
            at: Timestamp::UNIX_EPOCH,
            actor: Some(Actor {
                id: ana,
                zone: None,
                locale: None,
            }),
            input: Input::Pressed {
                act: Act::ShowMine(run).token(),
                place: Place::Channel("team".into()),
            },
            reply: Reply::Here,
            opens_form: false,
            reaches: Vec::new(),
        };
        let decision = coach()
            .decide(&event, Timestamp::UNIX_EPOCH, &found)
            .unwrap();
        let Some(Answer::Say(card)) = decision.answer else {
            panic!("nothing is said");
        };
        assert!(
            card.summary
                .contains("Draft the merger plan with owners and dates")
        );
    }
}
