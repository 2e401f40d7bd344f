// Draws what Cairn says: a card's blocks and the spans of its texts.

import { busy, make } from "./dom.js";
import { agreed } from "./confirm.js";
import { moment } from "./time.js";

// Each piece has its own direction of writing: what somebody wrote from right to left, or with signs
// that turn the direction, moves nothing that stands beside it.
const piece = (tag, attributes, words) => make(tag, { ...attributes, dir: "auto" }, words);

function span(value) {
  const [kind, body] = Object.entries(value)[0];
  switch (kind) {
    case "strong": return piece("strong", {}, body);
    case "emphasis": return piece("em", {}, body);
    case "person": return piece("strong", { class: "mention" }, `@${body}`);
    case "channel": return piece("strong", { class: "mention" }, `#${body}`);
    case "link": return link(body);
    case "moment": return make("time", { datetime: body }, moment(body));
    default: return make("bdi", {}, body);
  }
}

function link({ text, url }) {
  if (!url.startsWith("https://")) return make("bdi", {}, text);
  return piece("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

// The lines of a text. One that begins with a letter of a choice hangs under it.
function lines(text) {
  const all = [[]];
  for (const value of text) {
    const [kind, body] = Object.entries(value)[0];
    const parts = kind === "plain" ? body.split("\n") : [null];
    parts.forEach((part, place) => {
      if (place > 0) all.push([]);
      if (part === null) all.at(-1).push(value);
      else if (part) all.at(-1).push({ plain: part });
    });
  }
  return all.map((line) => (isLettered(line) ? lettered(line) : lineOf("line", line)));
}

// What is one piece begins on the side on which its writing begins.
const lineOf = (kind, [first, ...rest]) => (!rest.length && first?.plain !== undefined
  ? piece("span", { class: kind }, first.plain)
  : make("span", { class: kind }, ...[first, ...rest].filter(Boolean).map(span)));

const isLettered = ([first]) => first?.strong?.length === 1;
const lettered = ([letter, ...rest]) => make("span", { class: "line lettered" }, span(letter), lineOf(null, rest));

// Lines stand as lines also for who copies or hears them.
const words = (kind, text) => make("p", { class: kind }, ...lines(text));

function meter({ label, percent, words }) {
  return make("div", { class: "meter" },
    make("strong", {}, make("bdi", {}, label)),
    make("meter", { min: 0, max: 100, value: percent, "aria-label": `${label}: ${words}` }),
    make("small", {}, make("bdi", {}, words)));
}

function buttons(all, press) {
  return make("div", { class: "buttons" }, ...all.map(({ act, label, description, emphasis, confirm }) => {
    // What is read out must hold what can be seen, for who speaks to press; else it is added.
    const holdsLabel = description?.startsWith(label);
    const button = make("button", {
      type: "button",
      dir: "auto",
      class: emphasis ?? "usual",
      "aria-label": holdsLabel && description,
      "aria-description": !holdsLabel && description,
      onclick: async () => { if (await agreed(confirm)) await busy(button, () => press(act)); },
    }, label);
    return button;
  }));
}

// A picture is drawn by the server; as an image nothing in it can run. Its words are read out.
const picture = ({ alt }, svg) =>
  svg ? make("img", { class: "picture", src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt }) : make("p", { class: "note" }, alt);

// All blocks of what was said, its pictures in their order.
export function card({ card: { blocks, accent }, pictures, file, id }, person, press) {
  const left = [...(pictures ?? [])];
  const drawn = blocks.map((value) => (value.picture ? picture(value.picture, left.shift()) : block(value, press)));
  const handed = file && make("p", { class: "handed" },
    make("a", { href: `/playground/file?as=${encodeURIComponent(person)}&message=${id}`, download: file }, `Download ${file}`));
  return make("div", { class: "card", "data-accent": accent }, ...drawn, handed);
}

// One block; without `press` its buttons are left out.
export function block(value, press) {
  if (value === "divider") return make("hr");
  const [kind, body] = Object.entries(value)[0];
  switch (kind) {
    case "title": return words("title", body);
    case "note": return words("note", body);
    case "meter": return meter(body);
    case "picture": return picture(body);
    case "buttons": return press ? buttons(body, press) : null;
    default: return words("paragraph", body);
  }
}

// The plain words of a block, for who listens.
export function spoken(value) {
  const drawn = block(value);
  if (!drawn) return "";
  return drawn.querySelector("meter")?.ariaLabel ?? [...drawn.children].map((line) => line.textContent).join(", ");
}
