//! A team's picture is made once a week, on Monday before work: the platform is asked who is in the channel, people are
//! counted some at a time, and then what may be published is, in one commit with what it is made of. A picture that
//! was made and not published moves nothing.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::contributing::{self, Contribution};
use super::membership::Membership;
use super::picture::{Making, Picture, Stage, Sums};
use super::press::TeamId;
use super::record::{PEOPLE_MOST, Roster, Stay, Team};
use super::slice::Slice;
use crate::chat::{Ask, ChannelId, PersonId, Told};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::privacy::{self, Where};
use crate::coach::seed;
use crate::coach::wake::Wake;
use crate::state::{Key, Read, Undecided, WakeAt};

/// So many people are counted at once: some hundred documents are read for them.
const COUNTED_AT_ONCE: usize = 20;
/// At which hour of Monday it is made: before work, when little else is due.
const HOUR: i8 = 4;
/// When the platform has not said for so long who is in the channel, it is asked anew.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// It is time for a team's picture, or for the next people of it.
pub(in crate::coach) fn due(desk: &mut Desk<'_>, id: &TeamId) -> Result<(), Undecided> {
    desk.want(&[
        Team::key(id),
        Making::key(id),
        Roster::key(id),
        Picture::key(id),
    ])?;
    let Some(team) = Team::read(desk, id)?.filter(|team| team.drawn) else {
        desk.remove(Making::key(id));
        return Ok(());
    };
    match desk.read::<Making>(&Making::key(id))? {
        Some(Making {
            began,
            stage: Stage::Counting(sums),
        }) => count(desk, id, began, sums),
        Some(Making {
            stage: Stage::Listing(_),
            ..
        })
        | None => begin(desk, id, &team),
    }
}

/// Begins a picture.
pub(super) fn begin(desk: &mut Desk<'_>, id: &TeamId, team: &Team) -> Result<(), Undecided> {
    let mut roster = Roster::read(desk, id)?;
    roster.begin();
    desk.write(Roster::key(id), &roster);
    let stage = if team.name.is_some() {
        desk.wake(&Wake::Team(id.clone()), WakeAt::At(desk.now));
        Stage::Counting(Sums::default())
    } else {
        desk.ask_platform(Ask::Members {
            channel: id.channel(),
            after: None,
        });
        desk.wake(&Wake::Team(id.clone()), WakeAt::At(desk.after(PATIENCE)));
        Stage::Listing(None)
    };
    let began = desk.now;
    desk.write(Making::key(id), &Making { began, stage });
    Ok(())
}

/// The platform told who is in a channel, a page of it.
pub(in crate::coach) fn learn(
    desk: &mut Desk<'_>,
    (channel, asked_after): (&ChannelId, Option<&str>),
    told: &Told,
) -> Result<(), Undecided> {
    let id = TeamId::of_channel(channel);
    desk.want(&[Team::key(&id), Making::key(&id), Roster::key(&id)])?;
    let (Some(mut team), Some(making)) = (
        Team::read(desk, &id)?,
        desk.read::<Making>(&Making::key(&id))?,
    ) else {
        return Ok(());
    };
    let Making {
        began,
        stage: Stage::Listing(after),
    } = making
    else {
        return Ok(());
    };
    if after.as_deref() != asked_after {
        return Ok(());
    }
    let Told::Members { people, next } = told else {
        // It can't be seen who is in there: next week again.
        return give_up(desk, &id);
    };
    let mut roster = Roster::read(desk, &id)?;
    for person in those_who_use_it(desk, people)? {
        if roster.people.insert(person.clone(), Stay::Seen).is_none() {
            privacy::note(desk, &person, Where::Roster(id.clone()));
        }
    }
    let too_many = roster.people.len() > PEOPLE_MOST;
    if team.too_many != too_many {
        team.too_many = too_many;
        desk.write(Team::key(&id), &team);
    }
    if too_many {
        return give_up(desk, &id);
    }
    let stage = if let Some(next) = next {
        desk.ask_platform(Ask::Members {
            channel: channel.clone(),
            after: Some(next.clone()),
        });
        Stage::Listing(Some(next.clone()))
    } else {
        roster.finish();
        desk.wake(&Wake::Team(id.clone()), WakeAt::At(desk.now));
        Stage::Counting(Sums::default())
    };
    desk.write(Roster::key(&id), &roster);
    desk.write(Making::key(&id), &Making { began, stage });
    Ok(())
}

/// Those who have ever used the bot, and are there: nobody else is kept.
fn those_who_use_it(desk: &Desk<'_>, people: &[PersonId]) -> Result<Vec<PersonId>, Undecided> {
    let keys: Vec<Key> = people.iter().map(Person::key).collect();
    desk.want(&keys)?;
    let mut users = Vec::new();
    for person in people {
        let known: Option<Person> = desk.read(&Person::key(person))?;
        if known.is_some_and(|known| !known.gone) {
            users.push(person.clone());
        }
    }
    Ok(users)
}

