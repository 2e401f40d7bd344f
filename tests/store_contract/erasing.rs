//! Somebody is deleted: all that is hers goes in the one commit that says so, nothing of anybody
//! else's does, and what is kept of it names nobody.

use cairn::chat::{
    Ask, Block, Card, File, FileContent, Message, Outgoing, Place, Span, Text, Undeliverable,
    WorkspaceId,
};
use cairn::state::{Committed, Kept, Key, Kind, Owner, Settlement, WakeAt};
use cairn::store::WalkFrom;

use crate::chance::Chance;
use crate::making::{Making, channel, event, message, person, said, shared};
use crate::shelf::{HOME, Shelf, at, home};

stories! {
    all_that_is_hers_goes_and_nothing_of_others
    a_walk_of_hers_leads_through_all_that_goes_with_her
    what_could_not_be_said_to_others_of_her_is_said_by_nobody
    what_the_deletion_itself_writes_stays
    what_was_said_to_her_is_to_be_taken_away
    who_was_deleted_is_kept_without_her_name
    a_deletion_that_was_decided_on_something_older_deletes_nothing
    what_was_under_way_to_her_leaves_nothing_behind
    whoever_comes_back_is_new
    whatever_is_kept_nothing_is_hers_afterwards
}

fn file(whom: &str) -> Outgoing {
    Outgoing::File(File {
        id: "own-data".into(),
        person: whom.into(),
        name: "cairn.json".to_owned(),
        content: FileContent::OwnData,
        words: Card::words(Text::from("All of it")),
        until: at(10_000),
    })
}

fn direct(whom: &str) -> Place {
    Place::Direct(whom.into())
}

/// Everything that can be kept of people, and one of each that waits.
async fn fill(shelf: &Shelf, workspace: &str, people: &[&str]) {
    for whom in people {
        say(shelf, workspace, whom).await;
    }
    for whom in people {
        keep(shelf, workspace, whom).await;
    }
}

async fn say(shelf: &Shelf, workspace: &str, whom: &str) {
    let it = |what: &str| event(&format!("{what} {}", seed(whom))).of(workspace);
    let spoken = message(&direct(whom), "hello", "Hello");
    let dead = message(&direct(whom), "dead", "Never said");
    shelf.done(it("said").says(spoken)).await;
    let owed = shelf.claim_one(at(0)).await;
    let address = format!("D{}", seed(whom));
    shelf
        .settle(at(0), &owed.claim, said(&address, at(0)))
        .await;
    shelf.done(it("dead").says(dead)).await;
    let owed = shelf.claim_one(at(0)).await;
    let never = Settlement::Dead(Undeliverable::Unclear);
    shelf.settle(at(0), &owed.claim, never).await;
}

async fn keep(shelf: &Shelf, workspace: &str, whom: &str) {
    let it = event(&format!("all {}", seed(whom))).of(workspace);
    let whisper = Place::Whisper("C1".into(), whom.into());
    let key = Key::personal(&whom.into(), Kind::Person, "");
    let named = Key::personal(&whom.into(), Kind::Named, "win/W1");
    shelf
        .done(
            it.writes(&key, "{}")
                .writes(&named, "{}")
                .remembers(person(whom), "{}")
                .wakes(&format!("nudge/{whom}"), WakeAt::At(at(5)))
                .wakes(&format!("attempt/{whom}/7"), WakeAt::At(at(5)))
                .says(message(&direct(whom), "waits", "Waits"))
                .says(message(&whisper, "whispered", "Waits"))
                .says(message(&Place::Home(whom.into()), "home", "Home"))
                .sends(Outgoing::Ask(Ask::Profile(whom.into())))
                .sends(file(whom)),
        )
        .await;
}

/// What stands for a person in names that are no person's.
fn seed(whom: &str) -> u32 {
    whom.bytes().fold(7, |so_far, byte| {
        so_far.wrapping_mul(31).wrapping_add(u32::from(byte))
    })
}

