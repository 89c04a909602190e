// The rota of the next fourteen days: shifts and gaps by day, and adding a shift.
import { h, redraw } from "./dom.js";
import { api, me } from "./session.js";
import { shiftForm } from "./shift-form.js";
import { dayName, hours, now, span, utc, wallClock } from "./time.js";

const DAY_MS = 24 * 60 * 60_000;
const MAY_ADD = ["supervisor", "admin"];

function entries(rota) {
  const shifts = rota.shifts.map(({ starts_at, ends_at, first_name }) =>
    ({ from: starts_at, to: ends_at, name: first_name || "Somebody who has left" }));
  const gaps = rota.gaps.map((gap) => ({ from: gap.starts_at, to: gap.ends_at, name: null }));
  return [...shifts, ...gaps].map((entry) => ({ ...entry, from: Date.parse(entry.from), to: Date.parse(entry.to) }))
    .filter((entry) => entry.to > now()).sort((one, other) => one.from - other.from || one.to - other.to);
}

function entryItem(entry) {
  const current = entry.from <= now() && now() < entry.to;
  return h("li", { class: entry.name ? "shift" : "shift gap", data: { kind: entry.name ? "shift" : "gap" } },
    h("span", { class: "hours" }, hours(entry)),
    entry.name ? h("bdi", {}, entry.name) : h("strong", {}, `Nobody, for ${span(entry.to - entry.from)}`),
    current ? h("span", { class: "tag" }, "On now") : null);
}

function days(found) {
  const byDay = new Map();
  for (const entry of found) {
    const day = wallClock(entry.from).slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  return [...byDay.values()].map((list) =>
    h("section", { class: "day" }, h("h2", {}, dayName(list[0].from)), h("ul", { class: "shifts" }, list.map(entryItem))));
}

function summary(found) {
  const gaps = found.filter((entry) => !entry.name && entry.from < now() + 14 * DAY_MS);
  if (!gaps.length) return h("p", { id: "rota-summary" }, "Somebody is on call at every hour of the next 14 days.");
  const length = gaps.reduce((sum, entry) => sum + entry.to - Math.max(entry.from, now()), 0);
  return h("p", { id: "rota-summary", class: "problem" }, h("strong", {}, `${gaps.length} gap${gaps.length === 1 ? "" : "s"}`),
    `, ${span(length)} in all, with nobody on call. In a gap the fallback contact is paged,`,
    " and young people are told that nobody is on call.");
}

/** Show the rota in `main`. */
export async function showRota(main) {
  const told = h("p", { id: "rota-told", role: "status" });
  const body = h("div", { id: "rota", class: "rota" }, h("p", {}, "Fetching the rota."));
  const form = h("div", { id: "rota-form" });
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Rota"),
    h("p", { class: "quiet" }, "Times are UK time. The next 14 days."), told, body, form);

  const load = async () => {
    try {
      const rota = await api("GET", "/v1/staff/rota");
      const found = entries(rota);
      redraw(body, found, () => [summary(found), ...days(found)]);
      if (MAY_ADD.includes(me().role) && !form.children.length) form.append(shiftForm(rota.staff, add));
    } catch (error) {
      if (error.status !== 401) body.replaceChildren(h("p", { class: "problem" }, error.says ?? "The rota could not be shown."));
    }
  };
  const add = async ({ person, from, to }) => {
    await api("POST", "/v1/staff/shifts", { staff_id: person.id, starts_at: utc(from), ends_at: utc(to) });
    told.textContent = `Added: ${person.first_name}, ${dayName(from)}, ${hours({ from, to })}.`;
    await load();
  };
  await load();
}
