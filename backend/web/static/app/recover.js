// The way in for somebody who has recovery words: typed on the first run, sent once, kept nowhere.
import { Problem } from "./api.js";
import { recoverDevice } from "./device.js";
import { byId, say } from "./dom.js";
import { useLanguage } from "./wording.js";
import { words } from "./words.js";

function troubleWords(error) {
  if (!(error instanceof Problem)) return words.recoverUnreachable;
  if (error.status === 429) return words.recoverTooOften;
  return error.passes ? words.recoverUnreachable : words.recoverWrong;
}

/** Offer it from the view `before`; `onRecovered()` once this phone is signed in. */
export function offerRecovery({ api, before, onRecovered }) {
  const view = byId("recover-view");
  const typed = byId("recovery-words");
  const problem = byId("recover-problem");
  const button = byId("recover");

  function show(recovering) {
    view.hidden = !recovering;
    before.hidden = recovering;
    say(problem, "");
    byId(recovering ? "recover-title" : "have-words").focus();
  }

  async function recover(event) {
    event.preventDefault();
    if (typed.value.trim() === "") {
      say(problem, words.recoverNothing);
      typed.focus();
      return;
    }
    button.disabled = true;
    try {
      const { language } = await recoverDevice(api, typed.value);
      typed.value = "";
      if (useLanguage(language)) {
        location.reload();
        return;
      }
      view.hidden = true;
      onRecovered();
    } catch (error) {
      say(problem, troubleWords(error));
      typed.focus();
    }
    button.disabled = false;
  }

  byId("have-words").addEventListener("click", () => show(true));
  byId("recover-back").addEventListener("click", () => show(false));
  byId("recover-form").addEventListener("submit", recover);
  addEventListener("pagehide", () => { typed.value = ""; });
}
