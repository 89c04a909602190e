// Setting up a second factor: a key for an authenticator app, a first code, and recovery codes to keep.
import { codeField, trouble } from "./credentials.js";
import { h } from "./dom.js";
import { ask } from "./session.js";

const ENDED = "That took too long. Go back and begin again.";

function section(main, title, ...content) {
  main.replaceChildren(h("section", { class: "login" }, h("h1", { tabindex: "-1" }, title), ...content));
  main.querySelector("h1").focus();
}

/** A form of one code; `send(code)` raises what is shown. */
function codeForm(label, send, hint) {
  const problem = h("p", { id: "enrol-problem", class: "problem", role: "alert", hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await send(event.target.elements.code.value.trim());
    } catch (error) {
      problem.textContent = error.key === "enrolment-ended" ? ENDED : trouble(error);
      problem.hidden = false;
      event.target.elements.code.focus();
    }
  };
  return h("form", { id: "enrol-form", method: "post", onsubmit: submit }, codeField(hint), problem,
    h("button", { type: "submit", id: "enrol-confirm", class: "button-main" }, label));
}

function showCodes(main, codes, back) {
  section(main, "Keep these recovery codes",
    h("p", {}, "Each one works once, when you do not have your authenticator app. They are not shown again."),
    h("ul", { id: "recovery-codes", class: "codes" }, codes.map((code) => h("li", {}, h("code", {}, code)))),
    h("p", {}, "Write them down, or keep them in a password manager. Do not keep them on the phone that has the app."),
    h("button", { type: "button", id: "codes-kept", class: "button-main",
      onclick: () => back("Your second factor is set up. Sign in with the next code that the app shows.") },
    "I have kept them"));
}

function showSecret(main, { secret, uri }, typed, back) {
  const confirm = async (code) => {
    const answer = await ask("POST", "/v1/staff/totp/confirm", { ...typed, code });
    showCodes(main, answer.recovery_codes, back);
  };
  section(main, "Set up an authenticator app",
    h("p", {}, "1. Open the app on your phone, choose to add an account, and type this key:"),
    h("p", {}, h("code", { id: "totp-secret" }, secret.replace(/(.{4})(?=.)/gu, "$1 "))),
    h("p", {}, h("a", { href: uri }, "Open it in an app on this device")),
    h("p", {}, "2. Type the code that the app shows."),
    codeForm("Confirm", confirm, "Six digits."));
}

/** Set up a second factor for whoever typed this; `back(said)` shows the sign-in form again. */
export async function showEnrol(main, { username, password, code }, back) {
  const begin = async (proof) => {
    showSecret(main, await ask("POST", "/v1/staff/totp", { username, password, code: proof }), { username, password }, back);
  };
  try {
    await begin(code);
  } catch (error) {
    if (error.key !== "code-needed") return back(trouble(error));
    section(main, "Set up a new phone",
      h("p", {}, "You have a second factor. Type a code of it, or one of your recovery codes, to set up another one."),
      codeForm("Go on", begin));
  }
  return undefined;
}
