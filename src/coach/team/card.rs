//! How a team's picture is shown: words for each figure, the lines of eight weeks drawn, and why it says no more.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::contributing::cell_name;
use super::picture::{Making, Picture, Standing, Told, WEEKS};
use super::press::{Press, TeamId};
use super::record::{PEOPLE_MOST, Roster, Team};
use super::rule::{Figure, Spread};
use super::slice::Slice;
use super::{called, making};
use crate::chat::{
    Actor, Block, Button, Card, Confirm, Drawing, Picture as Drawn, Span, Text, Trend, TrendLine,
};
use crate::coach::act::Act;
use crate::coach::days::monday_of;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::library::{Assessment, Library, Scale, Skill};
use crate::state::Undecided;

/// The most lines that a drawing has.
const LINES_MOST: usize = 8;
/// The most lists to whose pictures there is a button.
const BUTTONS_MOST: usize = 5;

/// Shows the picture of a team as it was published last, or how to have one.
pub(super) fn show(desk: &mut Desk<'_>, actor: &Actor, id: &TeamId) -> Result<(), Undecided> {
    desk.want(&[
        Team::key(id),
        Picture::key(id),
        Making::key(id),
        Roster::key(id),
        Person::key(&actor.id),
    ])?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    let team = Team::read(desk, id)?;
    let name = called(id, team.as_ref());
    let mut blocks = vec![Block::Title(say.team_title(name.clone()))];
    let picture = Picture::read(desk, id)?;
    match &team {
        Some(team) if team.drawn => {
            let is_under_way = desk.read::<Making>(&Making::key(id))?.is_some();
            blocks.extend(figures(
                &desk.coach.library,
                &say,
                (making::today(desk), &picture),
            ));
            blocks.push(Block::Note(standing(
                desk,
                &say,
                (id, team),
                (&picture, is_under_way),
            )));
        }
        Some(_) | None => blocks.push(Block::Paragraph(say.team_not_drawn(name))),
    }
    if id.is_list() {
        blocks.extend(on_the_list(&say, &Roster::read(desk, id)?));
    }
    let buttons = buttons(desk, &say, id, team.as_ref())?;
    blocks.push(Block::Buttons(buttons));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// A button of this room.
pub(super) fn press(press: Press, label: &Text) -> Button {
    button(&Act::Team(press), label)
}

fn buttons(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &TeamId,
    team: Option<&Team>,
) -> Result<Vec<Button>, Undecided> {
    let mut buttons = Vec::new();
    if !team.is_some_and(|team| team.drawn) {
        buttons.push(press(Press::Draw(id.clone()), &say.button_team_draw()).primary());
    }
    if !id.is_list() {
        let lists = Team::lists(desk, &id.channel())?;
        let drawn = lists
            .into_iter()
            .filter(|(_, list)| list.drawn)
            .take(BUTTONS_MOST);
        buttons.extend(
            drawn.filter_map(|(list, team)| {
                Some(press(Press::Show(list), &Text::plain(team.name?)))
            }),
        );
    }
    if team.is_some_and(|team| team.drawn) {
        let label = say.button_team_stop();
        let confirm = Confirm {
            title: say.team_stop_title().to_words(),
            text: say.team_stop_text().to_words(),
            yes: label.to_words(),
            no: say.button_keep().to_words(),
        };
        buttons.push(
            press(Press::Stop(id.clone()), &label)
                .danger()
                .confirmed(confirm),
        );
    }
    Ok(buttons)
}

/// All that is published, in the library's order.
pub(super) fn figures<'a>(
    library: &'a Library,
    say: &Speaker<'_>,
    (today, picture): (Date, &'a Picture),
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let of_skill = |skill: &'a Skill| {
        let standing = picture.slices.get(&Slice::Skill(skill.id.clone()))?;
        Some((skill, standing))
    };
    let skills: Vec<(&Skill, &Standing)> = library.skills.iter().filter_map(of_skill).collect();
    let words = skills
        .iter()
        .filter_map(|(skill, standing)| skill_words(say, skill, standing));
    blocks.extend(words.map(Block::Paragraph));
    blocks.extend(trend(say, today, &skills));
    for (id, assessment) in &library.assessments {
        let standing = picture.slices.get(&Slice::Assessment(id.clone()));
        let words = standing.and_then(|standing| assessment_words(say, assessment, standing));
        blocks.extend(words.map(Block::Paragraph));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(say.team_nothing_yet()));
    } else {
        blocks.push(Block::Note(say.team_rule()));
    }
    blocks
}

fn skill_words(say: &Speaker<'_>, skill: &Skill, standing: &Standing) -> Option<Text> {
    let Told::Skill {
        remembered,
        believed,
    } = &standing.told
    else {
        return None;
    };
    let Figure {
        active,
        tenths,
        spread,
    } = *remembered;
    let head = say.team_skill(
        Text::strong(skill.name.as_str()),
        i64::from(tenths),
        i64::from(active.at_least()),
        day(standing.making),
    );
    let apart = spread.map(|spread| match spread {
        Spread::Close => say.team_close(),
        Spread::Mixed => say.team_mixed(),
        Spread::Wide => say.team_wide(),
    });
    let text_of = |id: &String| {
        let found = skill.misconceptions.iter().find(|(known, _)| known == id);
        found.map(|(_, text)| text.as_str())
    };
    let believed = believed
        .as_ref()
        .and_then(text_of)
        .map(|text| say.team_believed(Text::plain(text)));
    Some(Text::lines(
        [Some(head), apart, believed].into_iter().flatten(),
    ))
}

