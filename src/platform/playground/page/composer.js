// Where words are written, with what can be tried from here.

import { at, busy, make, redraw } from "./dom.js";

const DIRECT = ["practice", "me", "help"];
const CHANNEL = ["/cairn practice", "/cairn me", "/cairn help"];
const ADMIN = ["/cairn ask", "/cairn ask for 2 days", "/cairn help"];

let current = { submit: async () => null };

// `say` takes the words; false when they did not arrive.
export function drawComposer(person, channel, isAdmin, say) {
  const hints = channel === null ? DIRECT : isAdmin ? ADMIN : CHANNEL;
  current = { say };
  at("words").placeholder = channel === null ? "Write to Cairn …" : `Write in # ${channel} …`;
  redraw(at("hints"), ...hints.map((words) => {
    const button = make("button", { type: "button", "data-key": words, onclick: () => busy(button, () => say(words)) }, words);
    return button;
  }));
}

export function bindComposer() {
  at("say").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = at("words").value.trim();
    if (!words) return;
    busy(at("send"), async () => {
      at("words").value = "";
      // What did not arrive stands there again, unless something else does by now.
      if ((await current.say(words)) === false && !at("words").value) at("words").value = words;
    });
  });
}
