// One sentence: where the owner's newest words are. Never a spinner.
import { byId, say } from "../app/dom.js";
import { isForgetful } from "../app/storage.js";
import { keeps } from "../app/vault.js";
import { words } from "./words.js";

/** Draws into #plan-status. */
export function createStatus() {
  let forgetful = isForgetful();
  let unknown = false;
  keeps().then((kept) => { forgetful ||= !kept; });

  function sentence({ refused, waiting, number, cutOff }) {
    if (unknown) return words.deviceUnknown;
    if (refused) return words.refused;
    if (waiting) return forgetful ? words.forgetful : words.waiting;
    if (number === 0) return "";
    return cutOff ? words.saved : words.synced;
  }

  return {
    draw: (store) => say(byId("plan-status"), sentence(store)),
    unknownDevice() { unknown = true; },
  };
}
