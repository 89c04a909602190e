// The form that everybody signs in with: username, password, and a code for those who have a second factor.
import { h } from "./dom.js";
import { signIn } from "./session.js";
import { wake } from "./sound.js";

const SAYS = {
  0: "The service could not be reached. Check the connection and try again.",
  401: "The username, the password or the code is not right. A code works once: wait for the next one.",
  422: "Type a username and a password.",
  429: "Too many tries. Wait a minute, then try again.",
};

/** One sentence about why it did not work. */
export const trouble = (error) => SAYS[error.status] ?? error.says;

/** A labelled input; `hint` is a sentence below the label. */
export function field(id, label, { hint = "", ...input }) {
  return h("p", {}, h("label", { for: id }, label),
    hint ? h("span", { class: "hint", id: `${id}-hint` }, hint) : null,
    h("input", {
      id, name: id, type: "text", required: true, autocapitalize: "none", spellcheck: "false",
      "aria-describedby": hint ? `${id}-hint` : null, ...input,
    }));
}

/** The input for a code of an authenticator app. */
export function codeField(hint = "Six digits. Or one of your recovery codes.") {
  return field("code", "Code from your authenticator app", { autocomplete: "one-time-code", maxlength: 40, hint });
}

/** Make the form. `onDone()` runs when signed in; `onEnrol(typed)` when a second factor has to be set up first. */
export function credentialsForm({ id, username = "", label, onDone = () => {}, onEnrol }) {
  const problem = h("p", { id: `${id}-problem`, class: "problem", role: "alert", hidden: true });
  const button = h("button", { type: "submit", id: "sign-in", class: "button-main" }, label);
  const code = h("div", { id: "code-part" });
  const say = (text) => { problem.textContent = text; problem.hidden = !text; };

  const typed = () => {
    const { username: name, password, code: digits } = form.elements;
    return { username: name.value.trim(), password: password.value, code: digits?.value.trim() || null };
  };
  const askForCode = () => {
    if (!code.children.length) code.append(codeField());
    say("");
    form.elements.code.focus();
  };
  const refused = (error) => {
    if (error.key === "code-needed") return askForCode();
    if (error.key === "second-factor-needed") return onEnrol(typed());
    say(trouble(error));
    return (form.elements.code ?? form.elements.password).focus();
  };
  const submit = async (event) => {
    event.preventDefault();
    wake();
    const { username: name, password, code: digits } = typed();
    button.setAttribute("aria-disabled", "true");
    try {
      await signIn(name, password, digits);
      onDone();
    } catch (error) {
      refused(error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  };
  const form = h("form", { id, method: "post", action: "/staff", onsubmit: submit },
    field("username", "Username", { autocomplete: "username", value: username }),
    field("password", "Password", { type: "password", autocomplete: "current-password" }), code, problem, button);
  form.typed = typed;
  form.say = say;
  return form;
}
