// The way to one of the pages to read, under a message. Its title may be in another language than this page.
import { make } from "./dom.js";
import { words } from "./words.js";

/** A link with the title of the page; null for any other address. */
export function readBlock({ link, title, language }) {
  if (!link?.startsWith("/read/")) return null;
  const way = make("a", { href: link, className: "button", dir: "auto", ...(language ? { lang: language } : {}) }, title);
  return make("div", { className: "block to-read" }, make("p", { className: "quiet" }, words.toRead), way);
}
