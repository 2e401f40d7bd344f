//! Cards and forms as nobody should write them: every block in any number, with words that try
//! to notify, to format, to be too long or to be nothing.

use cairn::chat::{
    Accent, Block, Button, Card, Choice, Confirm, Drawing, Emphasis, Field, Form, InputKind, Meter,
    Opens, Picture, Radar, Row, Series, Span, Stretch, Text,
};
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

pub fn words() -> impl Strategy<Value = String> + Clone {
    let known = prop::sample::select(vec![
        String::new(),
        " ".to_owned(),
        "\n\n".to_owned(),
        "\u{200B}\u{200F}".to_owned(),
        "<!channel>".to_owned(),
        "<!here|here>".to_owned(),
        "<!everyone>".to_owned(),
        "<!subteam^S0123|@all>".to_owned(),
        "@channel @here @everyone <@U123>".to_owned(),
        "&lt;!channel&gt; &amp;lt;!here&amp;gt;".to_owned(),
        "*hi* _there_ ~x~ `y`\n>quote\n```z``` :smile:".to_owned(),
        "\u{202E}desrever\u{202C} \u{200F}right".to_owned(),
        "w".repeat(10_000),
        "a word, and then a word, ".repeat(400),
        "\"\\\u{1}".repeat(1_500),
        "&<>".repeat(1_500),
        "*_~`".repeat(300),
        "👩‍👩‍👧 é ".repeat(700),
    ]);
    prop_oneof![3 => known, 2 => any::<String>(), 2 => "[a-zA-Z ,.]{1,60}"]
}

pub fn text() -> impl Strategy<Value = Text> {
    vec(span(), 0..5).prop_map(Text)
}

