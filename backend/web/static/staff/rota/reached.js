// How I am reached: addresses and numbers, each used once I have typed the code that went there.
import { h } from "../dom.js";
import { api } from "../session.js";
import { clock } from "../time.js";

const ADDRESS = "/v1/staff/me/contact-points";
const FIELDS = {
  email: { label: "Email address", type: "email" },
  sms: { label: "Number for text messages, such as +44 7700 900123", type: "tel" },
  voice: { label: "Number for calls, such as +44 7700 900123", type: "tel" },
};
const NAMES = { email: "email", sms: "text message", voice: "call", push: "browser", apprise: "the way that an administrator set" };

const button = (id, label, onclick, kind = "button-plain") => h("button", { type: "button", id, class: kind, onclick }, label);

function addressField(kind, points) {
  const id = `reached-${kind}`;
  const value = points.find((point) => point.kind === kind)?.address ?? "";
  return h("p", {}, h("label", { for: id }, FIELDS[kind].label), h("input", { id, type: FIELDS[kind].type, autocomplete: "off", value }));
}

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
      const fields = (error.problem?.errors ?? []).map((one) => one.reason).join("; ");
      say("", fields ? `This ${fields}.` : error.says ?? "It could not be done.");
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
    const typed = Object.fromEntries(fields.map((kind) => [kind, document.getElementById(`reached-${kind}`).value.trim()]));
    const kept = shown.points.map((point) => ({ kind: point.kind, address: typed[point.kind] ?? point.address }));
    const added = fields.filter((kind) => !kept.some((point) => point.kind === kind)).map((kind) => ({ kind, address: typed[kind] }));
    const points = [...kept, ...added].filter((point) => !fields.includes(point.kind) || point.address);
    draw(await api("PUT", ADDRESS, { points }));
    return "Saved.";
  });
  const draw = (found) => {
    shown = found;
    const fields = found.kinds.filter((kind) => kind in FIELDS);
    body.replaceChildren(
      h("ul", { id: "reached-points", class: "plain-list" }, found.points.map((point) => pointItem(point, verify, test))),
      ...(fields.length ? [...fields.map((kind) => addressField(kind, found.points)), button("reached-save", "Save", () => save(fields), "button-main")]
        : [h("p", {}, "This service pages by the open console only: nobody has set up another way yet.")]));
  };
  const part = h("details", { id: "reached", class: "rota-part" }, h("summary", {}, "How I am reached"),
    h("p", {}, "You are paged by each of these, and always by the open console too."), told, problem, body);
  part.addEventListener("toggle", () => { if (part.open) load(); });
  return part;
}
