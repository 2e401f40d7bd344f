// Forms: what a chat platform opens as a window of its own. Enter sends, Escape closes, and the
// focus goes back to where it was.

import { at, busy, make } from "./dom.js";
import { block } from "./card.js";

let open = null;
// The channels that can be chosen.
let channels = [];
// The people who can be named.
let people = [];
// Who asked for it, and where: so what is sent is theirs, whoever is played meanwhile.
let from;
// The message it was opened from: its buttons may be drawn anew meanwhile.
let opener = null;

const idOf = (ask) => `field-${ask.id}`;
const kindOf = (ask) => Object.keys(ask.input)[0];

// Where nothing must be filled in this is said once, above, and not at each.
const isAllOptional = () => asks().length > 1 && asks().every((ask) => ask.optional);

function field(ask) {
  const id = idOf(ask);
  const hint = ask.hint ? make("small", { id: `${id}-hint` }, ask.hint) : null;
  const error = make("p", { id: `${id}-error`, class: "error", hidden: true });
  const described = `${id}-error${hint ? ` ${id}-hint` : ""}`;
  const label = ask.optional && !isAllOptional() ? `${ask.label} (if you like)` : ask.label;
  if (isBoxes(ask)) {
    return make("fieldset", { class: "field", id, "aria-describedby": described, tabindex: -1 },
      make("legend", {}, label), ...boxes(ask).map((option) => choice(ask, option)), hint, error);
  }
  const left = ask.input.words ? make("small", { id: `${id}-left`, class: "left" }) : null;
  const element = control(ask, { id, "aria-describedby": left ? `${described} ${id}-left` : described, "aria-required": String(!ask.optional) });
  if (left) {
    // UTF-16 units, as `maxlength` and Cairn count them.
    const count = () => { left.textContent = `${ask.input.words.max - element.value.length} characters left`; };
    element.addEventListener("input", count);
    count();
  }
  return make("div", { class: "field" }, make("label", { for: id }, label), element, left, hint, error);
}

const isBoxes = (ask) => kindOf(ask) === "several" || kindOf(ask) === "people";
const boxes = (ask) => ask.input.several?.options ?? people.map((id) => ({ id, label: id }));

const choice = (ask, { id, label }) =>
  make("label", { class: "check" }, make("input", { type: "checkbox", value: id, name: ask.id, checked: (ask.input.several ?? ask.input.people).initial.includes(id), onchange: (event) => keepWithin(ask, event.target) }), make("span", { dir: "auto" }, label));

// Of people so many can be chosen and no more.
function keepWithin(ask, box) {
  const most = ask.input.people?.most;
  const all = at(idOf(ask)).querySelectorAll("input:checked");
  if (most && all.length > most) {
    box.checked = false;
    showError(ask, `At most ${most} can be chosen.`);
  } else if (most) showError(ask, null);
}

const menu = (common, options, initial) => make("select", common, make("option", { value: "" }, "Choose …"),
  ...options.map(({ id, label }) => make("option", { value: id, selected: id === initial }, label)));


function control(ask, common) {
  const [kind, input] = Object.entries(ask.input)[0];
  switch (kind) {
    case "number": return make("input", { ...common, inputmode: "numeric", autocomplete: "off", placeholder: `${input.min} to ${input.max}` });
    case "one": return menu(common, input.options, input.initial);
    case "channel": return menu(common, channels.map((id) => ({ id, label: `# ${id}` })), input.initial);
    case "date": return make("input", { ...common, type: "date", value: input.initial });
    default: return input.long
      ? make("textarea", { ...common, dir: "auto", rows: 4, maxlength: input.max, placeholder: input.example }, input.initial)
      : make("input", { ...common, dir: "auto", maxlength: input.max, value: input.initial, placeholder: input.example, autocomplete: "off" });
  }
}

function value(ask) {
  const element = at(idOf(ask));
  if (isBoxes(ask)) {
    const chosen = [...element.querySelectorAll("input:checked")].map((box) => box.value);
    if (!chosen.length) return null;
    return ask.input.people ? { people: chosen } : { chosen };
  }
  if (!element.value) return null;
  switch (kindOf(ask)) {
    case "one": return { chosen: [element.value] };
    case "channel": return { channel: element.value };
    case "date": return { date: element.value };
    default: return { words: element.value };
  }
}

const asks = () => open.rows.flatMap((row) => (row.ask ? [row.ask] : []));

// What was put in; what was left empty is absent.
const values = () => Object.fromEntries(asks().map((ask) => [ask.id, value(ask)]).filter(([, put]) => put));

function showError(ask, words) {
  at(`${idOf(ask)}-error`).textContent = words ?? "";
  at(`${idOf(ask)}-error`).hidden = !words;
  at(idOf(ask)).setAttribute("aria-invalid", String(Boolean(words)));
}

function showErrors(errors) {
  const wrong = new Map(errors);
  for (const ask of asks()) {
    showError(ask, wrong.get(ask.id));
  }
  at(`field-${errors[0]?.[0]}`)?.focus();
}

// Opens a form, or turns the open one to its next page: for whom, with the channels and the people
// there are.
export function openForm(form, around) {
  open = form;
  ({ channels, people, from } = around);
  at("form-back").textContent = form.back ?? "";
  at("form-back").hidden = !form.back;
  at("form-title").textContent = form.title;
  at("form-send").textContent = form.submit;
  trouble(null);
  const rows = form.rows.map((row) => (row.show ? block(row.show) : field(row.ask))).filter(Boolean);
  const first = form.rows.findIndex((row) => row.ask);
  if (isAllOptional()) rows.splice(first, 0, make("p", { class: "note" }, "Each of these can stay empty."));
  at("form-rows").replaceChildren(...rows);
  if (!at("form").open) {
    opener = document.activeElement?.closest(".message")?.id;
    at("form").showModal();
  }
  at("form-rows").querySelector("input, select, textarea")?.focus();
}

function trouble(words) {
  at("form-trouble").textContent = words ?? "";
  at("form-trouble").hidden = !words;
}

// `send` takes a deed and from where it is done, and returns what the server answered; null when it
// could not be reached.
export function bindForm(send) {
  const dialog = at("form");
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    busy(at("form-send"), async () => {
      const answer = await send({ send: { about: open.about, page: open.page, values: values() } }, from);
      if (answer === null) trouble("Cairn does not answer. What you wrote is still here: try again.");
      else if (answer.untaken) trouble(answer.untaken);
      else if (answer.errors) showErrors(answer.errors);
      else if (!answer.form) dialog.close();
    });
  });
  at("form-back").addEventListener("click", () => busy(at("form-back"), async () => {
    const answer = await send({ turn: { about: open.about, page: open.page, values: values() } }, from);
    if (answer === null) trouble("Cairn does not answer. What you wrote is still here: try again.");
    else if (answer.untaken) trouble(answer.untaken);
    else if (!answer.form) dialog.close();
  }));
  at("form-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    if (document.activeElement === document.body) at(opener)?.focus();
  });
}
