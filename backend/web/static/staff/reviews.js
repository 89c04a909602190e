// What staff marked about the word check, for supervisors: read it with the words, decide, and see the counts.
import { announce, h } from "./dom.js";
import { api, download, keepTyped, me, typed } from "./session.js";
import { withFreshSignIn } from "./step-up.js";
import { timeOf } from "./time.js";
import { DECISIONS, KINDS, languageName, MARKS, ranged } from "./words.js";

const QUEUE = "/v1/staff/screening-reviews";
const NOTE_MAX = 1000;
const TABLES = { kind: "Kind", language: "Language", rule: "Rule", version: "Version", week: "Week" };

/** Whether this member of staff may open the queue. */
export const mayReview = () => ["supervisor", "admin"].includes(me()?.role);

function screenFacts(review) {
  const rules = review.rules.length ? `Rules: ${review.rules.join(", ")}. ` : "No rule found anything. ";
  return h("p", { class: "quiet" }, rules, `Version: ${review.version ?? "not known"}.`);
}

function said(review) {
  return [
    h("h2", {}, MARKS[review.mark], review.kind ? `: ${KINDS[review.kind].toLowerCase()}` : ""),
    review.words.length
      ? h("ul", { class: "words" }, review.words.map((words) => h("li", {}, h("q", { dir: "auto" }, words))))
      : h("p", {}, "The words are not there any more."),
    screenFacts(review),
    h("p", { class: "quiet" }, `Marked by ${review.marked_by} `, timeOf(review.marked_at), ". ",
      h("a", { href: `#/escalations/${encodeURIComponent(review.escalation_id)}` }, "Open the conversation")),
    review.note ? h("p", { class: "note" }, h("strong", {}, "Note: "), review.note) : null,
  ];
}

function decided(review) {
  return [
    h("p", {}, h("strong", {}, DECISIONS[review.decision]), `, decided by ${review.decided_by} `, timeOf(review.decided_at), "."),
    review.decision_note ? h("p", { class: "note" }, h("strong", {}, "Note: "), review.decision_note) : null,
  ];
}

function decideForm(review, decide) {
  const id = `decide-${review.id}`;
  const name = `decide.${review.id}`;
  const note = h("input", { id, maxlength: NOTE_MAX, autocomplete: "off", value: typed(name) ?? "",
    oninput: (event) => keepTyped(name, event.target.value) });
  const button = ([decision, text]) => h("button", { type: "button", data: { part: decision },
    onclick: () => decide(review, decision, note.value.trim()) }, text);
  return h("div", { class: "stack" },
    h("div", {}, h("label", { for: id }, "Note, if you like"), note),
    h("div", { class: "row", role: "group", "aria-label": "Decide" }, Object.entries(DECISIONS).map(button)));
}

function item(review, decide) {
  return h("li", { class: "card stack", data: { key: review.id, mark: review.mark } },
    said(review), review.decision ? decided(review) : decideForm(review, decide));
}

function valueWords(by, value) {
  if (value === "not_said") return "Not said";
  if (value === "unknown") return "Not known";
  if (by === "kind") return KINDS[value] ?? value;
  return by === "language" ? languageName(value) : value;
}

function table(by, counts) {
  return h("table", {},
    h("caption", {}, TABLES[by]),
    h("thead", {}, h("tr", {}, ["What", "Mark", "How many"].map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, counts.map(({ value, mark, count }) => h("tr", {},
      h("th", { scope: "row" }, valueWords(by, value)), h("td", {}, MARKS[mark]), h("td", {}, ranged(count))))));
}

function report({ counts }) {
  const totals = counts.filter((count) => count.by === "all");
  const tables = Object.keys(TABLES).map((by) => [by, counts.filter((count) => count.by === by)]).filter(([, found]) => found.length);
  return [
    h("p", {}, "Counts are ranges, and what was marked fewer than five times stands in the total only, so that nobody can be found in them."),
    totals.length ? h("ul", {}, totals.map(({ mark, count }) => h("li", {}, `${MARKS[mark]}: ${ranged(count)}`))) : h("p", {}, "Nothing was marked yet."),
    h("div", { class: "counts" }, tables.map(([by, found]) => table(by, found))),
    h("button", { type: "button", class: "button-plain", id: "reviews-csv", onclick: saveCsv }, "Save as a CSV file"),
  ];
}

const saveCsv = () => withFreshSignIn(() => download(`${QUEUE}/report.csv`, "screening-marks.csv"));

/** Show the queue in `main`; `part` is open, done or report. */
export async function showReviews(main, part) {
  const problem = h("p", { id: "reviews-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", { id: "reviews", class: "stack" }, h("p", { role: "status" }, "Fetching the list."));
  const link = ([name, text]) => h("a", { href: `#/reviews/${name}`, "aria-current": name === part ? "page" : null }, text);
  main.replaceChildren(h("h1", { tabindex: "-1" }, "How the word check did"),
    h("p", { class: "quiet" }, "Opening the list is written down, with your name, for each mark in it. ",
      "No decision here changes a rule: people do that, with tests."),
    h("nav", { class: "row parts", "aria-label": "Marks" },
      [["open", "To decide"], ["done", "Decided"], ["report", "Counts"]].map(link)), problem, body);

  const attempt = async (work) => {
    try {
      await work();
      problem.hidden = true;
    } catch (error) {
      problem.textContent = error.says ?? "This could not be shown.";
      problem.hidden = error.status === 401;
    }
  };
  const load = async () => {
    if (part === "report") return body.replaceChildren(...report(await api("GET", `${QUEUE}/report`)));
    const { reviews } = await api("GET", `${QUEUE}?state=${part}`);
    return body.replaceChildren(reviews.length
      ? h("ol", { class: "reviews stack" }, reviews.map((review) => item(review, decide)))
      : h("p", {}, "None."));
  };
  const decide = (review, decision, note) => attempt(async () => {
    await api("POST", `${QUEUE}/${encodeURIComponent(review.id)}/decide`, { decision, note: note || null });
    keepTyped(`decide.${review.id}`, null);
    announce(`Decided: ${DECISIONS[decision]}.`);
    body.querySelector(`[data-key="${CSS.escape(review.id)}"]`)?.remove();
    (body.querySelector("button") ?? main.querySelector("h1")).focus();
    if (!body.querySelector("li[data-key]")) await load();
  });
  if (mayReview()) await attempt(load);
  else body.replaceChildren(h("p", {}, "Only supervisors open this list."));
}
