// The form of an entry: its fields, and what is typed in them as the API takes it.
import { h } from "../dom.js";
import { placesOf, readPlaces } from "./places.js";
import { AREAS, AUDIENCES, COSTS, LABELS, SHOWN } from "./words.js";

const LONG = new Set(["description", "eligibility_description", "confidentiality"]);
const TEXTS = ["name", "organization", "description", "eligibility_description", "holiday_note", "interpretation_services",
  "fees_description", "confidentiality"];

/** A label, a hint and a control, filled with `value`. */
export function text(name, value, { hint, ...more } = {}) {
  const id = `entry-${name}`;
  const control = h(LONG.has(name) || more.rows ? "textarea" : "input", {
    id, name, value: value ?? "", autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null, rows: LONG.has(name) ? 4 : null, ...more,
  });
  return h("div", {}, h("label", { for: id }, LABELS[name]), hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null, control);
}

function choice(name, options, chosen) {
  const id = `entry-${name}`;
  return h("div", {}, h("label", { for: id }, LABELS[name]), h("select", { id, name },
    chosen ? null : h("option", { value: "" }, "Choose one"),
    Object.entries(options).map(([value, label]) => h("option", { value, selected: value === chosen }, label))));
}

function boxes(name, options, chosen) {
  return h("fieldset", { id: `entry-${name}` }, h("legend", {}, LABELS[name]), h("div", { class: "boxes" }, Object.entries(options).map(([value, label]) =>
    h("label", { class: "choice" }, h("input", { type: "checkbox", name, value, checked: chosen.includes(value) }), h("span", {}, label)))));
}

const wayLine = ({ type, value, note }) => [type, value, note].filter(Boolean).join(" | ");

function wayOf(line) {
  const [type = "", value = "", ...note] = line.split("|").map((part) => part.trim());
  return { type: type.toLowerCase().replaceAll(" ", "_"), value, note: note.join(" | ") };
}

const sourceLine = ({ publisher, url, as_of: age }) => [publisher, url ?? "", age ?? ""].join(" | ").replace(/[ |]+$/u, "");

function sourceOf(line) {
  const [publisher = "", url = "", ...age] = line.split("|").map((part) => part.trim());
  return { publisher, url: url || null, as_of: age.join(" | ") || null };
}

const linesOf = (value) => value.split("\n").filter((line) => line.trim());

