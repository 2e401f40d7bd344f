//! Words out as markup, and in as plain words.

use cairn::chat::{Block, Card, Span, Text};
use cairn::platform::slack::blocks::{escape, plain};
use serde_json::json;

use super::{drawn, moment, note_markup};

#[test]
fn a_note_of_words_is_plain_and_one_of_more_is_markup() {
    let plain_note = drawn(&Card::of(vec![Block::Note("*hi* :smile: >x".into())]));
    assert_eq!(
        plain_note["blocks"][0]["elements"][0],
        json!({"type": "plain_text", "text": "*hi* :smile: >x", "emoji": false})
    );
    let text = Text::strong("Two * three")
        .then(Text::plain("words, "))
        .then(Text(vec![Span::Person("U1".into())]))
        .then(Text::plain(" until "))
        .then(moment());
    assert_eq!(
        note_markup(text),
        "*Two <!date^00000000^{_}|*> three*\u{200B}words, <@U1> until \
         <!date^1795510800^{date_short_pretty}, {time}|24 November 2026 09:00 UTC>"
    );
    let link = Span::Link {
        text: "a | b > c".into(),
        url: "https://example.org/a|b>".into(),
    };
    assert_eq!(
        note_markup(Text(vec![link])),
        "<https://example.org/a%7Cb%3E|a   b &gt; c>"
    );
}

#[test]
fn what_slack_escapes_reads_back_as_it_was() {
    let words = "a < b & c > d &lt; &amp;amp; <!channel> <@U1>";
    assert_eq!(escape("<!channel>"), "&lt;!channel&gt;");
    assert_eq!(plain(&escape(words)), words);
}

#[test]
fn what_slack_sends_becomes_plain_words() {
    for (sent, words) in [
        ("ask &lt;b&gt; &amp;amp;", "ask <b> &amp;"),
        ("hi <@U1|ana> and <@W2>", "hi @U1 and @W2"),
        ("in <#C1|general> or <#G2|>", "in #C1 or #G2"),
        ("in #sales, asks @ada", "in #sales, asks @ada"),
        (
            "<@nobody|ana> <#no channel|sales> <@> <#>",
            "@ana #sales @ #",
        ),
        (
            "<https://a.org|the page> <https://b.org>",
            "the page https://b.org",
        ),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        (
            "<!here> <!subteam^S1|@team> <!channel|channel>",
            "@here @team @channel",
        ),
        ("<!date^1^{date}|today> <!UPPER|here>", "today @here"),
        ("1 < 2", "1 < 2"),
    ] {
        assert_eq!(plain(sent), words);
    }
}
