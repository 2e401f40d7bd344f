// Adaptive Cards, as Teams draws them: the elements of cards that Cairn sends there.

import { make } from "./dom.js";
import { afterPress, link, mention, pictureOfButton, unknown, words } from "./look-parts.js";

// All that is sent. Those whom it names stand beside its body.
export function adaptiveCard({ body, actions, msteams }) {
  const named = new Map((msteams?.entities ?? []).map(({ text, mentioned }) => [text, mentioned.name]));
  const row = actions?.length ? [actionSet(actions)] : [];
  return [...body.map((element) => drawn(element, named)), ...row];
}

function drawn(element, named) {
  const made = plain(element, named);
  if (element.separator) made.classList.add("parted");
  if (element.spacing === "None") made.classList.add("close");
  return made;
}

function plain(element, named) {
  switch (element.type) {
    case "RichTextBlock": return make("p", {}, ...element.inlines.map(run));
    case "TextBlock": return textBlock(element, named);
    case "ActionSet": return actionSet(element.actions);
    case "Container": return container(element, named);
    case "ProgressBar": return make("meter", { min: 0, max: element.max, value: element.value, "aria-label": `${element.value} of ${element.max}` });
    case "Chart.Line": return chart(element);
    case "Table": return table(element, named);
    case "Image": return make("p", { class: "small", dir: "auto" }, element.altText);
    default: return unknown(element);
  }
}

const look = ({ size, isSubtle, color }) =>
  [size === "Small" && "small", isSubtle && "subtle", color === "Attention" && "attention"].filter(Boolean).join(" ") || null;

function run(value) {
  if (value.type !== "TextRun") return unknown(value);
  const { text, weight, italic, selectAction } = value;
  if (selectAction && selectAction.type !== "Action.OpenUrl") return unknown(value);
  const leads = selectAction ? link(text, selectAction.url) : words(text);
  const slanted = italic ? make("em", {}, leads) : leads;
  return make(weight === "Bolder" ? "strong" : "span", { class: look(value) }, slanted);
}

const textBlock = (element, named) =>
  make(element.style === "heading" ? "h5" : "p", { class: look(element) }, ...markdown(element.text, named));

const STYLES = { positive: "primary", destructive: "danger" };
const PRESSED = ["Action.Execute", "Action.Submit", "Action.ToggleVisibility"];

const actionSet = (actions) => make("div", { class: "row" }, ...actions.map((action) => (PRESSED.includes(action.type)
  ? pictureOfButton(action.title, STYLES[action.style] ?? "default", action.tooltip)
  : unknown(action))));

function container({ items, isVisible, style, selectAction }, named) {
  const inner = items.map((item) => drawn(item, named));
  if (isVisible === false) return afterPress("Shown after a press", ...inner);
  if (!selectAction) return make("div", {}, ...inner);
  if (!PRESSED.includes(selectAction.type)) return unknown(selectAction);
  const lines = inner.map((line) => make("span", {}, ...line.childNodes));
  return make("button", { type: "button", disabled: true, class: `wide ${style}`, title: selectAction.tooltip }, ...lines);
}

// An empty cell heads nothing.
function table({ rows, firstRowAsHeaders }, named) {
  const cell = (isHead) => ({ items }) => make(isHead && items.length ? "th" : "td", { scope: isHead && items.length ? "col" : null }, ...items.map((item) => drawn(item, named)));
  return make("table", {}, ...rows.map(({ cells }, place) => make("tr", {}, ...cells.map(cell(firstRowAsHeaders && place === 0)))));
}

// ---- A chart, which Teams draws itself

const WIDTH = 320;
const HEIGHT = 120;

function shape(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function chart({ data, yMin, yMax }) {
  const steps = [...new Set(data.flatMap(({ values }) => values.map(({ x }) => x)))];
  const across = (x) => steps.length < 2 ? WIDTH / 2 : 8 + (steps.indexOf(x) * (WIDTH - 16)) / (steps.length - 1);
  const down = (y) => HEIGHT - 8 - ((y - yMin) * (HEIGHT - 16)) / (yMax - yMin);
  const told = data.map(({ legend, values }) => `${legend}: ${values.map(({ x, y }) => `${x} ${y}`).join(", ")}`);
  const picture = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": told.join("; ") });
  data.forEach(({ values }, place) => {
    const points = values.map(({ x, y }) => `${across(x)},${down(y)}`).join(" ");
    picture.append(shape("polyline", { points, class: `line-${place % 6}` }));
    for (const { x, y } of values) picture.append(shape("circle", { cx: across(x), cy: down(y), r: 3.5, class: `line-${place % 6}` }));
  });
  return make("div", { class: "chart" }, picture,
    make("p", { class: "small" }, ...steps.map((step) => make("bdi", {}, step))),
    make("ul", {}, ...data.map(({ legend }, place) => make("li", { class: `small line-${place % 6}` }, words(legend)))));
}

// ---- Teams' Markdown, in which headings stand and lines that name somebody

const MARKDOWN = /\\(.)|(\*\*|_)|\[((?:\\.|[^\]\\])*)\]\(([^()\s]*)\)|(<at>.*?<\/at>)|&(lt|amp);/gsu;
const SIGNS = { lt: "<", amp: "&" };

function markdown(text, named) {
  const marks = { "**": false, _: false };
  const found = [];
  let plain = "";
  const wrap = (node) => {
    const slanted = marks._ ? make("em", {}, node) : node;
    return marks["**"] ? make("strong", {}, slanted) : slanted;
  };
  const flush = () => {
    if (plain) found.push(wrap(words(plain)));
    plain = "";
  };
  let from = 0;
  for (const { 0: whole, 1: sign, 2: mark, 3: label, 4: url, 5: tag, 6: name, index } of text.matchAll(MARKDOWN)) {
    plain += text.slice(from, index);
    from = index + whole.length;
    if (sign !== undefined) plain += sign;
    else if (name) plain += SIGNS[name];
    else if (tag && !named.has(tag)) plain += tag;
    else {
      flush();
      if (mark) marks[mark] = !marks[mark];
      else found.push(tag ? mention(named.get(tag)) : wrap(link(label.replace(/\\(.)/gu, "$1"), url)));
    }
  }
  plain += text.slice(from);
  flush();
  return found;
}
