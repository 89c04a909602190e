// How much fits, shown before anything is sent. The service's own figures replace these where they are known.
import { entriesOf, find, located } from "./model.js";
import { lengthOf } from "../app/text.js";

/** Lengths in code points, as the service counts; a picture's in bytes. */
export const limits = {
  text: 10_000, short_text: 500, ways_of_a_contact: 10, pictures_of_an_entry: 10, entries_of_a_step: 100, plan: 200_000,
  picture_bytes: 2 * 1024 * 1024,
};

/** Take over the figures that the service gave. */
export function takeLimits(given) {
  for (const name of Object.keys(limits)) if (Number.isInteger(given?.[name])) limits[name] = given[name];
}

function textsOf({ text, gets_in_the_way, detail }) {
  const ways = (detail?.ways ?? []).map(({ value }) => value);
  return [text, gets_in_the_way, detail?.name, detail?.relation, detail?.directions, ...ways].filter(Boolean);
}

function sizeOf(plan) {
  return located(plan).flatMap(({ entry }) => textsOf(entry)).reduce((sum, text) => sum + lengthOf(text), 0);
}

/** Letters that are left of `most`; negative where there are too many. */
export function lettersLeft(text, most) {
  return most - lengthOf(text);
}

/** Why an entry does not fit: {kind: "text"|"short"|"ways"|"pictures"|"entries"|"plan", over}, or null where it does. */
export function tooMuch(plan, step, entry) {
  const { detail } = entry;
  const long = Math.max(lengthOf(entry.text), lengthOf(entry.gets_in_the_way)) - limits.text;
  if (long > 0) return { kind: "text", over: long };
  const shorts = textsOf(entry).filter((text) => text !== entry.text && text !== entry.gets_in_the_way);
  const short = Math.max(0, ...shorts.map(lengthOf)) - limits.short_text;
  if (short > 0) return { kind: "short", over: short };
  const ways = (detail?.ways?.length ?? 0) - limits.ways_of_a_contact;
  if (ways > 0) return { kind: "ways", over: ways };
  const pictures = entry.pictures.length - limits.pictures_of_an_entry;
  if (pictures > 0) return { kind: "pictures", over: pictures };
  const was = find(plan, entry.id);
  if (!was && entriesOf(plan, step).length >= limits.entries_of_a_step) return { kind: "entries", over: 1 };
  const before = was ? textsOf(was.entry).reduce((sum, text) => sum + lengthOf(text), 0) : 0;
  const grown = textsOf(entry).reduce((sum, text) => sum + lengthOf(text), 0) - before;
  const over = sizeOf(plan) + grown - limits.plan;
  return over > 0 && grown > 0 ? { kind: "plan", over } : null;
}
