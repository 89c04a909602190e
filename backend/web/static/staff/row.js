// One escalation in a list.
import { actionButton, possible } from "./actions.js";
import { isSilenced, rings, silence } from "./alerts.js";
import { h } from "./dom.js";
import { offerOf } from "./hand-over.js";
import { keysOn } from "./keys.js";
import { live } from "./live.js";
import { me } from "./session.js";
import { clock, timeOf } from "./time.js";
import { about, ATTENTION, HOW_SOON, nickname, OUTCOMES, SOURCES, STATES, whoWords } from "./words.js";

/** What the words in the frames mean: a legend for everybody. */
export function attentionLegend() {
  return h("section", { class: "legend", id: "attention-legend", "aria-labelledby": "legend-title" },
    h("h2", { id: "legend-title" }, "What Now and Today mean"),
    h("dl", {}, Object.entries(ATTENTION).map(([attention, name]) =>
      h("div", {}, h("dt", {}, h("span", { class: `tag tag-${attention}` }, name)), h("dd", {}, HOW_SOON[attention])))),
    h("p", { class: "quiet" }, "They say how soon somebody should look. They do not say how much danger there is."));
}

/** "now" or "today" as a word in a frame: never colour alone. */
export function attentionTag(attention) {
  return h("span", { class: `tag tag-${attention}` }, ATTENTION[attention]);
}

/** The exact phrases that led to it, as quotations; else what was done. */
export function wordsOf(escalation) {
  if (!escalation.words.length) return h("p", { class: "words" }, SOURCES[escalation.source], ".");
  const { language } = escalation.young_person;
  return h("ul", { class: "words", "aria-label": "Words that led to it" },
    [...new Set(escalation.words)].map((words) => h("li", {}, h("q", { lang: language, dir: "auto" }, words))));
}

const DONE = { acknowledged: "Acknowledged", taken_over: "Taken over", closed: "Closed" };

/** Who has it or closed it, with outcome; null while nobody has acknowledged it. */
export function holderOf(escalation) {
  const { state, acknowledged_by: seen, taken_over_by: holder, closed_by: closer, outcome } = escalation;
  const by = { acknowledged: seen, taken_over: holder, closed: closer }[state];
  if (!by) return null;
  return h("div", { class: "holder" },
    h("p", {}, `${DONE[state]} by ${whoWords(by, me())}, `, timeOf(by.at), outcome ? `. ${OUTCOMES[outcome] ?? outcome}.` : "."),
    escalation.waiting_since ? h("p", { data: { part: "waits" } },
      `Waits for words from ${whoWords(by, me())} since `, timeOf(escalation.waiting_since), ".") : null);
}

function again(escalation) {
  if (Date.parse(escalation.last_disclosure_at) <= Date.parse(escalation.opened_at)) return null;
  return h("p", { class: "again" }, "Said more at ", timeOf(escalation.last_disclosure_at), ".");
}

/** When this member of staff was paged: for what nobody has acknowledged, or since they have it themselves. */
function paged(escalation) {
  const { state, acknowledged_by: seen, taken_over_by: holder } = escalation;
  const notice = live().paged.get(escalation.id);
  const mine = { acknowledged: seen, taken_over: holder }[state];
  const tell = notice && (state === "open" || (mine?.id === me().id && Date.parse(notice.at) > Date.parse(mine.at)));
  return tell ? h("p", { class: "quiet" }, "You were paged at ", timeOf(notice.at), ".") : null;
}

function facts(escalation) {
  return [h("p", { class: "quiet" }, "Since ", timeOf(escalation.opened_at), ". ",
    escalation.words.length ? `${SOURCES[escalation.source]}.` : null), again(escalation), paged(escalation)];
}

function buttons(escalation, onAcknowledge) {
  const whose = `${nickname(escalation)}, since ${clock(escalation.opened_at)}`;
  if (possible(escalation, me()).includes("accept")) {
    return h("div", { class: "row-actions" },
      actionButton("accept", { main: true, about: whose, onclick: () => onAcknowledge(escalation, "accept") }));
  }
  if (escalation.state !== "open") return null;
  return h("div", { class: "row-actions" },
    actionButton("acknowledge", { main: true, about: whose, onclick: () => onAcknowledge(escalation, "acknowledge") }),
    silenceButton(escalation));
}

/** "Silence this one" while it rings; words when it was silenced. */
export function silenceButton(escalation) {
  if (isSilenced(escalation)) return h("p", { class: "quiet" }, "Sound silenced for this one.");
  if (!rings(escalation)) return null;
  return h("button", { type: "button", class: "button-plain", data: { part: "silence" }, onclick: () => silence(escalation) },
    "Silence this one", h("span", { class: "visually-hidden" }, ` ${nickname(escalation)}`));
}

/** What a row shows: when this is the same, the row stays as it is. */
export function rowFacts(escalation) {
  return [escalation, isSilenced(escalation), live().paged.get(escalation.id), keysOn()];
}

/** The row. `onAcknowledge(escalation, "acknowledge" or "accept")` runs when its button is pressed. */
export function row(escalation, onAcknowledge) {
  const open = escalation.state === "open";
  return h("li", { class: `escalation escalation-${escalation.state}`, id: `escalation-${escalation.id}`,
    data: { state: escalation.state, attention: escalation.attention } },
    h("div", { class: "lead" }, attentionTag(escalation.attention),
      escalation.drill ? h("span", { class: "tag" }, "Drill") : null,
      open ? timeOf(escalation.opened_at, "waited", "waited") : null,
      h("span", { class: "quiet" }, open ? "waiting" : STATES[escalation.state])),
    h("div", { class: "gist" },
      h("h3", {}, h("a", { href: `#/escalations/${encodeURIComponent(escalation.id)}`, data: { part: "open" } },
        h("bdi", {}, nickname(escalation))), h("span", { class: "about" }, ` ${about(escalation)}`)),
      wordsOf(escalation), facts(escalation), open ? null : holderOf(escalation), offerOf(escalation, me())),
    buttons(escalation, onAcknowledge));
}
