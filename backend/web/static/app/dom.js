// Making and finding elements. Text is always set as text, never as HTML.
import { dateLocale } from "./wording.js";

/** The element with this id; a missing one is a mistake in index.html. */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element;
}

/** Make an element with properties (className, href, dir ...) and children (elements or strings; null is left out). */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Set text and visibility together; unchanged text is left alone, so that screen readers do not say it again. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === "";
}

const clock = new Intl.DateTimeFormat(dateLocale, { hour: "2-digit", minute: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat(dateLocale, {
  day: "numeric", month: "long", hour: "2-digit", minute: "2-digit",
});

/** "21:14" for today, "3 March at 21:14" for other days, in the phone's own time. */
export function timeWords(at, now = new Date()) {
  const sameDay = at.toDateString() === now.toDateString();
  return (sameDay ? clock : dayAndClock).format(at);
}
