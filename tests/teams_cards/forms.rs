//! Forms as dialogues, and what they bring back.

use cairn::chat::{Choice, Field, FieldId, Form, InputKind, Row, Value as Filled, Values};
use cairn::platform::teams::cards::{Amiss, Sent, pressed, values};
use jiff::civil::date;
use serde_json::{Value, json};

use super::reader::lines;
use super::{World, assert_form_taken, opened};

fn form_of(fields: Vec<(&str, InputKind)>) -> Form {
    let ask = |(id, input): (&str, InputKind)| {
        Row::Ask(Field {
            id: id.into(),
            label: format!("The {id}"),
            hint: Some("A *hint*".into()),
            optional: id == "words",
            input,
        })
    };
    Form {
        about: "1:form:R7".into(),
        page: 2,
        back: None,
        title: "Your answer".into(),
        submit: "Send".into(),
        rows: fields.into_iter().map(ask).collect(),
    }
}

fn choices(count: usize) -> Vec<Choice> {
    let choice = |index| Choice {
        id: format!("c{index}"),
        label: format!("Choice {index}"),
    };
    (0..count).map(choice).collect()
}

fn words(initial: &str) -> InputKind {
    InputKind::Words {
        long: true,
        max: 300,
        initial: initial.into(),
        example: "call Ana".into(),
    }
}

/// An input of every kind.
fn whole() -> Form {
    form_of(vec![
        ("words", words("I will")),
        ("number", InputKind::Number { min: 0, max: 100 }),
        (
            "one",
            InputKind::One {
                options: choices(3),
                initial: Some("c1".into()),
            },
        ),
        (
            "several",
            InputKind::Several {
                options: choices(11),
                initial: vec!["c2".into(), "gone".into()],
            },
        ),
        (
            "channel",
            InputKind::Channel {
                initial: Some("19:sales@thread.tacv2".into()),
            },
        ),
        (
            "day",
            InputKind::Date {
                initial: Some(date(2026, 12, 3)),
            },
        ),
        (
            "people",
            InputKind::People {
                most: 2,
                initial: ["UADA", "no id", "UADA", "UDINA", "UEVE"]
                    .map(Into::into)
                    .to_vec(),
            },
        ),
    ])
}

fn input<'a>(card: &'a Value, id: &str) -> &'a Value {
    let body = card["body"].as_array().unwrap();
    body.iter().find(|element| element["id"] == id).unwrap()
}

#[test]
fn each_input_has_its_element_with_its_kind_in_its_name() {
    let card = opened(&whole());
    assert_form_taken(&card);
    assert_eq!(
        *input(&card, "words:words"),
        json!({"type": "Input.Text", "id": "words:words", "label": "The words", "isRequired": false,
            "errorMessage": "This is needed", "isMultiline": true, "maxLength": 300,
            "value": "I will", "placeholder": "call Ana"})
    );
    assert_eq!(
        *input(&card, "number:number"),
        json!({"type": "Input.Number", "id": "number:number", "label": "The number",
            "isRequired": true, "errorMessage": "This is needed: 0 – 100", "min": 0, "max": 100})
    );
    let one = input(&card, "one:one");
    assert_eq!(
        (&one["style"], &one["isMultiSelect"], &one["value"]),
        (&json!("expanded"), &json!(false), &json!("c1"))
    );
    let several = input(&card, "several:several");
    assert_eq!(
        (
            &several["style"],
            &several["isMultiSelect"],
            &several["value"]
        ),
        (&json!("compact"), &json!(true), &json!("c2"))
    );
    let channel = input(&card, "channel:channel");
    assert_eq!(channel["choices"].as_array().unwrap().len(), 1);
    assert_eq!(channel["value"], "19:sales@thread.tacv2");
    assert_eq!(input(&card, "date:day")["value"], "2026-12-03");
    let people = input(&card, "people:people");
    assert_eq!(people["value"], "UADA,UDINA");
    assert_eq!(
        people["choices"],
        json!([{"title": "Ada Berg", "value": "UADA"}, {"title": "somebody", "value": "UDINA"}])
    );
    assert_eq!(
        card["actions"],
        json!([{"type": "Action.Submit", "title": "Send", "style": "positive",
            "data": {"about": "1:form:R7", "page": 2}}])
    );
    assert!(lines(&card).iter().all(|line| line.words == "A *hint*"));
}

