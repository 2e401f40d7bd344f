//! Cards as messages.

use cairn::chat::{
    Block, Button, Card, Confirm, Drawing, Meter, Opens, Picture, Radar, Series, Stretch, Trend,
    TrendLine,
};
use serde_json::{Value, json};

use super::reader::lines;
use super::{World, assert_taken, drawn};

fn run(words: &str) -> Value {
    json!([{"type": "TextRun", "text": words}])
}

#[test]
fn a_question_is_drawn_with_its_buttons() {
    let card = Card::of(vec![
        Block::Title("Delegation".into()),
        Block::Paragraph("You hand over a task. What first?".into()),
        Block::Divider,
        Block::Buttons(vec![
            Button::new("1:answer:R7:why".into(), "Say why").primary(),
            Button::new("1:answer:R7:how".into(), "B").described("B: Say how it is done"),
        ]),
    ]);
    let why = json!({"act": "1:answer:R7:why"});
    let how = json!({"act": "1:answer:R7:how"});
    let expected = json!({
        "type": "AdaptiveCard", "version": "1.5",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "msteams": {"width": "Full"},
        "fallbackText": "Delegation You hand over a task. What first?",
        "body": [
            {"type": "TextBlock", "text": "Delegation", "wrap": true, "style": "heading",
             "size": "Medium", "weight": "Bolder"},
            {"type": "RichTextBlock", "inlines": run("You hand over a task. What first?")},
            {"type": "ActionSet", "separator": true, "actions": [
                {"type": "Action.Execute", "verb": "press", "title": "Say why", "style": "positive",
                 "data": why, "associatedInputs": "none",
                 "fallback": {"type": "Action.Submit", "title": "Say why", "data": why,
                    "associatedInputs": "none"}},
                {"type": "Action.Execute", "verb": "press", "title": "B",
                 "tooltip": "B: Say how it is done", "data": how, "associatedInputs": "none",
                 "fallback": {"type": "Action.Submit", "title": "B", "data": how,
                    "associatedInputs": "none"}}]},
        ],
    });
    assert_eq!(drawn(&card), expected);
}

#[test]
fn short_buttons_stand_six_in_a_row_and_long_ones_each_on_a_line_of_their_own() {
    let buttons = |label: &str| -> Vec<Button> {
        let button = |place| Button::new(format!("1:a:{place}").into(), format!("{label} {place}"));
        (0..8).map(button).collect()
    };
    let short = drawn(&Card::of(vec![Block::Buttons(buttons("Say why"))]));
    let rows: Vec<usize> = [0, 1]
        .map(|row| short["body"][row]["actions"].as_array().unwrap().len())
        .to_vec();
    assert_eq!(rows, [6, 2]);
    let label = "Say what is to be done, why it matters and by when, then ask";
    let long = drawn(&Card::of(vec![Block::Buttons(buttons(label))]));
    assert_taken(&long);
    assert_eq!(long["body"].as_array().unwrap().len(), 8);
    assert_eq!(long["body"][7]["selectAction"]["data"]["act"], "1:a:7");
    assert_eq!(lines(&long)[7].words, format!("{label} 7"));
}

#[test]
fn what_opens_a_dialogue_is_fetched_and_ones_own_view_is_asked_for_by_the_clients_named() {
    let own = Button {
        opens: Opens::OwnView,
        ..Button::new("1:mine:R7".into(), "Show my answer")
    };
    let form = Button {
        opens: Opens::Form,
        ..Button::new("1:form:R7".into(), "Answer")
    };
    let card = Card::of(vec![Block::Buttons(vec![form, own])]);
    let mut world = World::new();
    let unasked = world.card(&card);
    assert!(unasked.get("refresh").is_none());
    for (place, act) in [(0, "1:form:R7"), (1, "1:mine:R7")] {
        let action = &unasked["body"][0]["actions"][place];
        assert_eq!(action["type"], "Action.Submit");
        assert_eq!(
            action["data"],
            json!({"act": act, "msteams": {"type": "task/fetch"}})
        );
    }
    world.refreshed = (0..61).map(|person| format!("29:1{person}")).collect();
    world.refreshed[0] = "nobody's id".to_owned();
    let asked = world.card(&card);
    assert_taken(&asked);
    let people = asked["refresh"]["userIds"].as_array().unwrap();
    assert_eq!(people.len(), 60);
    assert_eq!(people[0], "29:11");
    assert_eq!(
        asked["refresh"]["action"],
        json!({"type": "Action.Execute", "verb": "refresh", "data": {"act": "1:mine:R7"},
            "associatedInputs": "none"})
    );
}

#[test]
fn what_deletes_looks_like_it_and_asks_once_more_below() {
    let confirm = Confirm {
        title: "Delete the schedule".into(),
        text: "Nothing more of it comes.".into(),
        yes: "Delete".into(),
        no: "Keep it".into(),
    };
    let delete = Button::new("1:delete:S1".into(), "Delete")
        .danger()
        .confirmed(confirm);
    let drawn = drawn(&Card::of(vec![
        Block::Buttons(vec![Button::new("1:keep:S1".into(), "Keep")]),
        Block::Buttons(vec![delete]),
    ]));
    assert_taken(&drawn);
    let first = &drawn["body"][1]["items"][0]["actions"][0];
    assert_eq!(
        *first,
        json!({"type": "Action.ToggleVisibility", "title": "Delete", "style": "destructive",
            "targetElements": ["once-more-1"]})
    );
    let asked = &drawn["body"][1]["items"][1];
    assert_eq!(asked["id"], "once-more-1");
    assert_eq!(asked["isVisible"], false);
    let answers = &asked["items"][2]["actions"];
    assert_eq!(answers[0]["data"], json!({"act": "1:delete:S1"}));
    assert_eq!(answers[0]["style"], "destructive");
    assert_eq!(answers[1]["title"], "Keep it");
    assert_eq!(answers[1]["targetElements"], json!(["once-more-1"]));
    let words: Vec<String> = lines(&drawn).into_iter().map(|line| line.words).collect();
    assert_eq!(words, ["Delete the schedule", "Nothing more of it comes."]);
}