fn span() -> impl Strategy<Value = Span> {
    let id = prop_oneof![Just("U0123ABC".to_owned()), words()];
    let url = prop_oneof![
        Just("https://example.org/a?b=c&d=<e>|f".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just(format!("https://example.org/{}", "a".repeat(4_000))),
        words(),
    ];
    prop_oneof![
        words().prop_map(Span::Plain),
        words().prop_map(Span::Strong),
        words().prop_map(Span::Emphasis),
        id.clone().prop_map(|id| Span::Person(id.into())),
        id.prop_map(|id| Span::Channel(id.into())),
        (words(), url).prop_map(|(text, url)| Span::Link { text, url }),
        (0_i64..4_000_000_000)
            .prop_map(|second| Span::Moment(Timestamp::from_second(second).unwrap())),
    ]
}

fn button() -> impl Strategy<Value = Button> {
    let emphasis = prop::sample::select(vec![Emphasis::Usual, Emphasis::Primary, Emphasis::Danger]);
    let confirm = (words(), words(), words(), words()).prop_map(|(title, text, yes, no)| Confirm {
        title,
        text,
        yes,
        no,
    });
    let confirm = prop::option::weighted(0.2, confirm);
    let opens = prop::sample::select(vec![Opens::Nothing, Opens::Form, Opens::OwnView]);
    (
        words(),
        words(),
        prop::option::of(words()),
        emphasis,
        confirm,
        opens,
    )
        .prop_map(
            |(act, label, description, emphasis, confirm, opens)| Button {
                act: act.into(),
                label,
                description,
                emphasis,
                confirm,
                opens,
                thumb: None,
            },
        )
}

fn block() -> impl Strategy<Value = Block> {
    let meter = (words(), any::<u8>(), words()).prop_map(|(label, percent, words)| Meter {
        label,
        percent,
        words,
    });
    prop_oneof![
        1 => text().prop_map(Block::Title),
        4 => text().prop_map(Block::Paragraph),
        2 => text().prop_map(Block::Note),
        1 => vec(button(), 0..12).prop_map(Block::Buttons),
        1 => meter.prop_map(Block::Meter),
        1 => picture().prop_map(Block::Picture),
        1 => Just(Block::Divider),
    ]
}

fn picture() -> impl Strategy<Value = Picture> {
    let stretch = (any::<u8>(), any::<u8>()).prop_map(|(from, to)| Stretch { from, to });
    let series = (
        words(),
        any::<bool>(),
        vec(prop::option::of(stretch), 0..14),
    );
    let series = series.prop_map(|(name, earlier, stretches)| Series {
        name,
        earlier,
        stretches,
    });
    let wheel = (vec(words(), 0..14), vec(words(), 0..6), vec(series, 0..6));
    (wheel, words()).prop_map(|((axes, rings, series), alt)| Picture {
        drawing: Drawing::Radar(Radar {
            axes,
            rings,
            series,
        }),
        alt,
    })
}

pub fn card() -> impl Strategy<Value = Card> {
    let blocks = prop_oneof![4 => vec(block(), 0..12), 1 => vec(block(), 40..90)];
    let accents = prop::sample::select(vec![Accent::Blue, Accent::Grey]);
    let accent = prop::option::weighted(0.3, accents);
    (words(), blocks, accent).prop_map(|(summary, blocks, accent)| Card {
        summary,
        blocks,
        accent,
    })
}

fn input() -> impl Strategy<Value = InputKind> {
    let choice = || (words(), words()).prop_map(|(id, label)| Choice { id, label });
    let options = || prop_oneof![4 => vec(choice(), 0..12), 1 => vec(choice(), 90..130)];
    prop_oneof![
        (any::<bool>(), any::<u16>(), words(), words()).prop_map(
            |(long, max, initial, example)| InputKind::Words {
                long,
                max,
                initial,
                example,
            }
        ),
        (any::<i64>(), any::<i64>()).prop_map(|(min, max)| InputKind::Number { min, max }),
        (options(), prop::option::of(words()))
            .prop_map(|(options, initial)| InputKind::One { options, initial }),
        (options(), vec(any::<prop::sample::Index>(), 0..4), words()).prop_map(
            |(options, chosen, odd)| {
                let names = chosen.iter().filter(|_| !options.is_empty());
                let names = names.map(|index| index.get(&options).id.clone());
                let initial = names.chain([odd]).collect();
                InputKind::Several { options, initial }
            }
        ),
        prop::option::of(prop_oneof![Just("C0123ABC".to_owned()), words()]).prop_map(|initial| {
            let initial = initial.map(Into::into);
            InputKind::Channel { initial }
        }),
        (any::<u8>(), vec(person(), 0..6)).prop_map(|(most, initial)| InputKind::People {
            most,
            initial: initial.into_iter().map(Into::into).collect(),
        }),
        prop::option::of((-9_999_i16..=9_999, 1_i8..=12, 1_i8..=28)).prop_map(|initial| {
            let initial = initial.map(|(year, month, day)| jiff::civil::date(year, month, day));
            InputKind::Date { initial }
        }),
    ]
}

fn person() -> impl Strategy<Value = String> {
    prop_oneof![Just("U0123ABC".to_owned()), "U[A-Z0-9]{3}", words()]
}

fn row() -> impl Strategy<Value = Row> {
    let hint = prop::option::of(words());
    let field = (words(), words(), hint, any::<bool>(), input());
    let ask = field.prop_map(|(id, label, hint, optional, input)| {
        Row::Ask(Field {
            id: id.into(),
            label,
            hint,
            optional,
            input,
        })
    });
    prop_oneof![block().prop_map(Row::Show), ask]
}

pub fn form() -> impl Strategy<Value = Form> {
    let rows = prop_oneof![4 => vec(row(), 0..10), 1 => vec(row(), 90..130)];
    let back = prop::option::of(words());
    (words(), any::<u8>(), words(), words(), back, rows).prop_map(
        |(about, page, title, submit, back, rows)| Form {
            about: about.into(),
            page,
            back,
            title,
            submit,
            rows,
        },
    )
}
