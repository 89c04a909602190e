// A draft in the young person's own voice, to change and to copy. What they change stays on this phone; nothing is sent.
import { make, say } from "./dom.js";
import { read, write } from "./storage.js";
import { LONGEST } from "./text.js";
import { words } from "./words.js";

const KEPT = "own-words";
const MOST_KEPT = 20;
const LETTERS_IN_A_LINE = 30;

const all = () => read(KEPT) ?? [];
const changed = (id) => all().find(([one]) => one === id)?.[1];

function keep(id, text) {
  const others = all().filter(([one]) => one !== id);
  const now = text === null ? others : [...others, [id, text]].slice(-MOST_KEPT);
  write(KEPT, now.length > 0 ? now : null);
}

function linesOf(text) {
  const lines = text.split("\n").map((line) => Math.ceil((line.length + 1) / LETTERS_IN_A_LINE));
  return Math.min(Math.max(lines.reduce((sum, count) => sum + count, 0), 3), 14);
}

/** Copy what is in the box; where the browser does not let us, its words are selected, so that a hand can. */
async function copy(box) {
  try {
    await navigator.clipboard.writeText(box.value);
    return true;
  } catch {
    box.focus();
    box.select();
    return document.execCommand("copy");
  }
}

function button(label, onPress) {
  const element = make("button", { type: "button" }, label);
  element.addEventListener("click", onPress);
  return element;
}

/** The box with the draft. `id` is the message's, `text` its words, `lang` their language. */
export function ownWordsBlock({ id, text, lang }) {
  const names = { box: `own-words-${id}`, hint: `own-words-hint-${id}` };
  const box = make("textarea", {
    id: names.box, value: changed(id) ?? text, rows: linesOf(text), maxLength: LONGEST, dir: "auto", autocomplete: "off",
    ...(lang ? { lang } : {}),
  });
  box.setAttribute("aria-describedby", names.hint);
  const said = make("p", { className: "quiet" });
  said.setAttribute("role", "status");
  const reset = button(words.ownWordsReset, () => {
    box.value = text;
    keep(id, null);
    told("");
    box.focus();
  });

  function told(sentence) {
    say(said, sentence);
    reset.hidden = box.value === text;
  }

  box.addEventListener("input", () => {
    keep(id, box.value === text ? null : box.value);
    told("");
  });
  const copying = button(words.ownWordsCopy, async () => told((await copy(box)) ? words.ownWordsCopied : words.ownWordsNotCopied));
  copying.className = "button-main";
  told("");
  return make(
    "div", { className: "block own-words" },
    make("label", { htmlFor: names.box }, words.ownWordsLabel),
    make("p", { className: "hint", id: names.hint }, words.ownWordsHint),
    box, make("div", { className: "row" }, copying, reset), said,
  );
}
