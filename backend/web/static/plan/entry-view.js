// One entry as it is read: words, person or place, what could get in the way, pictures. Used by every view.
import { make } from "../app/dom.js";
import { pictureView } from "./picture-view.js";
import { written } from "./view.js";
import { wayList } from "./ways.js";

function contactParts({ name, relation, may_be_told }, words) {
  const told = may_be_told === null ? "" : (may_be_told ? words.may : words.mayNot);
  return [
    name ? written(name, "entry-name") : null,
    relation ? written(relation, "quiet") : null,
    told ? make("p", { className: "quiet" }, told) : null,
  ];
}

/** The parts of an entry. `picture(id)` gives a picture's blob. `words` are those of the page. */
export function entryParts({ text, gets_in_the_way, detail, pictures }, { picture, words }) {
  const isContact = detail?.kind === "contact";
  const parts = isContact ? contactParts(detail, words) : [];
  if (detail?.kind === "place") parts.push(written(detail.name, "entry-name"), written(detail.directions, "quiet"));
  if (text) parts.push(written(text));
  if (isContact) parts.push(wayList(detail, words));
  if (gets_in_the_way) {
    parts.push(make("p", { className: "in-the-way" }, make("span", { className: "quiet" }, `${words.inTheWay}: `), make("bdi", {}, gets_in_the_way)));
  }
  const look = { alt: words.pictureAlt, missing: words.pictureMissing };
  parts.push(...pictures.map((id) => pictureView(() => picture(id), look)));
  return parts.filter((part) => part && (part.textContent !== "" || part.querySelector?.("canvas")));
}

/** A few words that name an entry, as on a button for screen readers. */
export function shortName({ text, detail }, most = 40) {
  const whole = (detail?.name || text || "").trim().replace(/\s+/gu, " ");
  const letters = Array.from(whole);
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : whole;
}
