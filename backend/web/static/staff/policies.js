// Who is paged in which order, for `now` and for `today`: everybody sees it, supervisors change it.
import { h } from "./dom.js";
import { ATTENTIONS, draftOf, LONGEST_STALE_MIN, minutes, MOST_STEPS, newStep, problemsOf, refusedBy, wanted } from "./policies/model.js";
import { minutesField, stepFields, stepWords } from "./policies/step.js";
import { api, me } from "./session.js";
import { withFreshSignIn } from "./step-up.js";
import { clock } from "./time.js";

const ADDRESS = "/v1/staff/policies";
const MAY_EDIT = ["supervisor", "admin"];
const TITLES = { now: "Attention: now", today: "Attention: today" };

const mayEditPolicies = () => MAY_EDIT.includes(me()?.role);

function shown(attention, policy, staff) {
  return h("section", { id: `policy-${attention}` }, h("h2", {}, TITLES[attention]),
    h("ol", { class: "policy" }, policy.steps.map((step, at) => h("li", {}, stepWords(step, staff, at === policy.steps.length - 1)))),
    h("p", {}, `Somebody who acknowledged has ${minutes(policy.stale)} to take over or close it. At half of that they are reminded, then it begins again.`),
    h("p", {}, "Somebody who took over and does not write is reminded, then the team is paged for somebody else."));
}

function editing(attention, policy, found, staff) {
  const steps = h("div", { class: "stack" });
  const change = (work, then) => { work(policy.steps); draw(); steps.children[then].focus(); };
  const draw = () => steps.replaceChildren(...policy.steps.map((step, at) =>
    stepFields(`${attention}.steps.${at}`, step, at, policy.steps.length, {
      found, staff,
      move: (by) => change((all) => { all.splice(at + by, 0, ...all.splice(at, 1)); }, at + by),
      remove: () => change((all) => { all.splice(at, 1); }, Math.max(0, at - 1)),
    })));
  const add = () => {
    if (policy.steps.length >= MOST_STEPS) return;
    change((all) => all.push(newStep()), policy.steps.length);
  };
  draw();
  const stale = `${attention}.stale_after_s`;
  return h("section", { id: `policy-${attention}`, class: "stack" }, h("h2", {}, TITLES[attention]),
    h("p", { class: "quiet" }, "The last step repeats until somebody acknowledges. A step that reaches nobody is left out at once."), steps,
    h("p", {}, h("button", { type: "button", id: `policy-${attention}-add`, class: "button-plain", onclick: add }, "Add a step",
      h("span", { class: "visually-hidden" }, ` to ${TITLES[attention]}`))),
    h("ul", { class: "problem", hidden: true, data: { problems: stale } }),
    minutesField(`policy-${attention}-stale`, "Minutes that an acknowledgement counts, without anybody taking over or closing", policy.stale,
      [1, LONGEST_STALE_MIN], (number) => { policy.stale = number; }));
}

/** Put what is wrong beside where it is wrong, and take the reader to the first. */
function tell(form, problems, say) {
  for (const slot of form.querySelectorAll("[data-problems]")) {
    const here = problems.filter(({ place }) => place === slot.dataset.problems);
    slot.replaceChildren(...here.map(({ says }) => h("li", {}, says)));
    slot.hidden = !here.length;
  }
  const other = problems.filter(({ place }) => !form.querySelector(`[data-problems="${CSS.escape(place)}"]`));
  say("", [...other.map(({ says }) => says), "Nothing was changed: look at what is marked."].join(" "));
  const first = form.querySelector("[data-problems]:not([hidden])");
  (first?.closest("fieldset, section") ?? form).querySelector("input").focus();
}

function editor(found, staff, say, saved, stop) {
  const draft = draftOf(found);
  const submit = async (event) => {
    event.preventDefault();
    const problems = problemsOf(draft);
    if (problems.length) return tell(form, problems, say);
    try {
      return saved(await withFreshSignIn(() => api("PUT", ADDRESS, wanted(draft, found.version))));
    } catch (error) {
      if (error.status === 422) return tell(form, refusedBy(error), say);
      return say("", `Nothing was changed. ${error.says ?? ""}`);
    }
  };
  const form = h("form", { id: "policies-form", class: "stack", method: "post", novalidate: true, onsubmit: submit },
    ATTENTIONS.map((attention) => editing(attention, draft[attention], found, staff)),
    h("p", { class: "quiet" }, "What is open already goes on as it began."),
    h("div", { class: "row" }, h("button", { type: "submit", id: "policies-save", class: "button-main" }, "Save both"),
      h("button", { type: "button", id: "policies-cancel", class: "button-plain", onclick: stop }, "Leave it as it was")));
  return form;
}

function whose({ version, at, by }) {
  return version ? `Version ${version}, written by ${by}, ${clock(at)}.` : "As it was shipped: nobody has changed it here.";
}

/** Show the policies in `main`. */
export async function showPolicies(main) {
  const told = h("p", { id: "policies-told", role: "status" });
  const problem = h("p", { id: "policies-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", { id: "policies" }, h("p", {}, "Fetching the policies."));
  const say = (done, wrong = "") => { told.textContent = done; problem.textContent = wrong; problem.hidden = !wrong; };

  const draw = (found, staff) => {
    const policies = draftOf(found);
    const edit = () => {
      say("");
      body.replaceChildren(editor(found, staff, say,
        (now) => { draw(now, staff); say(`Saved as version ${now.version}. It holds for everything that opens from now on.`); main.querySelector("h1").focus(); },
        () => { draw(found, staff); say(""); main.querySelector("#policies-edit").focus(); }));
      body.querySelector("input").focus();
    };
    body.replaceChildren(h("p", { class: "quiet", id: "policies-whose" }, whose(found)),
      ...ATTENTIONS.map((attention) => shown(attention, policies[attention], staff)),
      mayEditPolicies() ? h("p", {}, h("button", { type: "button", id: "policies-edit", class: "button-main", onclick: edit }, "Change them")) : "");
  };
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Who is paged"), told, problem, body);
  try {
    const [found, { staff }] = await Promise.all([api("GET", ADDRESS), api("GET", "/v1/staff/rota")]);
    draw(found, staff);
  } catch (error) {
    say("", error.says ?? "It could not be fetched.");
  }
}
