// Making elements, and changing lists in place without losing the reader's focus. Text is always set as text.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "required", "selected"]);

/** Make an element. Properties: `on*` listeners, `data`, `class`, anything else an attribute; null is left out. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

const drawn = new WeakMap();

/** Call `draw()` and put its nodes into `element`, but only when `facts` differ from the last time. */
export function redraw(element, facts, draw) {
  const now = JSON.stringify(facts) ?? "";
  if (drawn.get(element) === now) return false;
  drawn.set(element, now);
  keepFocus(element, () => element.replaceChildren(...[draw()].flat().filter(Boolean)));
  return true;
}

/** Make the children of `parent` be one per item, in order; an element whose item is the same stays as it is. */
export function keyed(parent, items, keyOf, factsOf, make) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const after = items.map((item) => {
    const key = keyOf(item);
    const facts = JSON.stringify(factsOf(item));
    const old = before.get(key);
    if (old && drawn.get(old) === facts) return old;
    const made = make(item);
    made.dataset.key = key;
    drawn.set(made, facts);
    return made;
  });
  if (after.length === parent.children.length && after.every((child, at) => parent.children[at] === child)) return;
  parent.replaceChildren(...after);
}

/** Run a change; if the focused element went with it, focus its successor (`data-key` and `data-part`). */
export function keepFocus(container, change) {
  const held = container.contains(document.activeElement) ? document.activeElement : null;
  const key = held?.closest("[data-key]")?.dataset.key;
  const part = held?.dataset.part;
  change();
  if (!held || held === document.activeElement) return;
  const row = key ? container.querySelector(`[data-key="${CSS.escape(key)}"]`) : container;
  const next = (part && row?.querySelector(`[data-part="${CSS.escape(part)}"]`)) || row?.querySelector("a, button");
  (held.isConnected ? held : next ?? document.getElementById("main")).focus({ preventScroll: true });
}

/** Say something to screen readers: at once for what cannot wait, otherwise when they pause. */
export function announce(text, { now = false } = {}) {
  document.getElementById(now ? "say-now" : "say-soon").textContent = text;
}

/** Open a modal dialog made for this moment; it is removed when it closes, and focus goes back. */
export function openDialog(dialog) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    (before?.isConnected ? before : document.getElementById("main")).focus();
  });
  dialog.showModal();
  return dialog;
}
