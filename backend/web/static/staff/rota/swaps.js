// Swaps: asked for by one, agreed to by the other, or made by a supervisor.
import { h, redraw } from "../dom.js";
import { api, me } from "../session.js";
import { dayName, hours, now, utc } from "../time.js";
import { HOUR_MS, openingForm, personField, readPeriod, whenField } from "./form.js";

const nextHour = () => Math.ceil(now() / HOUR_MS) * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

function when(stretch) {
  const [from, to] = [Date.parse(stretch.starts_at), Date.parse(stretch.ends_at)];
  return `${dayName(from)} ${hours({ from, to })}`;
}

function says(swap) {
  const [asker, other] = [swap.asker_first_name ?? "Somebody who has left", swap.other_first_name ?? "somebody who has left"];
  const back = swap.takes ? `, and ${asker} does ${when(swap.takes)} in return` : ", with nothing in return";
  return `${asker} asks ${other} to do ${when(swap.gives)}${back}`;
}

function read(elements) {
  const gives = readPeriod(elements["swap-gives-from"], elements["swap-gives-to"]);
  const back = elements["swap-back"].checked;
  const takes = back ? readPeriod(elements["swap-takes-from"], elements["swap-takes-to"]) : null;
  const asker = elements["swap-asker"]?.value || null;
  return { problem: gives.problem || takes?.problem || "", gives, takes, other: elements["swap-other"].value, asker };
}

const period = ({ from, to }) => ({ starts_at: utc(from), ends_at: utc(to) });

/** The form to ask for a swap, or to make one between others (supervisors); `done(says)` is awaited afterwards. */
export function newSwap(people, mayEdit, done) {
  const others = mayEdit ? people : people.filter((person) => person.id !== me().id);
  const start = nextHour();
  return openingForm({
    id: "swap", title: "Ask for a swap", button: mayEdit ? "Ask, or make the swap" : "Ask for the swap",
    fields: [
      h("p", { class: "hint" }, mayEdit ? "Your own swap waits for the other person. One between others is made at once."
        : "The rota changes when the other person agrees."),
      mayEdit ? personField("swap-asker", "Who gives hours away", people.filter((person) => person.id !== me().id), "me") : null,
      personField("swap-other", "Who is asked to do them", others),
      whenField("swap-gives-from", "These hours, from (UK time)", start),
      whenField("swap-gives-to", "to", start + 8 * HOUR_MS),
      h("label", { class: "choice" }, h("input", { type: "checkbox", id: "swap-back", name: "swap-back" }), h("span", {}, "In return for these hours of theirs:")),
      whenField("swap-takes-from", "Theirs, from (UK time)", start + DAY_MS),
      whenField("swap-takes-to", "to", start + DAY_MS + 8 * HOUR_MS),
    ].filter(Boolean),
    read,
    send: async ({ asker, other, gives, takes }) => {
      const body = { asker_id: asker, other_id: other, gives: period(gives), takes: takes && period(takes) };
      const made = await api("POST", "/v1/staff/rota/swaps", body);
      await done(made.state === "made" ? "The swap is made." : "Asked. The rota changes when they agree.");
    },
  });
}

/** Draw the swaps that wait into `holder`. */
export function drawSwaps(holder, swaps, mayEdit, tryTo) {
  const act = (swap, action, told) => () => tryTo(() => api("POST", `/v1/staff/rota/swaps/${swap.id}/${action}`, {}), told);
  const item = (swap) => {
    const mine = swap.asker_id === me().id;
    const agree = !mine && (mayEdit || swap.other_id === me().id);
    return h("li", { data: { key: swap.id } }, h("p", {}, `${says(swap)}.`), h("div", { class: "row" },
      agree ? h("button", { type: "button", class: "button-main", data: { part: "agree" }, onclick: act(swap, "accept", "The swap is made.") },
        swap.other_id === me().id ? "Agree" : "Make this swap") : null,
      h("button", { type: "button", class: "button-plain", data: { part: "no" }, onclick: act(swap, "decline", "The swap is off.") },
        mine ? "Take it back" : "Say no")));
  };
  redraw(holder, [swaps, mayEdit], () => (swaps.length
    ? [h("h2", {}, "Swaps that wait for an answer"), h("ul", { id: "swaps", class: "plain-list" }, swaps.map(item))] : []));
}
