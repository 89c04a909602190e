// The staff list, for administrators.
import { h, openDialog, redraw } from "./dom.js";
import { personForm } from "./person-form.js";
import { personPoints } from "./person-points.js";
import { api } from "./session.js";
import { withFreshSignIn } from "./step-up.js";
import { ROLES } from "./words.js";

const WAYS = [
  ["has_password", "password"], ["second_factor", "authenticator app"], ["single_sign_on", "single sign-on"],
];

const address = (person) => `/v1/staff/members/${encodeURIComponent(person.id)}`;

function ways(person) {
  const names = WAYS.filter(([fact]) => person[fact]).map(([, name]) => name);
  return names.length ? `Signs in with: ${names.join(", ")}.` : "Cannot sign in.";
}

function roleChoice(person, change) {
  const id = `role-${person.id}`;
  const choice = h("select", { id, onchange: () => change(person, { role: choice.value }, "has another role now") },
    Object.entries(ROLES).map(([value, name]) => h("option", { value, selected: value === person.role }, name)));
  return h("p", {}, h("label", { for: id }, "Role", h("span", { class: "visually-hidden" }, ` of ${person.first_name}`)), choice);
}

function button(label, person, part, onclick) {
  return h("button", { type: "button", class: "button-plain", data: { part }, onclick }, label,
    h("span", { class: "visually-hidden" }, `: ${person.first_name}`));
}

function askRemove(person, remove) {
  const dialog = h("dialog", { id: "remove-dialog", "aria-labelledby": "remove-title" },
    h("h2", { id: "remove-title" }, `Remove ${person.first_name}?`),
    h("p", {}, "They are signed out everywhere and are not paged any more. Shifts that they have become gaps in the rota."),
    h("div", { class: "row" },
      h("button", { type: "button", id: "remove-confirm", class: "button-main",
        onclick: () => { dialog.close(); remove(); } }, "Remove"),
      h("button", { type: "button", class: "button-plain", onclick: () => dialog.close() }, "Keep")));
  openDialog(dialog);
}

function item(person, { change, remove }) {
  return h("li", { class: "person", data: { key: person.id, username: person.username } },
    h("h2", {}, h("bdi", {}, person.first_name), h("span", { class: "quiet" }, ` ${person.username}`)),
    h("p", {}, ways(person), person.fallback_contact ? " Is paged when nobody is on the rota." : null),
    roleChoice(person, change),
    person.role === "content_editor" ? null : personPoints(person),
    h("div", { class: "row" },
      button("End sessions", person, "end", () => change(person, { end_sessions: true }, "is signed out everywhere")),
      person.second_factor ? button("Forget the second factor", person, "forget",
        () => change(person, { forget_second_factor: true }, "has to set up a second factor again")) : null,
      button("Remove", person, "remove", () => askRemove(person, () => remove(person)))));
}

/** Show the staff list in `main`. */
export async function showPeople(main) {
  const told = h("p", { id: "people-told", role: "status" });
  const problem = h("p", { id: "people-problem", class: "problem", role: "alert", hidden: true });
  const list = h("ul", { id: "people", class: "people" });
  const say = (done, wrong = "") => { told.textContent = done; problem.textContent = wrong; problem.hidden = !wrong; };

  const load = async () => {
    const { members } = await api("GET", "/v1/staff/members");
    redraw(list, [members, Date.now()], () => members.map((person) => item(person, { change, remove })));
  };
  const tryTo = async (action, done) => {
    try {
      await withFreshSignIn(action);
      say(done);
    } catch (error) {
      say("", `It was not done. ${error.says ?? ""}`);
    }
    await load().catch(() => undefined);
  };
  const change = (person, wanted, done) =>
    tryTo(() => api("PATCH", address(person), wanted), `Done: ${person.first_name} ${done}.`);
  const remove = (person) => tryTo(() => api("DELETE", address(person)), `Removed: ${person.first_name}.`);
  const add = async (wanted) => {
    await withFreshSignIn(() => api("POST", "/v1/staff/members", wanted));
    say(`Added: ${wanted.first_name}.`);
    await load();
  };
  main.replaceChildren(h("h1", { tabindex: "-1" }, "People"), told, problem, list, personForm(add));
  await load().catch((error) => say("", error.says));
}
