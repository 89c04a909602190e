// Two phones worded the same thing differently: both versions side by side, and the owner says which to keep.
import { make } from "../app/dom.js";
import { entryParts } from "./entry-view.js";
import { choose, twoVersions } from "./model.js";
import { button, heading, link, page } from "./view.js";
import { steps, words } from "./words.js";

function version(context, entry, { title, id, keep }) {
  return make(
    "div", { className: "card version" }, make("h4", {}, title),
    ...entryParts(entry, { picture: context.picture, words }), button(words.keepThis, keep, { id }),
  );
}

function pair(context, { step, first, second }) {
  const take = (choice) => () => context.store.edit((plan) => choose(plan, second.id, choice));
  const title = make("h3", {}, steps[step].title);
  if (!first) {
    return make(
      "li", {}, title, make("p", {}, words.orTogether),
      version(context, second, { title: words.chooseOther, id: `keep-${second.id}`, keep: take("both") }),
    );
  }
  return make(
    "li", {}, title,
    version(context, first, { title: words.chooseOne, id: `first-${second.id}`, keep: take("first") }),
    version(context, second, { title: words.chooseOther, id: `second-${second.id}`, keep: take("second") }),
    button(words.keepBoth, take("both"), { id: `both-${second.id}`, className: "button-plain" }),
  );
}

/** Draw the view. */
export function chooseView(context) {
  const pairs = twoVersions(context.store.plan);
  return page(
    link(words.back, "#", "back-link"), heading(words.choose),
    make("p", {}, pairs.length ? words.chooseIntro : words.chosenAll),
    make("ul", { className: "entries" }, ...pairs.map((one) => pair(context, one))),
  );
}
