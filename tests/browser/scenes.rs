//! Every form and page about people, each opened as a person opens it: by the keyboard alone, and
//! looked at by axe-core in the light, in the dark, on a phone.

use crate::accessibility::{axe, examine};
use crate::keyboard::{ENTER, TAB};
use crate::page::{FIRST_CHOICE, Page, Window};
use crate::playing::Cairn;

/// What opens a window, and what it is called.
struct Scene {
    who: &'static str,
    /// The channel; empty for the direct conversation.
    place: &'static str,
    /// What is written; empty where the button stands there already.
    says: &'static str,
    /// The button below the answer; empty where the words open the form at once.
    button: &'static str,
    title: &'static str,
}

const fn scene(
    [who, place]: [&'static str; 2],
    says: &'static str,
    button: &'static str,
    title: &'static str,
) -> Scene {
    Scene {
        who,
        place,
        says,
        button,
        title,
    }
}

const ANA: [&str; 2] = ["Ana", ""];
const ANA_IN_TEAM: [&str; 2] = ["Ana", "team"];
const ADA_IN_TEAM: [&str; 2] = ["Ada", "team"];

const FORMS: [Scene; 8] = [
    scene(ANA_IN_TEAM, "/cairn win", "", "A team win"),
    scene(ADA_IN_TEAM, "/cairn charter", "Write it", "Team charter"),
    scene(
        ANA,
        "assess",
        "Begin: Managing and Leading",
        "Managing and Leading",
    ),
    scene(ANA, "plans", "Add a plan", "A plan of mine"),
    scene(ANA, "preferences", "Change", "Preferences"),
    scene(["Ana", "~home"], "", "Change", "Preferences"),
    scene(ANA_IN_TEAM, "", "Tell us", "About this round"),
    scene(ADA_IN_TEAM, "/cairn write", "", "Write a tip"),
];

/// What asks once more.
const QUESTIONS: [Scene; 2] = [
    scene(ANA, "privacy", "Delete everything", "Delete everything?"),
    scene(ANA, "programme boost", "Leave", "Leave this programme?"),
];

impl Scene {
    async fn goes_there(&self, page: &Page) {
        if self.place == "~home" {
            page.goes_home(self.who).await;
        } else {
            page.go(self.who, self.place).await;
        }
    }
}

/// A charter whose values a win can show.
pub async fn write_charter(page: &Page) {
    page.go("Ada", "team").await;
    page.say("/cairn charter").await;
    page.press("Write it").await;
    page.fills("team", "Night shift").await;
    page.fills("values", "Say it early\nFinish what we began")
        .await;
    page.selects("colour", "teal").await;
    page.send_form().await;
    page.sees("Finish what we began").await;
}

/// Who is played begins the programme, and makes a plan: if that, then this.
pub async fn enrol_and_plan(page: &Page, (cue, deed): (&str, &str)) {
    page.say("programme team-brand").await;
    page.press("Enrol").await;
    page.sees("The next step comes").await;
    page.say("plans").await;
    page.press("Add a plan").await;
    page.fills("if", cue).await;
    page.fills("then", deed).await;
    page.send_form().await;
    page.has_no_form().await;
}

/// Marek manages the channel of the team, where wins of others wait for him.
pub async fn let_marek_decide(page: &Page) {
    page.go("Ada", "team").await;
    page.say("/cairn managers add @Marek").await;
    page.sees("have asked who that is").await;
    page.go("Ada", "").await;
    page.sees("@Marek is a manager of #team now").await;
    page.go("Ada", "team").await;
    page.say("/cairn wins suggest on").await;
    page.sees("wait until one of its managers posts them").await;
}

/// All eight have answered, each skill once, and Marek has the team's picture drawn: on Monday it
/// is there.
pub async fn draw_the_team(page: &Page) {
    page.go("Ana", "team").await;
    page.sees("Answered by 0 so far").await;
    page.press("Let five colleagues answer").await;
    page.sees("Answered by 5 so far").await;
    for (number, person) in ["Ana", "Marek", "Ada"].into_iter().enumerate() {
        page.go(person, "team").await;
        page.browser.click(FIRST_CHOICE).await;
        page.sees(&format!("Answered by {} so far", 6 + number))
            .await;
    }
    page.go("Marek", "team").await;
    page.say("/cairn team").await;
    page.press("Draw it").await;
    page.sees("From now on the managers of this channel can see")
        .await;
    page.press("Monday 9:00").await;
    page.sees("Closed · answered by 8").await;
    page.say("/cairn team").await;
    page.sees("tenths are remembered").await;
}

/// There is something of everything: a team and its win, a round, a plan, a result, a programme.
pub async fn furnish(page: &Page) {
    write_charter(page).await;
    page.say("/cairn schedule round every Friday at 10:00")
        .await;
    page.press("Schedule it").await;
    page.say("/cairn schedules").await;
    page.press("Open 1").await;
    page.press("Send now").await;
    page.sees("The week in brief").await;
    page.press("Marek manager").await;
    page.say("/cairn win @Ana had the list ready two days early")
        .await;
    page.has_form("A team win").await;
    page.send_form().await;
    page.sees("★ A win of Night shift").await;
    page.go("Ana", "").await;
    enrol_and_plan(page, ("a meeting ends", "I write down what we decided")).await;
    page.say("assess").await;
    page.press("Begin: Team brand").await;
    for number in 1..=4 {
        page.on_page(number, 4).await;
        page.browser
            .script("for (const [place, menu] of [...document.querySelectorAll('#form select')].entries()) menu.value = String(place)")
            .await;
        page.send_form().await;
    }
    page.sees("One thing to try").await;
}

#[tokio::test]
async fn every_form_is_opened_gone_round_and_left_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    furnish(&page).await;
    page.browser.reload().await;
    for scene in FORMS {
        scene.goes_there(&page).await;
        if scene.place != "~home" {
            page.tab_to("where words are written", "focus.id === 'words'")
                .await;
        }
        if !scene.says.is_empty() {
            page.types(scene.says).await;
        }
        if !scene.button.is_empty() {
            page.enters(scene.button).await;
        }
        page.has_form(scene.title).await;
        page.shows_focus().await;
        page.tab_goes_round().await;
        page.escapes_to(scene.button).await;
    }
    page.is_quiet().await;
}

