// What somebody's own contact points and those that an administrator changes share: names, fields, and what is typed.
import { h } from "../dom.js";

export const FIELDS = {
  email: { label: "Email address", type: "email" },
  sms: { label: "Number for text messages, such as +44 7700 900123", type: "tel" },
  voice: { label: "Number for calls, such as +44 7700 900123", type: "tel" },
  apprise: { label: "Another way, as an Apprise address", type: "text" },
};
export const NAMES = { email: "email", sms: "text message", voice: "call", push: "browser", apprise: "the way that an administrator set" };

/** A field for each kind, with what is stored. `prefix` begins the ids. */
export function addressFields(prefix, kinds, points) {
  return kinds.map((kind) => {
    const id = `${prefix}-${kind}`;
    const value = points.find((point) => point.kind === kind)?.address ?? "";
    return h("p", {}, h("label", { for: id }, FIELDS[kind].label),
      h("input", { id, type: FIELDS[kind].type, autocomplete: "off", value, "aria-describedby": `${prefix}-problem` }));
  });
}

/** All points as they are wanted now: what is typed in place of what was stored, in its order; an emptied field is left out. */
export function wantedPoints(prefix, kinds, points) {
  const typed = Object.fromEntries(kinds.map((kind) => [kind, document.getElementById(`${prefix}-${kind}`).value.trim()]));
  const kept = points.map(({ kind, address }) => ({ kind, address: typed[kind] ?? address }));
  const added = kinds.filter((kind) => !kept.some((point) => point.kind === kind)).map((kind) => ({ kind, address: typed[kind] }));
  return [...kept, ...added].filter((point) => !kinds.includes(point.kind) || point.address);
}

/** What the service found wrong, or what else stood in the way. */
export function wrongWords(error, wanted = []) {
  const errors = error.problem?.errors ?? [];
  if (!errors.length) return error.says ?? "It could not be done.";
  return errors.map(({ field, reason }) => {
    const kind = wanted[/^points\.(\d+)/u.exec(field)?.[1]]?.kind;
    return kind ? `${FIELDS[kind]?.label.split(",")[0] ?? NAMES[kind]}: this ${reason}.` : `This ${reason}.`;
  }).join(" ");
}
