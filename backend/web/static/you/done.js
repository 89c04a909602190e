// What stands on the screen after this phone was cleared.
import { make } from "../app/dom.js";
import { heading, link, page } from "../plan/view.js";
import { says } from "./parts.js";
import { words } from "./words.js";

/** The view: what was done, and that help stays open. */
export function doneView(title, ...rest) {
  const [text, ...more] = rest;
  return page(
    heading(title), ...says(text), ...more, ...says(words.doneHelp),
    make("p", {}, link(words.toChat, "/", "button")), make("p", { className: "draft-label" }, words.draft),
  );
}
