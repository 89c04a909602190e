// Who opened or changed the record, newest first.
import { make } from "../app/dom.js";
import { said } from "../app/wording.js";
import { clockWords, dayWords } from "../plan/view.js";
import { fetched } from "./asking.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

/** "Maya, on-call team": the name stays, the role is in the language of the page. */
function saidOf(who) {
  const at = who.lastIndexOf(", ") + 1;
  const { text, lang, dir } = said(who.slice(at).trim());
  return { text: at ? `${who.slice(0, at)} ${text}` : text, lang, dir };
}

const line = (name, { text, lang, dir }) => make(name, { className: "entry-what", lang, dir }, text);

function entryItem({ at, who, says: what }) {
  return make(
    "li", { className: "card" },
    make("p", {}, line("strong", saidOf(who)), make("br", {}), line("span", said(what))),
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
