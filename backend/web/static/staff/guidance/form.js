// The form in which an article is written. What is typed stays in this tab until it is saved.
import { h } from "../dom.js";
import { keepTyped, typed } from "../session.js";

const FIELDS = [
  ["title", "Title", "input", { maxlength: 100 }, ""],
  ["now", "First line", "textarea", { rows: 2, maxlength: 300 }, "What to do now, and whom to ring."],
  ["body", "Words", "textarea", { rows: 24, maxlength: 12000 }, "## for a heading, - or 1. for a list, **bold**, [words](/address). Nothing else."],
  ["sources", "Sources, one a line", "textarea", { rows: 4 }, ""],
  ["unverified", "Not checked yet, one a line", "textarea", { rows: 3 }, "Readers see this. You can leave it empty."],
  ["review_by", "To be looked at again by", "input", { type: "date" }, ""],
];
const LISTS = new Set(["sources", "unverified"]);

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

function read(form) {
  return Object.fromEntries(FIELDS.map(([name]) => {
    const { value } = form.elements[name];
    return [name, LISTS.has(name) ? lines(value) : value.trim()];
  }));
}

function field([name, label, tag, properties, hint], words) {
  const value = LISTS.has(name) ? words[name].join("\n") : words[name];
  const id = `writing-${name}`;
  return h("div", {},
    h("label", { for: id }, label),
    hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null,
    h(tag, { id, name, value, dir: "auto", required: name !== "unverified", "aria-describedby": hint ? `${id}-hint` : null, ...properties }));
}

/** A form with these words; `save(writing)` resolves to true when they were stored. */
export function writingForm(key, words, label, save) {
  const name = `guidance.${key}`;
  const shown = typed(name) ?? words;
  const submit = async (event) => {
    event.preventDefault();
    if (await save(read(event.target))) keepTyped(name, null);
  };
  return h("form", { method: "post", class: "stack", id: "writing", onsubmit: submit, oninput: (event) => keepTyped(name, read(event.currentTarget)) },
    FIELDS.map((one) => field(one, shown)),
    h("button", { type: "submit", class: "button-main", data: { part: "save" } }, label));
}
