// Offering words for a step of somebody's plan. They wait there until its owner takes them in or leaves them.
import { words } from "../shared/words.js";
import { h } from "./dom.js";
import { api, keepTyped, typed } from "./session.js";

const TEXT_MAX = 2000;
// Nobody else's words go into step 6: the service refuses them.
const OWN_STEP = "6";

function stepField(kept) {
  const options = Object.entries(words.steps)
    .filter(([step]) => step !== OWN_STEP)
    .map(([step, title]) => h("option", { value: step, selected: step === kept }, `${step}. ${title}`));
  return h("div", {}, h("label", { for: "offer-step" }, "Step"), h("select", { id: "offer-step", name: "step" }, options));
}

function textField(kept) {
  return h("div", {}, h("label", { for: "offer-text" }, "Words"), h("textarea", {
    id: "offer-text", name: "text", rows: 2, maxlength: TEXT_MAX, dir: "auto", value: kept ?? "", "aria-describedby": "offer-hint",
  }));
}

/** The form. What is typed is kept in this tab until the service has it. `address` is the escalation's. */
export function offerForm(address, escalationId) {
  const name = `offer.${escalationId}`;
  const kept = typed(name) ?? {};
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const done = h("p", { id: "offer-done", role: "status", hidden: true });
  const say = (place, text) => { place.textContent = text; place.hidden = !text; };
  const send = h("button", { type: "submit", id: "offer-send", class: "button-plain" }, "Offer these words");

  const keep = () => keepTyped(name, text() ? { step: form.elements.step.value, text: form.elements.text.value } : null);
  const text = () => form.elements.text.value.trim();
  const submit = async (event) => {
    event.preventDefault();
    say(done, "");
    say(problem, text() ? "" : "Write the words first.");
    if (!text()) return form.elements.text.focus();
    send.disabled = true;
    try {
      await api("POST", `${address}/plan-suggestions`, { step: Number(form.elements.step.value), text: text() });
      form.elements.text.value = "";
      keep();
      say(done, "Your words wait for them. They decide.");
    } catch (error) {
      say(problem, `The words were not offered. They stay here. ${error.says}`);
    }
    send.disabled = false;
    return form.elements.text.focus();
  };

  const form = h("form", { id: "offer-form", class: "stack", method: "post", novalidate: true, oninput: keep, onsubmit: submit },
    h("p", { id: "offer-hint", class: "hint" },
      "Only they decide whether these words go into their plan. They see your first name with them."),
    stepField(kept.step), textField(kept.text), problem, send);
  return h("details", { class: "offer", open: Boolean(kept.text) }, h("summary", {}, "Offer words for a step"), form, done);
}
