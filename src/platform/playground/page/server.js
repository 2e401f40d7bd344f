// What the page asks of the server and how it hears of changes. It holds no state of the page.

import { trouble } from "./dom.js";
import { zoneName } from "./time.js";

const SILENT = "Cairn does not answer. Is it still running?";
// How long to wait before each repeat of a request that found nobody, in milliseconds.
const REPEATS = [400, 1200, 2500];
// How often to look when there is no live connection, in milliseconds.
const LOOK_AGAIN = 3000;

const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

// What a person sees now; null when nobody answers.
export async function snapshot(person) {
  try {
    const reply = await fetch(`/playground/state?as=${encodeURIComponent(person)}`);
    return reply.ok ? await reply.json() : null;
  } catch {
    return null;
  }
}

// How what Cairn said would be drawn elsewhere; null when nobody answers, or it is not there.
export async function drawnElsewhere(person, message) {
  try {
    const reply = await fetch(`/playground/drawn?as=${encodeURIComponent(person)}&message=${message}`);
    return reply.ok ? await reply.json() : null;
  } catch {
    return null;
  }
}

// Sends something; repeats it when nobody was there. Null when that did not help.
export async function post(path, body) {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  for (const wait of [...REPEATS, null]) {
    try {
      const reply = await fetch(path, request);
      trouble(reply.ok ? null : (await reply.text()) || "Cairn could not take that.");
      return reply.ok ? await reply.json() : null;
    } catch {
      trouble(`${SILENT} ${wait ? "Trying again …" : "Trying again later is safe: nothing counts twice."}`);
      if (wait) await pause(wait);
    }
  }
  return null;
}

// What a person does. A repeat bears the same name, so that it counts once.
export const act = (who, channel, deed, { home = false, zone = zoneName() } = {}) =>
  post("/playground/events", { id: name(), who, channel, home, zone, deed });

// `randomUUID` is there on secure origins only; somebody may play over plain HTTP in a network.
function name() {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

// Calls `changed` whenever something may have changed, and `heard` with whether the connection
// lives. A page that nobody looks at lets its connection go: a browser has few for one server.
export function listen(changed, heard) {
  let source = null;
  let again = null;
  const close = () => {
    source?.close();
    source = null;
    clearTimeout(again);
  };
  const open = () => {
    close();
    source = new EventSource("/playground/live");
    source.addEventListener("changed", changed);
    source.addEventListener("open", () => { heard(true); changed(); });
    source.addEventListener("error", () => {
      heard(false);
      close();
      again = setTimeout(() => { changed(); open(); }, LOOK_AGAIN);
    });
  };
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? open() : close()));
  addEventListener("pagehide", close);
  open();
}
