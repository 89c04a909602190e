// Adding somebody to the staff list.
import { field } from "./credentials.js";
import { h } from "./dom.js";
import { ROLES } from "./words.js";

const SHORTEST_PASSWORD = 12;

function problemOf({ username, first_name, password, single_sign_on }) {
  if (!/^[a-z0-9][a-z0-9._@\-]*$/u.test(username)) return "A username has small letters, digits, dots and dashes.";
  if (!first_name) return "Type a first name.";
  if (password && password.length < SHORTEST_PASSWORD) return `A password has at least ${SHORTEST_PASSWORD} characters.`;
  return password || single_sign_on ? "" : "Type a password, or the name that single sign-on knows them by.";
}

function read(form) {
  const { "new-username": name, "first-name": first, role, "new-password": password, "sso-name": sso } = form.elements;
  return {
    username: name.value.trim().toLowerCase(), first_name: first.value.trim(), role: role.value,
    password: password.value || null, single_sign_on: sso.value.trim() || null,
    fallback_contact: form.elements.fallback.checked,
  };
}

/** The form; `add(person)` is awaited, and what it raises is shown. */
export function personForm(add) {
  const told = h("p", { id: "person-problem", class: "problem", role: "alert", hidden: true });
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  const submit = async (event) => {
    event.preventDefault();
    const wanted = read(form);
    say(problemOf(wanted));
    if (!told.hidden) return;
    try {
      await add(wanted);
      form.reset();
    } catch (error) {
      say(error.says ?? "It could not be added.");
    }
  };
  const form = h("form", { id: "person-form", class: "stack", method: "post", novalidate: true, onsubmit: submit },
    h("h2", {}, "Add somebody"),
    field("new-username", "Username", { autocomplete: "off", maxlength: 100 }),
    field("first-name", "First name", {
      autocomplete: "off", autocapitalize: "words", maxlength: 60, hint: "Young people see it when this person joins a chat.",
    }),
    h("p", {}, h("label", { for: "role" }, "Role"), h("select", { id: "role", name: "role" },
      Object.entries(ROLES).map(([value, name]) => h("option", { value }, name)))),
    field("new-password", "First password", {
      type: "password", autocomplete: "new-password", required: false,
      hint: `At least ${SHORTEST_PASSWORD} characters. Leave it out for somebody who uses single sign-on only.`,
    }),
    field("sso-name", "Name at single sign-on", { autocomplete: "off", required: false, hint: "Mostly their email address at work." }),
    h("label", { class: "choice" }, h("input", { type: "checkbox", id: "fallback", name: "fallback" }),
      h("span", {}, "Is paged when nobody is on the rota")),
    told,
    h("button", { type: "submit", id: "person-add", class: "button-main" }, "Add"));
  return form;
}
