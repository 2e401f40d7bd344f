//! What somebody said to the bot, without the mention of the bot; whom else the words mention
//! stands there as `@` and the person's id. A mention is known by the entity that tells of it,
//! never by a name: a colleague may be called like the bot, and a name may hold markup.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Context, Scope};
use crate::chat::PersonId;
use crate::platform::lenient::text;

/// What a mention stands for.
enum Mentioned<'a> {
    /// The bot.
    Bot,
    /// Somebody, by the id that this bot knows them by.
    Person(&'a str),
    /// A channel.
    Channel(&'a str),
}

/// The mentions of an activity: how each stands in the text, and what it stands for.
fn mentions<'a>(activity: &'a Value, bot: &str) -> Vec<(&'a str, Mentioned<'a>)> {
    let entities = activity.get("entities").and_then(Value::as_array);
    let entities = entities.map(Vec::as_slice).unwrap_or_default();
    let read = |entity: &'a Value| {
        if text(entity, &["type"]) != Some("mention") {
            return None;
        }
        let written = text(entity, &["text"]).filter(|written| !written.is_empty())?;
        let id = text(entity, &["mentioned", "id"])?;
        let mentioned = match id {
            id if id == bot => Mentioned::Bot,
            id if id.starts_with("19:") => Mentioned::Channel(id),
            id => Mentioned::Person(id),
        };
        Some((written, mentioned))
    };
    entities.iter().filter_map(read).collect()
}

/// Whom a message that is meant for the bot mentions beside it, by the ids that this bot knows them
/// by.
pub(in crate::platform::teams) fn mentioned<'a>(
    activity: &'a Value,
    context: &Context,
) -> Vec<&'a str> {
    let is_message = text(activity, &["type"]) == Some("message");
    let is_meant = context.scope == Scope::Personal || mentions_bot(activity, &context.bot);
    if !(is_message && is_meant && context.doer.is_some()) {
        return Vec::new();
    }
    let all = mentions(activity, &context.bot).into_iter();
    all.filter_map(|(_, mentioned)| match mentioned {
        Mentioned::Person(id) => Some(id),
        Mentioned::Bot | Mentioned::Channel(_) => None,
    })
    .collect()
}

/// Whether the bot is mentioned.
pub(super) fn mentions_bot(activity: &Value, bot: &str) -> bool {
    let all = mentions(activity, bot);
    all.iter().any(|(_, of)| matches!(of, Mentioned::Bot))
}

/// The words of a message. Who is mentioned and not known stands there by name alone.
pub(super) fn words(activity: &Value, bot: &str, people: &BTreeMap<String, PersonId>) -> String {
    let mut rest = text(activity, &["text"]).unwrap_or_default();
    let mut said = String::new();
    // Entities come in the order in which they stand in the text; one that is not found is none.
    for (written, mentioned) in mentions(activity, bot) {
        let Some((before, after)) = rest.split_once(written) else {
            continue;
        };
        said.push_str(&plain(before));
        match mentioned {
            Mentioned::Bot => {}
            Mentioned::Channel(id) => said.push_str(&format!("#{id}")),
            Mentioned::Person(id) => match people.get(id) {
                Some(person) => said.push_str(&format!("@{person}")),
                None => said.push_str(&plain(&without_tags(written))),
            },
        }
        rest = after;
    }
    said.push_str(&plain(rest));
    without_command(said.trim()).to_owned()
}

/// People write the command's name out of habit, though nothing needs it here.
fn without_command(said: &str) -> &str {
    let rest = ["/cairn", "cairn"]
        .iter()
        .find_map(|name| said.strip_prefix(name));
    match rest {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest.trim(),
        _ => said,
    }
}

/// Words as they were typed: Teams escapes what would be markup, and writes some spaces as others.
pub(super) fn plain(words: &str) -> String {
    let spaced = words
        .replace(['\u{a0}', '\u{202f}'], " ")
        .replace("&nbsp;", " ");
    spaced
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        // Last, so that what was escaped twice is unescaped once.
        .replace("&amp;", "&")
}

/// Text without what stands between `<` and `>`.
fn without_tags(markup: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for letter in markup.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => words.push(letter),
            _ => {}
        }
    }
    words
}

/// The words of a message's body, which may be HTML: a paragraph a line.
pub(super) fn of_body(content: &str, is_html: bool) -> String {
    if !is_html {
        return plain(content).trim().to_owned();
    }
    let broken = ["<br>", "<br/>", "<br />", "</p>", "</div>", "</li>"]
        .iter()
        .fold(content.to_owned(), |content, end| {
            content.replace(end, &format!("{end}\n"))
        });
    plain(&without_tags(&broken)).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn said(text: &str, entities: &Value) -> String {
        let activity = json!({ "text": text, "entities": entities });
        let people = BTreeMap::from([("29:ben".to_owned(), PersonId::from("b-1"))]);
        words(&activity, "28:bot", &people)
    }

    fn mention(text: &str, id: &str) -> Value {
        json!({ "type": "mention", "text": text, "mentioned": { "id": id, "name": "x" } })
    }

    #[test]
    fn the_bot_is_no_word_and_others_stand_by_their_ids() {
        let bot = mention("<at>Cairn</at>", "28:bot");
        let ben = mention("<at>Ben</at>", "29:ben");
        let cy = mention("<at>Cy &lt;b&gt;</at>", "29:cy");
        let sales = mention("<at>Sales</at>", "19:s@thread.tacv2");
        for (text, entities, expected) in [
            ("<at>Cairn</at> me\n", json!([bot]), "me"),
            (
                "<at>Cairn</at>\u{a0}ask&nbsp;feedback",
                json!([bot]),
                "ask feedback",
            ),
            (
                "<at>Cairn</at> win <at>Ben</at> &amp; co: 3 &lt; 4",
                json!([bot, ben]),
                "win @b-1 & co: 3 < 4",
            ),
            (
                "<at>Cairn</at> win <at>Cy &lt;b&gt;</at> did",
                json!([bot, cy]),
                "win Cy <b> did",
            ),
            (
                "ask in <at>Sales</at>",
                json!([sales]),
                "ask in #19:s@thread.tacv2",
            ),
            ("me", json!(null), "me"),
            ("/cairn me", json!([]), "me"),
            ("Cairns are stones", json!([]), "Cairns are stones"),
            // A colleague who is called like the bot, and an entity of what is not there.
            (
                "<at>Cairn</at> x",
                json!([mention("<at>Cairn</at>", "29:ben")]),
                "@b-1 x",
            ),
            (
                "x",
                json!([mention("<at>Cairn</at>", "28:bot"), 5, {}]),
                "x",
            ),
        ] {
            assert_eq!(said(text, &entities), expected, "{text}");
        }
    }

    #[test]
    fn a_quoted_message_is_its_words() {
        assert_eq!(
            of_body("<div><p>One &amp; <b>two</b></p><p>three</p></div>", true),
            "One & two\nthree"
        );
        assert_eq!(of_body("1 &lt; 2 <3", false), "1 < 2 <3");
    }

    proptest! {
        #[test]
        fn no_text_and_no_entity_makes_it_fail(text in ".{0,40}", at in ".{0,12}", id in ".{0,12}") {
            let entities = json!([mention(&at, &id), mention(&text, "28:bot")]);
            said(&text, &entities);
            of_body(&text, true);
        }
    }
}
