//! What three people do on the page, from the first click on.

use crate::keyboard::{ENTER, ESCAPE};
use crate::page::{FIRST_CHOICE, Page, SECOND_CHOICE, Window, labelled};
use crate::playing::Cairn;

#[tokio::test]
async fn the_first_click_answers_the_check_in_that_waits() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.answer().await;
    page.sees("Answered by 1 so far").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn what_only_one_person_sees_says_so_once() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    let times = async || {
        let seen = page.messages().await.to_lowercase();
        seen.matches("only you see this").count()
    };
    page.answer().await;
    assert_eq!(times().await, 1, "the card says it");
    page.say("/cairn help").await;
    page.sees("Leave out the open question").await;
    assert_eq!(times().await, 2, "the page says it of a card that does not");
}

#[tokio::test]
async fn a_double_click_counts_once_and_the_first_answer_stays() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.browser.double_click(FIRST_CHOICE).await;
    page.sees("Next look in").await;
    page.browser.click(SECOND_CHOICE).await;
    page.sees("The first answer stays").await;
    page.sees("Answered by 1 so far").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn nobody_else_sees_what_ana_was_told() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    page.press("Marek manager").await;
    page.sees("Answered by 1 so far").await;
    let seen = page.messages().await;
    assert!(!seen.contains("You answered"), "{seen}");
    page.press("Ana employee").await;
    page.sees("You answered").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn the_clock_goes_on_until_the_check_in_closes() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    page.press("Go to what comes next").await;
    page.sees("Closed · answered by 1").await;
    page.waits_for(
        "who listens hears what time it is",
        "document.getElementById('said').textContent.startsWith('It is now')",
    )
    .await;
    page.is_quiet().await;
}

#[tokio::test]
async fn with_five_colleagues_the_spread_is_seen_at_the_end() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    page.press("Let five colleagues answer").await;
    page.sees("Answered by 6 so far").await;
    page.press("Go to what comes next").await;
    page.sees("Closed · answered by 6").await;
    page.sees("%").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_reload_shows_the_same_person_the_same() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.press("Ada admin").await;
    page.press("# sales").await;
    page.press("/cairn ask").await;
    page.sees("Asked:").await;
    page.sees("Answered by 0 so far").await;
    let before = page.messages().await;
    page.browser.reload().await;
    page.sees("Asked:").await;
    assert_eq!(page.messages().await, before);
    page.is_quiet().await;
}

#[tokio::test]
async fn after_a_restart_what_was_said_still_stands() {
    let folder = tempfile::tempdir().unwrap();
    let cairn = Cairn::on_disk(folder.path());
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    page.sees("Answered by 1 so far").await;
    let before = page.messages().await;
    cairn.stop();
    let cairn = Cairn::on_disk(folder.path());
    drop(page);

    let page = Page::open(&cairn).await.unwrap();
    page.sees("Answered by 1 so far").await;
    assert_eq!(page.messages().await, before);
    page.press("Show my answer").await;
    page.sees("You answered this before").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_lost_connection_is_told_and_found_again() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    let lost = "document.getElementById('lost').checkVisibility()";
    page.waits_for("the connection lives", &format!("!{lost}"))
        .await;
    let cairn = cairn.again();
    page.waits_for("a new game is shown", "!document.getElementById('messages').innerText.includes('Next look in') && document.getElementById('messages').innerText.includes('Answered by 0')")
        .await;
    page.waits_for("the connection lives again", &format!("!{lost}"))
        .await;
    drop(cairn);
    page.waits_for("the loss is told", lost).await;
}

