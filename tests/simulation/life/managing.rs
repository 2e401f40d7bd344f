//! What managers do: post suggested wins or don't, look at their team's picture, keep lists. And
//! what others try who may not: the same, with the managers' own buttons.

use cairn::chat::{Input, Place};

use super::presses;
use crate::town::is_about;
use crate::world::{ADMIN, CHANNELS, World};

/// Who manages a channel from the beginning.
const MANAGERS: [(&str, &str); 3] = [("P0", "team"), ("P1", "team"), ("P3", "sales")];
/// What managers say in their channel.
const WORDS: [&str; 9] = [
    "wins suggest",
    "wins suggest on",
    "wins suggest on",
    "wins suggest off",
    "team",
    "team",
    "team Night shift",
    "wins report",
    "managers",
];
/// What only managers are to press.
const THEIRS: [&str; 4] = ["win:post", "win:decline", "win:look", "team"];

/// Channels have people and managers, and wins are suggested in two of them.
pub async fn begin(world: &mut World) {
    for (place, who) in (0..).zip(world.people.clone()) {
        for (channel, every) in [("team", 1), ("sales", 2), ("quiet", 3)] {
            world.town.member(channel, &who, place % every == 0);
        }
    }
    for (who, channel) in MANAGERS {
        let words = format!("managers add @{who}");
        world.says(ADMIN, Some(channel), &words).await;
        world.says(ADMIN, Some(channel), "wins suggest on").await;
    }
    for channel in CHANNELS {
        draws(world, ADMIN, channel).await;
    }
}

/// Somebody who may looks after suggested wins, the team's picture or its managers.
pub async fn act(world: &mut World) {
    let (manager, channel) = world.chance.pick(&MANAGERS);
    let is_there = world.present().iter().any(|who| who == manager);
    let who = if is_there && !world.chance.once_in(3) {
        manager
    } else {
        ADMIN
    };
    match world.chance.below(12) {
        0 | 1 => {
            let words = world.chance.pick(&WORDS);
            world.says(who, Some(channel), words).await;
        }
        2 => draws(world, who, channel).await,
        3 => keeps_a_list(world, who, channel).await,
        4 if world.chance.once_in(4) => appoints(world, channel).await,
        5 if world.chance.once_in(2) => all_answer(world, channel).await,
        _ => decides(world, who).await,
    }
}

/// Somebody tries what is a manager's: with their words, or with a button that another one sees.
pub async fn tries(world: &mut World, who: &str) {
    if world.chance.once_in(2) {
        let (channel, words) = (world.chance.pick(&CHANNELS), world.chance.pick(&WORDS));
        world.says(who, Some(channel), words).await;
        return;
    }
    let other = world.chance.pick(&world.people.clone());
    press_one_of(world, who, &other, &THEIRS).await;
}

/// One of the suggested wins that somebody sees, or none.
async fn decides(world: &mut World, who: &str) {
    press_one_of(world, who, who, &THEIRS[..2]).await;
}

/// Somebody presses a button that another one sees.
async fn press_one_of(world: &mut World, who: &str, sees: &str, about: &[&str]) {
    let buttons = world.town.buttons(sees, &CHANNELS);
    let is_theirs = |act: &_| about.iter().any(|about| is_about(act, about));
    let buttons: Vec<_> = buttons
        .into_iter()
        .filter(|(_, button)| is_theirs(&button.act))
        .collect();
    if buttons.is_empty() {
        return;
    }
    let (place, button) = world.chance.pick(&buttons);
    let place = match place {
        Place::Channel(_) => place,
        Place::Direct(_) | Place::Home(_) => Place::Direct(who.into()),
        Place::Whisper(channel, _) => Place::Whisper(channel, who.into()),
    };
    let act = button.act;
    let input = Input::Pressed {
        act,
        place: place.clone(),
    };
    world.does(who, place, input).await;
}

/// The picture of a channel's team, drawn or, now and then, drawn no more.
async fn draws(world: &mut World, who: &str, channel: &str) {
    world.says(who, Some(channel), "team").await;
    let verb = if world.chance.once_in(6) {
        "stop"
    } else {
        "draw"
    };
    press_one_of(world, who, who, &[&format!("team:{verb}")]).await;
}

/// Some people are put on a list, or one is taken off.
async fn keeps_a_list(world: &mut World, who: &str, channel: &str) {
    let words = if world.chance.once_in(3) {
        let one = world.chance.pick(&world.people.clone());
        format!("team Night shift remove @{one}")
    } else {
        let some = (0..6).map(|_| format!(" @{}", world.chance.pick(&world.present())));
        format!("team Night shift add{}", some.collect::<String>())
    };
    world.says(who, Some(channel), &words).await;
}

/// The whole team answers a check-in, but for a few.
async fn all_answer(world: &mut World, channel: &str) {
    world
        .says(ADMIN, Some(channel), "ask feedback for 2 days")
        .await;
    for who in world.present() {
        if !world.chance.once_in(4) {
            press_one_of(world, &who, &who, &["answer"]).await;
        }
    }
}

/// Somebody becomes a manager, or is one no more.
async fn appoints(world: &mut World, channel: &str) {
    let one = world.chance.pick(&world.present());
    let verb = if world.chance.once_in(2) {
        "add"
    } else {
        "remove"
    };
    let words = format!("managers {verb} @{one}");
    world.says(ADMIN, Some(channel), &words).await;
    presses(world, ADMIN).await;
}
