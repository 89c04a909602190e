// Reads aloud with a voice of this phone. A voice that sends the words to a server is never used; without a local one
// there is no button.
import { button } from "./view.js";
import { words } from "./words.js";

const speech = globalThis.speechSynthesis ?? null;

function localVoice() {
  const wanted = document.documentElement.lang.slice(0, 2);
  const voices = (speech?.getVoices() ?? []).filter((voice) => voice.localService);
  return voices.find((voice) => voice.lang.startsWith("en-GB")) ?? voices.find((voice) => voice.lang.startsWith(wanted)) ?? null;
}

/** A button that reads what `text()` gives, and `stop()`. */
export function createReader(text) {
  let reading = false;

  const element = button(words.readAloud, toggle, { id: "read-aloud", className: "button-plain" });

  function ended() {
    reading = false;
    element.textContent = words.readAloud;
  }

  function stop() {
    if (!reading) return;
    speech.cancel();
    ended();
  }

  function toggle() {
    if (reading) {
      stop();
      return;
    }
    const said = new SpeechSynthesisUtterance(text());
    said.voice = localVoice();
    said.lang = said.voice.lang;
    said.rate = 0.9;
    said.onend = said.onerror = ended;
    reading = true;
    element.textContent = words.stopReading;
    speech.speak(said);
  }

  const offer = () => { element.hidden = localVoice() === null; };
  // Voices come late in some browsers.
  speech?.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", stop);
  offer();
  return { element, stop };
}
