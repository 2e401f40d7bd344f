// The page of the playground: draws what the server says this person sees, sends what she does.
// Text goes in as text only; nothing that anybody wrote is ever read as markup.

const at = (id) => document.getElementById(id);
const state = { person: "Ana", channel: "team", snapshot: null, seen: new Map(), drawn: new Map(), form: null };

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const stones = () => {
  const svg = at("messages").ownerDocument.querySelector(".brand svg").cloneNode(true);
  return svg;
};

const moment = (text) => new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(text));

// ---- Drawing what Cairn says

function spans(text) {
  return text.map((span) => {
    const [kind, value] = Object.entries(span)[0];
    switch (kind) {
      case "strong": return make("strong", {}, value);
      case "emphasis": return make("em", {}, value);
      case "person": return make("strong", {}, `@${value}`);
      case "channel": return make("strong", {}, `#${value}`);
      case "link": return make("a", { href: value.url.startsWith("https://") ? value.url : "#", target: "_blank", rel: "noopener noreferrer" }, value.text);
      case "moment": return make("time", { datetime: value }, moment(value));
      default: return document.createTextNode(value);
    }
  });
}

function block(value) {
  if (value === "divider") return make("hr");
  const [kind, body] = Object.entries(value)[0];
  switch (kind) {
    case "title": return make("p", { class: "title" }, ...spans(body));
    case "paragraph": return make("p", {}, ...spans(body));
    case "note": return make("p", { class: "note" }, ...spans(body));
    case "meter": return make("div", { class: "meter" },
      make("strong", {}, body.label),
      make("meter", { min: 0, max: 100, value: body.percent, "aria-label": `${body.label}: ${body.words}` }),
      make("small", {}, body.words));
    case "buttons": return make("div", { class: "buttons" }, ...body.map((button) => make("button", {
      type: "button",
      class: button.emphasis ?? "",
      "aria-label": button.description,
      onclick: () => act({ press: button.act }),
    }, button.label)));
    default: return make("p", {}, "");
  }
}

function message(seen) {
  const isCairn = seen.card != null;
  const notes = [];
  if (seen.alone && seen.channel) notes.push("only you see this");
  if (seen.edited) notes.push("kept up to date");
  return make("li", { class: `${seen.alone && seen.channel ? "alone" : ""}` },
    make("div", { class: "face", "aria-hidden": "true" }, isCairn ? stones() : seen.by[0]),
    make("div", {},
      make("div", { class: "who" }, seen.by, make("time", { datetime: seen.at }, moment(seen.at)), notes.length ? make("em", {}, notes.join(" · ")) : null),
      isCairn ? make("div", { class: "card" }, ...seen.card.blocks.map(block)) : make("p", { class: "words" }, seen.words)));
}

// ---- The page

const here = (seen) => (state.channel === null ? seen.channel === null : seen.channel === state.channel);

function draw() {
  const { people, channels, messages, now, can_travel, can_reset } = state.snapshot;
  // Focus stays on what was pressed, also when its list is drawn anew.
  const focused = document.activeElement?.dataset?.key;
  at("people").replaceChildren(...people.map(({ name, role }) => make("button", {
    type: "button", "data-key": `person-${name}`, "aria-pressed": String(name === state.person), onclick: () => become(name),
  }, name, make("small", {}, role))));
  const entry = (label, channel) => {
    const key = `${state.person}/${channel}`;
    const mine = messages.filter((seen) => seen.channel === channel);
    const fresh = mine.filter((seen) => seen.id > (state.seen.get(key) ?? 0) && seen.by !== state.person).length;
    const current = channel === state.channel;
    if (current) state.seen.set(key, Math.max(0, ...mine.map((seen) => seen.id)));
    return make("li", {}, make("button", {
      type: "button", "data-key": `place-${channel}`, "aria-current": String(current), onclick: () => go(channel),
    }, label, !current && fresh ? make("span", { class: "count" }, String(fresh), make("span", { class: "unseen" }, " new")) : null));
  };
  at("channels").replaceChildren(...channels.map((name) => entry(`# ${name}`, name)));
  at("direct").replaceChildren(entry("Cairn", null));
  at("now").textContent = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(now));
  at("now").dateTime = now;
  at("journeys").hidden = !can_travel;
  at("reset").hidden = !can_reset;
  at("place").textContent = state.channel === null ? "Cairn" : `# ${state.channel}`;
  at("place-note").textContent = state.channel === null
    ? `The direct conversation between ${state.person} and Cairn.`
    : "What all in the channel see, and what only you see.";
  at("words").placeholder = state.channel === null ? "practice, me, help, or an answer" : "/cairn help";
  at("hint").textContent = state.channel === null
    ? "Words are enough here: practice · me · stop · help"
    : state.person === "Ada"
      ? "Ada is an admin: /cairn ask puts a check-in here · /cairn help for more"
      : "/cairn practice · /cairn me · /cairn help";
  drawMessages(messages.filter(here));
  if (focused) document.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

