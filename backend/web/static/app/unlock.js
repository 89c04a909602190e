// The screen that asks for the PIN. Help now and Leave quickly stay in the bar below it.
import { pinForm } from "./ask-pin.js";
import { byId, make } from "./dom.js";
import { forgetEverything, unlock } from "./lock.js";
import { words } from "./words.js";

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

/** Ask until the PIN is right; then the screen goes and the promise resolves. */
export function askForPin() {
  return new Promise((resolve) => {
    const onRight = () => { screen.remove(); resolve(); };
    const { form, field } = pinForm({ check: unlock, onRight, go: words.pinOpen });
    const screen = make(
      "section", { className: "page", id: "unlock" },
      make("h2", { tabIndex: -1 }, words.pinTitle), form, forgottenPart(),
    );
    byId("main").prepend(screen);
    field.focus();
  });
}
