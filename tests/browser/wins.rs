//! A win is told, and a charter written, by the keyboard alone; what is typed is never lost.

use crate::keyboard::{ENTER, TAB};
use crate::page::Page;
use crate::playing::Cairn;
use crate::scenes::write_charter;
use serde_json::json;

#[tokio::test]
async fn a_win_of_four_fields_is_told_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    write_charter(&page).await;
    page.go("Ana", "team").await;
    page.types("/cairn win").await;
    page.has_form("A team win").await;
    page.waits_for(
        "the first field has the focus, and says how much it holds",
        "document.activeElement.id === 'field-what' && document.getElementById('field-what-left').textContent === '500 characters left'",
    )
    .await;
    page.puts("why", "The plant could breathe").await;
    page.enters("Post").await;
    page.waits_for(
        "the field that is empty is named, and has the focus",
        "document.activeElement.id === 'field-what' && document.activeElement.ariaInvalid === 'true' && document.getElementById('field-what-error').textContent",
    )
    .await;
    let kept = page
        .browser
        .script("return document.getElementById('field-why').value")
        .await;
    assert_eq!(kept, "The plant could breathe");
    page.puts("what", "The <b>list</b> was ready").await;
    page.waits_for(
        "what is left is counted",
        "document.getElementById('field-what-left').textContent === '475 characters left'",
    )
    .await;
    page.ticks("who", "Ben").await;
    page.ticks("who", "Marek").await;
    page.chooses("value", "Finish").await;
    page.enters("Post").await;
    page.has_no_form().await;
    page.sees("★ A win of Night shift").await;
    let card = page.messages().await;
    for words in [
        "The <b>list</b> was ready",
        "@Ben",
        "@Marek",
        "The plant could breathe",
        "Finish what we began",
    ] {
        assert!(card.contains(words), "{words} is missing: {card}");
    }
    page.go("Ada", "team").await;
    page.sees("★ A win of Night shift").await;
    page.enters("Cheer").await;
    page.sees("Your cheer counts").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_field_takes_no_more_than_it_holds_and_says_so() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.types("/cairn win").await;
    page.has_form("A team win").await;
    page.fills("what", &"x".repeat(499)).await;
    page.goes_to("why").await;
    page.browser.keys_with("\u{E008}", TAB).await;
    for _ in 0..12 {
        let at_what = "return document.activeElement.id === 'field-what'";
        if page.browser.script(at_what).await == true {
            break;
        }
        page.browser.keys_with("\u{E008}", TAB).await;
    }
    page.browser.keys("yz").await;
    page.waits_for(
        "the field is full",
        "document.getElementById('field-what').value.length === 500 && document.getElementById('field-what-left').textContent.startsWith('0 ')",
    )
    .await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_message_becomes_a_win_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.go("Marek", "team").await;
    page.types("Dina got the supplier to answer in a day").await;
    page.sees("Dina got the supplier").await;
    page.go("Ana", "team").await;
    page.sees("Dina got the supplier").await;
    page.tab_to(
        "what can be done with the message of Marek",
        "focus.ariaLabel === 'More for the message of Marek'",
    )
    .await;
    page.browser.keys(ENTER).await;
    page.tab_to("the shortcut", "focus.textContent === 'Make this a win'")
        .await;
    page.browser.keys(ENTER).await;
    page.has_form("A team win").await;
    let stands = page
        .browser
        .script("return [document.getElementById('field-what').value, [...document.querySelectorAll('#field-who input:checked')].map((box) => box.value)]")
        .await;
    let expected = json!(["Dina got the supplier to answer in a day", ["Marek"]]);
    assert_eq!(stands, expected);
    page.escapes_to("Make this a win").await;
    page.browser.keys(ENTER).await;
    page.has_form("A team win").await;
    page.enters("Post").await;
    page.has_no_form().await;
    page.sees("★ A win").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_charter_that_somebody_else_changed_meanwhile_gives_back_what_was_typed() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    write_charter(&page).await;
    page.enters("Change").await;
    page.has_form("Team charter").await;
    page.puts("mission", "We keep the line running").await;

    let first = page.new_tab().await;
    page.go("Ada", "team").await;
    page.press("Change").await;
    page.fills("strengths", "We are calm").await;
    page.send_form().await;
    page.has_no_form().await;

    page.browser.turn_to(&first).await;
    page.enters("Save").await;
    page.has_no_form().await;
    page.sees("We keep the line running").await;
    let seen = page.messages().await;
    assert!(seen.contains("changed"), "it is said why: {seen}");
    page.say("/cairn charter").await;
    page.sees("We are calm").await;
    page.is_quiet().await;
}
