// Words that somebody from the team offers: the owner takes them in, or leaves them.
import { make } from "../app/dom.js";
import { newId } from "../app/ids.js";
import { ask, isSent } from "./asking.js";
import { button, heading, link, note, page, written } from "./view.js";
import { more } from "./words-more.js";
import { steps, words } from "./words.js";

function offerItem(context, offer, problem) {
  const { api, store } = context;
  const path = `/v1/plan/word-suggestions/${encodeURIComponent(offer.id)}`;
  const take = async () => {
    if (!(await isSent(store, problem))) return;
    const headers = { "If-Match": `"${store.number}"` };
    const made = await ask(problem, () => api.send("POST", `${path}/accept`, { body: { entry_id: newId() }, headers }));
    if (!made) return;
    await store.take(made);
    await context.refreshOffers();
  };
  const leave = () => ask(problem, async () => {
    await api.send("POST", `${path}/decline`, { body: {} });
    await context.refreshOffers();
  });
  return make(
    "li", { className: "card" },
    make("p", { className: "quiet" }, `${more.offerFor(offer.step)}: ${steps[offer.step].title}`),
    written(offer.text), make("p", { className: "quiet", dir: "auto" }, more.offerBy(offer.by)),
    make("div", { className: "row" },
      button(more.offerTake, take, { id: `take-${offer.id}` }),
      button(more.offerLeave, leave, { id: `leave-${offer.id}`, className: "button-plain" })),
  );
}

/** Draw the view. */
export function offersView(context) {
  const problem = note();
  const offers = context.offers();
  return page(
    link(words.back, "#", "back-link"), heading(more.offersTitle),
    make("p", {}, offers.length ? more.offersIntro : more.offersNone), problem,
    make("ul", { className: "entries" }, ...offers.map((offer) => offerItem(context, offer, problem))),
  );
}
