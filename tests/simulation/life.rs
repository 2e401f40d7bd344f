//! What people do all year: answer or not, practise, take stock, begin programmes, tell wins and
//! cheer them, ask to be written to more or less, move, leave, delete themselves; what the admin
//! does; and what happens to the platform. What managers do about wins and teams lies in `managing`.

mod managing;

use cairn::chat::{Button, Input, Place};
use jiff::SignedDuration;

use crate::town::is_about;
use crate::world::{ADMIN, BEGINNING, CHANNELS, DAYS, World, ZONES};

/// What anybody may say to the bot. Times stay within working hours, and days within the week, so
/// that the judge's hours hold for everybody.
const WORDS: [&str; 26] = [
    "assess",
    "assess ways-of-meeting",
    "plans",
    "programme",
    "programme better-meetings",
    "win",
    "wins",
    "privacy",
    "stop everything",
    "unstop",
    "practice",
    "practice 1",
    "me",
    "help",
    "skip",
    "stop",
    "nudges",
    "nudges on",
    "nudges twice a week",
    "nudges three times a week",
    "nudges once a week",
    "nudges Mon Wed Fri at 10",
    "nudges every weekday at 15:30",
    "nudges pause 2 weeks",
    "replies dm",
    "hello there",
];

/// What the admin says in a channel.
const ADMINS_WORDS: [&str; 15] = [
    "charter",
    "programme",
    "programme better-meetings",
    "wins here",
    "ask",
    "ask feedback for 2 days",
    "schedule tip every Tuesday at 9:30",
    "schedule check-in every Mon and Thu 10am",
    "schedule tip every 2 weeks on Friday 15:00 Australia/Lord_Howe",
    "schedule check-in every weekday at 2:30 Europe/Berlin",
    "schedule tip on the 31st at noon",
    "schedules",
    "tips",
    "holidays 24 December to 3 January",
    "tip",
];

/// The buttons that most people look for.
const ANSWERS: [&str; 8] = [
    "answer",
    "p-answer",
    "p-sure",
    "react",
    "win:cheer",
    "assess",
    "plan",
    "programme",
];
/// So many delete themselves at most: the others are to live on.
const DELETED_MOST: usize = 3;

/// Lets a year pass.
pub async fn live(world: &mut World) {
    let end = BEGINNING.parse::<jiff::Timestamp>().unwrap() + SignedDuration::from_hours(24 * DAYS);
    for who in world.people.clone() {
        world.says(&who, None, "practice 1").await;
        world.says(&who, None, "stop").await;
        if !world.chance.once_in(4) {
            world.says(&who, None, "nudges on").await;
        }
    }
    managing::begin(world).await;
    while world.clock.now() < end {
        let minutes = 10 + world.chance.below(60 * 8);
        world
            .pass(SignedDuration::from_mins(i64::try_from(minutes).unwrap()))
            .await;
        for _ in 0..world.chance.below(5) {
            somebody_acts(world).await;
        }
        if world.chance.once_in(12) {
            the_admin_acts(world).await;
        }
        if world.chance.once_in(8) {
            managing::act(world).await;
        }
        if world.chance.once_in(42) {
            something_happens(world).await;
        }
    }
}

async fn somebody_acts(world: &mut World) {
    let who = world.chance.pick(&world.people.clone());
    if !world.present().contains(&who) {
        return;
    }
    match world.chance.below(24) {
        0..4 => {
            let words = world.chance.pick(&WORDS);
            // Who stops everything is lost to the rest of the year.
            if words != "stop everything" || world.chance.once_in(4) {
                world.says(&who, None, words).await;
            }
        }
        4 => tells_a_win(world, &who).await,
        5 => world.opens_home(&who).await,
        6 => managing::tries(world, &who).await,
        _ => presses(world, &who).await,
    }
}

/// Somebody says in a channel what another one did.
async fn tells_a_win(world: &mut World, who: &str) {
    let channel = world.chance.pick(&CHANNELS);
    let whose = world.chance.pick(&world.present());
    let what = world.new_words("ended meeting");
    let words = format!("win @{whose} {what}");
    world.says(who, Some(channel), &words).await;
}

/// One of the buttons that somebody sees.
async fn presses(world: &mut World, who: &str) {
    let buttons = world.town.buttons(who, &CHANNELS);
    let buttons: Vec<(Place, Button)> = buttons
        .into_iter()
        .filter(|(_, button)| !changes_the_hours(button) && !is_about(&button.act, "privacy"))
        .collect();
    if buttons.is_empty() {
        return;
    }
    let answers =
        |(_, button): &&(Place, Button)| ANSWERS.iter().any(|verb| is_about(&button.act, verb));
    let answers: Vec<(Place, Button)> = buttons.iter().filter(answers).cloned().collect();
    let (place, button) = if answers.is_empty() || world.chance.once_in(3) {
        world.chance.pick(&buttons)
    } else {
        world.chance.pick(&answers)
    };
    // Who stops everything is lost to the rest of the year.
    if is_about(&button.act, "stop") && !world.chance.once_in(10) {
        return;
    }
    let input = Input::Pressed {
        act: button.act,
        place: place.clone(),
    };
    world.does(who, place, input).await;
}

/// The form in which any hours can be chosen: those that the judge takes for everybody's are said
/// in words instead.
fn changes_the_hours(button: &Button) -> bool {
    button.act.as_str().ends_with(":change") || is_about(&button.act, "preferences")
}

async fn the_admin_acts(world: &mut World) {
    let channel = world.chance.pick(&CHANNELS);
    let words = world.chance.pick(&ADMINS_WORDS);
    world.says(ADMIN, Some(channel), words).await;
    for _ in 0..world.chance.below(4) {
        presses(world, ADMIN).await;
    }
}

async fn something_happens(world: &mut World) {
    let who = world.chance.pick(&world.people.clone());
    let channel = world.chance.pick(&CHANNELS);
    let may_delete = who != ADMIN && world.deleted.len() < DELETED_MOST;
    match world.chance.below(10) {
        0 | 1 => {
            let zone = world.chance.pick(&ZONES);
            world.moves(&who, zone).await;
        }
        2 if who != ADMIN && world.left.len() < 3 => world.leaves(&who).await,
        3 => world.archives(channel, true).await,
        4 => world.archives(channel, false).await,
        5 if may_delete && !world.left.contains_key(&who) => world.deletes(&who).await,
        7..10 => {
            let is_in = world.chance.once_in(2);
            world.town.member(channel, &who, is_in);
        }
        _ => {
            let hours = 1 + world.chance.below(30);
            let until =
                world.clock.now() + SignedDuration::from_hours(i64::try_from(hours).unwrap());
            world.town.go_down(until);
        }
    }
}
