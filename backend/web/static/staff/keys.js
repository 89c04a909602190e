// Single-key shortcuts. They never fire while somebody is typing, and can be switched off (WCAG 2.1.4).

const KEY = "evenlight.shortcuts";

/** What the help sheet lists. */
export const SHORTCUTS = [
  ["j", "next one in the list"],
  ["k", "the one before"],
  ["Enter", "open it"],
  ["a", "acknowledge"],
  ["t", "take over"],
  ["r", "go to the reply box"],
  ["c", "close, with an outcome"],
  ["h", "hand over to a colleague"],
  ["y", "accept what is offered to you"],
  ["u", "back to the list"],
  ["?", "keys and sound"],
];

let handlers = {};

/** Whether single keys do anything. */
export const keysOn = () => localStorage.getItem(KEY) !== "off";

/** Switch them on or off; remembered on this device. */
export function wantKeys(on) {
  localStorage.setItem(KEY, on ? "on" : "off");
}

/** Say what keys do in the view that is shown: { a: () => … }. */
export function useKeys(map) {
  handlers = map;
}

function typing(target) {
  return target instanceof Element && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Begin to listen; `always` are keys that work in every view. */
export function startKeys(always) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (!keysOn() || typing(event.target) || document.querySelector("dialog[open]")) return;
    const handler = handlers[event.key] ?? always[event.key];
    if (!handler) return;
    event.preventDefault();
    handler();
  });
}

/** A button's key, shown to people who see it; it is told to others by aria-keyshortcuts. */
export function keyHint(key) {
  const hint = document.createElement("kbd");
  hint.textContent = key;
  hint.setAttribute("aria-hidden", "true");
  return hint;
}
