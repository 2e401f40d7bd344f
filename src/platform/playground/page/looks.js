// How cards are drawn: as here alone, or also as Slack and Teams draw them, side by side, from what
// Cairn would really send there. Kept while the page is open.

import { at, make } from "./dom.js";
import { adaptiveCard } from "./adaptive-card.js";
import { blockKit } from "./block-kit.js";
import { drawnElsewhere } from "./server.js";

let both = false;

export const isBoth = () => both;

// `redraw` draws the conversation anew.
export function bindLooks(redraw) {
  at("looks").addEventListener("click", ({ target }) => {
    const chosen = target.closest("button");
    if (!chosen) return;
    both = chosen.dataset.look === "both";
    for (const button of at("looks").children) button.setAttribute("aria-pressed", String(button === chosen));
    at("messages").classList.toggle("both", both);
    redraw();
  });
}

function panel(platform, sent, drawn) {
  const what = `What ${platform} is sent`;
  return make("div", { class: `look ${platform.toLowerCase()}`, role: "group", "aria-label": `As ${platform} draws it` },
    make("h4", {}, platform),
    make("div", { class: "sheet" }, ...drawn),
    make("details", { class: "json" },
      make("summary", { "aria-label": `JSON for ${platform}` }, "JSON"),
      make("pre", { tabindex: 0, role: "group", "aria-label": what, dir: "ltr" }, JSON.stringify(sent, null, 2))));
}

// Both drawings of what Cairn said, as soon as they are there.
export function looksOf({ id, pictures }, person) {
  const place = make("div", { class: "looks-of", "aria-busy": "true" });
  drawnElsewhere(person, id).then((found) => {
    place.removeAttribute("aria-busy");
    if (!found) return place.replaceChildren(make("p", { class: "note" }, "It can’t be drawn now."));
    const { slack, teams, names } = found;
    return place.replaceChildren(
      panel("Slack", slack, blockKit(slack, { names, pictures })),
      panel("Teams", teams, adaptiveCard(teams)));
  });
  return place;
}