/** The hours, and a box for those that nobody knows: it empties them, and gives them back. */
function hours(value) {
  const part = text("opening_hours", value, { spellcheck: "false", hint: "Such as Mo-Fr 09:00-17:00; PH off. PH is a bank holiday." });
  const input = part.querySelector("input");
  let before = "";
  const tick = () => {
    if (box.checked) before = input.value;
    input.value = box.checked ? "" : before;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const box = h("input", { type: "checkbox", name: "hours_unknown", id: "entry-hours-unknown", checked: value === null, onchange: tick });
  input.addEventListener("input", () => { if (input.value.trim()) box.checked = false; });
  return [part, h("label", { class: "choice" }, box, h("span", {}, "Nobody knows the hours"))];
}

function seen({ display, never_hidden: always }) {
  const rules = always ? { show: SHOWN.show, show_with_label: SHOWN.show_with_label } : SHOWN;
  return h("fieldset", { id: "entry-display" }, h("legend", {}, LABELS.display),
    always ? h("p", { class: "hint" }, "This entry never disappears. Its number, its hours and whom it is for stay too.") : null,
    h("div", { class: "stack" }, h("div", {}, h("label", { for: "entry-rule" }, "Shown or hidden"),
      h("select", { id: "entry-rule", name: "rule" }, Object.entries(rules).map(([value, label]) =>
        h("option", { value, selected: value === display.rule }, label)))),
    h("div", {}, h("label", { for: "entry-label" }, "The caution beside it"),
      h("input", { id: "entry-label", name: "label", maxlength: 200, autocomplete: "off", value: display.label ?? "" })),
    h("div", {}, h("label", { for: "entry-reason" }, "Why it is hidden, or has the caution"),
      h("p", { class: "hint", id: "entry-reason-hint" }, always ? "Editors read this." : "Editors read this. Hiding it takes it away from everybody outside; showing it brings it back."),
      h("input", { id: "entry-reason", name: "reason", maxlength: 300, autocomplete: "off", "aria-describedby": "entry-reason-hint", value: display.reason ?? "" }))));
}

/** The fields of an entry, filled with `fields`; `choices` are the terms. What is new has no `display` yet. */
export function fieldsOf(fields, choices, neverHidden = false) {
  return [
    ...["name", "organization", "description"].map((name) => text(name, fields[name])),
    boxes("audience", AUDIENCES, fields.audience),
    h("div", { class: "row" }, ["minimum_age", "maximum_age"].map((name) =>
      text(name, fields[name], { type: "number", min: 0, max: 150, step: "any", inputmode: "decimal" }))),
    text("eligibility_description", fields.eligibility_description),
    choice("scope", AREAS, fields.scope),
    hours(fields.opening_hours),
    h("div", { id: "week-place" }),
    text("holiday_note", fields.holiday_note),
    text("channels", fields.as_typed?.channels ?? fields.channels.map(wayLine).join("\n"), { rows: 5, spellcheck: "false",
      hint: "One on each line: phone | 0800 1111 | a note. Also text, webchat, web, email, in_person, relay, app." }),
    text("url", fields.url, { type: "url" }),
    placesOf(fields.locations),
    choice("cost", COSTS, fields.cost),
    ...["fees_description", "confidentiality", "interpretation_services"].map((name) => text(name, fields[name])),
    text("languages", fields.languages.join(", "), { spellcheck: "false", hint: "Codes, such as en, ur, pl. Only what is certain, without an interpreter." }),
    boxes("needs", choices.needs, fields.needs),
    boxes("faiths", choices.faiths, fields.faiths),
    text("sources", fields.as_typed?.sources ?? fields.sources.map(sourceLine).join("\n"), { rows: 3, spellcheck: "false",
      hint: "One on each line: who says so | the address of the page | how old it is. One needs an address." }),
    fields.display ? seen({ display: fields.display, never_hidden: neverHidden }) : null,
  ];
}

const ticked = (form, name) => [...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value);
const numberOf = (value) => (value.trim() === "" ? null : Number(value));

/** What is typed, to be kept until it is stored: lines stay as they were written. */
export function draft(form, fields) {
  const lines = ["channels", "sources"].map((name) => [name, form.elements[name].value]);
  return { ...read(form, fields), as_typed: Object.fromEntries(lines) };
}

function readDisplay(value) {
  const rule = value("rule");
  return { rule, label: rule === "show_with_label" ? value("label") : null, reason: rule === "show" ? null : value("reason") || null };
}

/** What is typed, as the API takes it. Sources that nobody has touched are sent back as they came. */
export function read(form, { sources, display }) {
  const value = (name) => form.elements[name].value.trim();
  const touched = value("sources") !== sources.map(sourceLine).join("\n").trim();
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, value(name)])),
    audience: ticked(form, "audience"), needs: ticked(form, "needs"), faiths: ticked(form, "faiths"),
    minimum_age: numberOf(value("minimum_age")), maximum_age: numberOf(value("maximum_age")),
    opening_hours: form.elements.hours_unknown.checked ? null : value("opening_hours"),
    url: value("url") || null, cost: value("cost"), scope: value("scope"), locations: readPlaces(form),
    channels: linesOf(value("channels")).map(wayOf), sources: touched ? linesOf(value("sources")).map(sourceOf) : sources,
    languages: value("languages").split(/[\s,]+/u).filter(Boolean),
    ...(display ? { display: readDisplay(value) } : {}),
  };
}
