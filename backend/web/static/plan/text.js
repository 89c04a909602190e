// The words of a plan as they are kept: as in the chat, and without the two marks that turn the letters round.
import { tidy } from "../app/text.js";

const OVERRIDES = /[\u202d\u202e]/gu;

/** The text as it will be kept. */
export function planText(text) {
  return tidy(text.replace(OVERRIDES, ""));
}
