//! The switch that shows each card also as Slack and as Teams draw it: all that is sent there is
//! drawn, whatever the words hold, and the picture of a card can't be pressed.

use serde_json::{Value, json};

use crate::accessibility::{axe, examine};
use crate::keyboard::ENTER;
use crate::page::{Page, Window};
use crate::playing::Cairn;
use crate::scenes::{draw_the_team, enrol_and_plan, furnish, let_marek_decide};

/// What is amiss in the drawings that stand there: what the page does not know, what could be
/// pressed, and words of the JSON that no drawing shows.
const AMISS: &str = r#"
    const bare = (text) => text.replace(/[\s\u200b\u00ad]+/g, "");
    const amiss = [];
    const texts = (value, parent, found) => {
      if (typeof value === "string") { if (["text", "title"].includes(parent)) found.push(value); return found; }
      if (Array.isArray(value)) value.forEach((one) => texts(one, parent, found));
      else if (value && typeof value === "object") {
        // Markdown, and Slack's old markup, are words with signs of their own.
        const isMarkup = value.type === "mrkdwn" || value.type === "TextBlock";
        for (const [key, one] of Object.entries(value)) {
          if (key !== "msteams" && key !== "fallback" && !(isMarkup && key === "text")) texts(one, key, found);
        }
      }
      return found;
    };
    for (const look of document.querySelectorAll(".look")) {
      const name = `${look.querySelector("h4").textContent} of ${look.closest("li").id}`;
      const sheet = look.querySelector(".sheet");
      for (const one of look.querySelectorAll(".unknown")) amiss.push(`${name}: ${one.textContent}`);
      for (const one of sheet.querySelectorAll("button:enabled, script, iframe, input")) amiss.push(`${name}: ${one.outerHTML}`);
      for (const one of sheet.querySelectorAll("a:not([href^='https://'])")) amiss.push(`${name}: ${one.outerHTML}`);
      for (const one of [sheet, ...sheet.querySelectorAll("p, button, table, h5")]) if (one.scrollWidth > one.clientWidth + 1) amiss.push(`${name}: wide: ${one.textContent.slice(0, 60)}`);
      const sent = JSON.parse(look.querySelector("pre").textContent);
      const drawn = bare(sheet.textContent);
      for (const text of texts({ blocks: sent.blocks, attachments: sent.attachments, body: sent.body }, "", [])) {
        if (!drawn.includes(bare(text))) amiss.push(`${name}: not drawn: ${text}`);
      }
    }
    return amiss;"#;

impl Page {
    /// Turns the switch, and waits until all cards that stand there are drawn.
    async fn shows_both(&self) {
        self.press("In Slack and Teams").await;
        self.has_drawn_both().await;
    }

    async fn has_drawn_both(&self) {
        self.waits_for(
            "every card is drawn three times",
            "document.querySelectorAll('#messages .card').length > 0
             && document.querySelectorAll('.look.slack .sheet > *').length > 0
             && [...document.querySelectorAll('#messages .message')].every((one) => !one.querySelector('.card') || one.querySelectorAll('.look').length === 2)",
        )
        .await;
    }

    async fn has_drawn_all(&self, where_: &str) {
        self.has_drawn_both().await;
        let amiss = self.browser.script(AMISS).await;
        assert_eq!(amiss, json!([]), "{where_}");
        self.fits().await;
    }
}

/// Everywhere where the scenes put something.
const PLACES: [(&str, &str); 5] = [
    ("Ana", "team"),
    ("Ana", ""),
    ("Marek", "team"),
    ("Ada", "team"),
    ("Ada", ""),
];

/// What shows a card of its own kind, and who writes it where.
const WORDS: [(&str, &str, &str); 14] = [
    ("Ana", "", "practice"),
    ("Ana", "", "me"),
    ("Ana", "", "privacy"),
    ("Ana", "", "preferences"),
    ("Ana", "", "nudges"),
    ("Ana", "", "programme boost"),
    ("Ana", "", "help"),
    ("Ada", "team", "/cairn schedule tip every Tuesday at 9:30"),
    ("Ada", "team", "/cairn schedules"),
    ("Ada", "team", "/cairn tip"),
    ("Ada", "team", "/cairn tips"),
    ("Ada", "team", "/cairn charter"),
    ("Ada", "team", "/cairn wins report"),
    ("Ada", "team", "/cairn audit"),
];

