// Set a PIN on this phone, or take it away.
import { make, say } from "../app/dom.js";
import { canLock, hasPin, isPin, removePin, setPin, tidyPin, waitLeft_ms } from "../app/lock.js";
import { view } from "./parts.js";
import { words } from "./words.js";

function pinField(id, label, hint = "") {
  // As in app/ask-pin.js: a browser must not offer to keep it.
  const input = make("input", { id, type: "password", inputMode: "numeric", autocomplete: "one-time-code", maxLength: 64 });
  const note = hint ? make("p", { className: "hint", id: `${id}-hint` }, hint) : null;
  if (note) input.setAttribute("aria-describedby", note.id);
  return { input, part: make("div", { className: "field" }, make("label", { htmlFor: id }, label), note, input) };
}

function form(fields, button, act) {
  const problem = make("p", { className: "problem", hidden: true });
  problem.setAttribute("role", "alert");
  const made = make("form", { noValidate: true }, ...fields.map(({ part }) => part), problem, button);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    say(problem, await act().catch(() => words.pinNotNow));
    button.disabled = false;
  });
  return made;
}

function setForm(redraw) {
  const first = pinField("new-pin", words.pinNew, words.pinNewHint);
  const again = pinField("new-pin-again", words.pinAgain);
  const button = make("button", { type: "submit", className: "button-main", id: "set-pin" }, words.pinSet);
  const act = async () => {
    if (!isPin(first.input.value)) return words.pinShort;
    if (tidyPin(first.input.value) !== tidyPin(again.input.value)) return words.pinDiffers;
    await setPin(first.input.value);
    await redraw();
    return "";
  };
  return [make("p", {}, words.pinOff), make("p", {}, words.pinForget), form([first, again], button, act)];
}

function removeForm(redraw) {
  const old = pinField("old-pin", words.pinOld);
  const button = make("button", { type: "submit", id: "remove-pin" }, words.pinRemove);
  const act = async () => {
    const right = await removePin(old.input.value);
    if (right) await redraw();
    old.input.value = "";
    const left_s = Math.ceil(waitLeft_ms() / 1000);
    if (right) return "";
    return left_s > 0 ? words.pinWait(left_s) : words.pinWrong;
  };
  return [make("p", { id: "pin-on" }, words.pinOn), make("p", {}, words.pinForget), form([old], button, act)];
}

/** Draw the view. */
export async function pinView() {
  const body = make("div", {});
  async function redraw() {
    if (hasPin()) body.replaceChildren(...removeForm(redraw));
    else if (await canLock()) body.replaceChildren(...setForm(redraw));
    else body.replaceChildren(make("p", {}, words.pinCannot));
  }
  await redraw();
  return view(words.pinTitle, body, make("p", {}, words.pinAway), make("p", {}, words.pinHelp));
}
