// One week of the rota, day by day, with its gaps in plain words.
import { h } from "../dom.js";
import { dayName, hours, now, span, wallClock } from "../time.js";

const DAY_MS = 24 * 60 * 60_000;
const FROM = { layer: null, shift: "one-off shift", override: "stands in" };

const dayOf = (at) => wallClock(at).slice(0, 10);

/** Shifts and gaps of an answer, by start; times in ms. */
export function entries(rota) {
  const shifts = rota.shifts.map((shift) => ({ ...shift, name: shift.first_name, kind: "shift" }));
  const gaps = rota.gaps.map((gap) => ({ ...gap, name: null, kind: "gap" }));
  return [...shifts, ...gaps]
    .map((entry) => ({ ...entry, from: Date.parse(entry.starts_at), to: Date.parse(entry.ends_at) }))
    .sort((one, other) => one.from - other.from || one.to - other.to);
}

/** The seven days, or what is left of them, as "2026-11-23", that begin with the answer's first. */
export function daysOfWeek(rota) {
  const first = new Date(`${dayOf(Date.parse(rota.starts_at))}T12:00:00Z`);
  const left = 7 - (first.getUTCDay() + 6) % 7;
  return Array.from({ length: left }, (_, number) => new Date(first.getTime() + number * DAY_MS).toISOString().slice(0, 10));
}

function entryItem(entry, remove) {
  const current = entry.from <= now() && now() < entry.to;
  const gone = entry.kind === "shift" && !entry.name;
  const who = entry.kind === "gap" ? h("strong", {}, `Nobody, for ${span(entry.to - entry.from)}`)
    : gone ? h("strong", {}, "Somebody who has left: nobody") : h("bdi", {}, entry.name);
  const says = `Remove: ${entry.name ?? "somebody who has left"}, ${hours(entry)}`;
  return h("li", { class: entry.kind === "gap" || gone ? "shift gap" : "shift", data: { kind: entry.kind, key: `${entry.id}${entry.from}` } },
    h("span", { class: "hours" }, hours(entry)), who,
    FROM[entry.origin] ? h("span", { class: "quiet" }, FROM[entry.origin]) : null,
    current ? h("span", { class: "tag" }, "On now") : null,
    remove && entry.origin === "shift"
      ? h("button", { type: "button", class: "link", data: { part: "remove" }, "aria-label": says, onclick: () => remove(entry) }, "Remove")
      : null);
}

/** The days of the week with their entries; `remove(entry)` takes away a one-off shift, or null. */
export function week(rota, remove) {
  const start = Date.parse(rota.starts_at);
  const found = entries(rota);
  return daysOfWeek(rota).map((day) => {
    const here = found.filter((entry) => dayOf(Math.max(entry.from, start)) === day);
    return h("section", { class: "day", data: { day } }, h("h3", {}, dayName(Date.parse(`${day}T12:00:00Z`))),
      here.length ? h("ul", { class: "shifts" }, here.map((entry) => entryItem(entry, remove)))
        : h("p", { class: "quiet" }, "Nothing begins on this day."));
  });
}

/** How the fourteen days of an answer stand, in a sentence. */
export function summary(rota) {
  const { gaps } = rota;
  if (!gaps.length) return h("p", { id: "rota-summary" }, "Somebody is on call at every hour of these 14 days.");
  const length = gaps.reduce((sum, gap) => sum + Date.parse(gap.ends_at) - Date.parse(gap.starts_at), 0);
  return h("p", { id: "rota-summary", class: "problem" }, h("strong", {}, `${gaps.length} gap${gaps.length === 1 ? "" : "s"}`),
    ` in these 14 days, ${span(length)} in all, with nobody on call. In a gap the fallback contact is paged,`,
    " and young people are told that nobody is on call.");
}
