// Asks the service for something that only it has, and says calmly where that did not work.
import { Problem, Unreachable } from "../app/api.js";
import { asking } from "../app/asking.js";
import { say } from "../app/dom.js";
import { more } from "./words-more.js";

/** The words for what went wrong. */
export function troubleWords(error) {
  if (error instanceof Unreachable) return more.needsConnection;
  if (error instanceof Problem && error.status === 412) return more.sendFirst;
  return more.notNow;
}

/** Run `act()`; where it fails, `place` says so and the answer is null. */
export const ask = asking(troubleWords);

/** True where the service has everything. Says so in `place` where it has not: only then a new revision can be made there. */
export async function isSent(store, place) {
  await store.sync();
  if (store.waiting || store.cutOff) say(place, store.cutOff ? more.needsConnection : more.sendFirst);
  return !store.waiting && !store.cutOff;
}
