// The clock: what time it is here, what comes next, and how to get there. A clock beside a real
// platform can't be moved, and a game that is kept is not begun anew.

import { announce, at, busy, make, redraw } from "./dom.js";
import { day, hour, moment, momentOf, nextWeekday, wall, weekdayHour } from "./time.js";

// The earliest time to come that a message names, with the words it stands in.
function nextNamed(messages, now) {
  const named = messages.flatMap((seen) => (seen.card?.blocks ?? []).flatMap((value) => {
    const text = value.note ?? value.paragraph ?? [];
    return text.filter((span) => Date.parse(span.moment) > Date.parse(now)).map((span) => ({ to: span.moment, where: seen.channel, words: before(text, span) }));
  }));
  return named.sort((one, other) => Date.parse(one.to) - Date.parse(other.to))[0];
}

// The words right before a time: "Answered by 3 so far · closes" has "closes".
function before(text, span) {
  const plain = text.slice(0, text.indexOf(span)).map((value) => Object.values(value)[0]).join("");
  return plain.split("·").at(-1).trim();
}

// Where everybody lives and what time it is there.
function drawZones(people, now) {
  redraw(at("zones"), ...people.map(({ name, zone }) => make("li", {},
    make("span", {}, `${name}, ${zone.split("/").at(-1).replaceAll("_", " ")}`), " ",
    make("time", { datetime: now }, weekdayHour(now, zone)))));
}

const TUESDAY = 2;

// What is offered to go to: the next Tuesday morning, unless somebody has written another time.
function drawGoal(now) {
  const goal = at("to");
  goal.min = wall(now);
  if (document.activeElement !== goal && !(goal.value > goal.min)) goal.value = wall(nextWeekday(now, TUESDAY, "09:30"));
}

export function drawClock({ now, people, messages, can_travel, can_reset }) {
  drawZones(people, now);
  drawGoal(now);
  at("go").hidden = !can_travel;
  at("now").textContent = hour(now);
  at("now").dateTime = now;
  at("today").textContent = `${day(now)}, ${hour(now)}`;
  const next = can_travel ? nextNamed(messages, now) : null;
  at("next").hidden = !next;
  if (next) {
    at("next").dataset.to = next.to;
    at("next-words").replaceChildren(next.where ? `# ${next.where} ` : "", make("bdi", {}, next.words), ` ${moment(next.to)}`);
  }
  at("journeys").hidden = !can_travel;
  at("clock-note").textContent = can_travel
    ? "What falls due on the way happens at its own hour."
    : "A real workspace is connected, so this clock follows real time.";
  at("reset").hidden = !can_reset;
}

const HOUR = 3600e3;
const MONDAY = 1;

function destination({ dataset }, now) {
  if (dataset.to) return new Date(Date.parse(dataset.to) + 1000);
  return dataset.hours ? new Date(Date.parse(now) + dataset.hours * HOUR) : nextWeekday(now, MONDAY, "09:00");
}

// `now` tells the time, `travel` moves it, `begin` begins anew.
export function bindClock({ now, travel, begin }) {
  const roomy = matchMedia("(min-width: 46.01rem) and (min-height: 44rem)");
  // In a small window it is folded unless it is used, so that the rest has the room.
  const fold = () => { at("clock").open = roomy.matches; };
  const go = (button, to) => busy(button, async () => {
    if (!(await travel(to))) return;
    announce(`It is now ${at("today").textContent}.`);
    fold();
    if (button.hidden || !at("clock").open) at("clock").querySelector("summary").focus();
  });
  at("journeys").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) go(button, destination(button, now()));
  });
  at("go").addEventListener("submit", (event) => {
    event.preventDefault();
    if (at("to").value) go(at("go-send"), momentOf(at("to").value));
  });
  at("reset").addEventListener("click", () => busy(at("reset"), async () => { await begin(); fold(); }));
  roomy.addEventListener("change", fold);
  fold();
}
