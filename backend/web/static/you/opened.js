// Who opened or changed the record, newest first.
import { make } from "../app/dom.js";
import { inEnglish } from "../app/wording.js";
import { clockWords, dayWords } from "../plan/view.js";
import { fetched } from "./asking.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

function entryItem({ at, who, says: what }) {
  return make(
    "li", { className: "card" },
    make("p", { className: "entry-what", dir: "auto", ...inEnglish }, make("strong", {}, who), make("br", {}), what),
    make("p", { className: "hint" }, words.openedAt(dayWords(at), clockWords(at))),
  );
}

/** Draw the view. */
export function openedView({ api }) {
  const list = fetched(
    () => api.send("GET", "/v1/me/record-access"),
    ({ entries }) => (entries.length === 0
      ? says(words.openedNone)
      : [make("ul", { className: "cards" }, ...entries.map(entryItem))]),
  );
  return view(words.doors.opened[0], ...says(words.openedIntro), list);
}
