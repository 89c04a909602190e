// What can be done with an escalation in its state, and doing it.
import { announce, h, openDialog } from "./dom.js";
import { keyHint, keysOn } from "./keys.js";
import { learn } from "./live.js";
import { api } from "./session.js";
import { age, clock, now } from "./time.js";

export const ACTIONS = {
  acknowledge: { label: "Acknowledge", key: "a", path: "acknowledge" },
  take_over: { label: "Take over", key: "t", path: "take-over" },
  hand_back: { label: "Hand back", key: null, path: "hand-back" },
  hand_over: { label: "Hand over", key: "h", path: "hand-over" },
  accept: { label: "Accept", key: "y", path: "hand-over/accept" },
  decline: { label: "I cannot take it", key: null, path: "hand-over/decline" },
  keep: { label: "Keep it", key: null, path: "hand-over/withdraw" },
  close: { label: "Close", key: "c", path: "close" },
};

/** The names of the actions that are possible for this member of staff. */
export function possible(escalation, me) {
  const { state, acknowledged_by: seen, taken_over_by: holder, offer } = escalation;
  if (state === "open") return ["acknowledge", "take_over"];
  const mine = { acknowledged: seen, taken_over: holder }[state]?.id === me.id;
  const standing = ["offered", "lapsed"].includes(offer?.state);
  const offering = !mine ? [] : standing ? ["keep", "hand_over"] : ["hand_over"];
  if (state === "acknowledged") return [...offered(offer, me), "take_over", ...offering, "close"];
  if (state === "taken_over") return mine ? ["hand_back", ...offering, "close"] : offered(offer, me);
  return [];
}

/** What can be done with an offer by whoever is asked; once it has lapsed everybody is. */
function offered(offer, me) {
  if (!offer || offer.by === me.id) return [];
  if (offer.state === "lapsed") return ["accept"];
  return offer.state === "offered" && offer.to.includes(me.id) ? ["accept", "decline"] : [];
}

/** "Ayesha acknowledged this first, at 21:16, 2 minutes ago." or whatever else stood in the way. */
export function refusal(error, name) {
  const { acknowledged_by: first, taken_over_by: holder } = error.problem ?? {};
  const when = (by) => `at ${clock(by.at)}, ${age(now() - Date.parse(by.at))}`;
  if (first) return `${first.first_name} acknowledged this first, ${when(first)}.`;
  if (holder) return `${holder.first_name} took this over, ${when(holder)}.`;
  if (error.status === 0) return `The service could not be reached. “${ACTIONS[name].label}” was not done. Try again.`;
  if (error.status === 401) return "You are signed out. Sign in again.";
  return `“${ACTIONS[name].label}” was not done. ${error.says}`;
}

/** Do it. Returns null when it was done, else { says, conflict }: the sentence to show, and whether somebody was first. */
export async function act(escalation, name, body = {}) {
  try {
    learn(await api("POST", `/v1/staff/escalations/${encodeURIComponent(escalation.id)}/${ACTIONS[name].path}`, body));
    announce(`${ACTIONS[name].label}: done.`);
    return null;
  } catch (error) {
    return { says: refusal(error, name), conflict: error.status === 409, problem: error.problem };
  }
}

/** A button for an action. `about` names the escalation for those who do not see where the button is. */
export function actionButton(name, { main = false, about = "", onclick }) {
  const { label, key } = ACTIONS[name];
  const shortcut = key && keysOn() ? key : null;
  return h("button", {
    type: "button", class: main ? "button-main" : null, onclick,
    "aria-keyshortcuts": shortcut, data: { action: name, part: name },
  }, label, about ? h("span", { class: "visually-hidden" }, ` ${about}`) : null, shortcut ? keyHint(shortcut) : null);
}

/** Tell the keys of the buttons in `part` only where they act: on the current row. The hint that is seen follows in CSS. */
export function tellKeys(part, acts) {
  for (const button of part.querySelectorAll("button[data-action]")) {
    const { key } = ACTIONS[button.dataset.action];
    if (key && acts && keysOn()) button.setAttribute("aria-keyshortcuts", key);
    else button.removeAttribute("aria-keyshortcuts");
  }
}

/** Ask before handing back: it sets off the pages again. */
export function askHandBack(escalation, done) {
  const told = h("p", { class: "problem", role: "alert", hidden: true });
  const confirm = async () => {
    const refused = await act(escalation, "hand_back");
    if (refused) {
      told.textContent = refused.says;
      told.hidden = false;
      return;
    }
    dialog.close();
    done();
  };
  const dialog = h("dialog", { id: "hand-back-dialog", "aria-labelledby": "hand-back-title" },
    h("h2", { id: "hand-back-title" }, "Hand back?"),
    h("p", {}, "It counts as not acknowledged again, and the team is paged from the first step."),
    h("p", {}, "The young person is told that you have left the chat, and when. The bot answers again."),
    told,
    h("div", { class: "row" },
      h("button", { type: "button", id: "hand-back-confirm", class: "button-main", onclick: confirm },
        "Hand back and page the team"),
      h("button", { type: "button", class: "button-plain", onclick: () => dialog.close() }, "Keep it")));
  openDialog(dialog);
}
