// A step of one's own plan under a message, and the way to the plan. The words are those of the plan's page.
import { entryParts } from "../plan/entry-view.js";
import { words as planWords, steps } from "../plan/words.js";
import { make } from "./dom.js";
import { words } from "./words.js";

// The pictures stay with the plan: they can be large, and the link leads there.
function entryItem(entry) {
  const { pictures } = entry;
  const parts = entryParts({ ...entry, pictures: [] }, { words: planWords });
  if (pictures.length > 0) parts.push(make("p", { className: "quiet" }, words.planPictures));
  return make("li", { className: "entry" }, ...parts);
}

function wayThere(link, label) {
  const href = link?.startsWith("/plan") ? link : "/plan";
  return make("p", {}, make("a", { href, className: "button" }, label));
}

/** One step with what its owner wrote there; a step without words can be filled in or left. */
export function planStepBlock({ step, title, entries, link }) {
  const block = make("div", { className: "block plan-step" });
  block.append(make("h3", { dir: "auto" }, words.planStep(step, steps[step]?.title ?? title)));
  if (entries.length > 0) block.append(make("ul", { className: "entries" }, ...entries.map(entryItem)));
  else block.append(make("p", {}, words.planStepEmpty));
  block.append(wayThere(link, entries.length > 0 ? words.planStepOpen : words.planStepWrite));
  return block;
}

/** The way to the plan, for whoever wants to start or change one. */
export function startPlanBlock({ link }) {
  return make("div", { className: "block" }, wayThere(link, words.planGo));
}
