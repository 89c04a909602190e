// Write or change one entry. What is typed is kept on the phone at every letter, and limits are told before saving.
import { make, say } from "../app/dom.js";
import { planText } from "./text.js";
import { detailPart } from "./detail-fields.js";
import { lettersLeft, limits, tooMuch } from "./limits.js";
import { find, newEntry, putEntry } from "./model.js";
import { beside, keepBeside } from "./offline.js";
import { picturesPart } from "./pictures-field.js";
import { button, heading, labelled, link, note, page } from "./view.js";
import { steps, words } from "./words.js";

const SHOW_LEFT_FROM = 500;

function area(id, value) {
  return make("textarea", { id, rows: 3, value, autocomplete: "off", dir: "auto" });
}

function countLetters(field, part) {
  const said = make("span", { className: "quiet" });
  said.setAttribute("role", "status");
  const count = () => {
    const left = lettersLeft(planText(field.value), limits.text);
    say(said, left <= SHOW_LEFT_FROM && left >= 0 ? words.lettersLeft(left) : "");
    if (left < 0) say(said, words.tooMuch.text(-left));
    field.setAttribute("aria-invalid", String(left < 0));
  };
  field.addEventListener("input", count);
  count();
  part.append(said);
  return part;
}

function kindFor(step, entry) {
  if (entry.detail) return entry.detail.kind;
  return step === 4 || step === 5 ? "contact" : "none";
}

function isBlank(entry) {
  const { detail } = entry;
  const texts = [entry.text, entry.gets_in_the_way, detail?.name, detail?.relation, detail?.directions];
  return !texts.some(Boolean) && !detail?.ways?.length && entry.pictures.length === 0;
}

/** The fields of the form, and `read()` for the entry as it stands in them. */
function fieldsFor(context, step, entry) {
  const text = area("entry-text", entry.text);
  const inTheWay = area("entry-way", entry.gets_in_the_way);
  const detail = detailPart({ step, kind: kindFor(step, entry), detail: entry.detail });
  const pictures = picturesPart(context, entry.pictures);
  const barrier = make(
    "details", { className: "field", open: entry.gets_in_the_way !== "" },
    make("summary", {}, words.getsInTheWay),
    countLetters(inTheWay, labelled(words.getsInTheWay, inTheWay, words.getsInTheWayHint)),
  );
  const words_ = countLetters(text, labelled(steps[step].field, text));
  const isPerson = step === 4 || step === 5;
  const first = isPerson ? [detail.element, words_] : [words_, detail.element];
  return {
    elements: [...first, barrier, pictures.element],
    pictures,
    read: () => ({
      ...entry, text: planText(text.value), gets_in_the_way: planText(inTheWay.value),
      detail: detail.read(), pictures: pictures.read(),
    }),
  };
}

function problemWith(context, step, entry) {
  if (isBlank(entry)) return words.nothingTyped;
  const over = tooMuch(context.store.plan, step, entry);
  if (!over) return "";
  const said = words.tooMuch[over.kind];
  return typeof said === "function" ? said(over.over) : said;
}

/** Draw the form for an entry that is there (`id`) or a new one, begun with `begun`. */
export async function entryForm(context, step, { id = null, begun = "" }) {
  const name = `draft/${step}/${id ?? "new"}`;
  const draft = await beside(name);
  const there = id ? find(context.store.plan, id)?.entry : null;
  const entry = draft ? { ...draft, text: joined(draft.text, begun) } : (there ?? newEntry({ text: begun }));
  const fields = fieldsFor(context, step, entry);
  const problem = note();
  const back = `#step/${step}`;
  // One after the other: an older draft must not come to rest over a newer one, or over the saved entry.
  let keeping = Promise.resolve();
  const keep = (value) => { keeping = keeping.then(() => keepBeside(name, value)).catch(() => say(problem, words.notKept)); return keeping; };

  async function save(event) {
    event.preventDefault();
    const made = fields.read();
    const wrong = problemWith(context, step, made);
    say(problem, wrong);
    if (wrong) return;
    try {
      await context.store.edit((plan) => putEntry(plan, step, made));
    } catch {
      say(problem, words.notKept);
      return;
    }
    await keep(null);
    context.go(back, { focusId: `edit-${made.id}` });
  }

  const form = make("form", { noValidate: true, id: "entry-form" }, ...fields.elements, problem, make(
    "div", { className: "row" },
    make("button", { type: "submit", className: "button-main", id: "save" }, words.save),
    button(draft ? words.discard : words.cancel, async () => { await keep(null); context.go(back); }, { id: "cancel", className: "button-plain" }),
  ));
  form.addEventListener("input", () => keep(fields.read()));
  form.addEventListener("submit", save);
  fields.pictures.onChange(() => keep(fields.read()));
  return page(
    link(words.backToStep, back, "back-link"),
    make("p", { className: "step-number" }, words.step(step)), heading(steps[step].title),
    make("p", {}, steps[step].ask), draft ? make("p", { className: "quiet" }, words.draftBack) : null, form,
  );
}

function joined(text, begun) {
  return [text, begun].filter(Boolean).join("\n");
}
