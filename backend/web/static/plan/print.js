// The plan on paper: a plain sheet, made when the owner presses Print, and gone from the page afterwards.
import { byId, make } from "../app/dom.js";
import { entryParts } from "./entry-view.js";
import { STEPS, entriesOf } from "./model.js";
import { dayWords } from "./view.js";
import { more } from "./words-more.js";
import { steps, words } from "./words.js";

function stepPart(context, step) {
  const items = entriesOf(context.store.plan, step).map((entry) =>
    make("li", {}, ...entryParts(entry, { picture: context.picture, words })));
  return make("section", {}, make("h2", {}, `${step}. ${steps[step].title}`), make("ul", {}, ...items));
}

/** What is on the sheet while nobody pressed Print. */
export function clearSheet() {
  byId("sheet").replaceChildren(make("p", {}, more.printOnly));
}

/** Fill the sheet. Resolves once its pictures are drawn. */
async function fillSheet(context) {
  const written = STEPS.filter((step) => entriesOf(context.store.plan, step).length);
  const numbers = byId("static-numbers").cloneNode(true);
  numbers.removeAttribute("id");
  byId("sheet").replaceChildren(
    make("h1", {}, words.title), make("p", {}, dayWords(Date.now())),
    ...written.map((step) => stepPart(context, step)), make("h2", {}, words.alwaysOpen), numbers,
  );
  await Promise.all(written.flatMap((step) => entriesOf(context.store.plan, step)).flatMap(({ pictures }) => pictures.map(context.picture)));
  await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Print the plan. */
export async function printPlan(context) {
  await fillSheet(context);
  addEventListener("afterprint", clearSheet, { once: true });
  print();
}
