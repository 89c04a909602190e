// The "keys and sound" sheet: what the keys do, switching them off, testing the sound, signing out.
import { h, openDialog } from "./dom.js";
import { keysOn, SHORTCUTS, wantKeys } from "./keys.js";
import { me, signOut } from "./session.js";
import { play, soundState, wantSound } from "./sound.js";
import { ROLES } from "./words.js";

const TOLD = {
  on: "The sound is on. You should have heard three rising notes. If not, look at the volume of this device.",
  off: "The sound is off. Switch it on above, then test it.",
  waiting: "The browser did not let the sound start. Press the button again.",
  none: "This browser cannot make the sound.",
};

function choice(id, text, checked, onchange) {
  return h("label", { class: "choice" }, h("input", { type: "checkbox", id, checked, onchange }), h("span", {}, text));
}

function soundPart() {
  const told = h("p", { id: "sound-told", role: "status" });
  const test = async () => {
    if (soundState() === "waiting") await wantSound(true);
    play();
    told.textContent = TOLD[soundState()];
  };
  return h("section", { class: "stack" },
    h("h3", {}, "Sound"),
    choice("sound-wanted", "Make a sound when somebody needs a person", soundState() !== "off",
      (event) => wantSound(event.target.checked)),
    h("p", {}, "It repeats every 20 seconds while something with attention now is not acknowledged."),
    h("button", { type: "button", id: "sound-test", onclick: test }, "Test the sound"),
    told);
}

function keysPart() {
  return h("section", { class: "stack" },
    h("h3", {}, "Keys"),
    choice("keys-wanted", "Use single-key shortcuts", keysOn(), (event) => wantKeys(event.target.checked)),
    h("dl", { class: "keys" }, SHORTCUTS.map(([key, does]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)))),
    h("p", { class: "quiet" }, "Keys do nothing while you type in a box."));
}

/** Open the sheet. */
export function openSheet() {
  const close = () => dialog.close();
  const leave = (everywhere) => () => { close(); signOut(everywhere); };
  const dialog = h("dialog", { id: "sheet", "aria-labelledby": "sheet-title" },
    h("div", { class: "dialog-head" },
      h("h2", { id: "sheet-title" }, "Keys and sound"),
      h("button", { type: "button", class: "button-plain", onclick: close }, "Back")),
    soundPart(),
    keysPart(),
    h("section", { class: "stack" },
      h("h3", {}, "Signed in"),
      h("p", {}, `${me().first_name}, ${ROLES[me().role] ?? me().role}.`),
      h("div", { class: "row" },
        h("button", { type: "button", id: "sign-out", class: "button-plain", onclick: leave(false) }, "Sign out"),
        h("button", { type: "button", id: "sign-out-everywhere", class: "button-plain", onclick: leave(true) },
          "Sign out everywhere")),
      h("p", { class: "quiet" }, "Everywhere: on every device and in every tab where you are signed in. Pages still reach you.")));
  openDialog(dialog);
}