#[test]
fn what_is_sent_comes_back_by_name_whatever_it_looks_like() {
    let sent = json!({"about": "1:form:R7", "page": "2", "words:words": " I will\n", "words:x": "",
        "number:number": " 42 ", "one:one": "c1", "several:several": "a%2Cb,,c%25",
        "channel:channel": "19:sales@thread.tacv2", "date:day": "2026-12-03",
        "people:people": "8B5A-F1, 29:1Ada ,8b5a-f1,<nobody>", "date:bad": "soon", "words": "x",
        "channel:bad": "a b", "other:thing": "x", "several:none": ""});
    let chosen = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned());
        Filled::Chosen(names.collect())
    };
    let expected: Values = [
        ("words", Filled::Words(" I will\n".into())),
        ("number", Filled::Words("42".into())),
        ("one", chosen(&["c1"])),
        ("several", chosen(&["a,b", "c%"])),
        ("channel", Filled::Channel("19:sales@thread.tacv2".into())),
        ("day", Filled::Date(date(2026, 12, 3))),
        (
            "people",
            Filled::People(vec!["8b5a-f1".into(), "29:1Ada".into()]),
        ),
    ]
    .map(|(id, value)| (FieldId::from(id), value))
    .into();
    let expected = Sent {
        about: "1:form:R7".into(),
        page: 2,
        back: false,
        values: expected,
    };
    assert_eq!(values(&sent), Some(expected.clone()));
    // Some clients send the object as its text.
    assert_eq!(values(&Value::from(sent.to_string())), Some(expected));
    assert_eq!(values(&json!({"act": "1:me"})), None);
    assert_eq!(pressed(&json!({"act": "1:me"})), Some("1:me".into()));
    assert_eq!(pressed(&json!({"act": ["1:me"]})), None);
}

#[test]
fn no_name_of_a_choice_or_input_can_be_taken_for_something_else() {
    let option = |id: &str, label: &str| Choice {
        id: id.into(),
        label: label.into(),
    };
    let form = form_of(vec![(
        "about",
        InputKind::Several {
            options: vec![option("a,b", "1. *A* & <B>"), option("%2C", "[x](y)")],
            initial: vec!["a,b".into(), "%2C".into()],
        },
    )]);
    let card = opened(&form);
    assert_form_taken(&card);
    let asked = input(&card, "several:about");
    assert_eq!(
        asked["choices"],
        json!([{"title": "\u{200B}1. ＊A＊ ＆ ＜B＞", "value": "a%2Cb"},
            {"title": "\u{200B}［x］(y)", "value": "%252C"}])
    );
    let back = json!({"about": "1:form:R7", "page": 0, "several:about": asked["value"]});
    let back = values(&back).unwrap().values;
    assert_eq!(back[&"about".into()].chosen(), ["a,b", "%2C"]);
}

#[test]
fn the_way_back_asks_for_nothing_and_brings_what_was_put_in() {
    let form = Form {
        back: Some("Back".into()),
        ..whole()
    };
    let card = opened(&form);
    assert_form_taken(&card);
    let back = &card["actions"][0];
    assert_eq!(back["title"], "Back");
    assert!(values(&back["data"]).unwrap().back);
    assert_eq!(input(&card, "number:number")["isRequired"], false);
    assert!(!values(&card["actions"][1]["data"]).unwrap().back);
}

#[test]
fn what_is_amiss_is_said_below_what_was_put_in() {
    let put_in: Values = [
        ("words", Filled::Words("*No* idea".into())),
        ("number", Filled::Words("42".into())),
        ("one", Filled::Chosen(vec!["c2".into()])),
    ]
    .map(|(id, value)| (FieldId::from(id), value))
    .into();
    let errors = [("words".into(), "Say *more*.".to_owned())];
    let amiss = Amiss {
        values: Some(&put_in),
        errors: &errors,
    };
    let card = World::new().form(&whole(), amiss);
    assert_form_taken(&card);
    assert_eq!(card["body"][0]["value"], "*No* idea");
    assert_eq!(lines(&card)[0].words, "Say *more*.");
    assert_eq!(card["body"][1]["inlines"][0]["color"], "Attention");
    assert_eq!(input(&card, "number:number")["value"], 42);
    assert_eq!(input(&card, "one:one")["value"], "c2");
    // What was emptied stays empty.
    assert!(input(&card, "several:several").get("value").is_none());
}

#[test]
fn where_no_channel_is_known_it_is_said() {
    let form = form_of(vec![("channel", InputKind::Channel { initial: None })]);
    let card = World::new()
        .around(|around| cairn::platform::teams::cards::form(&form, around, &[], Amiss::NOTHING))
        .card;
    assert_form_taken(&card);
    let said: Vec<String> = lines(&card).into_iter().map(|line| line.words).collect();
    assert_eq!(said, ["The channel", "There is no channel to choose yet."]);
}

#[test]
fn nothing_that_was_typed_is_cut() {
    let typed = "w x ".repeat(75);
    let labels: Vec<String> = (0..30).map(|index| format!("words{index}")).collect();
    let form = form_of(
        labels
            .iter()
            .map(|id| (id.as_str(), words(&typed)))
            .collect(),
    );
    let card = opened(&form);
    assert_form_taken(&card);
    for id in labels {
        assert_eq!(input(&card, &format!("words:{id}"))["value"], typed);
    }
}
