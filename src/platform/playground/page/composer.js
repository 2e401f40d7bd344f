// Where words are written, with what can be tried from here.

import { at, busy, make, redraw } from "./dom.js";

const DIRECT = ["practice", "me", "assess", "plans", "programme", "help"];
const CHANNEL = ["/cairn win", "/cairn practice", "/cairn me", "/cairn help"];
const ADMIN = ["/cairn ask", "/cairn schedule tip every Tuesday at 9:30", "/cairn schedules", "/cairn managers add @Marek", "/cairn help"];

let sayHere = async () => null;

// `more` is what can be tried besides: its words, and what they do.
export function drawComposer(channel, isAdmin, more) {
  const hints = channel === null ? DIRECT : isAdmin ? ADMIN : CHANNEL;
  at("words").placeholder = channel === null ? "Write to Cairn …" : `Write in # ${channel} …`;
  const tries = [...hints.map((words) => [words, () => sayHere(words)]), ...more];
  redraw(at("hints"), ...tries.map(([words, work]) => {
    const button = make("button", { type: "button", "data-key": words, onclick: () => busy(button, work) }, words);
    return button;
  }));
}

// What was sent before is answered first; more can be written meanwhile.
let turn = Promise.resolve();

// `whoAndWhere` says from where words come; `say` takes them and that, and returns false when they
// did not arrive.
export function bindComposer(whoAndWhere, say) {
  sayHere = (words) => say(words, whoAndWhere());
  at("say").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = at("words").value.trim();
    if (!words) return;
    const from = whoAndWhere();
    at("words").value = "";
    turn = turn.then(() => busy(at("send"), async () => {
      // What did not arrive stands there again, unless something else does by now.
      if ((await say(words, from)) === false && !at("words").value) at("words").value = words;
    }));
  });
}
