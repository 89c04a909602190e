// The choice of a language on a page where nobody may have begun: it stands in the address, and nothing is kept of it.
import { said, wording } from "./wording.js";

/** Show the links of the languages, and name the page in the one that it speaks. What is after the # stays: it may be what somebody was sent. */
export function offerLanguages(nav) {
  document.title = said(document.title).text;
  if (!nav) return;
  for (const link of nav.querySelectorAll("a")) {
    if (link.dataset.language === wording.language) link.setAttribute("aria-current", "page");
    link.addEventListener("click", () => {
      link.hash = location.hash;
    });
  }
  nav.hidden = false;
}
