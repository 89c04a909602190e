// Who can look at which steps, and who did.
import { make, say } from "../app/dom.js";
import { ask } from "./asking.js";
import { button, clockWords, dayWords, note, recentDayWords } from "./view.js";
import { more } from "./words-more.js";
import { steps } from "./words.js";

function stepNames(numbers) {
  return more.stepsNamed(numbers.map((step) => steps[step].title).join("; "));
}

function isOver({ state }) {
  return state !== "open";
}

function readingWords({ kind, reader_name: name, at }) {
  const says = kind === "read" ? more.reading : more.closedByGuessing;
  return says(name, recentDayWords(at), clockWords(at));
}

function shareItem(api, share, { problem, onChange }) {
  const over = isOver(share);
  const end = async () => {
    const path = `/v1/plan/shares/${encodeURIComponent(share.share_id)}`;
    await ask(problem, async () => { await api.send("DELETE", path); onChange(); });
  };
  return make(
    "li", { className: "card share" },
    make("p", {}, make("bdi", { className: "entry-name" }, share.reader_name), " ", over ? more.shareEnded : more.shareTo(dayWords(share.ends_at))),
    make("p", { className: "quiet" }, stepNames(share.steps)),
    over ? null : button(more.shareEnd, end, { id: `end-${share.share_id}`, label: more.shareEndFor(share.reader_name) }),
  );
}

/** The list of shares, each open one with a button to end it. `onChange()` after that. */
export function shareList({ api }, onChange) {
  const problem = note();
  const list = make("ul", { className: "entries", id: "shares" });
  const nobody = make("p", { hidden: true }, more.shareNobody);
  ask(problem, () => api.send("GET", "/v1/plan/shares")).then((answer) => {
    if (!answer) return;
    const open = answer.shares.filter((share) => !isOver(share));
    const rest = answer.shares.filter(isOver);
    list.replaceChildren(...[...open, ...rest].map((share) => shareItem(api, share, { problem, onChange })));
    nobody.hidden = open.length > 0;
  });
  return make("section", {}, make("h3", {}, more.shareList), problem, nobody, list);
}

/** "Mum read this on Tuesday at 18:10", newest first. */
export function readingList({ api }) {
  const problem = note();
  const list = make("ul", { className: "entries", id: "readings" });
  ask(problem, () => api.send("GET", "/v1/plan/readings")).then((answer) => {
    if (!answer) return;
    if (answer.readings.length === 0) say(problem, more.readingsNone);
    list.replaceChildren(...answer.readings.map((reading) => make(
      "li", {}, make("p", { dir: "auto" }, readingWords(reading)), make("p", { className: "quiet" }, stepNames(reading.steps)),
    )));
  });
  return make("section", {}, make("h3", {}, more.readings), problem, list);
}
