// Small pieces that the views of this page share.
import { make } from "../app/dom.js";
import { heading, link, page } from "../plan/view.js";
import { words } from "./words.js";

/** Words, each a paragraph of its own. */
export function says(...texts) {
  return texts.map((text) => make("p", {}, text));
}

/** A list of sentences. */
export function sentences(texts, tag = "ul") {
  return make(tag, {}, ...texts.map((text) => make("li", {}, text)));
}

/** One view: the way back, the heading, what it is about, and that its words are a draft. */
export function view(title, ...rest) {
  const draft = make("p", { className: "draft-label" }, words.draft);
  return page(link(words.backToList, "#", "back-link"), heading(title), ...rest, draft);
}

/** Save what was fetched as a file on this phone. */
export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
