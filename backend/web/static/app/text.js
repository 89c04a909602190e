// What a message's text must be before it is sent: one form of Unicode, no control characters, at most 2,000 characters.

export const LONGEST = 2000;
const SHOW_LEFT_FROM = 200;
// Tab and line feed stay; the others cannot be seen and the service does not take them.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/** The text as it will be sent. */
export function tidy(text) {
  const whole = typeof text.toWellFormed === "function" ? text.toWellFormed() : text;
  return whole.replace(/\r\n?/gu, "\n").replace(CONTROLS, "").normalize("NFC").trim();
}

/** Characters as the service counts them: code points. */
export function lengthOf(text) {
  return Array.from(text).length;
}

/** Words for the room that is left; empty while there is plenty. */
export function lengthWords(text, words) {
  const left = LONGEST - lengthOf(tidy(text));
  if (left < 0) return words.tooLong(-left);
  return left <= SHOW_LEFT_FROM ? words.lettersLeft(left) : "";
}