/// No picture this week.
fn give_up(desk: &mut Desk<'_>, id: &TeamId) -> Result<(), Undecided> {
    desk.remove(Making::key(id));
    again_next_week(desk, id);
    Ok(())
}

/// Counts some people more, and publishes after the last.
fn count(
    desk: &mut Desk<'_>,
    id: &TeamId,
    began: Timestamp,
    mut sums: Sums,
) -> Result<(), Undecided> {
    let mut roster = Roster::read(desk, id)?;
    let mut picture = Picture::read(desk, id)?;
    let ahead = roster.ahead();
    let (people, more) = ahead.split_at(COUNTED_AT_ONCE.min(ahead.len()));
    read_all(desk, people)?;
    let today = today(desk);
    for person in people {
        let is_here = roster.people.get(person) != Some(&Stay::Left);
        let stays = count_one(
            desk,
            (id, person, is_here),
            &Counting {
                began,
                today,
                picture: &picture,
            },
            &mut sums,
        )?;
        if !is_here && !stays {
            roster.people.remove(person);
        }
        roster.counted_to = Some(person.clone());
    }
    desk.write(Roster::key(id), &roster);
    if more.is_empty() {
        picture.publish(&desk.coach.library, (began, today), &sums);
        desk.write(Picture::key(id), &picture);
        desk.remove(Making::key(id));
        again_next_week(desk, id);
    } else {
        let stage = Stage::Counting(sums);
        desk.write(Making::key(id), &Making { began, stage });
        desk.wake(&Wake::Team(id.clone()), WakeAt::At(desk.now));
    }
    Ok(())
}

/// All that is read of these people, in two rounds however many they are.
fn read_all(desk: &Desk<'_>, people: &[PersonId]) -> Result<(), Undecided> {
    let library = &desk.coach.library;
    let of_each = people.iter().flat_map(|person| {
        let own = Read::One(Membership::key(person));
        std::iter::once(own).chain(contributing::wanted(library, person))
    });
    desk.want_all(of_each.collect())?;
    desk.want(&contributing::run_keys(desk, people)?)
}

/// What a making is about, for each person alike.
struct Counting<'a> {
    began: Timestamp,
    today: Date,
    picture: &'a Picture,
}

/// Counts one person. Says whether anything of her is kept in this team.
fn count_one(
    desk: &mut Desk<'_>,
    (id, person, is_here): (&TeamId, &PersonId, bool),
    making: &Counting<'_>,
    sums: &mut Sums,
) -> Result<bool, Undecided> {
    let key = Membership::key(person);
    let before: Membership = desk.read(&key)?.unwrap_or_default();
    let mut hers = before.clone();
    hers.list(id, is_here, desk.now);
    let mut now: BTreeMap<Slice, Contribution> = BTreeMap::new();
    if hers.counts_for() == Some(id) {
        now = contributing::of(desk, person, making.today)?;
        now.retain(|slice, it| !hers.told_elsewhere(id, slice, it.print));
    }
    let standing = making.picture.standing();
    sums.add(&now, &hers.published(id, &standing));
    let prints = now
        .iter()
        .map(|(slice, it)| (slice.clone(), it.print))
        .collect();
    hers.made(id, making.began, &prints, &standing);
    if hers.teams.is_empty() {
        desk.remove(key);
    } else if hers != before {
        desk.write(key, &hers);
    }
    Ok(hers.teams.contains_key(id))
}

/// The day in the workspace's zone.
pub(super) fn today(desk: &Desk<'_>) -> Date {
    desk.now.to_zoned(desk.coach.settings.zone.clone()).date()
}

fn again_next_week(desk: &mut Desk<'_>, id: &TeamId) {
    let at = next(desk.now, &desk.coach.settings.zone, id);
    desk.wake(&Wake::Team(id.clone()), WakeAt::At(at));
}

/// When the picture of a team is made next: not all at the same minute.
pub(super) fn next(now: Timestamp, zone: &TimeZone, id: &TeamId) -> Timestamp {
    let minute = seed::number(&["team", id.as_str()]) % 60;
    let minute = i8::try_from(minute).unwrap_or_default();
    let mut day = now
        .to_zoned(zone.clone())
        .date()
        .tomorrow()
        .unwrap_or(Date::MAX);
    while day.weekday() != Weekday::Monday && day < Date::MAX {
        day = day.saturating_add(1.day());
    }
    let at = day.at(HOUR, minute, 0, 0).to_zoned(zone.clone());
    at.map_or(Timestamp::MAX, |at| at.timestamp())
}
