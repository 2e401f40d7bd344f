//! What people do in a chat, read from the lines of a story.

use std::time::Duration;

use cairn::chat::Departure;

/// Something done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Words in a channel, or in the direct conversation.
    Says {
        who: String,
        channel: Option<String>,
        words: String,
        /// As a slash command, or else by a mention, after which no form can be opened.
        slash: bool,
    },
    /// Buttons, pressed quickly one after the other.
    Presses {
        who: String,
        channel: Option<String>,
        labels: Vec<String>,
    },
    /// One button, pressed so often at one moment.
    PressesAtOnce {
        who: String,
        channel: Option<String>,
        label: String,
        times: usize,
    },
    /// The direct conversation is opened.
    OpensDirect(String),
    /// Many people press one button.
    ManyPress {
        count: usize,
        channel: String,
        label: String,
    },
    /// A button on a screen that has not been brought up to date.
    PressesOld {
        who: String,
        channel: Option<String>,
        label: String,
    },
    /// A button of a token that somebody made up.
    Forges {
        who: String,
        channel: Option<String>,
        token: String,
    },
    /// The way back from a page of the open form, which is not sent.
    TurnsBack {
        who: String,
        values: Vec<(String, String)>,
    },
    /// A shortcut, by its word, on somebody's message.
    UsesShortcut {
        who: String,
        shortcut: String,
        author: String,
        text: String,
        channel: Option<String>,
    },
    /// The bot's home page is opened.
    OpensHome(String),
    /// Who is in a channel now; the bot learns it when it asks.
    Holds(String, Vec<String>),
    /// The open form, sent.
    Sends {
        who: String,
        values: Vec<(String, String)>,
    },
    /// A page of a form on a screen that has not been brought up to date, sent: the newest of that
    /// number, from 1.
    SendsOld {
        who: String,
        page: u8,
        values: Vec<(String, String)>,
    },
    /// Time passes.
    Later(Duration),
    /// Time passes while Cairn does not run; then it is started again.
    Down(Duration),
    /// A channel refuses the bot.
    Refuses(String),
    /// A channel is archived, or deleted, or the bot is removed from it; the platform says so.
    Closes(String, Departure),
    /// A channel is back from the archive, or the bot is invited by somebody.
    Opens(String, Option<String>),
    /// People of another organisation come into a channel.
    Shares(String),
    /// Somebody moves to another zone, leaves, or becomes a guest; the platform says so.
    Becomes(String, Change),
    /// A channel, or somebody's direct conversation, can't be reached.
    OutOfReach(String),
    /// It can be reached again; an hour later all that waited was tried again.
    WithinReach(String),
    /// An editor puts other words into the library, or another key: each before, and after.
    Rewrites(Vec<(String, String)>),
}

/// What the platform tells of a person by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The zone is another one now.
    Zone(String),
    /// The account is deactivated.
    Gone,
    /// Sees some channels only.
    Guest,
    /// An admin of the platform.
    Admin,
}

/// Reads what becomes of a channel.
fn read_channel(line: &str) -> Option<Deed> {
    let channel = |name: &str| name.strip_prefix('#').map(str::to_owned);
    let closes = |name: &str, how| Some(Deed::Closes(channel(name)?, how));
    if let Some(name) = line.strip_suffix(" is archived") {
        return closes(name, Departure::Archived);
    }
    if let Some(name) = line.strip_suffix(" is deleted") {
        return closes(name, Departure::Deleted);
    }
    if let Some(name) = line.strip_prefix("the bot is removed from ") {
        return closes(name, Departure::Left);
    }
    if let Some(name) = line.strip_suffix(" is back from the archive") {
        return Some(Deed::Opens(channel(name)?, None));
    }
    if let Some((who, name)) = line.split_once(" invites the bot to ") {
        return Some(Deed::Opens(channel(name)?, Some(who.to_owned())));
    }
    let name = line.strip_suffix(" is shared with another organisation")?;
    Some(Deed::Shares(channel(name)?))
}

/// Reads what becomes of a person.
fn read_person(line: &str) -> Option<Deed> {
    let becomes = |who: &str, change| Some(Deed::Becomes(who.to_owned(), change));
    if let Some((who, zone)) = line.split_once(" moves to ") {
        return becomes(who, Change::Zone(zone.to_owned()));
    }
    if let Some(who) = line.strip_suffix(" leaves the company") {
        return becomes(who, Change::Gone);
    }
    if let Some(who) = line.strip_suffix(" becomes a guest") {
        return becomes(who, Change::Guest);
    }
    let who = line.strip_suffix(" becomes an admin of the platform")?;
    becomes(who, Change::Admin)
}

