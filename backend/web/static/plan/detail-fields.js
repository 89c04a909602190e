// The fields for a person or a place in an entry: which of the two, name, who they are, how to reach them.
import { make } from "../app/dom.js";
import { planText } from "./text.js";
import { limits } from "./limits.js";
import { button, choices, labelled } from "./view.js";
import { words } from "./words.js";

const MODES = { phone: "tel", text: "tel", email: "email", web: "url", other: "text" };
const TOLD = { yes: true, no: false, open: null };
let made = 0;

function field(value, extra = {}) {
  made += 1;
  return make("input", { id: `field-${made}`, value, autocomplete: "off", dir: "auto", ...extra });
}

function wayRow(way, onRemove) {
  const value = field(way.value, { inputMode: MODES[way.channel] });
  made += 1;
  const channel = make("select", { id: `field-${made}` });
  for (const [code, text] of Object.entries(words.channels)) channel.append(make("option", { value: code, selected: code === way.channel }, text));
  channel.addEventListener("change", () => { value.inputMode = MODES[channel.value]; });
  const row = make("div", { className: "way-row" }, labelled(words.channel, channel), labelled(words.value, value));
  row.append(button(words.removeWay, () => onRemove(row), { className: "button-plain" }));
  row.read = () => ({ channel: channel.value, value: planText(value.value) });
  return row;
}

function waysPart(ways) {
  const rows = make("div", { className: "stack" });
  const remove = (row) => {
    row.remove();
    rows.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = (way) => rows.append(wayRow(way, remove));
  (ways.length ? ways : [{ channel: "phone", value: "" }]).forEach(add);
  const another = button(words.addWay, () => {
    if (rows.childElementCount < limits.ways_of_a_contact) add({ channel: "phone", value: "" });
    rows.lastElementChild.querySelector("select").focus();
  }, { className: "button-plain" });
  const element = make("fieldset", { className: "field" }, make("legend", {}, words.ways), rows, another);
  return { element, read: () => [...rows.children].map((row) => row.read()).filter(({ value }) => value !== "") };
}

function toldKey(value) {
  return Object.keys(TOLD).find((key) => TOLD[key] === value);
}

function contactPart(step, detail) {
  const name = field(detail?.name ?? "");
  const relation = field(detail?.relation ?? "");
  const ways = waysPart(detail?.ways ?? []);
  const told = choices(words.mayBeTold, "may-be-told", words.told, toldKey(detail?.may_be_told ?? null), words.mayBeToldHint);
  const element = make(
    "div", {}, labelled(words.name, name), labelled(words.relation, relation, words.relationHint), ways.element,
    step === 5 ? null : told,
  );
  const read = () => ({
    kind: "contact", name: planText(name.value), relation: planText(relation.value), ways: ways.read(),
    may_be_told: TOLD[told.querySelector("input:checked")?.value ?? "open"],
  });
  return { element, read };
}

function placePart(detail) {
  const name = field(detail?.name ?? "");
  const directions = make("textarea", { id: "place-directions", rows: 2, value: detail?.directions ?? "", dir: "auto" });
  const element = make("div", {}, labelled(words.placeName, name), labelled(words.directions, directions));
  return { element, read: () => ({ kind: "place", name: planText(name.value), directions: planText(directions.value) }) };
}

/** An empty person or place is none: the words of the entry are then all there is. */
function orNone(detail) {
  const { name, relation = "", directions = "", ways = [], may_be_told = null } = detail;
  return name || relation || directions || ways.length || may_be_told !== null ? detail : null;
}

/** The part of the form, and `read()` for what stands in it: a contact, a place or null. */
export function detailPart({ step, kind, detail }) {
  if (step !== 3 && step !== 4 && step !== 5 && !detail) return { element: null, read: () => null };
  const parts = {
    contact: contactPart(step, detail?.kind === "contact" ? detail : null),
    place: placePart(detail?.kind === "place" ? detail : null),
  };
  const element = make("div", { className: "detail" });
  let shown = kind;
  const show = () => Object.entries(parts).forEach(([name, part]) => { part.element.hidden = name !== shown; });
  if (step === 3) {
    const which = choices(words.kindLabel, "kind", words.kinds, kind);
    which.addEventListener("change", (event) => { shown = event.target.value; show(); });
    element.append(which);
  }
  element.append(parts.contact.element, parts.place.element);
  show();
  return { element, read: () => (parts[shown] ? orNone(parts[shown].read()) : null) };
}
