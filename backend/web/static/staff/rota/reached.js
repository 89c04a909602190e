// How I am reached: addresses and numbers, each used once I have typed the code that went there.
import { h } from "../dom.js";
import { api } from "../session.js";
import { clock } from "../time.js";
import { addressFields, NAMES, wantedPoints, wrongWords } from "./points.js";
import { thisBrowser } from "./push.js";

const ADDRESS = "/v1/staff/me/contact-points";
const MINE = ["email", "sms", "voice"];

const button = (id, label, onclick, kind = "button-plain") => h("button", { type: "button", id, class: kind, onclick }, label);

function pointItem(point, verify, test) {
  const name = NAMES[point.kind];
  if (point.verified_at) {
    return h("li", {}, `By ${name}: in use since ${clock(Date.parse(point.verified_at))}. `,
      button(`reached-test-${point.kind}`, `Send a test by ${name}`, () => test(point.kind)));
  }
  const id = `reached-code-${point.kind}`;
  const code = h("input", { id, inputmode: "numeric", autocomplete: "one-time-code", maxlength: 20 });
  const state = point.code_sent === false ? "The code could not be sent. Save again in a minute." : "Not in use yet: type the code that was sent there.";
  return h("li", {}, h("p", {}, `By ${name}. ${state}`), h("p", {}, h("label", { for: id }, `Code from the ${name}`), code),
    button(`reached-verify-${point.kind}`, "Check the code", () => verify(point.kind, code.value), "button-main"));
}

/** The part about contact points. */
export function reached() {
  const told = h("p", { id: "reached-told", role: "status" });
  const problem = h("p", { id: "reached-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", {});
  let shown = { points: [], kinds: [] };
  const say = (says, wrong = "") => { told.textContent = says; problem.textContent = wrong; problem.hidden = !wrong; };
  const tryTo = async (action) => {
    try {
      say(await action());
    } catch (error) {
      say("", wrongWords(error));
    }
  };
  const load = () => tryTo(async () => { draw(await api("GET", ADDRESS)); return ""; });
  const verify = (kind, code) => tryTo(async () => {
    draw(await api("POST", `${ADDRESS}/verify`, { kind, code }));
    return `You are paged by ${NAMES[kind]} from now on.`;
  });
  const test = (kind) => tryTo(async () => {
    const { sent } = await api("POST", `${ADDRESS}/test`, { kind });
    return sent ? `A test went out by ${NAMES[kind]}.` : `The test by ${NAMES[kind]} was not taken. Tell an administrator.`;
  });
  const save = (fields) => tryTo(async () => {
    await put(wantedPoints("reached", fields, shown.points));
    return "Saved.";
  });
  const put = async (points) => draw(await api("PUT", ADDRESS, {
    points: points.map(({ kind, address }) => ({ kind, address })),
  }));
  const browserSlot = h("div", {});
  const draw = (found) => {
    shown = found;
    thisBrowser(found, put, tryTo).then((part) => browserSlot.replaceChildren(...(part ? [part] : []))).catch(() => undefined);
    const fields = found.kinds.filter((kind) => MINE.includes(kind));
    body.replaceChildren(
      h("ul", { id: "reached-points", class: "plain-list" }, found.points.map((point) => pointItem(point, verify, test))),
      ...(fields.length ? [...addressFields("reached", fields, found.points), button("reached-save", "Save", () => save(fields), "button-main")]
        : found.kinds.length ? [] : [h("p", {}, "This service pages by the open console only: nobody has set up another way yet.")]));
  };
  const part = h("details", { id: "reached", class: "rota-part" }, h("summary", {}, "How I am reached"),
    h("p", {}, "You are paged by each of these, and always by the open console too."), told, problem, body, browserSlot);
  part.addEventListener("toggle", () => { if (part.open) load(); });
  return part;
}
