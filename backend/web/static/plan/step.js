// One step: what is written there, to change, move or remove; examples; and the way to the next step.
import { make, say } from "../app/dom.js";
import { directionOf, pageLanguage } from "../app/wording.js";
import { entryParts, shortName } from "./entry-view.js";
import { examplesFor } from "./examples.js";
import { STEPS, entriesOf, find, moveEntry, putEntry, removeEntry } from "./model.js";
import { button, heading, link, note, page } from "./view.js";
import { openNowBlock } from "./open-now.js";
import { steps, words } from "./words.js";

function entryButtons(context, step, entry, { place, count }) {
  const { store, undo, go } = context;
  const label = (action) => words.ofEntry(action, shortName(entry));
  const move = (by) => async () => {
    await store.edit((plan) => moveEntry(plan, entry.id, by));
    undo(words.moved, (plan) => moveEntry(plan, entry.id, -by));
  };
  const remove = async () => {
    const at = find(store.plan, entry.id)?.place ?? place;
    await store.edit((plan) => removeEntry(plan, entry.id));
    undo(words.removed, (plan) => putEntry(plan, step, entry, at));
  };
  const at = (name) => `${name}-${entry.id}`;
  return make(
    "div", { className: "row entry-actions" },
    button(words.edit, () => go(`#step/${step}/edit/${entry.id}`), { id: at("edit"), label: label(words.edit) }),
    place > 0 ? button(words.up, move(-1), { id: at("up"), className: "button-plain", label: label(words.up) }) : null,
    place < count - 1 ? button(words.down, move(1), { id: at("down"), className: "button-plain", label: label(words.down) }) : null,
    button(words.remove, remove, { id: at("remove"), className: "button-plain", label: label(words.remove) }),
  );
}

function entryItem(context, step, entry, where) {
  return make(
    "li", { className: "card entry" },
    ...entryParts(entry, { picture: context.picture, words }), entryButtons(context, step, entry, where),
  );
}

function whoCanSee(context, step) {
  const { names, old } = context.readers(step);
  const said = names.length ? words.canSee(names.join(", ")) : words.onlyYou;
  const line = make("p", { className: "quiet who-can-see" });
  line.append(make("bdi", {}, said), old && names.length ? ` ${words.lastKnown}` : "");
  return line;
}

function examplesPart(context, step) {
  const part = make("section", { className: "examples", hidden: true });
  const draft = note("draft-label");
  const asked = make("p", {}, steps[step].ask);
  const list = make("ul", { className: "example-list" });
  part.append(make("h3", {}, words.examples), make("p", { className: "hint" }, words.examplesHint), list, draft);
  examplesFor(context.api, step).then(({ language = "en", prompt, suggestions, approved }) => {
    // The page's own question stays where the service has none in its language.
    if (prompt && language === pageLanguage) say(asked, prompt);
    Object.assign(list, { lang: language, dir: directionOf(language) });
    list.replaceChildren(...suggestions.map(({ id, text }) => make(
      "li", {}, button(text, () => context.startEntry(step, text), { id: `example-${id}`, className: "button-plain example" }),
    )));
    part.hidden = suggestions.length === 0;
    say(draft, approved ? "" : words.draftLabel);
  });
  return { part, asked };
}

function ways(step) {
  const before = step > 1 ? link(words.previous, `#step/${step - 1}`, "button button-plain") : null;
  const after = step < STEPS.length ? link(words.next, `#step/${step + 1}`) : link(words.back, "#");
  return make("nav", { className: "row step-ways", ariaLabel: words.title }, before, after);
}

/** Draw the view of a step. */
export function stepView(context, step) {
  const entries = entriesOf(context.store.plan, step);
  const items = entries.map((entry, place) => entryItem(context, step, entry, { place, count: entries.length }));
  const { part, asked } = examplesPart(context, step);
  const isPerson = step === 4 || step === 5;
  return page(
    link(words.back, "#", "back-link"),
    make("p", { className: "step-number" }, words.step(step)),
    heading(steps[step].title),
    asked,
    items.length ? make("ul", { className: "entries" }, ...items) : null,
    button(isPerson ? words.addPerson : words.add, () => context.startEntry(step, ""), { id: "add", className: "button-main wide" }),
    part,
    step === 5 ? openNowBlock(context.api) : null,
    whoCanSee(context, step),
    ways(step),
  );
}