/// The rows in which a name stands whole: not as a part of a longer one.
fn naming(rows: &[(WorkspaceId, Kept)], workspace: &str, whom: &str) -> Vec<String> {
    let is_part = |at: char| at.is_alphanumeric() || at == '-';
    let lines = rows.iter().filter(|(of, _)| of.as_str() == workspace);
    lines
        .map(|(_, kept)| serde_json::to_string(kept).unwrap())
        .filter(|line| {
            line.match_indices(whom).any(|(from, _)| {
                let before = line[..from].chars().next_back();
                let after = line[from + whom.len()..].chars().next();
                !before.is_some_and(is_part) && !after.is_some_and(is_part)
            })
        })
        .collect()
}

/// The rows of all others, but for what a deletion keeps and asks for.
fn without(rows: Vec<(WorkspaceId, Kept)>, whom: &str) -> Vec<(WorkspaceId, Kept)> {
    let is_deletion = |kept: &Kept| match kept {
        Kept::Erased(_) | Kept::Mark { .. } => true,
        Kept::Waiting(waiting) => matches!(waiting.outgoing, Outgoing::Remove(_)),
        _ => false,
    };
    let mut rows = rows;
    rows.retain(|row| {
        !is_deletion(&row.1) && naming(std::slice::from_ref(row), HOME, whom).is_empty()
    });
    rows
}

async fn all_that_is_hers_goes_and_nothing_of_others(shelf: &mut Shelf) {
    fill(shelf, "slack:T2", &["Ana"]).await;
    let everybody = ["Anabel", "Ana", "Jo-Ana", "An", "Ben", "ana"];
    for whom in everybody {
        keep(shelf, HOME, whom).await;
    }
    let spoken = message(&channel("C1"), "hello", "Hello");
    shelf
        .done(event("shared").writes(&shared("C1"), "{}").says(spoken))
        .await;
    let before = shelf.all().await;
    assert_eq!(naming(&before, HOME, "Ana").len(), 10);
    shelf.done(event("deleted").erases("Ana")).await;
    for _ in 0..2 {
        let after = shelf.all().await;
        assert_eq!(naming(&after, HOME, "Ana"), Vec::<String>::new());
        assert_eq!(
            naming(&after, "slack:T2", "Ana"),
            naming(&before, "slack:T2", "Ana")
        );
        assert_eq!(without(after, "Ana"), without(before.clone(), "Ana"));
        let due = shelf.due(at(9)).await;
        assert!(due.contains(&"nudge/Anabel".to_owned()), "{due:?}");
        shelf.reopen().await;
    }
}

async fn a_walk_of_hers_leads_through_all_that_goes_with_her(shelf: &mut Shelf) {
    fill(shelf, HOME, &["Anabel", "Ana", "Jo-Ana"]).await;
    keep(shelf, "slack:T2", "Ana").await;
    let mut all = shelf.all().await;
    all.retain(|row| !naming(std::slice::from_ref(row), HOME, "Ana").is_empty());
    assert_eq!(all.len(), 12);
    for limit in [1, 2, 3, 100] {
        let mut walked = Vec::new();
        let mut from = Some(WalkFrom::person(home(), "Ana".into()));
        while let Some(here) = from {
            let some = shelf.store().walk(&here, limit).await.unwrap();
            walked.extend(some.rows);
            from = some.next;
        }
        assert_eq!(walked, all, "{limit} at a time");
    }
}

