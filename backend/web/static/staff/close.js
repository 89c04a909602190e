// Closing: outcome, note, and saying what the young person will be told.
import { act } from "./actions.js";
import { h, openDialog, redraw } from "./dom.js";
import { needlessPart } from "./marks.js";
import { keepTyped, typed } from "./session.js";
import { nickname, OUTCOMES } from "./words.js";

const NOTE_MAX = 4000;

function outcomes(kept) {
  return Object.entries(OUTCOMES).map(([value, text]) =>
    h("label", { class: "choice" },
      h("input", { type: "radio", name: "outcome", value, required: true, checked: kept === value }), h("span", {}, text)));
}

function unsent(escalation) {
  const waiting = typed(`outbox.${escalation.id}`)?.length || typed(`draft.${escalation.conversation_id}`);
  return waiting ? h("p", { class: "problem" }, "There are words in your reply that have not been sent.") : null;
}

function problem(form, told) {
  const { outcome, note } = form.elements;
  if (!outcome.value) return "Choose what was done.";
  if (outcome.value === "other" && !note.value.trim()) return "Say in the note what was done.";
  told.hidden = true;
  return "";
}

/** The mark on what the screen did, outside the form: it is stored at once and closing does not wait for it. */
function needless(escalation, marks) {
  const slot = h("div", { id: "close-needless" });
  const draw = () => redraw(slot, marks.facts(escalation.id), () => needlessPart(marks, escalation));
  marks.listeners.add(draw);
  draw();
  return { slot, stop: () => marks.listeners.delete(draw) };
}

/** Open the dialog; `done()` runs after the escalation was closed. */
export function askClose(escalation, marks, done) {
  const name = `close.${escalation.id}`;
  const kept = typed(name) ?? {};
  const told = h("p", { class: "problem", id: "close-problem", role: "alert", hidden: true });
  const say = (text) => { told.textContent = text; told.hidden = !text; };

  const keep = () => keepTyped(name, { outcome: form.elements.outcome.value, note: form.elements.note.value });
  const submit = async (event) => {
    event.preventDefault();
    const missing = problem(form, told);
    if (missing) return say(missing);
    const { outcome, note } = form.elements;
    const refused = await act(escalation, "close", { outcome: outcome.value, note: note.value.trim() });
    if (refused) return say(refused.says);
    keepTyped(name, null);
    dialog.close();
    return done();
  };

  const form = h("form", { method: "post", novalidate: true, class: "stack", oninput: keep, onsubmit: submit },
    h("fieldset", { class: "stack" }, h("legend", {}, "What was done?"), outcomes(kept.outcome)),
    h("div", {},
      h("label", { for: "close-note" }, "Note"),
      h("p", { class: "hint", id: "close-note-hint" },
        "Only staff read it. What was agreed, who was told, what happens next and when."),
      h("textarea", {
        id: "close-note", name: "note", rows: 5, maxlength: NOTE_MAX, value: kept.note ?? "",
        "aria-describedby": "close-note-hint",
      })),
    h("p", {}, h("strong", {}, "The young person will be told"), " that you have closed this, and when.",
      " Tell them in your own words first if you can.",
      " Their chat stays open. New words that need a person open a new escalation."),
    h("p", { class: "quiet" }, "Closing says what was done. It does not say that someone is safe."),
    told,
    h("div", { class: "row" },
      h("button", { type: "submit", id: "close-confirm", class: "button-main" }, "Close it and tell them"),
      h("button", { type: "button", class: "button-plain", onclick: () => dialog.close() }, "Not yet")));

  const { slot, stop } = needless(escalation, marks);
  const dialog = h("dialog", { id: "close-dialog", "aria-labelledby": "close-title" },
    h("h2", { id: "close-title" }, "Close ", h("bdi", {}, nickname(escalation)), "?"), unsent(escalation), slot, form);
  dialog.addEventListener("close", stop);
  openDialog(dialog);
}
