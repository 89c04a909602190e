// Some things want proof that it is still you: the form opens over the page, and what was asked for is done afterwards.
import { credentialsForm } from "./credentials.js";
import { h, openDialog } from "./dom.js";
import { singleSignOn } from "./login.js";
import { username } from "./session.js";

function askAgain() {
  return new Promise((resolve) => {
    const done = () => { dialog.returnValue = "done"; dialog.close("done"); };
    const form = credentialsForm({ id: "step-up", username: username(), label: "Sign in again", onDone: done, onEnrol: () => {} });
    const dialog = h("dialog", { id: "step-up-dialog", "aria-labelledby": "step-up-title" },
      h("h2", { id: "step-up-title" }, "Sign in again to do this"),
      h("p", {}, "You signed in more than 5 minutes ago. This makes sure that it is still you."),
      singleSignOn(true), form,
      h("p", {}, h("button", { type: "button", class: "button-plain", onclick: () => dialog.close() }, "Not now")));
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "done"));
    openDialog(dialog);
  });
}

/** Do it; if the service wants a fresh sign-in, ask for one and do it again. Raises what it raises. */
export async function withFreshSignIn(action) {
  try {
    return await action();
  } catch (error) {
    if (error.key !== "sign-in-again" || !await askAgain()) throw error;
    return action();
  }
}
