// The box to write in: the draft is kept on the phone as it is typed, and the length is told before sending.
import { byId, say } from "./dom.js";
import { read, write } from "./storage.js";
import { lengthOf, lengthWords, LONGEST, tidy } from "./text.js";
import { words } from "./words.js";

const TALLEST_PX = 160;

/** Wire the box. `onSend(text)` must resolve once the words are kept; only then the box is emptied. */
export function createComposer({ onSend }) {
  const form = byId("composer");
  const box = byId("message");
  const note = byId("length-note");

  function fit() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 4, TALLEST_PX)}px`;
  }

  function changed() {
    write("draft", box.value === "" ? null : box.value);
    say(note, lengthWords(box.value, words));
    box.setAttribute("aria-invalid", String(lengthOf(tidy(box.value)) > LONGEST));
    fit();
  }

  async function submit() {
    const raw = box.value;
    const text = tidy(raw);
    if (text === "" || lengthOf(text) > LONGEST) {
      box.focus();
      return;
    }
    await onSend(text);
    // Words typed while the message was being kept stay.
    box.value = box.value.startsWith(raw) ? box.value.slice(raw.length) : box.value;
    changed();
    box.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener("input", changed);
  box.addEventListener("keydown", (event) => {
    const newLine = event.key !== "Enter" || event.shiftKey || event.isComposing;
    // On a phone the Enter key makes a new line: there is no Shift to hold, and the Send button is near.
    if (newLine || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    submit();
  });

  box.value = read("draft") ?? "";
  changed();

  return {
    focus: () => box.focus(),
    /** Put words back to be changed, before what is being typed. */
    giveBack(text) {
      box.value = box.value === "" ? text : `${text}\n${box.value}`;
      changed();
      box.focus();
    },
  };
}
