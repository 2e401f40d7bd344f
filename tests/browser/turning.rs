//! Whom and where the page is turned to, on a slow network: what was pressed last counts, whatever is
//! still drawn.

use serde_json::json;

use crate::keyboard::ENTER;
use crate::page::Page;
use crate::playing::Cairn;

/// From now on the page waits 800 milliseconds for each answer of what somebody sees;
/// `window.asking` counts what is under way.
const SLOW: &str = "
    const usual = window.fetch;
    window.asking = 0;
    window.fetch = async (path, request) => {
      if (!String(path).startsWith('/playground/state')) return usual(path, request);
      window.asking += 1;
      try {
        await new Promise((go) => setTimeout(go, 800));
        return await usual(path, request);
      } finally {
        window.asking -= 1;
      }
    };";

/// Who is played and where, as it is drawn.
const DRAWN: &str = "`${document.querySelector('#people [aria-pressed=true]').dataset.key} in ${document.getElementById('place').textContent}`";

impl Page {
    /// Waits until that is drawn, and nothing comes after it that draws something else.
    async fn stays(&self, drawn: &str) {
        self.waits_for(drawn, &format!("{DRAWN} === {}", json!(drawn)))
            .await;
        self.waits_for("nothing is under way", "window.asking === 0")
            .await;
        let at_last = self.browser.script(&format!("return {DRAWN}")).await;
        assert_eq!(at_last, drawn);
    }
}

#[tokio::test]
async fn a_person_and_a_channel_pressed_one_after_the_other_both_count() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.browser.script(SLOW).await;
    page.press("Marek manager").await;
    page.press("# sales").await;
    page.stays("Marek in # sales").await;
    page.press("# team").await;
    page.press("Ada admin").await;
    page.stays("Ada in # team").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn of_persons_pressed_one_after_the_other_the_last_is_played() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.browser.script(SLOW).await;
    for person in ["Marek manager", "Ana employee", "Ada admin"] {
        page.press(person).await;
    }
    page.stays("Ada in # team").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn who_is_pressed_speaks_also_before_anything_is_drawn() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.browser.script(SLOW).await;
    page.press("Marek manager").await;
    page.press("# sales").await;
    page.say("Good morning").await;
    page.stays("Marek in # sales").await;
    page.sees("Good morning").await;
    let speaker = "document.querySelector('#messages .message:last-child .who strong').textContent";
    let speaker = page.browser.script(&format!("return {speaker}")).await;
    assert_eq!(speaker, "Marek");
    page.is_quiet().await;
}

#[tokio::test]
async fn what_is_drawn_for_somebody_else_cannot_be_pressed() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.answer().await;
    page.sees("Answered by 1 so far").await;
    page.browser.script(SLOW).await;
    page.press("Marek manager").await;
    let is_inert = "return document.getElementById('messages').inert";
    assert_eq!(page.browser.script(is_inert).await, true);
    page.stays("Marek in # team").await;
    assert_eq!(page.browser.script(is_inert).await, false);
    page.answer().await;
    page.sees("Answered by 2 so far").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn a_form_opens_for_who_asked_for_it_and_for_nobody_else() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.browser.script(SLOW).await;
    page.browser.click("//input[@id='words']").await;
    page.browser.keys(&format!("/cairn win{ENTER}")).await;
    page.press("Marek manager").await;
    page.stays("Marek in # team").await;
    let is_open = "return document.getElementById('form').open";
    assert_eq!(page.browser.script(is_open).await, false);
    page.say("/cairn win").await;
    page.has_form("A team win").await;
    page.is_quiet().await;
}

#[tokio::test]
async fn an_address_of_nobody_turns_back_to_where_one_begins() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    for address in ["Nobody/team", "Marek/nowhere"] {
        page.press("Cairn").await;
        page.browser
            .script(&format!("location.hash = '#{address}'"))
            .await;
        page.waits_for(address, &format!("{DRAWN} === 'Ana in # team'"))
            .await;
    }
}
