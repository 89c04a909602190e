// Who is awake now, with links to ring or text. Without a network: the numbers that always answer, from the page itself.
import { showBlock } from "../app/blocks.js";
import { byId, make } from "../app/dom.js";
import { words } from "./words.js";

function alwaysOpen() {
  const numbers = byId("static-numbers").cloneNode(true);
  numbers.removeAttribute("id");
  return [make("h3", {}, words.alwaysOpen), numbers];
}

/** The numbers that answer day and night, and behind one tap everybody else who is open now. */
export function calmNumbers(api) {
  const others = make("details", { className: "open-now" }, make("summary", {}, words.whoElse));
  others.addEventListener("toggle", () => {
    if (others.open && others.childElementCount === 1) others.append(openNowBlock(api));
  });
  return make("div", {}, ...alwaysOpen(), others);
}

/** Who is open now; it fills itself. */
export function openNowBlock(api) {
  const block = make("section", { className: "open-now" }, ...alwaysOpen());
  api.send("GET", "/v1/services/open-now?audience=young_person", { auth: false })
    .then(({ always_open: lines, ...found }) => {
      const shown = showBlock({ kind: "open_now", ...found, lines });
      if (shown) block.replaceChildren(shown);
    })
    .catch(() => undefined);
  return block;
}