/// Reads a line; `None` if it is no deed.
pub fn read(line: &str) -> Option<Deed> {
    if !line.contains(": ")
        && let Some(deed) = read_channel(line).or_else(|| read_person(line))
    {
        return Some(deed);
    }
    if let Some(time) = line.strip_prefix("Cairn is down for ") {
        return Some(Deed::Down(duration(time)?));
    }
    if let Some(time) = line.strip_suffix(" later") {
        return Some(Deed::Later(duration(time)?));
    }
    if let Some(channel) = line
        .strip_prefix('#')
        .and_then(|rest| rest.strip_suffix(" refuses the bot"))
    {
        return Some(Deed::Refuses(channel.to_owned()));
    }
    if let Some(place) = line.strip_suffix(" can't be reached") {
        return Some(Deed::OutOfReach(reached(place)?));
    }
    if let Some(place) = line.strip_suffix(" can be reached again for an hour") {
        return Some(Deed::WithinReach(reached(place)?));
    }
    if let Some(rest) = line.strip_prefix("in the library, ") {
        let bare = |words: &str| words.trim().trim_matches(['“', '”']).to_owned();
        let pair = |pair: &str| {
            let (before, after) = pair.split_once(" becomes ")?;
            Some((bare(before), bare(after)))
        };
        return Some(Deed::Rewrites(rest.split(';').filter_map(pair).collect()));
    }
    if let Some(who) = line.strip_suffix(" opens the direct conversation") {
        return Some(Deed::OpensDirect(who.to_owned()));
    }
    if let Some(who) = line.strip_suffix(" opens home") {
        return Some(Deed::OpensHome(who.to_owned()));
    }
    if let Some((place, people)) = line.split_once(" holds ") {
        let people = people.split(", ").map(str::to_owned);
        return Some(Deed::Holds(channel(place)??, people.collect()));
    }
    if let Some((who, rest)) = line.split_once(" uses the shortcut ") {
        let (shortcut, rest) = rest.split_once(" on ")?;
        let (author, rest) = rest.split_once("'s “")?;
        let (text, place) = rest.rsplit_once("” in ")?;
        return Some(Deed::UsesShortcut {
            who: who.to_owned(),
            shortcut: shortcut.to_owned(),
            author: author.to_owned(),
            text: text.to_owned(),
            channel: channel(place)?,
        });
    }
    if let Some((who, values)) = line.split_once(" turns back:") {
        return Some(Deed::TurnsBack {
            who: who.to_owned(),
            values: pairs(values),
        });
    }
    if let Some((who, rest)) = line.split_once(" sends, on an old screen, page ") {
        let (page, values) = rest.split_once(':')?;
        return Some(Deed::SendsOld {
            who: who.to_owned(),
            page: page.parse().ok()?,
            values: pairs(values),
        });
    }
    if let Some((who, values)) = line.split_once(" sends:") {
        return Some(Deed::Sends {
            who: who.to_owned(),
            values: pairs(values),
        });
    }
    if let Some((who, rest)) = line.split_once(" forges ") {
        let (token, place) = rest.rsplit_once(" in ")?;
        return Some(Deed::Forges {
            who: who.to_owned(),
            channel: channel(place)?,
            token: token.to_owned(),
        });
    }
    if let Some((count, rest)) = line.split_once(" people press ") {
        let (label, place) = rest.rsplit_once(" in ")?;
        return Some(Deed::ManyPress {
            count: count.parse().ok()?,
            channel: channel(place)??,
            label: bare(label),
        });
    }
    if let Some((who, rest)) = line.split_once(" presses, on an old screen, ") {
        let (label, place) = rest.rsplit_once(" in ")?;
        return Some(Deed::PressesOld {
            who: who.to_owned(),
            channel: channel(place)?,
            label: bare(label),
        });
    }
    if let Some((head, place)) = line.rsplit_once(" times at once in ") {
        let (press, times) = head.rsplit_once(' ')?;
        let (who, label) = press.split_once(" presses ")?;
        return Some(Deed::PressesAtOnce {
            who: who.to_owned(),
            channel: channel(place)?,
            label: bare(label),
            times: times.parse().ok()?,
        });
    }
    if let Some((who, rest)) = line.split_once(" presses ") {
        let (labels, place) = rest.rsplit_once(" in ")?;
        let labels = labels.split(" and ").map(bare).collect();
        return Some(Deed::Presses {
            who: who.to_owned(),
            channel: channel(place)?,
            labels,
        });
    }
    let (who, rest) = line.split_once(" in ")?;
    let (place, words) = rest.split_once(':')?;
    let words = words.trim().trim_start_matches("/cairn").trim().to_owned();
    let mentions = who.strip_suffix(" mentions the bot");
    Some(Deed::Says {
        who: mentions.unwrap_or(who).to_owned(),
        channel: channel(place)?,
        words,
        slash: mentions.is_none(),
    })
}

/// Labels and what is put in beside them.
fn pairs(values: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| {
        pair.split_once(" = ")
            .map(|(label, value)| (label.trim().to_owned(), value.trim().to_owned()))
    };
    values.split(';').filter_map(pair).collect()
}

fn channel(place: &str) -> Option<Option<String>> {
    if place == "DM" {
        Some(None)
    } else {
        place.strip_prefix('#').map(|name| Some(name.to_owned()))
    }
}

/// A channel, or the direct conversation of somebody, as the stage knows them by name.
fn reached(place: &str) -> Option<String> {
    let channel = place.strip_prefix('#').map(str::to_owned);
    channel.or_else(|| place.strip_suffix("'s DM").map(super::stage::direct))
}

fn bare(label: &str) -> String {
    label
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned()
}

fn duration(words: &str) -> Option<Duration> {
    let (number, unit) = words.split_once(' ')?;
    let seconds = match unit.trim_end_matches('s') {
        "second" => 1,
        "minute" => 60,
        "hour" => 3_600,
        "day" => 86_400,
        "week" => 7 * 86_400,
        _ => return None,
    };
    Some(Duration::from_secs(number.parse::<u64>().ok()? * seconds))
}
