// Handing over: who is asked, and the dialog that asks a colleague. It stays with the one who has it until accepted.
import { act } from "./actions.js";
import { h, openDialog } from "./dom.js";
import { live } from "./live.js";
import { api, keepTyped, typed } from "./session.js";
import { timeOf } from "./time.js";

const NOTE_MAX = 1000;

function sentence({ state, by, by_first_name: from, to: asked, to_names: names, at_shift_end: atEnd, unanswered, until }, me) {
  const mine = by === me.id;
  const to = asked.length === 1 && asked[0] === me.id ? "you" : names;
  const who = mine ? "You" : from;
  if (state === "lapsed" && unanswered) {
    return [mine ? "You have this chat, and the young person waits for words from you. The team is paged until you write, or somebody accepts it."
      : `${from} has this chat, and the young person waits for words from ${from}. The team is paged.`];
  }
  if (state === "lapsed") {
    return [`Nobody accepted this from ${mine ? "you" : from}. The team is paged. ${who} still ${mine ? "have" : "has"} it.`];
  }
  if (state === "accepted") return [`${from} handed this over.`];
  const why = atEnd ? `${mine ? "Your" : `${from}’s`} shift has ended: this is offered to ${to}.` : `${who} asked ${to} to take this over.`;
  return [`${why} ${who} ${mine ? "have" : "has"} it until somebody accepts. If nobody has by `, timeOf(until, "clock"), ", the team is paged."];
}

/** What is offered, in words; null where nothing is. */
export function offerOf(escalation, me) {
  const { offer } = escalation;
  if (!offer) return null;
  return h("div", { class: "offer", data: { state: offer.state } }, h("p", {}, sentence(offer, me)),
    offer.note ? h("p", { class: "note" }, h("strong", {}, `Note from ${offer.by_first_name}: `), offer.note) : null);
}

function colleagueChoice(staff, me) {
  const onCall = new Set(live().onCall.map((one) => one.id));
  const sorted = staff.filter((one) => one.id !== me.id)
    .sort((one, other) => onCall.has(other.id) - onCall.has(one.id) || one.first_name.localeCompare(other.first_name));
  return h("select", { id: "hand-over-to", name: "to", required: true }, h("option", { value: "" }, "Choose"),
    sorted.map((one) => h("option", { value: one.id }, onCall.has(one.id) ? `${one.first_name}, on call now` : one.first_name)));
}

/** Ask whom to hand over to; `done()` runs once they were asked. Raises ApiError where the staff list does not come. */
export async function askHandOver(escalation, me, done) {
  const { staff } = await api("GET", "/v1/staff/rota");
  const name = `hand-over.${escalation.id}`;
  const told = h("p", { class: "problem", id: "hand-over-problem", role: "alert", hidden: true });
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  const submit = async (event) => {
    event.preventDefault();
    const { to, note } = form.elements;
    if (!to.value) return say("Choose a colleague.");
    const refused = await act(escalation, "hand_over", { to: to.value, note: note.value.trim() });
    if (refused) return say(refused.says);
    keepTyped(name, null);
    dialog.close();
    return done();
  };
  const form = h("form", { method: "post", novalidate: true, class: "stack", onsubmit: submit,
    oninput: () => { say(""); keepTyped(name, form.elements.note.value); } },
    h("p", {}, h("label", { for: "hand-over-to" }, "Who is asked?"), colleagueChoice(staff, me)),
    h("div", {}, h("label", { for: "hand-over-note" }, "Note"),
      h("p", { class: "hint", id: "hand-over-hint" }, "What they need to know first. Only staff read it, here in the console."),
      h("textarea", { id: "hand-over-note", name: "note", rows: 3, maxlength: NOTE_MAX, value: typed(name) ?? "", "aria-describedby": "hand-over-hint" })),
    h("p", {}, h("strong", {}, "You have it until they accept."), " If nobody accepts in time, the team is paged. The young person is told once somebody else is there."),
    told,
    h("div", { class: "row" },
      h("button", { type: "submit", id: "hand-over-confirm", class: "button-main" }, "Ask them"),
      h("button", { type: "button", class: "button-plain", onclick: () => dialog.close() }, "Not now")));
  const dialog = h("dialog", { id: "hand-over-dialog", "aria-labelledby": "hand-over-title" },
    h("h2", { id: "hand-over-title" }, "Hand over?"), form);
  openDialog(dialog);
}
