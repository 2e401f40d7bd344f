// The messages of one conversation. Only what has changed is drawn, so that focus, selection and
// a screen reader's place stay.

import { announce, at, busy, make } from "./dom.js";
import { card, spoken } from "./card.js";
import { isBoth, looksOf } from "./looks.js";
import { day, hour } from "./time.js";

// What stands there, by key: what it was drawn from, and its element.
const drawn = new Map();
let conversation = null;

const stones = () => document.querySelector(".brand svg").cloneNode(true);

// A card that says itself that nobody else sees it begins that line with this sign.
const saysAlone = (card) => card?.blocks.some(({ note }) => note?.[0]?.plain?.startsWith("✉"));

// What can be done with any message: found by the keyboard like any button.
const SHORTCUTS = [["1:win-new", "Make this a win"], ["1:news-new", "Collect for the round"]];

const shortcuts = (seen, use) => make("details", { class: "more" },
  make("summary", { "aria-label": `More for the message of ${seen.by}`, title: "More" }, "⋯"),
  make("div", { class: "buttons" }, ...SHORTCUTS.map(([act, label]) => {
    const button = make("button", { type: "button", onclick: () => busy(button, () => use(act, seen.id)) }, label);
    return button;
  })));

function message(seen, { press, use, person }) {
  const isWhisper = seen.alone && seen.channel !== null;
  const remarks = [isWhisper && !saysAlone(seen.card) && "only you see this", seen.edited && "edited"].filter(Boolean).join(" · ");
  return make("li", { id: `message-${seen.id}`, class: isWhisper ? "message alone" : "message", tabindex: -1 },
    make("div", { class: seen.card ? "face cairn" : "face", "aria-hidden": "true" }, seen.card ? stones() : seen.by[0]),
    make("div", { class: "said" },
      make("p", { class: "who" },
        make("strong", { dir: "auto" }, seen.by),
        make("time", { datetime: seen.at }, hour(seen.at)),
        remarks ? make("span", {}, remarks) : null),
      seen.card
        ? card(seen, person, press)
        : make("p", { class: "words", dir: "auto" }, seen.words),
      seen.card && isBoth() ? looksOf(seen, person) : null,
      use ? shortcuts(seen, use) : null));
}

// Messages with a line before each day.
function entries(messages, hands) {
  let last = null;
  return messages.flatMap((seen) => {
    const today = day(seen.at);
    const line = { key: `day ${today}`, text: today, build: () => make("li", { class: "day" }, make("h3", {}, today)) };
    const entry = { key: seen.id, seen, text: `${isBoth()} ${JSON.stringify(seen)}`, build: () => message(seen, hands) };
    const both = today === last ? [entry] : [line, entry];
    last = today;
    return both;
  });
}

// What a person who listens has not heard of a message yet; nothing for a count that moved.
function unheard(seen, before) {
  if (!seen.card) return `${seen.by}: ${seen.words}`;
  const known = new Set(before?.card?.blocks.map((value) => JSON.stringify(value)));
  const fresh = seen.card.blocks.filter((value) => !known.has(JSON.stringify(value)));
  return before && fresh.length < 2 ? "" : `Cairn: ${fresh.map(spoken).filter(Boolean).join(" ")}`;
}

// Puts a new element in the place of the old one; a focus in it goes to the button of the same
// name, else to the message as a whole.
function replace(old, element) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(element);
  if (!focused) return;
  const same = [...element.querySelectorAll("button:enabled")].find((button) => button.textContent === focused.textContent);
  (same ?? element).focus({ preventScroll: true });
}

// Takes away what does not stand there any more.
function clear(keys) {
  for (const [key, { element }] of drawn) {
    if (!keys.has(key)) { element.remove(); drawn.delete(key); }
  }
}

// Draws one entry if it is not drawn as it should be; says whether it was new or changed.
function drawEntry({ key, text, seen, build }) {
  const old = drawn.get(key);
  if (old?.text === text) return { element: old.element };
  const element = build();
  if (old) replace(old.element, element);
  drawn.set(key, { text, seen, element });
  return { element, isNew: !old, isChanged: Boolean(old), heard: seen ? unheard(seen, old?.seen) : "" };
}

// Draws a conversation. `isOwnDeed`: what is new answers what this person has just done.
export function drawMessages(name, messages, { press, use, empty, isOwnDeed }) {
  const list = at("messages");
  const isOther = conversation !== name;
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  if (isOther) { list.replaceChildren(); drawn.clear(); conversation = name; }
  list.querySelector(".empty")?.remove();

  const wanted = entries(messages, { press, use, person: list.dataset.person });
  clear(new Set(wanted.map(({ key }) => key)));
  let previous = null;
  let first = null;
  const heard = [];
  for (const entry of wanted) {
    const { element, isNew, isChanged, heard: words } = drawEntry(entry);
    const place = previous ? previous.nextSibling : list.firstChild;
    if (place !== element) list.insertBefore(element, place);
    previous = element;
    if (isOther || !(isNew || isChanged)) continue;
    element.classList.toggle("new", isNew);
    if (isNew || (isOwnDeed && (words || entry.seen?.alone))) first ??= element;
    if (words && entry.seen.by !== at("messages").dataset.person) heard.push(words);
  }
  if (!messages.length) list.append(make("li", { class: "empty" }, ...empty));
  announce(heard.join(" "));
  if (isOther || (first && (wasAtEnd || isOwnDeed))) reveal(list, first ?? previous, previous);
}

// Shows what is new whole; where it is longer than the window, the last of it from its beginning.
function reveal(list, first, last) {
  if (!last) return;
  const top = (element) => element.offsetTop - list.offsetTop - 16;
  const end = list.scrollHeight - list.clientHeight;
  list.scrollTop = end <= top(first) ? end : Math.min(end, top(last));
}