// Only what has changed is drawn, so that focus, selection and a screen reader's place stay.
function drawMessages(messages) {
  const list = at("messages");
  const place = `${state.person}/${state.channel}`;
  const isNewPlace = list.dataset.place !== place;
  if (isNewPlace) { list.replaceChildren(); state.drawn.clear(); list.dataset.place = place; }
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  list.querySelector(".empty")?.remove();
  for (const seen of messages) {
    const text = JSON.stringify(seen);
    const drawn = state.drawn.get(seen.id);
    if (drawn?.text === text) continue;
    const element = message(seen);
    if (drawn) {
      const inside = drawn.element.contains(document.activeElement);
      const label = document.activeElement?.textContent;
      drawn.element.replaceWith(element);
      if (inside) [...element.querySelectorAll("button")].find((button) => button.textContent === label)?.focus();
    } else {
      if (!isNewPlace) element.classList.add("new");
      list.append(element);
    }
    state.drawn.set(seen.id, { text, element });
  }
  if (!messages.length) list.append(make("li", { class: "empty" }, state.channel === null ? "Nothing here yet. Write “practice”, and Cairn asks you one to three questions." : "Nothing here yet. As Ada, write “/cairn ask” to put a check-in here."));
  if (isNewPlace || atEnd) list.scrollTop = list.scrollHeight;
}

function go(channel) { state.channel = channel; draw(); }

async function become(person) { state.person = person; await refresh(); }

async function refresh() {
  const reply = await fetch(`/playground/state?as=${encodeURIComponent(state.person)}`);
  if (!reply.ok) return trouble("Cairn does not answer. Is it still running?");
  state.snapshot = await reply.json();
  draw();
}

function trouble(words) {
  at("trouble").textContent = words;
  at("trouble").hidden = false;
  setTimeout(() => { at("trouble").hidden = true; }, 6000);
}

// ---- Doing

async function post(path, body) {
  try {
    return await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    trouble("Cairn does not answer. Is it still running? Nothing was counted.");
    return null;
  }
}

async function act(deed) {
  const body = {
    id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
    who: state.person,
    channel: state.channel,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    deed,
  };
  const reply = await post("/playground/events", body);
  if (!reply) return null;
  if (!reply.ok) { trouble("Cairn could not read that."); return null; }
  const answer = await reply.json();
  if (answer.untaken) trouble(answer.untaken);
  if (answer.form) openForm(answer.form);
  await refresh();
  return answer;
}

// ---- Forms

