//! What people write in their own writing: from right to left, with signs that turn the direction,
//! with pictures made of several signs, without a place to break the line. It stays in its place, and
//! what stands beside it is read as it is written.

use serde_json::{Value, json};

use crate::page::{Page, Window};
use crate::playing::Cairn;

/// A name from right to left, that ends in a number: what follows would be drawn into it.
const TEAM: &str = "צוות 4";
/// Turns the direction and leaves it turned.
const TURNED: &str = "Nobody \u{202E}waits for us 24";
/// People, a flag and a thumb, each of several signs.
const PICTURES: &str = "👩🏽‍🏭 👨‍👩‍👧‍👦 🇨🇭 👍🏿";
const ARABIC: &str = "السلام عليكم (3 مرات)!";

/// 200 letters without a place to break.
fn unbroken() -> String {
    "wW".repeat(100)
}

/// All words of ours, of which each letter must stand right of the one before it, and all pieces of
/// a line, of which each must stand right of the one before it: what does not.
const OUT_OF_ORDER: &str = "
    const ours = /^[\\x20-\\x7E★·“”’…✉]+$/u, odd = [];
    const rects = (node, from, to) => {
      const range = document.createRange();
      if (from === undefined) range.selectNodeContents(node);
      else { range.setStart(node, from); range.setEnd(node, to); }
      return [...range.getClientRects()].filter(({ width }) => width > 0);
    };
    const sameRow = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
    for (const line of document.querySelectorAll('.card .line')) {
      const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const { data } = texts.currentNode;
        if (!ours.test(data)) continue;
        for (let at = 1; at < data.length; at += 1) {
          const [before] = rects(texts.currentNode, at - 1, at), [after] = rects(texts.currentNode, at, at + 1);
          if (before && after && sameRow(before, after) && after.left < before.left) odd.push(`turned: ${data}`);
        }
      }
      for (let piece = line.firstChild; piece?.nextSibling; piece = piece.nextSibling) {
        const before = rects(piece).at(-1), [after] = rects(piece.nextSibling);
        if (before && after && sameRow(before, after) && after.left < before.right - 1) odd.push(`crossed: ${line.textContent}`);
      }
    }
    return odd;";

impl Page {
    /// Fails unless all is in its place and in its order.
    async fn is_in_order(&self) {
        let odd = self.browser.script(OUT_OF_ORDER).await;
        assert_eq!(odd, json!([]), "not as it is written");
        self.fits().await;
    }
}

/// A charter and wins in all kinds of writing, looked at wherever they stand.
async fn write_and_look(window: Window) {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.prefers("light").await;
    page.window(window, 1).await;
    // Who has answered in a channel sees its charter at home.
    page.answer().await;
    page.go("Ada", "team").await;
    page.say("/cairn charter").await;
    page.press("Write it").await;
    let values = format!("\u{202E}{PICTURES} early\nאמת 100%\n{}", "v".repeat(60));
    for (field, words) in [
        ("team", TEAM),
        ("message", TURNED),
        ("values", &values),
        ("mission", ARABIC),
        ("strengths", &unbroken()),
        ("stakeholders", &"s".repeat(80)),
    ] {
        page.fills(field, words).await;
    }
    page.is_in_order().await;
    page.send_form().await;
    page.sees("our charter").await;
    page.is_in_order().await;
    for (what, why, value) in [
        (TURNED.to_owned(), ARABIC.to_owned(), "1"),
        (unbroken(), PICTURES.to_owned(), "0"),
        (format!("{ARABIC}\n{PICTURES}"), unbroken(), "2"),
    ] {
        page.say("/cairn win").await;
        page.fills("what", &what).await;
        page.fills("why", &why).await;
        page.selects("value", value).await;
        page.ticks("who", "Ana").await;
        page.is_in_order().await;
        page.send_form().await;
        page.has_no_form().await;
    }
    page.say("/cairn wins").await;
    page.sees("Wins in #team").await;
    page.say(&format!("A word: {ARABIC} {}", unbroken())).await;
    page.sees("A word").await;
    page.is_in_order().await;
    page.go("Ana", "").await;
    page.say("plans").await;
    page.press("Add a plan").await;
    page.fills("if", &format!("{TEAM} \u{202E}ends")).await;
    page.fills("then", &unbroken()[..100]).await;
    page.send_form().await;
    page.has_no_form().await;
    page.say("plans").await;
    page.is_in_order().await;
    page.goes_home("Ana").await;
    page.sees("wants to be known for").await;
    page.is_in_order().await;
    page.is_quiet().await;
}

/// A card that names people as other platforms know them, drawn by the page's own scripts.
fn names() -> Value {
    let unbroken = unbroken();
    let named = ["דינה 7", "يوسف", "Zoë 👩🏽‍🏭", "\u{202E}Turned 24", &unbroken];
    let person = |name: &str| json!({ "person": name });
    let comma = json!({ "plain": ", " });
    let mut all = vec![json!({ "plain": "Thanks to " })];
    all.extend(named.iter().flat_map(|name| [person(name), comma.clone()]));
    let told = |name: &str| {
        let cheers = json!({ "plain": " · ★ 3 cheers\n" });
        [json!({ "plain": "told by " }), person(name), cheers]
    };
    json!({ "blocks": [
        { "title": [{ "plain": "★ A win of " }, { "strong": TEAM }, { "plain": " (3)" }] },
        { "paragraph": [{ "plain": ARABIC }] },
        { "paragraph": all },
        { "note": named.map(told).concat() },
        { "meter": { "label": TEAM, "percent": 40, "words": unbroken } },
        { "buttons": [{ "act": "1:a", "label": TURNED }, { "act": "1:b", "label": unbroken }, { "act": "1:c", "label": PICTURES }] },
    ] })
}

async fn draw_names_and_look(window: Window) {
    let cairn = Cairn::in_memory();
    let Some(page) = Page::open(&cairn).await else {
        return;
    };
    page.window(window, 1).await;
    page.go("Ana", "team").await;
    let draw = format!(
        "const done = arguments[arguments.length - 1];
         import('/playground/card.js').then(({{ card }}) => {{
           const message = document.createElement('li');
           message.className = 'message';
           message.append(document.createElement('div'), card({{ card: {} }}, 'Ana', () => null));
           document.getElementById('messages').append(message);
           message.scrollIntoView();
           done(true);
         }});",
        names()
    );
    page.browser.script_later(&draw).await;
    page.sees("Thanks to").await;
    page.is_in_order().await;
    page.is_quiet().await;
}

#[tokio::test]
async fn names_in_any_writing_stay_in_their_place() {
    draw_names_and_look(Window::Desktop).await;
}

#[tokio::test]
async fn names_in_any_writing_stay_in_their_place_on_a_phone() {
    draw_names_and_look(Window::Phone).await;
}

#[tokio::test]
async fn what_people_write_in_any_writing_stays_in_its_place() {
    write_and_look(Window::Desktop).await;
}

#[tokio::test]
async fn what_people_write_in_any_writing_stays_in_its_place_on_a_phone() {
    write_and_look(Window::Phone).await;
}
