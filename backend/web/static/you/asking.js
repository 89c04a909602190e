// Asks the service, and says calmly where that did not work.
import { DeviceUnknown, Problem, Unreachable } from "../app/api.js";
import { asking } from "../app/asking.js";
import { make } from "../app/dom.js";
import { button } from "../plan/view.js";
import { words } from "./words.js";

/** The words for what went wrong. */
export function troubleWords(error) {
  if (error instanceof Unreachable) return words.needsConnection;
  if (error instanceof DeviceUnknown) return words.deviceUnknown;
  if (error instanceof Problem && error.status === 429) return words.tooOften;
  return words.notNow;
}

/** Run `act()`; where it fails, `place` says so and the answer is null. */
export const ask = asking(troubleWords);

function saying(text) {
  const said = make("p", { className: "hint" }, text);
  said.setAttribute("role", "status");
  return said;
}

/** A place that is filled by `show(answer)` (elements) once `act()` has one; tried again with the button, or once connected. */
export function fetched(act, show) {
  const holder = make("div", { tabIndex: -1, className: "fetched" }, saying(words.looking));

  async function load() {
    const hadFocus = holder.contains(document.activeElement);
    try {
      const answer = await act();
      holder.replaceChildren(...(await show(answer)));
    } catch (error) {
      holder.replaceChildren(saying(troubleWords(error)), button(words.tryAgain, load, { id: "try-again" }));
      addEventListener("online", () => { if (holder.isConnected) load(); }, { once: true });
    }
    if (hadFocus) holder.focus();
  }

  load();
  return holder;
}
