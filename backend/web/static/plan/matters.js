// What matters: step 7 as a page to look at, pictures first.
import { make } from "../app/dom.js";
import { entryParts } from "./entry-view.js";
import { entriesOf } from "./model.js";
import { button, heading, link, page } from "./view.js";
import { steps, words } from "./words.js";

const STEP = 7;

function card(context, entry) {
  const parts = entryParts(entry, { picture: context.picture, words });
  const pictures = parts.filter((part) => part.classList.contains("picture-frame"));
  const rest = parts.filter((part) => !pictures.includes(part));
  return make("li", { className: "card" }, ...pictures, ...rest);
}

/** Draw the view. */
export function mattersView(context) {
  const entries = entriesOf(context.store.plan, STEP);
  return page(
    link(words.back, "#", "back-link"), heading(steps[STEP].title),
    entries.length
      ? make("ul", { className: "matters" }, ...entries.map((entry) => card(context, entry)))
      : make("p", {}, words.mattersNothing),
    button(words.add, () => context.startEntry(STEP, ""), { id: "add", className: "button-main wide" }),
    entries.length ? make("p", {}, link(words.edit, `#step/${STEP}`, "")) : null,
  );
}
