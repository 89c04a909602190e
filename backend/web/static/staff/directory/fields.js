// The form of an entry: its fields, and what is typed in them as the API takes it.
import { h } from "../dom.js";
import { AUDIENCES, COSTS, LABELS, SHOWN } from "./words.js";

const LONG = new Set(["description", "eligibility_description", "confidentiality"]);
const TEXTS = ["name", "organization", "description", "eligibility_description", "holiday_note", "interpretation_services",
  "fees_description", "confidentiality"];

function text(name, value, { hint, ...more } = {}) {
  const id = `entry-${name}`;
  const control = h(LONG.has(name) || more.rows ? "textarea" : "input", {
    id, name, value: value ?? "", autocomplete: "off", "aria-describedby": hint ? `${id}-hint` : null, rows: LONG.has(name) ? 4 : null, ...more,
  });
  return h("div", {}, h("label", { for: id }, LABELS[name]), hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null, control);
}

function choice(name, options, chosen) {
  const id = `entry-${name}`;
  return h("div", {}, h("label", { for: id }, LABELS[name]), h("select", { id, name },
    Object.entries(options).map(([value, label]) => h("option", { value, selected: value === chosen }, label))));
}

function boxes(name, options, chosen) {
  return h("fieldset", {}, h("legend", {}, LABELS[name]), h("div", { class: "boxes" }, Object.entries(options).map(([value, label]) =>
    h("label", { class: "choice" }, h("input", { type: "checkbox", name, value, checked: chosen.includes(value) }), h("span", {}, label)))));
}

const wayLine = ({ type, value, note }) => [type, value, note].filter(Boolean).join(" | ");

function wayOf(line) {
  const [type = "", value = "", ...note] = line.split("|").map((part) => part.trim());
  return { type: type.toLowerCase().replaceAll(" ", "_"), value, note: note.join(" | ") };
}

function seen({ display, never_hidden: always }) {
  const rules = always ? { show: SHOWN.show, show_with_label: SHOWN.show_with_label } : SHOWN;
  return h("fieldset", {}, h("legend", {}, LABELS.display),
    always ? h("p", { class: "hint" }, "This entry never disappears. Its number, its hours and whom it is for stay too.") : null,
    h("div", { class: "stack" }, h("div", {}, h("label", { for: "entry-rule" }, "Shown or hidden"),
      h("select", { id: "entry-rule", name: "rule" }, Object.entries(rules).map(([value, label]) =>
        h("option", { value, selected: value === display.rule }, label)))),
    h("div", {}, h("label", { for: "entry-label" }, "The caution beside it"),
      h("input", { id: "entry-label", name: "label", maxlength: 200, autocomplete: "off", value: display.label ?? "" }))));
}

/** The fields of an entry, filled with `fields`. */
export function fieldsOf(fields, entry) {
  return [
    ...["name", "organization", "description"].map((name) => text(name, fields[name])),
    boxes("audience", AUDIENCES, fields.audience),
    h("div", { class: "row" }, ["minimum_age", "maximum_age"].map((name) =>
      text(name, fields[name], { type: "number", min: 0, max: 150, step: "any", inputmode: "decimal" }))),
    text("eligibility_description", fields.eligibility_description),
    text("opening_hours", fields.opening_hours, { spellcheck: "false", hint: "Such as Mo-Fr 09:00-17:00; PH off. PH is a bank holiday. Leave it empty where nobody knows." }),
    h("div", { id: "week-place" }),
    text("holiday_note", fields.holiday_note),
    text("channels", fields.channels.map(wayLine).join("\n"), { rows: 5, spellcheck: "false",
      hint: "One on each line: phone | 0800 1111 | a note. Also text, webchat, web, email, in_person, relay, app." }),
    text("url", fields.url, { type: "url" }),
    choice("cost", COSTS, fields.cost),
    ...["fees_description", "confidentiality", "interpretation_services"].map((name) => text(name, fields[name])),
    text("languages", fields.languages.join(", "), { spellcheck: "false", hint: "Codes, such as en, ur, pl. Only what is certain, without an interpreter." }),
    boxes("needs", entry.choices.needs, fields.needs),
    boxes("faiths", entry.choices.faiths, fields.faiths),
    seen({ display: fields.display, never_hidden: entry.never_hidden }),
  ];
}

const ticked = (form, name) => [...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value);
const numberOf = (value) => (value.trim() === "" ? null : Number(value));

/** What is typed, as the API takes it. Places are sent back as they came. */
export function read(form, { locations }) {
  const value = (name) => form.elements[name].value.trim();
  const rule = value("rule");
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, value(name)])),
    audience: ticked(form, "audience"), needs: ticked(form, "needs"), faiths: ticked(form, "faiths"),
    minimum_age: numberOf(value("minimum_age")), maximum_age: numberOf(value("maximum_age")),
    opening_hours: value("opening_hours") || null, url: value("url") || null, cost: value("cost"), locations,
    channels: value("channels").split("\n").filter((line) => line.trim()).map(wayOf),
    languages: value("languages").split(/[\s,]+/u).filter(Boolean),
    display: { rule, label: rule === "show_with_label" ? value("label") : null },
  };
}
