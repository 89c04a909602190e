// What stops an entry from being stored: a list above the form, each line a link, and the same words at the field.
import { h } from "../dom.js";
import { labelOf } from "./words.js";

// How the service's checks of a shape are said in plain words.
const PLAIN = [
  [/^List should have at least.*$/su, "choose one at least"],
  [/^List should have at most (\d+).*$/su, "has more than $1"],
  [/^(?:String|Value) should have at least.*$/su, "is empty"],
  [/^(?:String|Value) should have at most (\d+).*$/su, "is longer than $1 characters"],
  [/^String should match pattern.*$/su, "cannot be read: write it as the hint says"],
  [/^Input should be (?:a valid date|None).*$/su, "needs a day"],
  [/^Input should be '.*$/su, "choose one"],
  [/^Value error, /u, ""],
];

const plain = (reason) => PLAIN.reduce((text, [pattern, words]) => text.replace(pattern, words), reason);

/** What a refusal says: [field, sentence] for each field that the service names, else a sentence alone. */
export function refusals(error) {
  if (error.status === 0) return [[null, "The service could not be reached. What you typed stays here. Try again."]];
  if (error.status === 412) return [[null, "Somebody else has changed this entry. Open it again to see it; what you typed stays here."]];
  const found = error.problem?.errors ?? [];
  if (!found.length) return [[null, error.says ?? "It could not be stored. What you typed stays here."]];
  return found.map(({ field, reason }) => [field, `${labelOf(field)}: ${plain(reason)}.`]);
}

/** The control or group of a field; of "channels.1" that of "channels", where the second has none of its own. */
function controlOf(field) {
  const parts = field.split(".");
  for (let number = parts.length; number; number -= 1) {
    const found = document.getElementById(`entry-${parts.slice(0, number).join("-")}`);
    if (found) return found;
  }
  return null;
}

function clear() {
  for (const one of document.querySelectorAll("#entry-form .field-problem")) one.remove();
  for (const one of document.querySelectorAll("#entry-form .wrong")) {
    one.classList.remove("wrong");
    one.removeAttribute("aria-invalid");
    one.setAttribute("aria-describedby", one.dataset.describedBy);
    if (!one.dataset.describedBy) one.removeAttribute("aria-describedby");
  }
}

function mark(control, says) {
  const id = `${control.id}-problem`;
  if (!control.classList.contains("wrong")) control.dataset.describedBy = control.getAttribute("aria-describedby") ?? "";
  control.classList.add("wrong");
  const before = document.getElementById(id);
  if (before) return before.append(` ${says}`);
  const group = control.matches("fieldset");
  if (!group) control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", `${control.dataset.describedBy} ${id}`.trim());
  const told = h("p", { class: "field-problem", id }, says);
  return group ? control.querySelector("legend").after(told) : control.before(told);
}

function inTheOrderOfTheForm({ control: one }, { control: other }) {
  if (!one || !other || one === other) return 0;
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

function line({ control, says }) {
  if (!control) return h("li", {}, says);
  mark(control, says);
  const go = (event) => {
    event.preventDefault();
    (control.matches("fieldset") ? control.querySelector("input, select, button") : control).focus();
  };
  return h("li", {}, h("a", { href: `#${control.id}`, onclick: go }, says));
}

/** A place for what stops the form; `show` takes what `refusals` returns, and nothing takes it away. */
export function problemsPart() {
  const list = h("ul", {});
  const element = h("div", { id: "entry-problems", class: "problem", role: "alert", tabindex: "-1", hidden: true },
    h("h2", {}, "There is a problem"), list);
  const show = (found) => {
    clear();
    const placed = found.map(([field, says]) => ({ control: field && controlOf(field), says }));
    list.replaceChildren(...placed.sort(inTheOrderOfTheForm).map(line));
    element.hidden = !found.length;
    if (found.length) element.focus();
  };
  return { element, show };
}
