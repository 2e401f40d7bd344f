//! What is a person's own: her home page, and the files that are handed to her.

use cairn::chat::{Card, File, FileContent, Outgoing, Place};
use cairn::platform::Looked;
use cairn::platform::playground::{Handed, Playground};

use super::{channel, deliver, look, message, noon, playground, seen, words};

fn home(person: &str, words: &str) -> Outgoing {
    message(&format!("home/{person}"), Place::Home(person.into()), words)
}

fn stands_on(playground: &Playground, person: &str) -> Option<String> {
    let home = playground.home_of(person)?;
    Some(home.card.unwrap().summary)
}

#[tokio::test]
async fn a_home_page_is_drawn_as_a_whole_and_seen_by_its_owner_alone() {
    let playground = playground();
    let address = deliver(&playground, &home("Ana", "nothing yet"), None).await;
    deliver(&playground, &home("Marek", "a win"), None).await;
    deliver(&playground, &home("Ana", "a plan"), Some(&address)).await;

    assert_eq!(stands_on(&playground, "Ana").as_deref(), Some("a plan"));
    assert_eq!(stands_on(&playground, "Marek").as_deref(), Some("a win"));
    assert_eq!(stands_on(&playground, "Ada"), None);
    for person in ["Ana", "Marek", "Ada"] {
        assert!(seen(&playground, person).is_empty(), "no message: {person}");
    }
    let stands = look(&playground, &home("Ana", "")).await;
    assert!(matches!(stands, Looked::Stands(_)), "{stands:?}");
    assert_eq!(look(&playground, &home("Ada", "")).await, Looked::Absent);
}

#[tokio::test]
async fn a_home_page_outlives_a_restart_and_all_that_is_said_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("playground.json");
    let playground = Playground::kept_in(file.clone(), words());
    deliver(&playground, &home("Ana", "a plan"), None).await;
    for number in 0..305 {
        let name = format!("m/{number}");
        deliver(&playground, &message(&name, channel(), &name), None).await;
    }
    assert_eq!(seen(&playground, "Ana").len(), 300);
    // Nobody draws it anew before something changes.
    let playground = Playground::kept_in(file, words());
    assert_eq!(stands_on(&playground, "Ana").as_deref(), Some("a plan"));
}

fn file(id: &str, person: &str, name: &str, body: &str) -> Outgoing {
    Outgoing::File(File {
        id: id.into(),
        person: person.into(),
        name: name.to_owned(),
        content: FileContent::Text {
            media_type: "text/markdown".to_owned(),
            body: body.to_owned(),
        },
        words: Card::words("Here it is."),
        until: jiff::Timestamp::MAX,
    })
}

#[tokio::test]
async fn a_file_is_handed_once_and_to_nobody_else() {
    let playground = playground();
    deliver(&playground, &message("a", channel(), "for all"), None).await;
    let report = file("wins/november", "Marek", "wins.md", "# Wins\n");
    for _ in 0..2 {
        deliver(&playground, &report, None).await;
    }
    assert_eq!(
        seen(&playground, "Marek"),
        ["Cairn: for all", "Cairn: Here it is."]
    );
    assert_eq!(seen(&playground, "Ana"), ["Cairn: for all"]);

    let [_, shown] = &playground.seen_by("Marek")[..] else {
        panic!("two messages");
    };
    assert_eq!(shown.file.as_deref(), Some("wins.md"));
    let handed = Handed {
        name: "wins.md".to_owned(),
        body: b"# Wins\n".to_vec(),
    };
    assert_eq!(playground.file_for("Marek", shown.id), Some(handed));
    for (person, id) in [
        ("Ana", shown.id),
        ("marek", shown.id),
        ("", shown.id),
        ("Marek", shown.id - 1),
        ("Marek", shown.id + 1),
        ("Marek", u64::MAX),
    ] {
        assert_eq!(playground.file_for(person, id), None, "{person} {id}");
    }
    assert_eq!(playground.left_at(), Some(noon()));
}
