//! Words as data, people, channels, links and moments.

use cairn::chat::{Block, Card, Span, Text};
use serde_json::json;

use super::drawn;
use super::reader::{Line, lines};

#[test]
fn what_looks_like_markup_is_shown_as_it_is() {
    for words in [
        "*a* **b** _c_ ~~d~~ `e`",
        "[x](http://y) ![x](http://y) [x][y] <http://y>",
        "<at>Ana</at>",
        "&lt;b&gt; &amp; &#42; R&D",
        "- a",
        "1. x",
        "# x",
        "> x",
        "[x]: http://y",
        "{{DATE(2026-11-24T09:00:00Z, SHORT)}} ${x}",
        r"C:\dir\*a\_b\",
        "\u{200F}right \u{202E}desrever\u{202C}",
    ] {
        let naming = Text(vec![
            Span::Plain(words.into()),
            Span::Plain(" ".into()),
            Span::Person("UADA".into()),
        ]);
        let card = drawn(&Card::of(vec![
            Block::Title(words.into()),
            Block::Paragraph(words.into()),
            Block::Note(words.into()),
            Block::Paragraph(naming),
        ]));
        let shown = lines(&card);
        let plain = Line {
            words: words.to_owned(),
            marks: Vec::new(),
        };
        assert_eq!(shown[..3], [plain.clone(), plain.clone(), plain]);
        assert_eq!(shown[3].words, format!("{words} Ada Berg"));
        assert_eq!(shown[3].marks, ["at: Ada Berg"]);
    }
}

#[test]
fn each_line_is_an_element_and_a_list_stays_a_list_of_words() {
    let card = drawn(&Card::of(vec![Block::Paragraph(
        "One:\n- a\n- b\n\nTwo".into(),
    )]));
    let run = |words: &str| json!([{"type": "TextRun", "text": words}]);
    assert_eq!(
        card["body"],
        json!([
            {"type": "RichTextBlock", "inlines": run("One:")},
            {"type": "RichTextBlock", "inlines": run("- a"), "spacing": "None"},
            {"type": "RichTextBlock", "inlines": run("- b"), "spacing": "None"},
            {"type": "RichTextBlock", "inlines": run("Two")},
        ])
    );
}

#[test]
fn people_are_mentioned_by_name_and_whoever_is_not_known_is_somebody() {
    let person = |id: &str| Span::Person(id.into());
    let text = Text(vec![
        person("UADA"),
        Span::Plain(" and ".into()),
        person("U0123ABC"),
        Span::Plain(", ".into()),
        person("UCHI"),
        Span::Plain(" or ".into()),
        person("UNKNOWN"),
    ]);
    let card = drawn(&Card::of(vec![
        Block::Paragraph(text.clone()),
        Block::Note(text),
    ]));
    let al = "＊Al＊ ＜at＞Ana＜/at＞ ＆ ＿co＿";
    assert_eq!(
        card["body"][0]["text"],
        format!("<at>Ada Berg</at> and <at>{al}</at>, Chi or somebody")
    );
    assert_eq!(
        card["msteams"]["entities"],
        json!([
            {"type": "mention", "text": "<at>Ada Berg</at>",
             "mentioned": {"id": "29:1ada", "name": "Ada Berg"}},
            {"type": "mention", "text": format!("<at>{al}</at>"),
             "mentioned": {"id": "29:1al", "name": al}},
        ])
    );
    assert_eq!(card["body"][1]["isSubtle"], true);
}

#[test]
fn spans_are_runs_and_only_pages_are_led_to() {
    let text = Text(vec![
        Span::Strong("Best".into()),
        Span::Plain(" in ".into()),
        Span::Channel("C1".into()),
        Span::Plain(" not ".into()),
        Span::Channel("C2".into()),
        Span::Plain(": ".into()),
        Span::Emphasis("this".into()),
        Span::Link {
            text: "a page".into(),
            url: "https://example.org/a_(b)".into(),
        },
        Span::Link {
            text: "no page".into(),
            url: "javascript:x".into(),
        },
        Span::Plain(", ".into()),
        Span::Moment("2026-11-24T09:00:00Z".parse().unwrap()),
    ]);
    let card = drawn(&Card::of(vec![Block::Paragraph(text)]));
    let line = lines(&card).remove(0);
    assert_eq!(
        line.words,
        "Best in Sales *north* not a channel: thisa pageno page, \
         Tue 24 Nov 2026, 10:00 (Europe/Berlin)"
    );
    assert_eq!(
        line.marks,
        [
            "strong: Best",
            "emphasis: this",
            "link https://example.org/a_(b): a page"
        ]
    );
}

#[test]
fn a_line_that_names_somebody_keeps_its_weight_where_marks_are_sure_to_work() {
    let said = |spans: Vec<Span>| {
        let spans = [vec![Span::Person("UADA".into())], spans].concat();
        lines(&drawn(&Card::of(vec![Block::Paragraph(Text(spans))]))).remove(0)
    };
    let free = said(vec![
        Span::Plain(" won ".into()),
        Span::Strong("*two*".into()),
        Span::Plain(" prizes, see ".into()),
        Span::Link {
            text: "the [list]".into(),
            url: "https://example.org/a_(b)".into(),
        },
    ]);
    assert_eq!(free.words, "Ada Berg won *two* prizes, see the [list]");
    assert_eq!(
        free.marks,
        [
            "at: Ada Berg",
            "strong: *two*",
            "link https://example.org/a%5F%28b%29: the [list]"
        ]
    );
    let joined = said(vec![
        Span::Strong("'s".into()),
        Span::Plain("!".into()),
        Span::Link {
            text: "prize".into(),
            url: "https://example.org/".into(),
        },
    ]);
    assert_eq!(joined.words, "Ada Berg's!prize");
    assert_eq!(
        joined.marks,
        ["at: Ada Berg", "link https://example.org/: prize"]
    );
}
