// A form whose fields are named as the service names them. What is typed is kept in this tab until it was sent.
import { newId } from "../../app/ids.js";
import { h } from "../dom.js";
import { keepTyped, typed } from "../session.js";

/** The fields of one form: `name` is where its draft is kept, `prefix` begins the ids. */
export class Fields {
  constructor(name, prefix) {
    this.name = name;
    this.prefix = prefix;
    const kept = typed(name);
    this.wasKept = kept !== null;
    this.kept = kept ?? {};
    // Sent again after a lost answer, it is the same entry.
    this.kept.entry_id ??= newId();
  }

  id(field) {
    return `${this.prefix}-${field.replaceAll(".", "-")}`;
  }

  /** What is typed in a field, or was kept. */
  value(field) {
    return this.kept[field] ?? "";
  }

  keep(form) {
    this.kept = { entry_id: this.kept.entry_id, ...Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value)])) };
    keepTyped(this.name, this.kept);
  }

  forget() {
    keepTyped(this.name, null);
  }

  /** A label, a hint and a control made by `make(attributes)`. */
  labelled(field, label, hint, make) {
    const id = this.id(field);
    return h("div", { class: "field" },
      h("label", { for: id }, label),
      hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null,
      make({ id, name: field, "aria-describedby": hint ? `${id}-hint` : null }));
  }

  area(field, label, { hint = "", rows = 3, max = 4000 } = {}) {
    return this.labelled(field, label, hint,
      (attributes) => h("textarea", { ...attributes, rows, maxlength: max, dir: "auto", value: this.value(field) }));
  }

  input(field, label, { hint = "", usual = "", ...attributes } = {}) {
    return this.labelled(field, label, hint,
      (named) => h("input", { ...named, autocomplete: "off", ...attributes, value: this.value(field) || usual }));
  }

  select(field, label, options, { hint = "" } = {}) {
    return this.labelled(field, label, hint, (attributes) => h("select", attributes,
      options.map(([value, text]) => h("option", { value, selected: this.value(field) === value }, text))));
  }

  /** Radio buttons; `legend` is the question. */
  choice(field, legend, options, hint = "") {
    const id = this.id(field);
    const option = ([value, text]) => h("label", { class: "choice" },
      h("input", { type: "radio", name: field, value, checked: this.value(field) === value }), h("span", {}, text));
    return h("fieldset", { class: "stack", id, "aria-describedby": hint ? `${id}-hint` : null },
      h("legend", {}, legend), hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null,
      Object.entries(options).map(option));
  }

  tick(field, text) {
    return h("label", { class: "choice" },
      h("input", { type: "checkbox", id: this.id(field), name: field, value: "yes", checked: this.value(field) === "yes" }),
      h("span", {}, text));
  }
}

/** What stops a form: a list at its top, each line a link to its field. */
export class Problems {
  constructor(fields, form) {
    this.fields = fields;
    this.form = form;
    this.list = h("ul", {});
    this.element = h("div", { class: "problem problems", id: `${fields.prefix}-problem`, role: "alert", tabindex: "-1", hidden: true },
      h("h3", {}, "There is a problem"), this.list);
  }

  /** Show [field, sentence] pairs, or a sentence alone; nothing for an empty list. */
  show(found) {
    for (const one of this.form().querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    this.list.replaceChildren(...found.map(([field, says]) => h("li", {}, this.link(field, says))));
    this.element.hidden = !found.length;
    if (found.length) this.element.focus();
  }

  link(field, says) {
    const place = field && document.getElementById(this.fields.id(field));
    if (!place) return says;
    place.setAttribute("aria-invalid", "true");
    const go = (event) => {
      event.preventDefault();
      (place.matches("fieldset") ? place.querySelector("input") : place).focus();
    };
    return h("a", { href: `#${place.id}`, onclick: go }, says);
  }
}

/** What a refusal says: a line for each field that the service names, else one sentence. */
export function refusals(error) {
  const named = error.problem?.errors ?? []; // Also what act() says of a refusal.
  if (error.status === 0) return [[null, "The service could not be reached. Nothing is lost: what you typed stays here. Try again."]];
  if (!named.length) return [[null, error.says ?? "It was not stored. What you typed stays here."]];
  return named.map(({ field, reason }) => [field, `${LABELS[field] ?? "One of the answers"}: ${reason}.`]);
}

const LABELS = {
  "account.facts": "Facts", "account.opinion": "Your opinion", "account.own_words": "The young person’s own words",
  "happened.on": "When it happened", "happened.at_time": "The time", "answers.done": "What was done",
  "answers.why_nobody": "Who was told", "answers.knows": "Whether the young person knows", follow_up: "What stays open",
  "follow_up.what": "What stays open", "follow_up.owner_id": "Who looks again", "follow_up.review_on": "The day of the review",
  why: "Why it is corrected",
};