async fn what_could_not_be_said_to_others_of_her_is_said_by_nobody(shelf: &mut Shelf) {
    for (id, whom) in [("of Ana", "Ana"), ("of Ben", "Ben")] {
        let text = Text(vec![Span::Person(whom.into())]);
        let card = Card::of(vec![Block::Paragraph(text)]);
        let spoken = message(&channel("C1"), id, "");
        shelf.done(event(id).says(Message { card, ..spoken })).await;
        let owed = shelf.claim_one(at(0)).await;
        let never = Settlement::Dead(Undeliverable::Unclear);
        shelf.settle(at(0), &owed.claim, never).await;
    }
    shelf.done(event("deleted").erases("Ana")).await;
    let dead = shelf.dead().await;
    let left: Vec<_> = dead
        .iter()
        .map(|(_, _, letter)| letter.outgoing.id().as_str().to_owned())
        .collect();
    assert_eq!(left, ["of Ben"]);
}

async fn what_the_deletion_itself_writes_stays(shelf: &mut Shelf) {
    fill(shelf, HOME, &["Ana"]).await;
    let key = Key::personal(&"Ana".into(), Kind::Person, "");
    let kept = shared("C1");
    let answer = message(&direct("Ana"), "gone", "All of it is gone");
    let deletes = event("deleted").erases("Ana");
    let deletes = deletes.saw(&key, shelf.version(&key).await);
    shelf
        .done(
            deletes
                .writes(&key, "{\"new\":1}")
                .writes(&kept, "{}")
                .says(answer),
        )
        .await;
    assert_eq!(shelf.text(&key).await.unwrap(), "{\"new\":1}");
    assert!(shelf.document(&kept).await.is_some());
    let names = shelf.claim_names(at(1)).await;
    assert!(names.contains(&"gone".to_owned()), "{names:?}");
    assert!(!names.contains(&"waits".to_owned()), "{names:?}");
}

async fn what_was_said_to_her_is_to_be_taken_away(shelf: &mut Shelf) {
    fill(shelf, HOME, &["Ana"]).await;
    shelf.done(event("deleted").erases("Ana")).await;
    shelf.reopen().await;
    let owed = shelf.claim_one(at(1)).await;
    let Outgoing::Remove(removal) = &owed.what else {
        panic!("{owed:?}");
    };
    assert_eq!(removal.address.as_str(), format!("D{}", seed("Ana")));
    shelf
        .settle(at(1), &owed.claim, Settlement::Said(None))
        .await;
    assert!(shelf.claim(at(100)).await.is_empty());
}

async fn who_was_deleted_is_kept_without_her_name(shelf: &mut Shelf) {
    shelf.done(event("deleted").erases("Ana").at(at(3))).await;
    shelf.reopen().await;
    let all = shelf.all().await;
    let erased: Vec<_> = all
        .iter()
        .filter_map(|(_, kept)| match kept {
            Kept::Erased(erased) => Some(erased),
            _ => None,
        })
        .collect();
    let [erased] = erased[..] else {
        panic!("{erased:?}");
    };
    assert_eq!(erased.at, at(3));
    assert!(erased.is(&home(), &"Ana".into()));
    assert!(!erased.is(&home(), &"Ben".into()));
    assert!(!erased.is(&"slack:T2".into(), &"Ana".into()));
    assert!(naming(&all, HOME, "Ana").is_empty());
}

async fn a_deletion_that_was_decided_on_something_older_deletes_nothing(shelf: &mut Shelf) {
    fill(shelf, HOME, &["Ana"]).await;
    let key = Key::personal(&"Ana".into(), Kind::Person, "");
    let before = shelf.all().await;
    let deletes = event("deleted").erases("Ana").saw(&key, 1_000);
    assert_eq!(shelf.commit(deletes).await, Ok(Committed::Conflict));
    assert_eq!(shelf.all().await, before);
    shelf.done(event("deleted").erases("Ana")).await;
    let again = event("deleted").erases("Ana");
    assert_eq!(shelf.commit(again).await, Ok(Committed::Duplicate));
}

