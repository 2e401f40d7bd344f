// The page of the playground: shows what the server says this person sees, sends what she does.

import { at, trouble } from "./dom.js";
import { act, listen, post, snapshot } from "./server.js";
import { HOME, about, drawPeople, drawPlaces } from "./places.js";
import { drawMessages } from "./messages.js";
import { bindClock, drawClock } from "./clock.js";
import { bindComposer, drawComposer } from "./composer.js";
import { bindForm, openForm } from "./form.js";
import { answersOf, openChoices } from "./colleagues.js";
import { bindLooks } from "./looks.js";
import { useZone } from "./time.js";

// Who plays and where stands in the address, so that a reload, a second tab and *back* keep it.
const FIRST = { person: "Ana", channel: "team" };
const view = { ...FIRST };
// What a person sees, as the server said it last, and who that is.
let shown = null;

function readAddress() {
  const [person, channel] = location.hash.slice(1).split("/");
  view.person = person || FIRST.person;
  view.channel = person && !channel ? null : channel || FIRST.channel;
}

// Turns to another person, another place or both, from what the page is turned to already: what is
// drawn may still be what it was turned to before.
function turnTo(change) {
  Object.assign(view, change);
  location.hash = `#${view.person}/${view.channel ?? ""}`;
}

// ---- Drawing

const EMPTY = {
  channel: (isAdmin) => isAdmin
    ? ["Nothing here yet. Write ", "/cairn ask", " below to put a check-in here."]
    : ["Nothing here yet. An admin puts check-ins here: be Ada (above), and write /cairn ask."],
  home: ["Nothing here yet. Cairn fills this page."],
  direct: ["Nothing here yet. Write “practice” below, and Cairn asks you one to three questions."],
};

function draw() {
  const { people, messages } = shown;
  const { person, channel } = view;
  useZone(zoneOf(person));
  const isAdmin = people.find(({ name }) => name === person)?.role === "admin";
  drawPeople(people, person, (name) => turnTo({ person: name }));
  const waiting = drawPlaces(shown, person, channel, (place) => turnTo({ channel: place }));
  document.title = `${waiting ? `(${waiting}) ` : ""}Cairn playground`;
  drawClock(shown);
  at("place").textContent = channel === HOME ? "Home" : channel === null ? "Cairn" : `# ${channel}`;
  at("place-note").textContent = about(person, channel);
  const isHome = channel === HOME;
  for (const part of [at("say"), document.querySelector(".hints")]) part.hidden = isHome;
  drawComposer(channel, isAdmin, colleaguesHint());
  at("messages").dataset.person = person;
  at("messages").inert = false;
  const here = isHome ? [shown.home].filter(Boolean) : messages.filter((seen) => seen.channel === channel);
  drawMessages(`${shown.game} ${person} ${channel}`, here, {
    press: (button) => perform({ press: button }),
    use: isHome ? null : (act, message) => perform({ shortcut: { act, message } }),
    empty: isHome ? EMPTY.home : channel === null ? EMPTY.direct : EMPTY.channel(isAdmin),
    isOwnDeed: deeds.size > 0,
  });
}

// Offered once for each check-in: who has answered has answered.
function colleaguesHint() {
  const open = openChoices(shown.messages.filter((seen) => view.channel !== null && seen.channel === view.channel));
  const key = `${shown.game} ${open?.id}`;
  if (!open || asked.has(key)) return [];
  const channel = view.channel;
  return [["Let five colleagues answer", () => doing(async () => {
    asked.add(key);
    for (const { who, choice } of answersOf(shown.colleagues, open)) await act(who, channel, { press: choice.act });
  })]];
}

const asked = new Set();

// Where somebody lives; unknown until the first look.
const zoneOf = (person) => shown?.people.find(({ name }) => name === person)?.zone;

// ---- Looking

let looking = null;
let lookAgain = false;

// Looks at what stands now. What changes meanwhile is looked at once more, so that the newest is
// what is shown.
async function refresh() {
  lookAgain = true;
  looking ??= (async () => {
    while (lookAgain) {
      lookAgain = false;
      const person = view.person;
      const found = await snapshot(person);
      if (person !== view.person) lookAgain = true;
      else if (found) show({ ...found, person });
      else if (!zoneOf(person) && person !== FIRST.person) turnTo(FIRST);
    }
    looking = null;
  })();
  await looking;
}

function show(found) {
  shown = found;
  if (view.channel === null || view.channel === HOME || found.channels.includes(view.channel)) draw();
  else turnTo(FIRST);
}

// The address is another one. What is known of who is played is shown at once; what was drawn for
// somebody else can't be pressed any more.
function turned() {
  readAddress();
  if (shown?.person === view.person) show(shown);
  else at("messages").inert = true;
  refresh();
  openHome();
}

// ---- Doing

// What this person is doing, and has done so lately that what changes is the answer to it.
const deeds = new Set();
const ANSWERED_WITHIN = 2000;

async function doing(work) {
  const deed = Symbol("deed");
  deeds.add(deed);
  const outcome = await work();
  await refresh();
  setTimeout(() => deeds.delete(deed), ANSWERED_WITHIN);
  return outcome;
}

const whoAndWhere = () => ({ ...view });

// Does something as the person who is played, or from where somebody was: what was begun there ends
// there, also when somebody else is played meanwhile. A form opens only while who asked for it is
// played; one that is open goes on.
async function perform(deed, from = whoAndWhere()) {
  const { person, channel } = from;
  const isHome = channel === HOME;
  const answer = await doing(() => act(person, isHome ? null : channel, deed, { home: isHome, zone: zoneOf(person) }));
  if (answer?.untaken && !at("form").open) trouble(answer.untaken);
  if (answer?.form && (person === view.person || at("form").open)) {
    const people = [...shown.people.map(({ name }) => name), ...shown.colleagues];
    openForm(answer.form, { channels: shown.channels, people, from });
  }
  return answer;
}

const say = async (words, from) => (await perform({ say: words }, from)) !== null;

const travel = async (to) => (await doing(() => post("/playground/travel", { to: to.toISOString() }))) !== null;

async function begin() {
  if ((await doing(() => post("/playground/reset", {}))) !== null) turnTo(FIRST);
}

// Cairn hears when the home page is opened, as other platforms tell it.
function openHome() {
  if (view.channel === HOME) perform("home");
}

// ---- Light and dark: as the system has it, until somebody chooses.

function theme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (localStorage.getItem("cairn-theme") ?? (system.matches ? "dark" : "light")) === "dark";
  const apply = () => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    at("theme").setAttribute("aria-pressed", String(isDark()));
  };
  at("theme").addEventListener("click", () => {
    localStorage.setItem("cairn-theme", isDark() ? "light" : "dark");
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}

theme();
readAddress();
openHome();
bindClock({ now: () => shown.now, travel, begin });
bindComposer(whoAndWhere, say);
bindForm(perform);
bindLooks(() => shown && draw());
at("skip").addEventListener("click", (event) => { event.preventDefault(); at("words").focus(); });
at("trouble-close").addEventListener("click", () => trouble(null));
addEventListener("hashchange", turned);
listen(refresh, (lives) => { at("lost").hidden = lives; });
