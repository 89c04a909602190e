// Signing in.
import { h } from "./dom.js";
import { signIn } from "./session.js";
import { wake } from "./sound.js";

const SAYS = {
  0: "The service could not be reached. Check the connection and try again.",
  401: "The username or the password is not right.",
  422: "Type a username and a password.",
  429: "Too many tries. Wait a minute, then try again.",
};

function field(id, label, type, autocomplete) {
  return h("p", {}, h("label", { for: id }, label),
    h("input", { id, name: id, type, autocomplete, required: true, autocapitalize: "none", spellcheck: "false" }));
}

/** Show the sign-in form in `main`. Returns nothing to undo. */
export function showLogin(main, { expired }) {
  const problem = h("p", { id: "login-problem", class: "problem", role: "alert", hidden: true });
  const button = h("button", { type: "submit", id: "sign-in", class: "button-main" }, "Sign in");
  const submit = async (event) => {
    event.preventDefault();
    wake();
    const { username, password } = event.target.elements;
    button.setAttribute("aria-disabled", "true");
    try {
      await signIn(username.value.trim(), password.value);
    } catch (error) {
      problem.textContent = SAYS[error.status] ?? error.says;
      problem.hidden = false;
      button.removeAttribute("aria-disabled");
      password.focus();
    }
  };
  main.replaceChildren(h("section", { class: "login" },
    h("h1", { tabindex: "-1" }, "Sign in to the on-call console"),
    expired ? h("p", { class: "problem", id: "login-expired" }, h("strong", {}, "You are signed out. "),
      "New escalations do not show and make no sound until you sign in again. What you typed in a reply is kept.") : null,
    h("form", { id: "login", method: "post", action: "/staff", onsubmit: submit },
      field("username", "Username", "text", "username"),
      field("password", "Password", "password", "current-password"), problem, button)));
}
