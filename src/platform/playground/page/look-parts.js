// What the drawings of other platforms' cards share. Text goes in as text only, and nothing that is
// not known is left out.

import { make } from "./dom.js";

// Words of any writing, which move nothing beside them.
export const words = (text) => make("bdi", {}, String(text ?? ""));

// What this page does not know how to draw stands there as it is sent.
export const unknown = (value) => make("span", { class: "unknown" },
  make("strong", {}, "Not known here: "), make("code", { dir: "ltr" }, JSON.stringify(value)));

// A link leads to a page or is only its words.
export function link(text, url) {
  if (!/^https?:\/\//.test(url)) return words(text);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, text);
}

export const mention = (name) => make("strong", { class: "mention", dir: "auto" }, name);

// A button as it looks: it is pressed in the playground's own card.
export const pictureOfButton = (label, look, spoken) =>
  make("button", { type: "button", disabled: true, dir: "auto", class: look, "aria-label": spoken?.startsWith(label) && spoken, title: spoken }, label);

// What shows only after a press.
export const afterPress = (said, ...children) =>
  make("div", { class: "after" }, make("small", {}, said), ...children);
