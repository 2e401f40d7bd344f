//! What somebody asks and plans for herself, by the keyboard alone: an assessment page by page,
//! plans, preferences, a programme, the home page; and what a round asks.

use crate::keyboard::ENTER;
use crate::page::Page;
use crate::playing::Cairn;
use crate::scenes::furnish;

const CHOSEN: &str = "[...document.querySelectorAll('#form select')].map((menu) => menu.selectedOptions[0].label).join()";

#[tokio::test]
async fn an_assessment_goes_forward_and_back_and_is_kept_when_it_is_closed() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.go("Ana", "").await;
    page.types("assess").await;
    page.enters("Begin: Team brand").await;
    page.on_page(1, 4).await;
    page.chooses("c1", "Often").await;
    page.chooses("s1", "Never").await;
    page.enters("Next").await;
    page.on_page(2, 4).await;
    page.waits_for(
        "the first statement has the focus",
        "document.activeElement.id === 'field-c2'",
    )
    .await;
    page.chooses("c2", "Seldom").await;
    page.enters("Back").await;
    page.on_page(1, 4).await;
    let first = format!("{CHOSEN} === 'Often,Never,Choose …,Choose …,Choose …'");
    page.waits_for("what was chosen stands there", &first).await;
    page.enters("Next").await;
    page.on_page(2, 4).await;
    let second = format!("{CHOSEN}.startsWith('Seldom,')");
    page.waits_for("also what was chosen before turning back", &second)
        .await;
    page.enters("Next").await;
    page.on_page(3, 4).await;
    page.escapes_to("Begin: Team brand").await;

    page.types("assess").await;
    page.enters("Go on: Team brand").await;
    page.on_page(3, 4).await;
    page.enters("Back").await;
    page.on_page(2, 4).await;
    page.waits_for("it was kept when it was closed", &second)
        .await;
    for number in 3..=4 {
        page.enters("Next").await;
        page.on_page(number, 4).await;
    }
    page.enters("Finish").await;
    page.has_no_form().await;
    page.sees("too few").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn plans_are_made_and_answered_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.go("Ana", "").await;
    page.types("plans").await;
    page.enters("Add a plan").await;
    page.has_form("A plan of mine").await;
    page.puts("if", "a meeting ends").await;
    page.puts("then", "I write down what we decided").await;
    page.puts("days", "99").await;
    page.browser.keys(ENTER).await;
    page.waits_for(
        "the field that is amiss has the focus",
        "document.activeElement.id === 'field-days' && document.getElementById('field-days-error').textContent",
    )
    .await;
    page.browser.keys("\u{E003}").await;
    page.browser.keys(ENTER).await;
    page.has_no_form().await;
    page.sees("I write down what we decided").await;
    page.types("plans").await;
    page.enters("Did it").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn preferences_are_changed_from_the_home_page_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.goes_home("Ana").await;
    page.enters("Change").await;
    page.has_form("Preferences").await;
    page.puts("zone", "Asia/Tokio").await;
    page.ticks("days", "Wed").await;
    page.chooses("not-before", "8").await;
    page.enters("Send").await;
    page.waits_for(
        "the zone is asked back",
        "document.activeElement.id === 'field-zone' && document.getElementById('field-zone-error').textContent.includes('Asia/Tokyo')",
    )
    .await;
    page.browser.script("document.activeElement.select()").await;
    page.browser.keys("Asia/Tokyo").await;
    page.waits_for(
        "nothing else was lost",
        "document.querySelector('#field-days input[value=Wed]').checked && document.getElementById('field-not-before').value === '08:00'",
    )
    .await;
    page.enters("Send").await;
    page.has_no_form().await;
    page.sees("Asia/Tokyo").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_home_page_that_is_filled_shows_all_of_it() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    furnish(&page).await;
    page.goes_home("Ana").await;
    for words in [
        "This week",
        "What you remember now",
        "Boost your team's brand",
        "Your plan: if a meeting ends",
        "Taken stock last: Team brand",
        "Preferences",
    ] {
        page.sees(words).await;
    }
    page.enters("See the weeks").await;
    page.go("Ana", "").await;
    page.sees("The next step comes").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn what_a_round_asks_is_answered_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    furnish(&page).await;
    page.go("Ana", "team").await;
    page.sees("The week in brief").await;
    page.enters("Tell us").await;
    page.has_form("About this round").await;
    page.puts("next", "More about <i>handovers</i>").await;
    page.enters("Send").await;
    page.waits_for(
        "what is to be chosen is named",
        "document.activeElement.id === 'field-useful' && document.getElementById('field-useful-error').textContent",
    )
    .await;
    page.chooses("useful", "Partly").await;
    page.ticks("talk", "may-ask").await;
    page.enters("Send").await;
    page.has_no_form().await;
    page.go("Ada", "").await;
    page.types("feedback").await;
    page.sees("1 answer").await;
    page.enters("Open 1").await;
    page.sees("@Ana: “More about <i>handovers</i>”").await;
    let seen = page.messages().await;
    assert!(
        !seen.contains("Partly"),
        "shown from five answers up: {seen}"
    );
    page.is_quiet().await;
}

#[tokio::test]
async fn a_link_is_collected_from_a_message_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.go("Ada", "team").await;
    page.types("A good page: https://example.com/report").await;
    page.sees("A good page").await;
    page.tab_to(
        "what can be done with the message of Ada",
        "focus.ariaLabel === 'More for the message of Ada'",
    )
    .await;
    page.browser.keys(ENTER).await;
    page.tab_to(
        "the shortcut",
        "focus.textContent === 'Collect for the round'",
    )
    .await;
    page.browser.keys(ENTER).await;
    page.has_form("Add to the round").await;
    page.shows_focus().await;
    page.tab_goes_round().await;
    page.escapes_to("Collect for the round").await;
    page.browser.keys(ENTER).await;
    page.has_form("Add to the round").await;
    page.enters("Collect").await;
    page.has_no_form().await;
    page.sees("example.com").await;
    page.types("/cairn news").await;
    page.sees("https://example.com/report").await;
    page.is_quiet().await;
}
