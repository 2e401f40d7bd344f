//! `cairn schedule explain`: says how a sentence is understood, what was filled in, and when it
//! comes next; or what about it is not understood. Nothing is scheduled.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use jiff::civil::DateTime;
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use crate::settings::{Flags, Settings};
use crate::timing::{self, Context, Request, TimeOfDay, Zone};

/// How many dates are told.
const NEXT: usize = 3;
/// What was said can't be worked with.
const UNUSABLE: u8 = 2;

/// What `cairn schedule explain` takes.
#[derive(Args, Clone, Debug, Default)]
pub struct ExplainArgs {
    /// The sentence, such as "tip every Tuesday at 9:30"; quotes around it may be left out.
    sentence: Vec<String>,
    /// The time zone it is said in, such as Europe/Berlin; without it, the one of the settings.
    #[arg(long)]
    zone: Option<String>,
    /// When it is said, such as 2026-11-23T12:30:00 there; without it, now.
    #[arg(long)]
    now: Option<String>,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
    /// A settings file; ./cairn.toml is read if it is there.
    #[arg(long)]
    config: Option<PathBuf>,
}

/// How a sentence is understood.
#[derive(Serialize)]
struct Understood {
    understood: String,
    next: Vec<String>,
}

/// What is not understood.
#[derive(Serialize)]
struct NotUnderstood {
    problem: String,
    /// The words, as they were written; empty where none is at fault.
    word: String,
}

/// Explains a sentence, and says with which status to end: 0 if it was understood, else 2.
///
/// # Errors
/// What is said can't be written.
pub fn explain(
    args: &ExplainArgs,
    now: Timestamp,
    out: &mut dyn Write,
    complaints: &mut dyn Write,
) -> io::Result<u8> {
    match understand(args, now) {
        Ok((request, now)) => {
            let zone = request.timing.zone.time_zone();
            let next = request.timing.occurrences_after(now).take(NEXT);
            let next: Vec<Zoned> = next.map(|next| next.at.to_zoned(zone.clone())).collect();
            if args.json {
                let next = next.iter().map(|at| at.strftime("%FT%T%:z").to_string());
                let understood = request.to_string();
                json(
                    out,
                    &Understood {
                        understood,
                        next: next.collect(),
                    },
                )?;
            } else {
                tell(out, &request, &next)?;
            }
            Ok(0)
        }
        Err(amiss) => {
            if args.json {
                json(out, &amiss)?;
            } else {
                writeln!(complaints, "cairn: {}", amiss.problem)?;
            }
            Ok(UNUSABLE)
        }
    }
}

fn tell(out: &mut dyn Write, request: &Request, next: &[Zoned]) -> io::Result<()> {
    writeln!(out, "understood: {request}")?;
    for assumption in &request.assumed {
        writeln!(out, "assumed:    {assumption}")?;
    }
    for (place, at) in next.iter().enumerate() {
        let label = if place == 0 { "next:" } else { "" };
        let when = at.strftime("%A %-d %B %Y %-H:%M");
        let zone = &request.timing.zone;
        writeln!(out, "{label:11} {when} {zone} ({})", at.strftime("%:z"))?;
    }
    Ok(())
}

fn json(out: &mut dyn Write, answer: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", serde_json::to_string(answer)?)
}

fn understand(args: &ExplainArgs, now: Timestamp) -> Result<(Request, Timestamp), NotUnderstood> {
    let zone = zone(args)?;
    let now = match &args.now {
        None => now,
        Some(said) => moment(said, &zone)?,
    };
    let context = Context {
        now,
        zone,
        usual: TimeOfDay::NINE,
    };
    let sentence = sentence(&args.sentence);
    timing::read(&sentence, &context)
        .map(|request| (request, now))
        .map_err(|problem| NotUnderstood {
            word: problem
                .said()
                .map(|said| said.words.clone())
                .unwrap_or_default(),
            problem: problem.to_string(),
        })
}

/// One sentence of several arguments, those with spaces being quoted texts.
fn sentence(words: &[String]) -> String {
    if let [whole] = words {
        return whole.clone();
    }
    let again = |word: &String| {
        let is_bare = !word.contains(char::is_whitespace) || word.contains('"');
        if is_bare {
            word.clone()
        } else {
            format!("\"{word}\"")
        }
    };
    words.iter().map(again).collect::<Vec<_>>().join(" ")
}

fn zone(args: &ExplainArgs) -> Result<Zone, NotUnderstood> {
    let named = |name: &str| {
        Zone::named(name).map_err(|unknown| NotUnderstood {
            problem: unknown.to_string(),
            word: unknown.0,
        })
    };
    if let Some(name) = &args.zone {
        return named(name);
    }
    let flags = Flags {
        config: args.config.clone(),
        ..Flags::default()
    };
    let settings = Settings::load(&flags).map_err(|error| NotUnderstood {
        problem: error.to_string(),
        word: String::new(),
    })?;
    named(&settings.zone)
}

/// A moment with its offset, or a time on the clocks of the zone.
fn moment(said: &str, zone: &Zone) -> Result<Timestamp, NotUnderstood> {
    let exact = said.parse::<Timestamp>().ok();
    let shown = || {
        said.parse::<DateTime>()
            .ok()
            .and_then(|shown| timing::moment(shown, zone))
    };
    exact.or_else(shown).ok_or_else(|| NotUnderstood {
        problem: format!(
            "--now is `{said}`, which is no time in {zone}: write it as 2026-11-23T12:30:00, or with an offset at the end"
        ),
        word: said.to_owned(),
    })
}
