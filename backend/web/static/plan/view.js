// Small pieces that the plan's views are built of.
import { dateLocale } from "../app/wording.js";
import { make } from "../app/dom.js";

/** A heading that can take the focus when its view is opened. */
export function heading(text, level = 2) {
  return make(`h${level}`, { tabIndex: -1 }, text);
}

/** A button that does `act`. `id` keeps the focus on it when the view is drawn again. */
export function button(text, act, { id = "", className = "", label = "", disabled = false } = {}) {
  const made = make("button", { type: "button", className }, text);
  if (id) made.id = id;
  if (label) made.setAttribute("aria-label", label);
  if (disabled) made.setAttribute("aria-disabled", "true");
  made.addEventListener("click", () => { if (!disabled) act(made); });
  return made;
}

/** A link to another view of the page. */
export function link(text, hash, className = "button") {
  return make("a", { href: hash, className }, text);
}

/** What the owner wrote: its own direction, its own lines. */
export function written(text, className = "text") {
  return make("p", { className, dir: "auto" }, text);
}

/** A labelled field. `field` needs an id. */
export function labelled(text, field, hint = "") {
  const note = hint ? make("p", { className: "hint", id: `${field.id}-hint` }, hint) : null;
  if (note) field.setAttribute("aria-describedby", note.id);
  return make("div", { className: "field" }, make("label", { htmlFor: field.id }, text), note, field);
}

/** A group of radio buttons: choices {value: words}; `chosen` is one of the values. */
export function choices(legend, name, options, chosen, hint = "") {
  const all = Object.entries(options).map(([value, text]) => make(
    "label", { className: "choice" },
    make("input", { type: "radio", name, value, checked: value === String(chosen) }), text,
  ));
  return make(
    "fieldset", { className: "field" }, make("legend", {}, legend),
    hint ? make("p", { className: "hint" }, hint) : null, make("div", { className: "stack" }, ...all),
  );
}

/** A note that is said when it changes; hidden while it has no words. */
export function note(className = "problem") {
  const made = make("p", { className, hidden: true });
  made.setAttribute("role", "status");
  return made;
}

/** A band with a sentence and what can be done about it. */
export function band(text, ...actions) {
  return make("div", { className: "card band" }, make("p", {}, text), make("div", { className: "row" }, ...actions));
}

/** A page of the plan. */
export function page(...parts) {
  return make("section", { className: "page" }, ...parts);
}

const day = new Intl.DateTimeFormat(dateLocale, { day: "numeric", month: "long", year: "numeric" });
const weekday = new Intl.DateTimeFormat(dateLocale, { weekday: "long" });
const dayAndMonth = new Intl.DateTimeFormat(dateLocale, { weekday: "long", day: "numeric", month: "long" });
const clock = new Intl.DateTimeFormat(dateLocale, { hour: "2-digit", minute: "2-digit" });
const WEEK_MS = 7 * 24 * 3600 * 1000;

/** "3 March 2027" */
export function dayWords(at) {
  return day.format(new Date(at));
}

/** "18:10" */
export function clockWords(at) {
  return clock.format(new Date(at));
}

/** "Tuesday" within the last week, "Tuesday 3 March" before. */
export function recentDayWords(at, now_ms = Date.now()) {
  const then = new Date(at);
  return now_ms - then.getTime() < WEEK_MS ? weekday.format(then) : dayAndMonth.format(then);
}
