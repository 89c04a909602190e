// The steps that are shown to a reader, with links to ring and text.
import { make } from "../app/dom.js";
import { entryParts } from "../plan/entry-view.js";
import { dayWords, heading } from "../plan/view.js";
import { words } from "./words.js";

// The names that entries are drawn with (static/plan/entry-view.js).
const ENTRY_WORDS = { ...words, open: words.openSite };

/** One step. `picture(id)` brings a picture's blob, or null. */
export function stepPart(step, entries, picture) {
  const items = entries.map((entry) => make("li", { className: "card entry" }, ...entryParts(entry, { picture, words: ENTRY_WORDS })));
  return make(
    "section", {}, make("h3", {}, words.steps[step]),
    items.length ? make("ul", { className: "entries" }, ...items) : make("p", { className: "quiet" }, words.nothingHere),
  );
}

/** What the service gave, as an element. `key` is {token, code}: each picture is asked for with it. */
export function sharedPlan(api, { owner, steps, at, ends_at }, key) {
  const picture = (id) => api.send(
    "POST", `/v1/shared-plans/pictures/${encodeURIComponent(id)}`, { body: key, auth: false, as: "blob", headers: { Accept: "image/*" } },
  ).catch(() => null);
  return make(
    "div", { className: "shared-plan" },
    heading(owner ? words.from(owner) : words.fromSomebody),
    make("p", { className: "quiet" }, `${at ? `${words.since(dayWords(at))}. ` : ""}${words.until(dayWords(ends_at))}`),
    ...Object.keys(steps).sort().map((step) => stepPart(step, steps[step], picture)),
    make("div", { className: "card" }, make("p", {}, words.help), make("p", {}, words.helpNow)),
  );
}
