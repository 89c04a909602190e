// Clock time and age in Europe/London, ticking each second, and local times typed by people turned into UTC.
import { h } from "./dom.js";

const ZONE = "Europe/London";
const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const dayWords = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "short", day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let ahead_ms = 0;

/** The server's clock in milliseconds: ages are right also on a device whose clock is wrong. */
export function now() {
  return Date.now() + ahead_ms;
}

/** Learn the server's clock from an answer that has just arrived. */
export function learnClock(as_of) {
  const at = Date.parse(as_of);
  if (!Number.isNaN(at)) ahead_ms = at - Date.now();
}

/** "2026-11-23T21:14", the wall clock in the United Kingdom. */
export function wallClock(at) {
  const found = Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

/** "21:14" today, "yesterday 21:14", otherwise "Fri 20 Nov 21:14". */
export function clock(at) {
  const [day, time] = wallClock(at).split("T");
  if (day === wallClock(now()).slice(0, 10)) return time;
  if (day === wallClock(now() - DAY_MS).slice(0, 10)) return `yesterday ${time}`;
  return `${dayWords.format(new Date(at))} ${time}`;
}

/** "Monday 23 November". */
export function dayName(at) {
  return longDay.format(new Date(at));
}

/** "18:00 to 02:00 Tuesday 24 November"; the day is said when it is another one, except for the midnight that ends the first. */
export function hours({ from, to }) {
  const [[dayOne, start], [dayTwo, end]] = [wallClock(from).split("T"), wallClock(to).split("T")];
  if (end === "00:00" && wallClock(to - MINUTE_MS).startsWith(dayOne)) return `${start} to midnight`;
  return `${start} to ${end}${dayOne === dayTwo ? "" : ` ${dayName(to)}`}`;
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** "6 minutes", "2 hours 5 minutes", "3 days". */
export function span(length_ms) {
  const ms = Math.max(0, length_ms);
  if (ms < MINUTE_MS) return count(Math.floor(ms / 1000), "second");
  if (ms < HOUR_MS) return count(Math.floor(ms / MINUTE_MS), "minute");
  if (ms >= 2 * DAY_MS) return count(Math.floor(ms / DAY_MS), "day");
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  return count(Math.floor(ms / HOUR_MS), "hour") + (minutes ? ` ${count(minutes, "minute")}` : "");
}

/** "6 min 12 s", "1 h 05 min": how long somebody has been waiting. */
export function waited(length_ms) {
  const seconds = Math.max(0, Math.floor(length_ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours) return `${hours} h ${String(minutes).padStart(2, "0")} min`;
  return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** "just now", "6 minutes ago". */
export function age(length_ms) {
  return length_ms < 5_000 ? "just now" : `${span(length_ms)} ago`;
}

const FORMS = {
  moment: (at) => `${clock(at)}, ${age(now() - at)}`,
  clock: (at) => clock(at),
  waited: (at) => waited(now() - at),
};

/** A <time> that keeps itself right: form "moment" ("21:14, 6 minutes ago"), "clock" or "waited". */
export function timeOf(at, form = "moment", className = null) {
  return h("time", { datetime: at, class: className, data: { tick: form } }, FORMS[form](Date.parse(at)));
}

function tick() {
  for (const element of document.querySelectorAll("time[data-tick]")) {
    const text = FORMS[element.dataset.tick](Date.parse(element.dateTime));
    if (element.textContent !== text) element.textContent = text;
  }
}

/** Keep every <time> on the page right, each second. */
export function startTicking() {
  setInterval(tick, 1000);
}

/** UTC instants (ms) that a UK wall clock "YYYY-MM-DDTHH:MM" can mean: none in the spring gap, two in autumn. */
export function instantsOf(wall) {
  const asUtc = Date.parse(`${wall}Z`);
  return [asUtc - HOUR_MS, asUtc].filter((at) => !Number.isNaN(at) && wallClock(at) === wall.slice(0, 16));
}

/** RFC 3339 in UTC, whole seconds. */
export function utc(at) {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/u, "Z");
}
