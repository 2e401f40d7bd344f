//! What was done, page by page.

use cairn::chat::{ActToken, Answer, Block, Input, Place};
use cairn::state::{Decision, Key, Kind};

use crate::world::{World, said};

/// The lines that a page shows, and what its button *older* is about.
fn page(decision: &Decision) -> (Vec<String>, Option<ActToken>) {
    let Some(Answer::Say(card)) = &decision.answer else {
        panic!("nothing is said: {:?}", decision.answer);
    };
    let lines = card.summary.lines().filter(|line| line.contains(" · "));
    let older = card.blocks.iter().find_map(|block| match block {
        Block::Buttons(buttons) => Some(buttons[0].act.clone()),
        _ => None,
    });
    (lines.map(str::to_owned).collect(), older)
}

/// A year in which Marek asked often and Nina seldom.
fn a_busy_year() -> World {
    let mut world = World::new(&["Ada"], false);
    for number in 0..700 {
        let who = if number % 37 == 0 { "Nina" } else { "Marek" };
        let entry = format!(
            r#"{{"by":{{"person":"{who}"}},"at":"2026-01-01T00:00:00Z",
            "deed":{{"what":"asked","run":"R","item":"feedback/number-{number:03}","channel":"own"}}}}"#
        );
        world.keep(Key::shared(Kind::Audit, format!("{number:016x}-0")), &entry);
    }
    world
}

#[test]
fn older_leads_through_all_that_was_done_once_each() {
    for (command, expected) in [
        ("audit", 700),
        ("audit 7", 700),
        ("audit @Nina", 19),
        ("audit @Marek", 681),
        ("audit #own", 700),
        ("audit #other", 0),
    ] {
        let world = a_busy_year();
        let place = Place::Direct("Ada".into());
        let (mut seen, mut older) = page(&world.decides(Some("Ada"), said(command, &place)));
        let mut pages = 1;
        while let Some(act) = older {
            let place = place.clone();
            let (lines, next) = page(&world.decides(Some("Ada"), Input::Pressed { act, place }));
            assert!(lines.len() <= 20);
            seen.extend(lines);
            older = next;
            pages += 1;
            assert!(pages < 50, "{command} never ends");
        }
        assert_eq!(seen.len(), expected, "{command}");
        let in_order =
            seen.is_sorted_by(|a, b| a.split("number-").nth(1) < b.split("number-").nth(1));
        assert!(in_order, "{command}: each once, in its order");
    }
}
