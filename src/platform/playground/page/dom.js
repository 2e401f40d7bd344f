// Finding and making elements. Text goes in as text only: nothing that anybody wrote is ever
// read as markup.

export const at = (id) => document.getElementById(id);

// An element with attributes (true stands alone, false and null are left out), listeners
// (`onclick`) and children.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// Replaces children that are made anew each time, and keeps the focus where it was: each of
// them that can be pressed has a `data-key`.
export function redraw(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children);
  if (focused) parent.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

// Says words to who listens instead of looking.
export function announce(words) {
  if (words) at("said").textContent = words;
}

// Shows words about something that went wrong, until the next thing goes right or it is closed.
export function trouble(words) {
  at("trouble-words").textContent = words ?? "";
  at("trouble").hidden = !words;
}

// While something is under way its button says so and takes no second press.
export async function busy(button, work) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  button.classList.add("busy");
  try {
    return await work();
  } finally {
    button.removeAttribute("aria-disabled");
    button.classList.remove("busy");
  }
}