fn assessment_words(
    say: &Speaker<'_>,
    assessment: &Assessment,
    standing: &Standing,
) -> Option<Text> {
    let Told::Assessment { active, bands } = &standing.told else {
        return None;
    };
    let band = |places: &Vec<u8>| {
        let name = |place: &u8| {
            assessment
                .bands
                .get(usize::from(*place))
                .map(|band| band.name.as_str())
        };
        match places.as_slice() {
            [one] => name(one).map(Text::plain),
            [one, other] => Some(say.team_between(name(one)?, name(other)?)),
            _ => None,
        }
    };
    let title = Text::strong(assessment.title.as_str());
    let head = say.team_assessment(title, i64::from(active.at_least()), day(standing.making));
    let lines = cells(assessment).into_iter().filter_map(|(name, words)| {
        let told = bands.get(&name).and_then(band)?;
        Some(say.team_cell(words, told))
    });
    let lines: Vec<Text> = lines.collect();
    // What was told of may have left the library.
    (!lines.is_empty()).then(|| Text::lines(std::iter::once(head).chain(lines)))
}

/// What is told of an assessment: its name in what is kept, and for people.
pub(super) fn cells(assessment: &Assessment) -> Vec<(String, String)> {
    let scales = &assessment.scales;
    if assessment.dimensions.is_empty() {
        return scales
            .iter()
            .map(|scale| (scale.id.clone(), scale.name.clone()))
            .collect();
    }
    let row = |dimension: &Scale| {
        let cell = |scale: &Scale| {
            let words = format!("{} · {}", dimension.name, scale.name);
            (cell_name(&dimension.id, &scale.id), words)
        };
        scales.iter().map(cell).collect::<Vec<_>>()
    };
    assessment.dimensions.iter().flat_map(row).collect()
}

/// The lines of the last weeks; none before something is published.
fn trend(say: &Speaker<'_>, today: Date, skills: &[(&Skill, &Standing)]) -> Option<Block> {
    let mondays: Vec<Date> = (0..WEEKS)
        .rev()
        .map(|weeks| monday_of(today).saturating_sub((7 * weeks).days()))
        .collect();
    // What was published during a week is shown at its Monday.
    let stood = |standing: &Standing, monday: &Date| {
        let before = standing
            .went
            .iter()
            .filter(|went| monday_of(went.on) <= *monday);
        before
            .max_by_key(|went| went.on)
            .map(|went| went.tenths.saturating_mul(10))
    };
    let lines: Vec<TrendLine> = skills
        .iter()
        .map(|(skill, standing)| TrendLine {
            name: skill.name.clone(),
            points: mondays
                .iter()
                .map(|monday| stood(standing, monday))
                .collect(),
        })
        .filter(|line| line.points.iter().any(Option::is_some))
        .take(LINES_MOST)
        .collect();
    if lines.is_empty() {
        return None;
    }
    let told = lines.iter().map(|line| {
        let points = line
            .points
            .iter()
            .map(|point| point.map_or_else(|| "–".to_owned(), |it| format!("{it} %")));
        format!("{}: {}", line.name, points.collect::<Vec<_>>().join(", "))
    });
    let alt = say.team_trend(told.collect::<Vec<_>>().join("; "));
    Some(Block::Picture(Drawn {
        drawing: Drawing::Trend(Trend {
            steps: mondays
                .iter()
                .map(|day| day.strftime("%-d %b").to_string())
                .collect(),
            lines,
        }),
        alt: alt.to_words(),
    }))
}

/// When it was made, and when it is made next.
fn standing(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    (id, team): (&TeamId, &Team),
    (picture, is_under_way): (&Picture, bool),
) -> Text {
    if team.too_many {
        return say.team_too_many(i64::try_from(PEOPLE_MOST).unwrap_or_default());
    }
    if is_under_way {
        return say.team_counting();
    }
    let next = day(making::next(desk.now, &desk.coach.settings.zone, id));
    match picture.made {
        Some(made) => say.team_made(day(made), next),
        None => say.team_not_seen(next),
    }
}

fn on_the_list(say: &Speaker<'_>, roster: &Roster) -> Option<Block> {
    let people: Vec<Span> = roster
        .here()
        .map(|person| Span::Person(person.clone()))
        .collect();
    let named = people
        .into_iter()
        .flat_map(|person| [Span::Plain(" ".to_owned()), person])
        .skip(1);
    let named: Vec<Span> = named.collect();
    (!named.is_empty()).then(|| Block::Note(say.team_on_it(Text(named))))
}

fn day(at: Timestamp) -> Text {
    Text(vec![Span::Moment(at)])
}
