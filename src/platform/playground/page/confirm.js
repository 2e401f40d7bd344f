// Asks once more before a press counts that can't be undone. Escape goes back.

import { at } from "./dom.js";

// Whether the person agrees; nothing is asked where nothing is to be confirmed.
export function agreed(confirm) {
  if (!confirm) return true;
  const dialog = at("confirm");
  for (const [part, words] of Object.entries(confirm)) at(`confirm-${part}`).textContent = words;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((tell) => dialog.addEventListener("close", () => tell(dialog.returnValue === "yes"), { once: true }));
}
