// Ways to reach somebody as one-tap links: ring, text, write. What is no number or address stays plain words.
import { make } from "../app/dom.js";

const DIALLED = /^\+?\d{3,}$/u;
const MAIL = /^[^\s@?&]+@[^\s@?&]+$/u;

/** The link for a way, or null. */
export function hrefOf({ channel, value }) {
  const digits = value.normalize("NFKC").replace(/[\s().\-\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "");
  if (channel === "phone") return DIALLED.test(digits) ? `tel:${digits}` : null;
  if (channel === "text") return DIALLED.test(digits) ? `sms:${digits}` : null;
  if (channel === "email") return MAIL.test(value.trim()) ? `mailto:${value.trim()}` : null;
  if (channel !== "web") return null;
  try {
    const { protocol, href } = new URL(value.trim());
    return protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}

function wayWords({ channel, value }, name, words) {
  if (channel === "phone") return words.call(name);
  if (channel === "text") return words.text(name);
  return channel === "email" ? words.write(name) : words.open(new URL(value.trim()).host);
}

function wayItem(way, name, words) {
  const href = hrefOf(way);
  const value = make("bdi", { className: "way-value" }, way.value);
  if (!href) return make("li", {}, value);
  const outside = way.channel === "web" ? { target: "_blank", rel: "noopener noreferrer" } : {};
  const label = make("span", { dir: "auto" }, wayWords(way, name, words));
  const shown = way.channel === "web" ? null : value;
  return make("li", {}, make("a", { href, className: "button way", ...outside }, label, shown));
}

/** All ways of a contact; a phone number can be texted too. `words` has call, text, write and open. */
export function wayList({ name, ways }, words) {
  const called = name.trim() || words.thisPerson;
  const texted = new Set(ways.filter(({ channel }) => channel === "text").map(({ value }) => value));
  const both = ways.flatMap((way) =>
    way.channel === "phone" && !texted.has(way.value) ? [way, { channel: "text", value: way.value }] : [way]);
  const shown = both.filter((way) => way.value.trim() !== "" && !(way.channel === "text" && !hrefOf(way) && !ways.includes(way)));
  return shown.length ? make("ul", { className: "ways" }, ...shown.map((way) => wayItem(way, called, words))) : null;
}