async fn play_everything(page: &Page) {
    let_marek_decide(page).await;
    draw_the_team(page).await;
    furnish(page).await;
    for (person, place, words) in WORDS {
        page.go(person, place).await;
        page.say(words).await;
    }
}

#[tokio::test]
async fn every_card_of_the_scenes_is_drawn_in_both_with_all_its_words() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    play_everything(&page).await;
    page.shows_both().await;
    for (person, place) in PLACES {
        page.go(person, place).await;
        page.has_drawn_all(&format!("{person} in {place}")).await;
    }
    for person in ["Ana", "Marek", "Ada"] {
        page.goes_home(person).await;
        page.has_drawn_all(&format!("the home page of {person}"))
            .await;
    }
    page.is_quiet().await;
}

#[tokio::test]
async fn the_switch_is_turned_by_the_keyboard_and_stays_until_it_is_turned_back() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.sees("Answered by 0 so far").await;
    page.tab_to("the switch", "focus.dataset.look === 'both'")
        .await;
    page.browser.keys(ENTER).await;
    page.has_drawn_both().await;
    page.answer().await;
    page.has_drawn_all("after an answer").await;
    page.go("Marek", "team").await;
    page.has_drawn_all("as Marek").await;
    let pressed =
        "document.querySelector('#looks [aria-pressed=true]').textContent === 'In Slack and Teams'";
    page.waits_for("the switch says so", pressed).await;
    page.browser
        .click("(//details[@class='json'])[last()]/summary")
        .await;
    page.waits_for(
        "the JSON is there to be read",
        "[...document.querySelectorAll('details[open] pre')].some((one) => JSON.parse(one.textContent).type === 'AdaptiveCard')",
    )
    .await;
    page.press("As here").await;
    page.waits_for("they are gone", "!document.querySelector('.looks-of')")
        .await;
    page.is_quiet().await;
}

#[tokio::test]
async fn hostile_words_are_words_in_both() {
    const HOSTILE: &str = "<img src=x onerror=alert(1)> *a* _b_ **c** `d` <!channel> <@UANA> <at>Ana</at> [go](javascript:alert(1)) &lt;b&gt; {{DATE(2020)}} \\_e";
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.go("Marek", "team").await;
    page.say("/cairn win").await;
    page.fills("what", HOSTILE).await;
    page.fills("why", &format!("# {HOSTILE}")).await;
    page.send_form().await;
    page.has_no_form().await;
    page.sees("**c**").await;
    page.shows_both().await;
    page.has_drawn_all("a win of hostile words").await;
    let drawn = "const bare = (text) => text.replace(/[\\u200b\\u00ad]/g, '');
        return [...document.querySelectorAll('.look .sheet')].map((one) => [bare(one.textContent), one.querySelectorAll('img, a, em, .mention:not(:first-child)').length]);";
    let drawn: Value = page.browser.script(drawn).await;
    let with_words: Vec<&Value> = drawn
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one[0].as_str().unwrap().contains("onerror"))
        .collect();
    assert_eq!(with_words.len(), 2, "in both: {drawn}");
    for one in with_words {
        let words = one[0].as_str().unwrap();
        assert_eq!(words.matches(HOSTILE).count(), 2, "{words}");
    }
    page.is_quiet().await;
}

async fn look_at_both(look: &str, window: Window) {
    let Some(axe) = axe() else { return };
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers(if look == "dark" { "dark" } else { "light" })
        .await;
    let_marek_decide(&page).await;
    draw_the_team(&page).await;
    page.go("Ana", "").await;
    enrol_and_plan(&page, ("a meeting ends", "I write down what we decided")).await;
    page.say("privacy").await;
    page.sees("What I keep of you").await;
    page.window(window, 1).await;
    page.shows_both().await;
    for (person, place) in [("Ana", ""), ("Marek", "team")] {
        page.go(person, place).await;
        page.has_drawn_all(place).await;
        let open = "for (const json of document.querySelectorAll('.json')) json.open = true";
        page.browser.script(open).await;
        examine(&page, &axe, &format!("{look}, both looks for {person}")).await;
        page.fits().await;
    }
    page.goes_home("Ana").await;
    page.has_drawn_all("home").await;
    examine(&page, &axe, &format!("{look}, a home page")).await;
    page.is_quiet().await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_both_looks_in_the_light() {
    look_at_both("light", Window::Desktop).await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_both_looks_in_the_dark() {
    look_at_both("dark", Window::Desktop).await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_both_looks_on_a_phone() {
    look_at_both("phone", Window::Phone).await;
}
