// Days and times as they stand in a record: in full, in UK time, right also on paper.
import { wallClock } from "../time.js";

const long = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "long", year: "numeric" });

/** "Mon 23 November 2026" for "2026-11-23". */
export function dayWords(day) {
  return long.format(new Date(`${day}T12:00:00Z`)).replace(",", "");
}

/** "Mon 23 November 2026, 21:14" for an instant. */
export function stamp(at) {
  const [day, time] = wallClock(at).split("T");
  return `${dayWords(day)}, ${time}`;
}

/** "about Mon 23 November 2026, 21:14"; without a time where only the day is known. */
export function happenedWords({ on, at_time: time, about }) {
  return `${about ? "About " : ""}${dayWords(on)}${time ? `, ${time.slice(0, 5)}` : ", time not known"}`;
}
