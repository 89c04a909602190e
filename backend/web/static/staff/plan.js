// The steps of a plan that the young person shows to the team. Opening them is a reading, which they see in their list.
import { stepPart } from "../shared/shown.js";
import { announce, h } from "./dom.js";
import { offerForm } from "./plan-offer.js";
import { api, blobOf } from "./session.js";
import { timeOf } from "./time.js";

const GONE = "They do not show it any more.";

function planParts(address, { steps, at }) {
  const picture = (id) => blobOf(`${address}/pictures/${encodeURIComponent(id)}`).catch(() => null);
  return [
    h("p", { class: "quiet" }, "As it stands now. ", at ? ["Last changed ", timeOf(at), ". "] : null,
      "Ask them before you ring anybody who is named here, if you can."),
    ...Object.keys(steps).sort().map((step) => stepPart(step, steps[step], picture)),
  ];
}

/** The panel for one escalation: a button that opens the steps or puts them away, and a form to offer words. */
export function planPanel(escalationId) {
  const escalation = `/v1/staff/escalations/${encodeURIComponent(escalationId)}`;
  const told = h("p", { class: "problem", role: "alert", hidden: true });
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  const place = h("div", { id: "plan-steps", hidden: true });
  const open = h("button", {
    type: "button", id: "plan-open", "aria-expanded": "false", "aria-controls": "plan-steps", "aria-describedby": "plan-seen",
    data: { part: "plan-open" }, onclick: () => (place.hidden ? look() : show([])),
  }, "Open it");

  function show(parts) {
    place.replaceChildren(...parts);
    place.hidden = parts.length === 0;
    open.textContent = place.hidden ? "Open it" : "Put it away";
    open.setAttribute("aria-expanded", String(!place.hidden));
  }

  async function look() {
    say("");
    open.disabled = true;
    try {
      show(planParts(`${escalation}/plan`, await api("GET", `${escalation}/plan`)));
      announce("Their plan is open below the button.");
    } catch (error) {
      say(error.status === 404 ? GONE : `It was not opened. ${error.says}`);
    }
    open.disabled = false;
    open.focus();
  }

  return h("section", { class: "plan-shown", "aria-labelledby": "plan-title" },
    h("h2", { id: "plan-title" }, "They have shown you their plan"),
    h("div", { class: "row" }, open, h("p", { id: "plan-seen", class: "quiet" },
      "Opening it is a reading: they see in their list that you read it, and when.")),
    told, place, offerForm(escalation, escalationId));
}
