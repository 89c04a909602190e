// What the forms of the rota share: fields, times typed as UK time, and saying what is wrong.
import { h, openDialog } from "../dom.js";
import { instantsOf, wallClock } from "../time.js";

export const HOUR_MS = 60 * 60_000;

/** A label and its control. */
export function field(id, label, control) {
  return h("p", {}, h("label", { for: id }, label), control);
}

/** A field for a day and time, in UK time. */
export function whenField(id, label, at) {
  return field(id, label, h("input", { id, name: id, type: "datetime-local", required: true, step: 60, value: wallClock(at) }));
}

/** A field to choose one person; `none` is what no choice is called, where that is possible. */
export function personField(id, label, people, none = null) {
  return field(id, label, h("select", { id, name: id },
    none === null ? null : h("option", { value: "" }, none),
    people.map((person) => h("option", { value: person.id }, person.first_name))));
}

/** The instant that was typed, or a sentence that says what is wrong with it. */
export function readTime(wall, what) {
  if (!wall) return { problem: `Type when it ${what}.` };
  const found = instantsOf(wall);
  if (!found.length) return { problem: `The clocks go forward then: the time at which it ${what} does not exist.` };
  return { at: found[0], twice: found.length === 2 };
}

/** From and to as typed into two fields, or what is wrong with them. */
export function readPeriod(starts, ends) {
  const [from, to] = [readTime(starts.value, "starts"), readTime(ends.value, "ends")];
  const problem = from.problem || to.problem || (to.at <= from.at ? "It has to end after it starts." : "");
  return { problem, from: from.at, to: to.at, twice: from.twice || to.twice };
}

/**
 * A form inside a part that opens. `read(elements)` returns { problem, ...what was typed }; `send(read)` is awaited, and
 * what it raises is shown; then the part closes.
 */
export function openingForm({ id, title, button, fields, read, send }) {
  const told = h("p", { id: `${id}-problem`, class: "problem", role: "alert", hidden: true });
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  const submit = async (event) => {
    event.preventDefault();
    const wanted = read(form.elements);
    say(wanted.problem);
    if (wanted.problem) return;
    try {
      await send(wanted);
      part.open = false;
      part.firstElementChild.focus();
    } catch (error) {
      say(error.says ?? "It could not be done.");
    }
  };
  const form = h("form", { id: `${id}-form`, class: "stack", method: "post", novalidate: true, onsubmit: submit },
    fields, told, h("button", { type: "submit", id: `${id}-send`, class: "button-main" }, button));
  const part = h("details", { id, class: "rota-part" }, h("summary", {}, title), form);
  return part;
}

/** Ask before something is done that can leave nobody on call. */
export function askFirst(title, text, button, action) {
  const dialog = h("dialog", { id: "rota-dialog", "aria-labelledby": "rota-dialog-title" },
    h("h2", { id: "rota-dialog-title" }, title), h("p", {}, text),
    h("div", { class: "row" },
      h("button", { type: "button", id: "rota-confirm", class: "button-main", onclick: () => { dialog.close(); action(); } }, button),
      h("button", { type: "button", class: "button-plain", onclick: () => dialog.close() }, "Leave it")));
  openDialog(dialog);
}
