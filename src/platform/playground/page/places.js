// Who plays, where they are, and what they have not seen yet.

import { at, make, redraw } from "./dom.js";

// The home page stands among the places; no channel bears this name.
export const HOME = "~home";

const WHERE_IT_STANDS = "cairn-seen";
// The newest message that was seen, by game, person and conversation; kept while the tab is open.
const newest = new Map(Object.entries(JSON.parse(sessionStorage.getItem(WHERE_IT_STANDS) ?? "{}")));

export function drawPeople(people, current, become) {
  redraw(at("people"), ...people.map(({ name, role }) => make("button", {
    type: "button", "data-key": name, "aria-pressed": String(name === current), onclick: () => become(name),
  }, name, make("small", {}, ` ${role}`))));
}

// Draws the conversations, marks the current one as seen, and returns how many messages wait in
// the others.
export function drawPlaces({ game, channels, messages }, person, current, go) {
  const waiting = (channel) => {
    const key = `${game} ${person} ${channel}`;
    const here = messages.filter((seen) => seen.channel === channel);
    if (channel === current) newest.set(key, Math.max(0, ...here.map((seen) => seen.id)));
    return here.filter((seen) => seen.id > (newest.get(key) ?? 0) && seen.by !== person).length;
  };
  const entry = (label, channel) => {
    const count = waiting(channel);
    const badge = count ? make("span", { class: "count" }, String(count), make("span", { class: "unseen" }, " new")) : null;
    return [count, make("li", {}, make("button", {
      type: "button", "data-key": label, "aria-current": channel === current && "page", class: count ? "waits" : null, onclick: () => go(channel),
    }, make("span", {}, label), badge))];
  };
  const all = channels.map((channel) => entry(`# ${channel}`, channel));
  const direct = entry("Cairn", null);
  const home = make("li", {}, make("button", {
    type: "button", "data-key": "Home", "aria-current": current === HOME && "page", onclick: () => go(HOME),
  }, make("span", {}, "Home")));
  redraw(at("channels"), ...all.map(([, element]) => element));
  redraw(at("direct"), direct[1], home);
  document.querySelector(".places [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  sessionStorage.setItem(WHERE_IT_STANDS, JSON.stringify(Object.fromEntries(newest)));
  return [...all, direct].reduce((sum, [count]) => sum + count, 0);
}

const IN_CHANNEL = {
  Ana: "You are Ana. Answer with one tap: nobody else sees what is marked “only you see this”.",
  Marek: "You are Marek, Ana’s manager. You see how many have answered, never who or what. Ada can let you ask here.",
  Ada: "You are Ada, an admin. Write /cairn ask to put a check-in here, or let Marek do it.",
};

// What a newcomer should know about where she is.
export const about = (person, channel) =>
  channel === HOME ? `What Cairn has for ${person}. Nobody else sees it.` :
  channel === null ? `The direct conversation of ${person} and Cairn. Nobody else sees it.` : IN_CHANNEL[person] ?? "";
