// Asks the service for something, and says calmly where that did not work.
import { say } from "./dom.js";

/** A way to run `act()`: where it fails, `place` says `troubleWords(error)` and the answer is null. */
export function asking(troubleWords) {
  return async function ask(place, act) {
    say(place, "");
    try {
      return await act();
    } catch (error) {
      say(place, troubleWords(error));
      return null;
    }
  };
}
