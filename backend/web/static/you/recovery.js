// Words to sign in on another phone. They are shown once, and kept nowhere on this phone.
import { askPinAgain } from "../app/ask-pin.js";
import { make } from "../app/dom.js";
import { button, dayWords, note } from "../plan/view.js";
import { ask, fetched } from "./asking.js";
import { says, sentences, view } from "./parts.js";
import { words } from "./words.js";

function shownWords(list, onDone) {
  // They are English words in every language of the app.
  const items = list.map((word) => make("li", { lang: "en", translate: false }, word));
  return [
    make("h3", { tabIndex: -1 }, words.wordsHere), ...says(words.wordsOnce),
    make("ol", { className: "word-list card", id: "the-words", lang: "en", dir: "ltr" }, ...items),
    button(words.wordsDone, onDone, { id: "words-done", className: "button-main wide" }),
  ];
}

/** Draw the view. `stop()` takes the words off the screen. */
export function recoveryView({ api, go }) {
  const problem = note();
  const place = make("div", { id: "words-place" });
  const pin = make("div", {});

  async function showWords(pressed) {
    if (!(await askPinAgain(pin, pressed))) return;
    pressed.disabled = true;
    const answer = await ask(problem, () => api.send("POST", "/v1/recovery-words", { body: {} }));
    pressed.disabled = false;
    if (!answer) return;
    place.replaceChildren(...shownWords(answer.words, () => go("#")));
    place.querySelector("h3").focus();
  }

  function before({ recovery_words_made_at: madeAt }) {
    const text = madeAt ? words.wordsMakeNew : words.wordsMake;
    return [
      ...says(words.wordsIntro), ...(madeAt ? says(words.wordsHave(dayWords(madeAt))) : []), ...says(words.wordsLook), problem,
      button(text, showWords, { id: "make-words", className: "button-main wide" }), pin,
    ];
  }

  place.append(fetched(() => api.send("GET", "/v1/me"), before));
  const keeping = make("section", {}, make("h3", {}, words.wordsKeepTitle), sentences(words.wordsKeep));
  const made = view(words.doors.words[0], place, keeping);
  return Object.assign(made, { stop: () => place.replaceChildren() });
}
