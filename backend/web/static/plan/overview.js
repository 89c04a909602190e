// The plan's first view: the calm view, the seven steps, and what else can be done with the plan.
import { make } from "../app/dom.js";
import { shortName } from "./entry-view.js";
import { STEPS, entriesOf, twoVersions } from "./model.js";
import { band, heading, link, page } from "./view.js";
import { steps, words } from "./words.js";

function bands({ store, offers, reviewDue, onReviewed }) {
  const found = [];
  if (twoVersions(store.plan).length) found.push(band(words.twoVersions, link(words.chooseNow, "#choose")));
  if (offers().length) found.push(band(words.suggestionsWaiting, link(words.lookAtThem, "#offers")));
  if (reviewDue()) {
    const done = make("button", { type: "button", id: "reviewed" }, words.reviewed);
    done.addEventListener("click", onReviewed);
    found.push(band(words.reviewNow, done));
  }
  return found;
}

function stepItem(plan, step) {
  const entries = entriesOf(plan, step);
  const first = entries.slice(0, 2).map((entry) => make("bdi", {}, shortName(entry, 60))).filter((one) => one.textContent);
  const said = make("span", { className: "step-first" });
  first.forEach((one, place) => said.append(place ? " · " : "", one));
  const rest = entries.length > 2 ? make("span", { className: "quiet" }, words.things(entries.length)) : null;
  return make(
    "li", {},
    make(
      "a", { href: `#step/${step}`, className: "step-link" },
      make("span", { className: "step-number" }, words.step(step)),
      make("span", { className: "step-title" }, steps[step].title),
      first.length ? said : null, rest,
    ),
  );
}

/** Draw the view. */
export function overview(context) {
  const { plan } = context.store;
  const others = [
    [words.matters, "#matters"], [words.share, "#share"], [words.history, "#history"],
    [words.remind, "#remind"], [words.keep, "#keep"],
  ];
  return page(
    heading(words.title),
    ...bands(context),
    make("p", {}, words.intro),
    link(words.calm, "#calm", "button button-main wide"),
    make("p", { className: "quiet" }, words.calmHint),
    link(words.start, "#step/1", "button wide"),
    make("ol", { className: "step-list" }, ...STEPS.map((step) => stepItem(plan, step))),
    make("h3", {}, words.more),
    make("ul", { className: "link-list" }, ...others.map(([text, hash]) => make("li", {}, link(text, hash, "")))),
    make("p", { className: "draft-label" }, words.draft),
  );
}
