// The form for the PIN of this phone, and asking for the PIN again before something that matters.
import { make, say } from "./dom.js";
import { hasPin, isOurPin, isPin, waitLeft_ms } from "./lock.js";
import { words } from "./words.js";

function wrongWords() {
  const left_s = Math.ceil(waitLeft_ms() / 1000);
  return left_s > 0 ? words.pinWait(left_s) : words.pinWrong;
}

function pinField() {
  // Not "off": browsers then offer to keep a PIN as a password, for whoever opens the phone. Chromium spares one-time codes.
  const input = make("input", {
    id: "pin", type: "password", inputMode: "numeric", autocomplete: "one-time-code", maxLength: 64,
  });
  input.setAttribute("aria-describedby", "pin-note");
  return input;
}

/** The form: `check(pin)` resolves to whether it is right, and `onRight()` follows. Gives {form, field}. */
export function pinForm({ check, onRight, go }) {
  const field = pinField();
  const note = make("p", { id: "pin-note", className: "problem", hidden: true });
  note.setAttribute("role", "alert");
  const button = make("button", { type: "submit", className: "button-main wide", id: "pin-open" }, go);
  const form = make(
    "form", { className: "stack", noValidate: true },
    make("label", { htmlFor: "pin" }, words.pinLabel), field, note, button,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isPin(field.value)) {
      say(note, words.pinDigits);
      field.focus();
      return;
    }
    button.disabled = true;
    const right = await check(field.value);
    button.disabled = false;
    field.value = "";
    if (right) {
      onRight();
      return;
    }
    say(note, wrongWords());
    field.focus();
  });
  return { form, field };
}

/** Ask for the PIN in `place`, where `instead` makes room meanwhile. True at once where none is set; false for "Not now". */
export function askPinAgain(place, instead) {
  if (!hasPin()) return Promise.resolve(true);
  const before = document.activeElement;
  return new Promise((resolve) => {
    const finish = (answer) => {
      place.replaceChildren();
      instead.hidden = false;
      before.focus();
      resolve(answer);
    };
    const { form, field } = pinForm({ check: isOurPin, onRight: () => finish(true), go: words.pinGoOn });
    const no = make("button", { type: "button", className: "button-plain wide", id: "pin-not-now" }, words.pinNotNow);
    no.addEventListener("click", () => finish(false));
    instead.hidden = true;
    place.replaceChildren(make("div", { className: "card stack" }, make("p", {}, words.pinAgain), form, no));
    field.focus();
  });
}
