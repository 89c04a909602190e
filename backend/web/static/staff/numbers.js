// How fast people were fetched: plots with a table beneath each, and the same to take away.
import { mayRead } from "./complaints.js";
import { stamp } from "./chronology/when.js";
import { h } from "./dom.js";
import { drillsPart } from "./drills.js";
import { plot } from "./plot.js";
import { readingsPart } from "./readings.js";
import { api, download } from "./session.js";
import { withFreshSignIn } from "./step-up.js";
import { ranged } from "./words.js";

const TIMES = [["to_page", "To the first page"], ["to_acknowledge", "To an acknowledgement"], ["to_words", "To a person's first words"]];
const SHARES = [["p50", "half"], ["p95", "95 of 100"], ["p99", "99 of 100"]];
const USEFUL = [["useful_yes", "Yes"], ["useful_some", "A bit"], ["useful_no", "No"]];
const CLASSES = ["plot-p50", "plot-p95", "plot-p99"];

/** "0.2 s", "45 s", "12 min", "3 h". */
export function lasting(seconds) {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

const weekName = (label) => new Date(`${label}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
const hourName = (label) => `${label}:00`;

function cells(row) {
  return [ranged(row.count), ranged(row.unacknowledged), ranged(row.re_pages),
    ...TIMES.flatMap(([name]) => SHARES.map(([share]) => (row[name] ? lasting(row[name][share]) : "–")))];
}

function table(caption, first, rows, nameOf) {
  return h("div", { class: "wide-table", tabindex: "0", role: "region", "aria-label": caption },
    h("table", { class: "figures" }, h("caption", {}, caption),
      h("thead", {},
        h("tr", {}, h("th", { scope: "col", rowspan: "2" }, first),
          ["Requests", "Not acknowledged", "Rounds of pages after the first"].map((name) => h("th", { scope: "col", rowspan: "2" }, name)),
          TIMES.map(([, name]) => h("th", { scope: "colgroup", colspan: "3" }, name))),
        h("tr", {}, TIMES.flatMap(() => SHARES.map(([, name]) => h("th", { scope: "col" }, name))))),
      h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, nameOf(row.label)),
        cells(row).map((says) => h("td", {}, says)))))));
}

function plotOf(rows, name, title, nameOf) {
  const bars = rows.map((row) => ({ label: nameOf(row.label), values: SHARES.map(([share]) => row[name]?.[share] ?? null) }));
  if (!bars.some((bar) => bar.values.some((value) => value !== null))) return null;
  return h("figure", { class: "plot-of" }, h("figcaption", {}, title), plot(bars, CLASSES, lasting));
}

function part(title, first, rows, nameOf) {
  return h("section", { class: "stack" }, h("h2", {}, title),
    TIMES.map(([name, says]) => plotOf(rows, name, says, nameOf)),
    table(title, first, rows, nameOf));
}

/** "Was this any use?": what was answered, week by week; nothing in it leads to anybody. */
function usefulPart(counted) {
  const counts = new Map(counted.map(({ by, label, count }) => [`${by} ${label}`, count]));
  const weeks = [...new Set(counted.map(({ label }) => label))];
  const title = "Was this any use?";
  return h("section", { class: "stack", id: "useful" }, h("h2", {}, title),
    h("p", {}, "What young people answered when the chat asked. Somebody can answer more than once.",
      " Only weeks that are over are counted, and only whole ones."),
    weeks.length === 0 ? h("p", {}, "No week of this period is over yet.") : h("table", { class: "figures" }, h("caption", {}, title),
      h("thead", {}, h("tr", {}, ["Week from", ...USEFUL.map(([, says]) => says)].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, weeks.map((week) => h("tr", {}, h("th", { scope: "row" }, weekName(week)),
        USEFUL.map(([by]) => h("td", {}, ranged(counts.get(`${by} ${week}`)))))))));
}

/** Hours with nobody on call, and since when they are counted: not before there was somebody or something to watch over. */
function gapsWords({ gaps, gaps_h: gapsH, gaps_from: from }) {
  if (!from) return "Hours with nobody on call are not counted yet: nobody was on call, and nobody has asked for a person.";
  const counted = `Counted from ${stamp(from)} (UK time).`;
  return gaps
    ? `Hours with nobody on call: ${gapsH}, in ${gaps} ${gaps === 1 ? "stretch" : "stretches"}. ${counted}`
    : `Somebody was on call all the time. ${counted}`;
}

function summary(found) {
  const { total } = found;
  return h("div", { id: "numbers-total", class: "card stack" },
    h("p", {}, `Requests for a person: ${ranged(total.count)}. Not acknowledged so far: ${ranged(total.unacknowledged)}.`),
    h("p", { id: "numbers-gaps" }, gapsWords(found)),
    table("The whole period", "Period", [total], () => "All"));
}

function key() {
  return h("p", { class: "quiet plot-key" }, SHARES.map(([, name], at) => [
    h("span", { class: `plot-swatch ${CLASSES[at]}`, "aria-hidden": "true" }), ` ${name} were this fast or faster. `]));
}

/** Show the numbers in `main`. */
export function showNumbers(main) {
  const problem = h("p", { id: "numbers-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", { id: "numbers", class: "stack" }, h("p", { role: "status" }, "Counting."));
  const say = (text) => { problem.textContent = text; problem.hidden = !text; };
  const day = (id, label) => h("p", {}, h("label", { for: id }, label), h("input", { id, name: id, type: "date" }));
  const query = () => {
    const typed = new URLSearchParams();
    for (const name of ["from", "until"]) if (form.elements[name].value) typed.set(name, form.elements[name].value);
    return typed.size ? `?${typed}` : "";
  };
  const attempt = async (work) => {
    try {
      await work();
      say("");
    } catch (error) {
      if (error.status !== 401) say(error.status === 422 ? "Choose a first day that is before the last, at most a year apart." : error.says ?? "The numbers could not be shown.");
    }
  };
  const load = async () => {
    const found = await api("GET", `/v1/staff/numbers${query()}`);
    form.elements.from.value = found.from;
    form.elements.until.value = found.until;
    body.replaceChildren(summary(found), key(), part("By week", "Week from", found.weeks, weekName),
      part("By hour of the day", "Hour", found.hours, hourName), usefulPart(found.counted),
      readingsPart(attempt), drillsPart(attempt));
  };
  const save = () => attempt(() => withFreshSignIn(() => download(`/v1/staff/numbers.csv${query()}`, "evenlight-numbers.csv")));
  const form = h("form", { id: "numbers-period", method: "post", class: "row", onsubmit: (event) => { event.preventDefault(); attempt(load); } },
    day("from", "First day"), day("until", "Last day"), h("button", { type: "submit" }, "Show"),
    h("button", { type: "button", id: "numbers-csv", class: "button-plain", onclick: save }, "Save as a table (CSV)"));
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Numbers"),
    h("p", { class: "quiet" }, "Whole weeks are counted, Monday to Sunday, and no drills. Counts are told in steps of five, such as 5 to 9,",
      " so that nobody can be made out in them. What was erased is no longer in here."), form, problem, body);
  if (mayRead()) attempt(load);
  else body.replaceChildren(h("p", {}, "Only supervisors open the numbers."));
}
