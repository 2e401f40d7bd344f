// The page of the playground: shows what the server says this person sees, sends what she does.

import { at, trouble } from "./dom.js";
import { act, listen, post, snapshot } from "./server.js";
import { HOME, about, drawPeople, drawPlaces } from "./places.js";
import { drawMessages } from "./messages.js";
import { bindClock, drawClock } from "./clock.js";
import { bindComposer, drawComposer } from "./composer.js";
import { bindForm, openForm } from "./form.js";
import { answersOf, openChoices } from "./colleagues.js";
import { useZone } from "./time.js";

// Who plays and where stands in the address, so that a reload, a second tab and *back* keep it.
const view = { person: "Ana", channel: "team" };
let shown = null;

function readAddress() {
  const [person, channel] = location.hash.slice(1).split("/");
  view.person = person || "Ana";
  view.channel = person && !channel ? null : channel || "team";
}

const address = (person, channel) => `#${person}/${channel ?? ""}`;
const turnTo = (person, channel) => { location.hash = address(person, channel); };

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
  useZone(people.find(({ name }) => name === person).zone);
  const isAdmin = people.find(({ name }) => name === person)?.role === "admin";
  drawPeople(people, person, (name) => turnTo(name, channel));
  const waiting = drawPlaces(shown, person, channel, (place) => turnTo(person, place));
  document.title = `${waiting ? `(${waiting}) ` : ""}Cairn playground`;
  drawClock(shown);
  at("place").textContent = channel === HOME ? "Home" : channel === null ? "Cairn" : `# ${channel}`;
  at("place-note").textContent = about(person, channel);
  const isHome = channel === HOME;
  for (const part of [at("say"), document.querySelector(".hints")]) part.hidden = isHome;
  drawComposer(person, channel, isAdmin, (words) => say(words, { person, channel }), colleaguesHint());
  at("messages").dataset.person = person;
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
      else if (found) show(found);
      else if (!shown && person !== "Ana") turnTo("Ana", "team");
    }
    looking = null;
  })();
  await looking;
}

function show(found) {
  shown = found;
  if (view.channel === null || view.channel === HOME || found.channels.includes(view.channel)) draw();
  else turnTo("Ana", "team");
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

async function perform(deed, { person, channel } = view) {
  const isHome = channel === HOME;
  const answer = await doing(() => act(person, isHome ? null : channel, deed, isHome));
  if (answer?.untaken && !at("form").open) trouble(answer.untaken);
  if (answer?.form) openForm(answer.form, shown.channels, [...shown.people.map(({ name }) => name), ...shown.colleagues]);
  return answer;
}

// Words go to where they were written, also when somebody else is played meanwhile.
const say = async (words, from) => (await perform({ say: words }, from)) !== null;

const travel = async (to) => (await doing(() => post("/playground/travel", { to: to.toISOString() }))) !== null;

async function begin() {
  if ((await doing(() => post("/playground/reset", {}))) !== null) turnTo("Ana", "team");
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
bindComposer();
bindForm(perform);
at("skip").addEventListener("click", (event) => { event.preventDefault(); at("words").focus(); });
at("trouble-close").addEventListener("click", () => trouble(null));
addEventListener("hashchange", () => { readAddress(); refresh(); openHome(); });
listen(refresh, (lives) => { at("lost").hidden = lives; });
