// The calm view: the plan from top to bottom, in large letters, with buttons to ring and text. Nothing else.
import { make } from "../app/dom.js";
import { read, write } from "../app/storage.js";
import { entryParts } from "./entry-view.js";
import { STEPS, entriesOf, hasNothing } from "./model.js";
import { calmNumbers } from "./open-now.js";
import { createReader } from "./speech.js";
import { button, choices, heading, link } from "./view.js";
import { steps, words } from "./words.js";

const LOOK = "calm-look";

function stepPart(context, step) {
  const entries = entriesOf(context.store.plan, step);
  const items = entries.map((entry) => make("li", {}, ...entryParts(entry, { picture: context.picture, words })));
  const part = make(
    "section", { className: "calm-step" },
    heading(steps[step].title), items.length ? make("ul", { className: "calm-entries" }, ...items) : null,
    step === 5 ? calmNumbers(context.api) : null,
  );
  part.dataset.step = step;
  return part;
}

function parts(context) {
  const { plan } = context.store;
  // Step 5 is always there: somebody is always awake.
  const found = STEPS.filter((step) => step === 5 || entriesOf(plan, step).length).map((step) => stepPart(context, step));
  return hasNothing(plan) ? [make("p", {}, words.calmNothing), ...found] : found;
}

function lookChoice(context) {
  const look = choices(words.calmAs, "calm-look", { long: words.calmLong, steps: words.calmSteps }, read(LOOK) ?? "long");
  look.addEventListener("change", (event) => {
    write(LOOK, event.target.value);
    context.redraw();
  });
  return look;
}

/** One step a screen: only one part is shown, and two big buttons lead on and back. */
function oneByOne(found, reader) {
  let at = 0;
  const back = button(words.calmBack, () => show(at - 1), { id: "calm-back", className: "button-plain" });
  const next = button(words.calmNext, () => show(at + 1), { id: "calm-next", className: "button-main" });
  function show(place, focus = true) {
    reader.stop();
    at = place;
    found.forEach((part, index) => { part.hidden = index !== at; });
    back.hidden = at === 0;
    next.hidden = at === found.length - 1;
    if (focus) {
      scrollTo(0, 0);
      found[at].querySelector("h2")?.focus();
    }
  }
  show(0, false);
  return make("div", { className: "row calm-ways" }, back, next);
}

/** Draw the view. */
export function calmView(context) {
  const found = parts(context);
  const body = make("div", { className: "calm-body" }, ...found);
  const reader = createReader(() => body.innerText);
  const title = make("h1", { className: "visually-hidden" }, words.calmTitle);
  const page = make("article", { className: "page calm-page", ariaLabel: words.calmTitle }, title, reader.element, body);
  if (read(LOOK) === "steps" && found.length > 1) page.append(oneByOne(found, reader));
  page.append(make("div", { className: "calm-end" }, link(words.calmEnd, "#", "button button-plain wide"), lookChoice(context)));
  page.stop = reader.stop;
  return page;
}
