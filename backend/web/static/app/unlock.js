// The screen that asks for the PIN. Help now and Leave quickly stay in the bar below it.
import { byId, make, say } from "./dom.js";
import { forgetEverything, isPin, unlock, waitLeft_ms } from "./lock.js";
import { words } from "./words.js";

function pinField() {
  const input = make("input", {
    id: "pin", type: "password", inputMode: "numeric", autocomplete: "off", maxLength: 64,
  });
  input.setAttribute("aria-describedby", "pin-note");
  return input;
}

/** Asks before everything kept here goes. */
function forgottenPart() {
  const ask = make("button", { type: "button", className: "button-plain", id: "pin-forgotten" }, words.pinForgotten);
  const sure = make("div", { className: "stack", hidden: true });
  const yes = make("button", { type: "button", id: "pin-forget" }, words.pinForget);
  const no = make("button", { type: "button", className: "button-plain" }, words.pinKeep);
  sure.append(make("p", {}, words.pinForgetMeans), make("div", { className: "row" }, yes, no));
  ask.addEventListener("click", () => { sure.hidden = false; yes.focus(); });
  no.addEventListener("click", () => { sure.hidden = true; ask.focus(); });
  yes.addEventListener("click", async () => {
    await forgetEverything();
    location.assign("/");
  });
  return make("div", { className: "stack" }, ask, sure);
}

function waitWords() {
  const left_s = Math.ceil(waitLeft_ms() / 1000);
  return left_s > 0 ? words.pinWait(left_s) : words.pinWrong;
}

/** Ask until the PIN is right; then the screen goes and the promise resolves. */
export function askForPin() {
  return new Promise((resolve) => {
    const field = pinField();
    const note = make("p", { id: "pin-note", className: "problem", role: "alert", hidden: true });
    const button = make("button", { type: "submit", className: "button-main wide", id: "pin-open" }, words.pinOpen);
    const form = make(
      "form", { className: "stack", noValidate: true },
      make("label", { htmlFor: "pin" }, words.pinLabel), field, note, button,
    );
    const screen = make(
      "section", { className: "page", id: "unlock" },
      make("h2", { tabIndex: -1 }, words.pinTitle), form, forgottenPart(),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!isPin(field.value)) {
        say(note, words.pinDigits);
        field.focus();
        return;
      }
      button.disabled = true;
      const right = await unlock(field.value);
      button.disabled = false;
      field.value = "";
      if (!right) {
        say(note, waitWords());
        field.focus();
        return;
      }
      screen.remove();
      resolve();
    });
    byId("main").prepend(screen);
    field.focus();
  });
}
