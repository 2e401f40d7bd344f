// Block Kit, as Slack draws it: the blocks of messages and home pages that Cairn sends there.

import { make } from "./dom.js";
import { afterPress, link, mention, pictureOfButton, unknown, words } from "./look-parts.js";
import { moment } from "./time.js";

// All that is sent: blocks, and those along a bar of colour.
export const blockKit = ({ blocks, attachments }, around) => [
  ...blocks.map((block) => drawn(block, around)),
  ...(attachments ?? []).map((attachment) => along(attachment, around)),
];

function along({ color, blocks }, around) {
  const element = make("div", { class: "along" }, ...blocks.map((block) => drawn(block, around)));
  if (/^#[0-9a-f]{6}$/i.test(color)) element.style.setProperty("--along", color);
  return element;
}

function drawn(block, around) {
  switch (block.type) {
    case "header": return make("h5", { dir: "auto" }, block.text.text);
    case "divider": return make("hr");
    case "rich_text": return make("div", {}, ...block.elements.map((element) => section(element, around)));
    case "context": return make("p", { class: "small" }, ...block.elements.flatMap((element) => context(element, around)));
    case "actions": return actions(block);
    case "image": return image(block, around);
    default: return unknown(block);
  }
}

const section = (element, around) => (element.type === "rich_text_section"
  ? make("p", {}, ...element.elements.map((run) => inline(run, around)))
  : unknown(element));

function inline(run, { names }) {
  switch (run.type) {
    case "text": return styled(run);
    case "user": return mention(`@${names[run.user_id] ?? run.user_id}`);
    case "channel": return mention(`#${names[run.channel_id] ?? run.channel_id}`);
    case "link": return link(run.text ?? run.url, run.url);
    case "date": return time(run.timestamp);
    default: return unknown(run);
  }
}

function styled({ text, style }) {
  const inner = style?.italic ? make("em", { dir: "auto" }, text) : words(text);
  return style?.bold ? make("strong", { dir: "auto" }, inner) : inner;
}

const time = (seconds) => {
  const at = new Date(Number(seconds) * 1000).toISOString();
  return make("time", { datetime: at }, moment(at));
};

function context(element, around) {
  switch (element.type) {
    case "plain_text": return [words(element.text)];
    case "mrkdwn": return mrkdwn(element.text, around);
    default: return [unknown(element)];
  }
}

// A picture that Cairn uploads is the one that it draws here too.
function image({ slack_file, alt_text }, { pictures }) {
  const svg = pictures[Number(slack_file?.id?.slice(1)) - 1];
  if (!svg) return make("p", { class: "small", dir: "auto" }, alt_text);
  return make("img", { class: "picture", src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: alt_text });
}

function actions({ elements }) {
  const isButton = ({ type }) => type === "button";
  const buttons = elements.map((element) => (isButton(element)
    ? pictureOfButton(element.text.text, element.style ?? "default", element.accessibility_label)
    : unknown(element)));
  const asked = elements.filter((element) => isButton(element) && element.confirm);
  return make("div", {}, make("div", { class: "row" }, ...buttons), ...asked.map(({ text, confirm }) => confirmation(text.text, confirm)));
}

const confirmation = (label, { title, text, confirm, deny, style }) => afterPress(make("bdi", {}, `Asked after “${label}”`),
  make("p", {}, make("strong", { dir: "auto" }, title.text)),
  make("p", { dir: "auto" }, text.text),
  make("div", { class: "row" }, pictureOfButton(deny.text, "default"), pictureOfButton(confirm.text, style ?? "primary")));

// ---- Slack's old markup, in which small notes stand

const MARKUP = /<([^<>]*)>|([*_])/g;
const SIGNS = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const unescaped = (text) => text.replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS[sign]);

// Only marks are `*` and `_` there: Cairn writes every other one as a date that can't be formatted.
function mrkdwn(text, around) {
  const marks = { "*": false, _: false };
  const found = [];
  const push = (node) => found.push(["*", "_"].reduce((inner, mark) => (
    marks[mark] ? make(mark === "*" ? "strong" : "em", {}, inner) : inner), node));
  let from = 0;
  for (const { 0: whole, 1: inside, 2: mark, index } of text.matchAll(MARKUP)) {
    if (index > from) push(words(unescaped(text.slice(from, index))));
    if (mark) marks[mark] = !marks[mark];
    else push(reference(inside, around));
    from = index + whole.length;
  }
  if (from < text.length) push(words(unescaped(text.slice(from))));
  return found;
}

// What stands between `<` and `>`.
function reference(inside, { names }) {
  const [what, ...rest] = inside.split("|");
  const label = rest.length ? unescaped(rest.join("|")) : null;
  const id = what.slice(1);
  if (what.startsWith("@")) return mention(`@${names[id] ?? id}`);
  if (what.startsWith("#")) return mention(`#${names[id] ?? id}`);
  if (!what.startsWith("!date^")) return what.startsWith("!") ? unknown(inside) : link(label ?? unescaped(what), unescaped(what));
  const [, seconds, format] = what.split("^");
  return format.includes("{date") ? time(seconds) : words(label);
}
