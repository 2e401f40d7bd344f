// The clock: what time it is here, what comes next, and how to get there. A clock beside a real
// platform can't be moved, and a game that is kept is not begun anew.

import { announce, at, busy } from "./dom.js";
import { day, hour, moment, nextMonday } from "./time.js";

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

export function drawClock({ now, messages, can_travel, can_reset }) {
  at("now").textContent = hour(now);
  at("now").dateTime = now;
  at("today").textContent = `${day(now)}, ${hour(now)}`;
  const next = can_travel ? nextNamed(messages, now) : null;
  at("next").hidden = !next;
  if (next) {
    at("next").dataset.to = next.to;
    at("next-words").textContent = `${next.where ? `# ${next.where} ` : ""}${next.words} ${moment(next.to)}`;
  }
  at("journeys").hidden = !can_travel;
  at("clock-note").textContent = can_travel
    ? "What falls due on the way happens at its own hour."
    : "A real workspace is connected, so this clock follows real time.";
  at("reset").hidden = !can_reset;
}

const HOUR = 3600e3;

function destination({ dataset }, now) {
  if (dataset.to) return new Date(Date.parse(dataset.to) + 1000);
  return dataset.hours ? new Date(Date.parse(now) + dataset.hours * HOUR) : nextMonday(now);
}

// `now` tells the time, `travel` moves it, `begin` begins anew.
export function bindClock({ now, travel, begin }) {
  const roomy = matchMedia("(min-width: 46.01rem) and (min-height: 44rem)");
  // In a small window it is folded unless it is used, so that the rest has the room.
  const fold = () => { at("clock").open = roomy.matches; };
  at("journeys").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    busy(button, async () => {
      if (!(await travel(destination(button, now())))) return;
      announce(`It is now ${at("today").textContent}.`);
      fold();
      if (button.hidden || !at("clock").open) at("clock").querySelector("summary").focus();
    });
  });
  at("reset").addEventListener("click", () => busy(at("reset"), async () => { await begin(); fold(); }));
  roomy.addEventListener("change", fold);
  fold();
}
