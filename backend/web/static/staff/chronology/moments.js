// One line of the chronology: a request for a person, or something that was written down.
import { h } from "../dom.js";
import { ATTENTION, OUTCOMES, ROLES, SOURCES, STATES } from "../words.js";
import { CONCERNS } from "./answers.js";
import { dayWords, happenedWords, stamp } from "./when.js";

const KINDS = { note: "Entry", closing: "Closing", review: "Review of what was left open" };
const TELL_QUIET_DAYS = 7;

const person = ({ first_name: name, role }) => (ROLES[role] ? `${name}, ${ROLES[role]}` : name);

function time(text, at) {
  return h("time", { datetime: at, class: "stamp" }, text);
}

function said(title, text, own = false) {
  if (!text) return null;
  return h("div", { class: own ? "said own" : "said" }, h("h3", {}, title),
    own ? h("blockquote", { dir: "auto" }, text) : h("p", { dir: "auto" }, text));
}

function account({ account: { facts, opinion, own_words: own }, by }) {
  return [said("Facts", facts), said(`Opinion of ${by.first_name}`, opinion), said("The young person’s own words", own, true)];
}

function answers(found) {
  if (!found) return null;
  const { concern, done, told, why_nobody: why, knows } = found;
  const row = (term, ...says) => h("div", {}, h("dt", {}, term), h("dd", { dir: "auto" }, ...says));
  return h("dl", { class: "answers" },
    row("Is there a safeguarding concern?", h("strong", {}, CONCERNS[concern]), `. ${done}`),
    told.length ? row("Who was told, and why", h("ul", {}, told.map((one) => h("li", {}, h("strong", {}, one.who), `: ${one.why}`))))
      : row("Nobody was told, because", why),
    told.length ? row("Does the young person know?", knows ? "Yes" : "No") : null);
}

function written({ recorded_at: at, recorded_later: later, by }) {
  return h("p", { class: "quiet" }, "Written by ", h("strong", {}, person(by)), ", ", time(stamp(at), at), ".",
    later ? [" ", h("strong", { class: "later" }, "Recorded later.")] : null);
}

function earlier(entry) {
  if (!entry.earlier.length) return null;
  const versions = [...entry.earlier, entry];
  return h("section", { class: "earlier" }, h("h3", {}, "Before it was corrected"),
    entry.earlier.map((version, place) => h("div", { class: "version" },
      h("p", { class: "quiet" }, `Corrected by ${person(versions[place + 1].by)}, ${stamp(versions[place + 1].recorded_at)}: ${versions[place + 1].why}`),
      h("p", {}, happenedWords(version.happened)), account(version), answers(version.answers), written(version))));
}

function left(entry, { review, today }) {
  const open = entry.follow_up;
  if (!open) return null;
  const overdue = !open.settled && open.review_on < today;
  return h("div", { class: "left-open", data: { overdue: String(overdue) } },
    h("p", {}, h("strong", {}, open.settled ? "Was left open: " : "Left open: "), open.what),
    h("p", {}, h("strong", {}, open.owner), ` looks again by ${dayWords(open.review_on)}.`,
      open.settled ? " That was done." : overdue ? [" ", h("strong", { class: "overdue" }, "This is overdue.")] : null),
    open.settled ? null : h("p", { class: "no-print" }, h("button", { type: "button", onclick: () => review(entry) }, "Look again now",
      h("span", { class: "visually-hidden" }, ` at what ${open.owner} was to look at by ${dayWords(open.review_on)}`))));
}

function entryOf(entry, tools) {
  return [
    h("h2", {}, `${KINDS[entry.kind]}. `, time(happenedWords(entry.happened), entry.happened.on)),
    entry.outcome ? h("p", {}, h("strong", {}, OUTCOMES[entry.outcome] ?? entry.outcome), ".") : null,
    account(entry), answers(entry.answers), left(entry, tools), written(entry), earlier(entry),
    h("p", { class: "no-print" }, h("button", { type: "button", class: "link", onclick: () => tools.correct(entry) }, "Correct this",
      h("span", { class: "visually-hidden" }, ` ${KINDS[entry.kind].toLowerCase()} of ${happenedWords(entry.happened)}`))),
  ];
}

function acted(title, by) {
  return by ? h("li", {}, `${title} by `, h("strong", {}, by.first_name), `, ${stamp(by.at)}.`) : null;
}

function requestOf(request) {
  const words = [...new Set(request.words)];
  const done = [acted("Acknowledged", request.acknowledged_by), acted("Taken over", request.taken_over_by), acted("Closed", request.closed_by)];
  return [
    h("h2", {}, "Request for a person. ", time(stamp(request.opened_at), request.opened_at)),
    h("p", {}, `${SOURCES[request.source]}. Attention: ${ATTENTION[request.attention].toLowerCase()}. ${STATES[request.state]}.`),
    words.length ? h("div", { class: "said own" }, h("h3", {}, "The young person’s own words that led to it"),
      words.map((text) => h("blockquote", { dir: "auto", lang: request.young_person.language }, text))) : null,
    done.some(Boolean) ? h("ul", { class: "acted" }, done) : null,
    h("p", { class: "no-print" }, h("a", { href: `#/escalations/${encodeURIComponent(request.id)}` }, "Open the conversation")),
  ];
}

/** The lines of one moment: what lay quiet before it, and itself. `tools`: { correct, review, today }. */
export function momentItem({ quiet_days: quiet, request, entry }, tools) {
  const gap = quiet >= TELL_QUIET_DAYS ? h("li", { class: "gap" }, `${quiet} days with nothing recorded.`) : null;
  return [gap, h("li", { class: `moment moment-${entry ? entry.kind : "request"}`, data: { key: (entry ?? request).id } },
    entry ? entryOf(entry, tools) : requestOf(request))];
}