#[tokio::test]
async fn what_asks_once_more_is_answered_by_the_keyboard_alone() {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    furnish(&page).await;
    let [delete, leave] = &QUESTIONS;
    let asks = |title: &str| {
        format!(
            "document.getElementById('confirm').open && document.getElementById('confirm-title').textContent === '{title}'"
        )
    };
    for scene in [leave, delete] {
        scene.goes_there(&page).await;
        page.tab_to("where words are written", "focus.id === 'words'")
            .await;
        page.types(scene.says).await;
        page.enters(scene.button).await;
        page.waits_for("it is asked", &asks(scene.title)).await;
        page.shows_focus().await;
        page.tab_goes_round().await;
        page.escapes_to(scene.button).await;
    }
    page.enters(delete.button).await;
    page.waits_for("it is asked", &asks(delete.title)).await;
    page.browser.keys(&format!("{TAB}{ENTER}")).await;
    page.sees("All that I kept of you is gone").await;
    let seen = page.messages().await;
    assert!(!seen.contains("What I keep of you"), "{seen}");
    page.is_quiet().await;
}

async fn look_at_all(look: &str, window: Window) {
    let Some(axe) = axe() else { return };
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers(if look == "dark" { "dark" } else { "light" })
        .await;
    furnish(&page).await;
    page.window(window, 1).await;
    let at = |what: &str| format!("{look}, {what}");
    for scene in FORMS {
        scene.goes_there(&page).await;
        if !scene.says.is_empty() {
            page.say(scene.says).await;
        }
        if !scene.button.is_empty() {
            page.press(scene.button).await;
        }
        page.has_form(scene.title).await;
        examine(&page, &axe, &at(scene.title)).await;
        page.fits().await;
        page.press("Close").await;
    }
    for scene in QUESTIONS {
        scene.goes_there(&page).await;
        page.say(scene.says).await;
        page.press(scene.button).await;
        page.waits_for("it is asked", "document.getElementById('confirm').open")
            .await;
        examine(&page, &axe, &at(scene.title)).await;
        page.browser.keys("\u{E00C}").await;
    }
    examine(&page, &axe, &at("the direct conversation of Ana")).await;
    page.fits().await;
    for person in ["Ana", "Marek"] {
        page.goes_home(person).await;
        examine(&page, &axe, &at("a home page")).await;
        page.fits().await;
    }
    page.go("Marek", "team").await;
    for words in ["/cairn wins", "/cairn win", "/cairn charter", "/cairn help"] {
        page.say(words).await;
        if words == "/cairn win" {
            page.press("Close").await;
        }
    }
    page.sees("What I can do").await;
    examine(&page, &axe, &at("a channel with a win and a round")).await;
    page.fits().await;
    page.is_quiet().await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_any_form_in_the_light() {
    look_at_all("light", Window::Desktop).await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_any_form_in_the_dark() {
    look_at_all("dark", Window::Desktop).await;
}

#[tokio::test]
async fn axe_finds_nothing_amiss_in_any_form_on_a_phone() {
    look_at_all("phone", Window::Phone).await;
}
