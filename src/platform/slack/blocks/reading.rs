//! What Slack sends as text, read as the plain words that a person sees.

use super::mrkdwn::{SOFT_HYPHEN, at_line_start};
use super::tidy::is_id;

/// What Slack sends, as plain words: a person as `@` and the id, a channel as `#` and the id
/// (see [`crate::chat::Input::Said`]), groups and links by their words, and its three escapes
/// undone once. A channel that Slack did not resolve stands there as it was typed.
pub fn plain(text: &str) -> String {
    read(text, words_of)
}

/// The same for a message that somebody quotes: of a labelled link the address is kept too, since
/// it may be what the message is quoted for.
pub fn plain_with_addresses(text: &str) -> String {
    read(text, words_and_address_of)
}

fn read(text: &str, words_of: fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        push_unescaped(&mut out, before);
        match after.split_once('>') {
            Some((inside, behind)) => {
                push_unescaped(&mut out, &words_of(inside));
                rest = behind;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    push_unescaped(&mut out, rest);
    out
}

/// The words of what stood in angle brackets, still escaped.
fn words_of(inside: &str) -> String {
    let (target, label) = match inside.split_once('|') {
        Some((target, label)) => (target, Some(label).filter(|label| !label.is_empty())),
        None => (inside, None),
    };
    let named = |sign: &str, id: &str| {
        // The name beside the id is for eyes: two may bear the same, and each can change it.
        let name = label.filter(|_| !is_id(id)).unwrap_or(id);
        if name.starts_with(sign) {
            name.to_owned()
        } else {
            format!("{sign}{name}")
        }
    };
    match target.split_at_checked(1) {
        Some(("@", id)) => named("@", id),
        Some(("#", id)) => named("#", id),
        Some(("!", command)) if command.starts_with("date^") => label.unwrap_or("").to_owned(),
        Some(("!", command)) => named("@", label.unwrap_or(command)),
        _ => label.unwrap_or(target).to_owned(),
    }
}

/// The words of what stood in angle brackets; those of a web link with its address behind them,
/// or the address alone where the words only say it once more.
fn words_and_address_of(inside: &str) -> String {
    match inside.split_once('|') {
        Some((address, label))
            if address.starts_with("https://") || address.starts_with("http://") =>
        {
            if address.trim_end_matches('/').ends_with(label) {
                address.to_owned()
            } else {
                format!("{label} {address}")
            }
        }
        Some(_) | None => words_of(inside),
    }
}

fn push_unescaped(out: &mut String, escaped: &str) {
    let unescaped = escaped
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    for character in unescaped.chars() {
        if matches!(character, '>' | '＞') && ends_with_guard(out) {
            out.pop();
        }
        out.push(character);
    }
}

/// Whether a line holds nothing yet but the soft hyphen that we put before a `>`.
fn ends_with_guard(out: &str) -> bool {
    out.strip_suffix(SOFT_HYPHEN).is_some_and(at_line_start)
}