#[test]
fn a_share_is_said_before_it_is_drawn() {
    let meter = Meter {
        label: "Delegation".into(),
        percent: 68,
        words: "recalled for about 3 weeks".into(),
    };
    let drawn = drawn(&Card::of(vec![Block::Meter(meter)]));
    assert_taken(&drawn);
    assert_eq!(
        lines(&drawn)[0].words,
        "Delegation: recalled for about 3 weeks"
    );
    assert_eq!(
        drawn["body"][1],
        json!({"type": "ProgressBar", "value": 68, "max": 100, "spacing": "Small",
            "fallback": {"type": "RichTextBlock", "inlines": run("███████░░░")}})
    );
}

fn words_of(table: &Value) -> Vec<Vec<String>> {
    let rows = table["rows"].as_array().unwrap().iter();
    let cell = |cell: &Value| {
        let words = cell["items"][0]["inlines"][0]["text"].as_str();
        words.unwrap_or_default().to_owned()
    };
    rows.map(|row| row["cells"].as_array().unwrap().iter().map(cell).collect())
        .collect()
}

#[test]
fn a_trend_is_a_chart_and_elsewhere_a_picture_or_a_table() {
    let line = |name: &str, points: [Option<u8>; 2]| TrendLine {
        name: name.into(),
        points: points.to_vec(),
    };
    let trend = Picture {
        drawing: Drawing::Trend(Trend {
            steps: vec!["May".into(), "June".into()],
            lines: vec![
                line("Trust", [Some(40), Some(55)]),
                line("Clarity", [None, Some(30)]),
            ],
        }),
        alt: "Trust rose from 40% to 55%.".into(),
    };
    let card = Card::of(vec![Block::Picture(trend)]);
    let plain = drawn(&card);
    assert_taken(&plain);
    let chart = &plain["body"][0];
    assert_eq!(chart["type"], "Chart.Line");
    assert_eq!(
        chart["data"][1],
        json!({"legend": "Clarity", "values": [{"x": "June", "y": 30}]})
    );
    assert_eq!(
        words_of(&chart["fallback"]),
        [
            ["", "May", "June"],
            ["Trust", "40%", "55%"],
            ["Clarity", "–", "30%"]
        ]
    );
    let world = World {
        has_pictures: true,
        ..World::new()
    };
    assert_eq!(
        world.card(&card)["body"][0]["fallback"],
        json!({"type": "Image", "url": "https://cairn.example/picture/a-token",
            "altText": "Trust rose from 40% to 55%.", "size": "Stretch"})
    );
}

#[test]
fn a_wheel_is_a_picture_or_a_table_in_the_words_of_its_rings() {
    let stretch = |from, to| Some(Stretch { from, to });
    let radar = Picture {
        drawing: Drawing::Radar(Radar {
            axes: vec!["Trust".into(), "Clarity".into(), "Courage".into()],
            rings: ["rarely", "sometimes", "often", "always"]
                .map(Into::into)
                .to_vec(),
            series: vec![Series {
                name: "Now".into(),
                earlier: false,
                stretches: vec![stretch(30, 60), stretch(80, 100), None],
            }],
        }),
        alt: "Trust: sometimes to often.".into(),
    };
    let card = Card::of(vec![Block::Picture(radar)]);
    let plain = drawn(&card);
    assert_taken(&plain);
    assert_eq!(
        words_of(&plain["body"][0]),
        [
            ["", "Now"],
            ["Trust", "sometimes – often"],
            ["Clarity", "always"],
            ["Courage", "–"]
        ]
    );
    let world = World {
        has_pictures: true,
        ..World::new()
    };
    let shown = world.card(&card);
    assert_taken(&shown);
    assert_eq!(shown["body"][0]["type"], "Image");
}

#[test]
fn what_is_too_long_is_cut_where_the_reader_sees_it() {
    let long = "a word and ".repeat(1_800);
    let card = Card::of(vec![
        Block::Paragraph("Short.".into()),
        Block::Paragraph(long.as_str().into()),
        Block::Buttons(vec![Button::new("1:me".into(), long.as_str())]),
    ]);
    let drawn = drawn(&card);
    assert_taken(&drawn);
    let shown = lines(&drawn);
    assert_eq!(shown[0].words, "Short.");
    for line in &shown[1..] {
        let head = line.words.strip_suffix('…').unwrap().trim_end();
        assert!(long.starts_with(&format!("{head} ")), "{head}");
    }
    assert!(shown[1].words.len() > 5_000, "{}", shown[1].words.len());
}

#[test]
fn a_card_of_nothing_shows_that_there_is_something() {
    let drawn = drawn(&Card::of(vec![Block::Divider]));
    assert_taken(&drawn);
    assert_eq!(lines(&drawn)[0].words, "…");
}