async fn what_was_under_way_to_her_leaves_nothing_behind(shelf: &mut Shelf) {
    let hello: Message = message(&direct("Ana"), "hello", "Hello");
    for (name, settlement) in [
        ("said", said("D1", at(1))),
        ("dead", Settlement::Dead(Undeliverable::Unclear)),
        ("later", crate::making::later(at(2))),
    ] {
        shelf.done(event(name).says(hello.clone())).await;
        let owed = shelf.claim_one(at(0)).await;
        shelf
            .done(event(&format!("deleted {name}")).erases("Ana"))
            .await;
        shelf.settle(at(1), &owed.claim, settlement).await;
        assert_eq!(
            naming(&shelf.all().await, HOME, "Ana"),
            Vec::<String>::new()
        );
        assert!(shelf.claim(at(1_000)).await.is_empty());
    }
}

async fn whoever_comes_back_is_new(shelf: &mut Shelf) {
    fill(shelf, HOME, &["Ana"]).await;
    let key = Key::personal(&"Ana".into(), Kind::Person, "");
    let old = shelf.version(&key).await;
    shelf.done(event("deleted").erases("Ana")).await;
    shelf
        .done(event("back").saw(&key, 0).writes(&key, "{}"))
        .await;
    assert!(
        shelf.version(&key).await > old,
        "an old version never stands again"
    );
    let stale = event("late").saw(&key, old).writes(&key, "{\"old\":1}");
    assert_eq!(shelf.commit(stale).await, Ok(Committed::Conflict));
    let hello = message(&direct("Ana"), "hello", "Hello again");
    shelf.done(event("again").says(hello)).await;
    let names = shelf.claim_names(at(20)).await;
    assert!(names.contains(&"hello".to_owned()), "{names:?}");
}

/// Whatever was kept by chance of whoever, in whatever order: nothing names her afterwards, and
/// whatever is another's stands.
async fn whatever_is_kept_nothing_is_hers_afterwards(shelf: &mut Shelf) {
    let mut chance = Chance::seeded(62);
    let people = ["Ana", "Anabel", "Jo-Ana", "Ben", "An"];
    for step in 0..200 {
        let whom = chance.pick(&people);
        let making = by_chance(&mut chance, step, whom);
        shelf.done(making).await;
        if chance.below(4) == 0 {
            for owed in shelf.claim(at(step)).await {
                let settlement = match chance.below(3) {
                    0 => said(&format!("D{step}"), at(step)),
                    1 => Settlement::Dead(Undeliverable::Unclear),
                    _ => crate::making::later(at(step + 1)),
                };
                shelf.settle(at(step), &owed.claim, settlement).await;
            }
        }
    }
    let before = shelf.all().await;
    shelf.done(event("deleted").at(at(300)).erases("Ana")).await;
    shelf.reopen().await;
    let after = shelf.all().await;
    assert_eq!(naming(&after, HOME, "Ana"), Vec::<String>::new());
    for whom in &people[1..] {
        let (was, is) = (naming(&before, HOME, whom), naming(&after, HOME, whom));
        assert_eq!(was, is, "of {whom}");
    }
}

fn by_chance(chance: &mut Chance, step: i64, whom: &str) -> Making {
    let number = chance.below(9);
    let it = event(&format!("E{step}")).at(at(step));
    let id = format!("m{number}");
    match chance.below(8) {
        0 => it.writes(&Key::personal(&whom.into(), Kind::Person, ""), "{}"),
        1 => it.writes(&Key::personal(&whom.into(), Kind::Named, id), "{}"),
        2 => it.remembers(Owner::Person(whom.into()), "{}"),
        3 => it.wakes(&format!("nudge/{whom}"), WakeAt::At(at(step + 5))),
        4 => it.says(message(&direct(whom), &id, "Hello")),
        5 => it.says(message(
            &Place::Whisper(id.as_str().into(), whom.into()),
            "w",
            "Hello",
        )),
        6 => it.sends(Outgoing::Ask(Ask::Profile(whom.into()))),
        _ => it.wakes(
            &format!("attempt/{whom}/{number}"),
            WakeAt::At(at(step + 5)),
        ),
    }
}