#[tokio::test]
async fn what_one_tab_does_another_shows() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    let first = page.new_tab().await;
    page.go("Ada", "team").await;
    let second = page.browser.tab().await;
    page.browser.turn_to(&first).await;
    page.answer().await;

    page.browser.turn_to(&second).await;
    page.sees("Answered by 1 so far").await;
    page.press("Go to what comes next").await;
    page.sees("Closed · answered by 1").await;

    page.browser.turn_to(&first).await;
    page.sees("Closed · answered by 1").await;
    page.press("Begin anew").await;
    page.sees("Answered by 0 so far").await;

    page.browser.turn_to(&second).await;
    page.sees("Answered by 0 so far").await;
    // The new game lives on in the tab that did not begin it.
    page.browser.turn_to(&first).await;
    page.answer().await;
    page.browser.turn_to(&second).await;
    page.sees("Answered by 1 so far").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn all_of_it_can_be_done_with_the_keyboard() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.tab_to("the first choice", "focus.closest('.card')")
        .await;
    page.browser.keys(ENTER).await;
    page.sees("Next look in").await;
    page.sees("Answered by 1 so far").await;
    // The card was drawn anew with its count; the focus is where it was.
    page.tab_to(
        "a reply's button",
        "focus.textContent === 'I see it differently'",
    )
    .await;
    page.browser.keys(ENTER).await;
    let in_form =
        "document.getElementById('form').open && document.activeElement.closest('#form-rows')";
    page.waits_for("the form is open with the focus in it", in_form)
        .await;
    page.browser.keys(ESCAPE).await;
    page.waits_for(
        "the focus is back at the button",
        "!document.getElementById('form').open && document.activeElement.textContent === 'I see it differently'",
    )
    .await;
    page.tab_to("where words are written", "focus.id === 'words'")
        .await;
    page.browser.keys(&format!("/cairn help{ENTER}")).await;
    page.sees("What I can do").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_form_says_what_is_amiss_and_keeps_what_was_written() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    page.press("I see it differently").await;
    page.send_form().await;
    page.waits_for(
        "the field is marked and has the focus",
        "document.activeElement.ariaInvalid === 'true' && document.querySelector('#form .error:not([hidden])').textContent",
    )
    .await;
    page.browser.keys("Not with <b>us</b> & ours").await;
    page.send_form().await;
    page.waits_for(
        "the form is closed",
        "!document.getElementById('form').open",
    )
    .await;
    page.sees("Your note goes to the admins").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn practice_goes_on_in_the_direct_conversation() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    page.press("Give me one more").await;
    page.waits_for(
        "the direct conversation has something new",
        "document.querySelector('#direct .count')",
    )
    .await;
    page.press("Cairn").await;
    page.sees("Question 1 of 1").await;
    page.waits_for(
        "what was seen is not new any more",
        "!document.querySelector('#direct .count')",
    )
    .await;
    page.press("Stop").await;
    page.say("help").await;
    page.sees("What I can do").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn what_is_written_while_something_is_under_way_is_sent_after_it_to_where_it_was_written() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    // A slow network: the first words are still on their way when the others are written.
    page.browser
        .script(
            "const usual = window.fetch;
             window.fetch = async (path, request) => {
               if (request?.method !== 'POST') return usual(path, request);
               await new Promise((go) => setTimeout(go, 800));
               window.sent = (window.sent ?? 0) + 1;
               return usual(path, request);
             };",
        )
        .await;
    page.browser.click("//input[@id='words']").await;
    page.browser
        .keys(&format!("the first{ENTER}the second{ENTER}"))
        .await;
    page.press("# sales").await;
    page.waits_for("both are sent", "window.sent === 2").await;
    page.press("# team").await;
    page.sees("the second").await;
    let seen = page.messages().await;
    let [first, second] = ["the first", "the second"].map(|words| seen.find(words));
    assert!(first < second && first.is_some(), "{seen}");
    page.is_quiet().await;
}

#[tokio::test]
async fn words_of_people_are_words_and_nothing_else() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.say("<img src=x onerror=alert(1)> **no** &amp;").await;
    page.sees("<img src=x onerror=alert(1)> **no** &amp;").await;
    page.is_quiet().await;
}

/// Waits until the page is light, or dark.
async fn turns(page: &Page, look: &str) {
    let scheme = format!("getComputedStyle(document.documentElement).colorScheme === '{look}'");
    page.waits_for(look, &scheme).await;
    let is_dark = "getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] < 128";
    page.waits_for(look, &format!("({is_dark}) === {}", look == "dark"))
        .await;
}

#[tokio::test]
async fn dark_is_as_the_system_has_it_until_somebody_chooses() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers("light").await;
    turns(&page, "light").await;
    page.prefers("dark").await;
    turns(&page, "dark").await;
    page.browser.click("//button[@id='theme']").await;
    turns(&page, "light").await;
    // The choice is remembered.
    page.browser.reload().await;
    page.sees("Answered by").await;
    turns(&page, "light").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_phone_shows_all_of_it_without_scrolling_sideways() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.window(Window::Phone, 1).await;
    page.go("Ana", "team").await;
    page.answer().await;
    let fits = "document.documentElement.scrollWidth <= innerWidth && document.getElementById('messages').scrollWidth <= document.getElementById('messages').clientWidth";
    page.waits_for("nothing is wider than the window", fits)
        .await;
    // The clock is folded away until it is wanted, and folds again after a journey.
    let next = labelled("Go to what comes next");
    page.browser.click("//details[@id='clock']/summary").await;
    page.browser.click(&next).await;
    page.sees("Closed · answered by 1").await;
    page.waits_for(
        "the clock is folded",
        "!document.getElementById('clock').open",
    )
    .await;
    page.press("# sales").await;
    page.sees("Nothing here yet").await;
    page.press("Cairn").await;
    page.press("practice").await;
    page.sees("Question 1 of").await;
    page.waits_for("nothing is wider than the window", fits)
        .await;
    page.is_quiet().await;
}
