// How somebody is reached, for administrators. Whoever it is still has to type the code that goes there.
import { h } from "./dom.js";
import { addressFields, FIELDS, NAMES, wantedPoints, wrongWords } from "./rota/points.js";
import { api } from "./session.js";
import { withFreshSignIn } from "./step-up.js";
import { clock } from "./time.js";

function standing({ kind, verified_at: at, code_sent: sent }) {
  const name = NAMES[kind];
  if (at) return `By ${name}: in use since ${clock(at)}.`;
  if (sent === false) return `By ${name}: the code could not be sent. Save again in a minute.`;
  return `By ${name}: not in use until they have typed the code that was sent there.`;
}

/** The part about one person's contact points. */
export function personPoints(person) {
  const address = `/v1/staff/members/${encodeURIComponent(person.id)}/contact-points`;
  const prefix = `points-${person.id}`;
  const told = h("p", { role: "status" });
  const problem = h("p", { id: `${prefix}-problem`, class: "problem", role: "alert", hidden: true });
  const body = h("div", { class: "stack" });
  const say = (says, wrong = "") => { told.textContent = says; problem.textContent = wrong; problem.hidden = !wrong; };

  const put = async (points, says) => {
    try {
      draw(await withFreshSignIn(() => api("PUT", address, { points })));
      say(says);
    } catch (error) {
      say("", wrongWords(error, points));
    }
  };
  const draw = ({ points, kinds }) => {
    const fields = kinds.filter((kind) => kind in FIELDS);
    const save = (event) => {
      event.preventDefault();
      return put(wantedPoints(prefix, fields, points), `Saved. Codes went to what is new; ${person.first_name} types them under Rota, “How I am reached”.`);
    };
    const stop = () => put(points.filter((point) => point.kind !== "push").map(({ kind, address: at }) => ({ kind, address: at })),
      `Pages no longer go to the browser of ${person.first_name}.`);
    body.replaceChildren(
      h("ul", { class: "plain-list", id: `${prefix}-list` }, points.map((point) => h("li", {}, standing(point))),
        points.length ? null : h("li", {}, "By the open console only.")),
      points.some((point) => point.kind === "push")
        ? h("p", {}, h("button", { type: "button", class: "button-plain", data: { part: "no-push" }, onclick: stop }, "Stop pages in their browser")) : "",
      fields.length ? h("form", { class: "stack", method: "post", novalidate: true, onsubmit: save }, addressFields(prefix, fields, points),
        h("button", { type: "submit", id: `${prefix}-save` }, "Save", h("span", { class: "visually-hidden" }, `: how ${person.first_name} is reached`)))
        : h("p", {}, "This service pages by the open console only: nobody has set up another way yet."));
  };
  const load = async () => {
    try {
      draw(await api("GET", address));
    } catch (error) {
      say("", error.says ?? "It could not be fetched.");
    }
  };
  const part = h("details", { class: "rota-part", id: prefix }, h("summary", { data: { part: "reached" } }, "How they are reached",
    h("span", { class: "visually-hidden" }, `: ${person.first_name}`)), told, problem, body);
  part.addEventListener("toggle", () => { if (part.open) load(); });
  return part;
}
