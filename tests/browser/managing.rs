//! What a manager sees of a team, and decides for it: the team's picture, and wins that wait. Looked
//! at by axe-core in the light, in the dark, on a phone; suggested and decided by the keyboard alone.

use crate::accessibility::{axe, examine};
use crate::keyboard::ENTER;
use crate::page::{Page, Window};
use crate::playing::Cairn;
use crate::scenes::{draw_the_team, let_marek_decide, write_charter};

/// Ana tells a win by the keyboard alone, which waits.
async fn suggest(page: &Page, what: &str) {
    page.go("Ana", "team").await;
    page.types("/cairn win").await;
    page.has_form("A team win").await;
    page.puts("what", what).await;
    page.ticks("who", "Dina").await;
    page.puts("why", "Nobody had to wait").await;
    page.chooses("value", "Finish").await;
    page.enters("Suggest").await;
    page.has_no_form().await;
}

async fn look_at_what_a_manager_sees(look: &str, window: Window) {
    let Some(axe) = axe() else { return };
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers(if look == "dark" { "dark" } else { "light" })
        .await;
    let at = |what: &str| format!("{look}, {what}");
    write_charter(&page).await;
    let_marek_decide(&page).await;
    suggest(&page, "The list was ready").await;
    draw_the_team(&page).await;
    page.window(window, 1).await;

    page.go("Marek", "team").await;
    page.sees("They are close together").await;
    examine(&page, &axe, &at("the team's picture")).await;
    page.fits().await;
    page.press("Stop drawing it").await;
    page.waits_for("it is asked", "document.getElementById('confirm').open")
        .await;
    examine(&page, &axe, &at("it is asked once more")).await;
    page.fits().await;
    page.browser.keys("\u{E00C}").await;
    page.say("/cairn wins suggest").await;
    page.sees("1 suggested win waits").await;
    examine(&page, &axe, &at("what waits")).await;
    page.fits().await;

    page.go("Ana", "team").await;
    page.sees("From now on the managers of this channel can see")
        .await;
    page.sees("Your win waits").await;
    examine(&page, &axe, &at("the announcement")).await;
    page.fits().await;

    page.go("Marek", "").await;
    page.sees("A win suggested for #team").await;
    examine(&page, &axe, &at("a win to decide on")).await;
    page.fits().await;
    page.press("Not this one").await;
    page.sees("It is not posted").await;
    examine(&page, &axe, &at("a win that was decided on")).await;
    page.fits().await;
    page.go("Ana", "").await;
    page.sees("did not post this win").await;
    examine(&page, &axe, &at("a win that came back")).await;
    page.fits().await;
    page.is_quiet().await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_what_a_manager_sees_in_the_light() {
    look_at_what_a_manager_sees("light", Window::Desktop).await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_what_a_manager_sees_in_the_dark() {
    look_at_what_a_manager_sees("dark", Window::Desktop).await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_what_a_manager_sees_on_a_phone() {
    look_at_what_a_manager_sees("phone", Window::Phone).await;
}

#[tokio::test]
async fn a_win_is_suggested_and_decided_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    write_charter(&page).await;
    let_marek_decide(&page).await;
    suggest(&page, "The list was ready").await;
    page.sees("Your win waits until a manager").await;
    let seen = page.messages().await;
    assert!(!seen.contains("★ A win of Night shift"), "posted: {seen}");

    page.go("Marek", "").await;
    page.sees("The list was ready").await;
    page.enters("Post it").await;
    page.sees("Posted in #team").await;
    page.sees("@Marek posted this win").await;
    page.keeps_focus().await;
    page.go("Ana", "team").await;
    page.sees("★ A win of Night shift").await;
    page.go("Ana", "").await;
    page.sees("Your win stands in #team").await;

    suggest(&page, "The keys were found").await;
    page.sees("Your win waits until a manager").await;
    page.go("Marek", "team").await;
    page.types("/cairn wins suggest").await;
    page.sees("1 suggested win waits").await;
    page.enters("Look at 1").await;
    page.tab_to("what posts it", "focus.textContent === 'Post it'")
        .await;
    page.tab_to(
        "what does not post it",
        "focus.textContent === 'Not this one'",
    )
    .await;
    page.browser.keys(ENTER).await;
    page.sees("It is not posted").await;
    page.keeps_focus().await;
    page.go("Ana", "").await;
    page.sees("did not post this win").await;
    page.is_quiet().await;
}