function field(ask) {
  const id = `field-${ask.id}`;
  const hint = ask.hint ? make("small", { id: `${id}-hint` }, ask.hint) : null;
  const described = hint ? `${id}-hint` : null;
  const [kind, input] = Object.entries(ask.input)[0];
  const common = { id, name: ask.id, "aria-describedby": described, required: !ask.optional };
  let control;
  if (kind === "words" && input.long) control = make("textarea", { ...common, rows: 4, maxlength: input.max, placeholder: input.example }, input.initial);
  else if (kind === "words") control = make("input", { ...common, maxlength: input.max, value: input.initial, placeholder: input.example });
  else if (kind === "number") control = make("input", { ...common, type: "number", min: input.min, max: input.max, step: 1 });
  else if (kind === "one") control = make("select", common, make("option", { value: "" }, "Choose …"), ...input.options.map((option) => make("option", { value: option.id, selected: option.id === input.initial }, option.label)));
  else return make("fieldset", { class: "field", "data-several": ask.id }, make("legend", {}, ask.label),
    ...input.options.map((option) => make("label", { class: "check" }, make("input", { type: "checkbox", value: option.id, name: ask.id }), option.label)), hint);
  return make("div", { class: "field" }, make("label", { for: id }, ask.label), control, hint);
}

function openForm(form) {
  state.form = form;
  at("form-title").textContent = form.title;
  at("form-send").textContent = form.submit;
  at("form-trouble").hidden = true;
  at("form-rows").replaceChildren(...form.rows.map((row) => (row.show ? block(row.show) : field(row.ask))));
  at("form").showModal();
  at("form-rows").querySelector("input, select, textarea")?.focus();
}

function values() {
  const values = {};
  for (const row of state.form.rows) {
    if (!row.ask) continue;
    const { id, input } = row.ask;
    const kind = Object.keys(input)[0];
    if (kind === "several") {
      const chosen = [...at("form-rows").querySelectorAll(`[data-several="${CSS.escape(id)}"] input:checked`)].map((box) => box.value);
      if (chosen.length) values[id] = { chosen };
    } else {
      const text = at(`field-${id}`).value;
      if (text) values[id] = kind === "one" ? { chosen: [text] } : { words: text };
    }
  }
  return values;
}

at("form").querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await act({ send: { about: state.form.about, page: state.form.page, values: values() } });
  if (!answer) return;
  if (answer.errors) {
    at("form-trouble").textContent = answer.errors.map(([, words]) => words).join(" ");
    at("form-trouble").hidden = false;
    at(`field-${answer.errors[0][0]}`)?.focus();
  } else if (!answer.untaken && !answer.form) at("form").close();
});
at("form-close").addEventListener("click", () => at("form").close());

at("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = at("words").value.trim();
  if (!words) return;
  at("words").value = "";
  await act({ say: words });
  at("messages").scrollTop = at("messages").scrollHeight;
});

// ---- The clock

function nextMonday(now) {
  const day = new Date(now);
  day.setDate(day.getDate() + (((8 - day.getDay()) % 7) || 7));
  day.setHours(9, 0, 0, 0);
  return day;
}

at("journeys").addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const now = new Date(state.snapshot.now);
  const to = button.dataset.hours ? new Date(now.getTime() + button.dataset.hours * 3600e3) : nextMonday(now);
  at("journeys").setAttribute("aria-busy", "true");
  const reply = await post("/playground/travel", { to: to.toISOString() });
  at("journeys").removeAttribute("aria-busy");
  if (reply && !reply.ok) trouble(await reply.text());
  await refresh();
});

at("reset").addEventListener("click", async () => {
  const reply = await post("/playground/reset", {});
  if (reply && !reply.ok) return trouble(await reply.text());
  state.seen.clear();
  state.channel = "team";
  delete at("messages").dataset.place;
  await refresh();
});

// ---- Light and dark

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
function theme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  at("theme").textContent = dark ? "Light" : "Dark";
  at("theme").setAttribute("aria-pressed", String(dark));
}
at("theme").addEventListener("click", () => theme(document.documentElement.dataset.theme !== "dark"));
theme(prefersDark.matches);
prefersDark.addEventListener("change", (event) => theme(event.matches));

// ---- Live

function live() {
  const source = new EventSource("/playground/live");
  source.addEventListener("changed", refresh);
  // A new game has a new stream; the browser connects again by itself.
  source.addEventListener("open", refresh);
}
live();
setInterval(() => { if (document.visibilityState === "visible") refresh(); }, 30_000);
