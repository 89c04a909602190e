// The rota: a week at a time in UK time, its gaps, and changing it. Supervisors change it; others ask for swaps.
import { h, redraw } from "./dom.js";
import { askFirst } from "./rota/form.js";
import { importing } from "./rota/importing.js";
import { drawLayers, newLayer } from "./rota/layers.js";
import { links } from "./rota/links.js";
import { drawOverrides, newOverride } from "./rota/overrides.js";
import { drawSwaps, newSwap } from "./rota/swaps.js";
import { reached } from "./rota/reached.js";
import { testPages } from "./rota/test-page.js";
import { summary, week } from "./rota/week.js";
import { api, me } from "./session.js";
import { shiftForm } from "./shift-form.js";
import { dayName, hours, utc } from "./time.js";

const MAY_EDIT = ["supervisor", "admin"];
const FARTHEST_WEEK = 57;

const part = (id) => h("section", { id });

/** The forms, made once: what somebody is typing is not drawn over. */
function forms(staff, mayEdit, done, tryTo) {
  const addShift = async ({ person, from, to }) => {
    await api("POST", "/v1/staff/shifts", { staff_id: person.id, starts_at: utc(from), ends_at: utc(to) });
    await done(`Added: ${person.first_name}, ${dayName(from)}, ${hours({ from, to })}.`);
  };
  const editing = () => [newLayer(staff, done), newOverride(staff, done),
    h("details", { id: "shift", class: "rota-part" }, h("summary", {}, "Add one shift"), shiftForm(staff, addShift)), importing(done)];
  return [h("h2", {}, mayEdit ? "Change the rota" : "Swaps, calendar and test pages"),
    ...(mayEdit ? editing() : []), newSwap(staff, mayEdit, done), links(tryTo), reached(), testPages()];
}

function weekChoice(shown, move) {
  const button = (id, label, by, possible) =>
    h("button", { type: "button", id, class: "button-plain", disabled: !possible, data: { part: id }, onclick: () => move(by) }, label);
  const name = shown === 0 ? "This week" : shown === 1 ? "Next week" : `In ${shown} weeks`;
  return h("div", { class: "row week-choice" }, button("week-before", "The week before", -1, shown > 0),
    h("h2", { id: "week-name" }, name), button("week-after", "The week after", 1, shown < FARTHEST_WEEK));
}

/** Show the rota in `main`. */
export async function showRota(main) {
  const mayEdit = MAY_EDIT.includes(me().role);
  const told = h("p", { id: "rota-told", role: "status" });
  const problem = h("p", { id: "rota-problem", class: "problem", role: "alert", hidden: true });
  const [choice, body, swaps, layers, overrides, change] =
    ["week-choice", "rota", "rota-swaps", "rota-layers", "rota-overrides", "rota-form"].map(part);
  body.className = "rota";
  let shown = 0;

  const say = (says, wrong = "") => { told.textContent = says; problem.textContent = wrong; problem.hidden = !wrong; };
  const tryTo = async (action, says) => {
    try {
      await action();
      say(says);
      await load();
    } catch (error) {
      if (error.status !== 401) say("", error.says ?? "It could not be done.");
    }
  };
  const remove = (entry) => askFirst(`Remove ${entry.name ?? "this shift"}, ${dayName(entry.from)} ${hours(entry)}?`,
    "That can leave a gap.", "Remove", () => tryTo(() => api("DELETE", `/v1/staff/shifts/${encodeURIComponent(entry.id.split("/")[0])}`), "Removed."));
  const done = async (says) => { say(says); await load(); };
  const move = async (by) => { shown += by; await tryTo(async () => {}, ""); };
  const load = async () => {
    const [rota, waiting] = await Promise.all([api("GET", `/v1/staff/rota?weeks_ahead=${shown}`), api("GET", "/v1/staff/rota/swaps")]);
    redraw(choice, shown, () => weekChoice(shown, move));
    redraw(body, [rota, Date.now()], () => [summary(rota), ...week(rota, mayEdit ? remove : null)]);
    drawSwaps(swaps, waiting.swaps, mayEdit, tryTo);
    drawLayers(layers, rota, mayEdit, tryTo, done);
    drawOverrides(overrides, rota, mayEdit, tryTo);
    if (!change.children.length) change.append(...forms(rota.staff, mayEdit, done, tryTo));
  };

  body.append(h("p", {}, "Fetching the rota."));
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Rota"), h("p", { class: "quiet" }, "Times are UK time."),
    told, problem, choice, body, swaps, overrides, layers, change);
  await tryTo(async () => {}, "");
}
