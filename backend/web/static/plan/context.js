// What the views are given: the plan, the service, what the service says beside the plan, and ways to move on.
import { Problem } from "../app/api.js";
import { byId, make } from "../app/dom.js";
import { takeLimits } from "./limits.js";
import { pictureIds } from "./model.js";
import { beside, keepBeside } from "./offline.js";
import { keepPictures, pictureBlob } from "./pictures.js";
import { createPlanStore } from "./plan-store.js";
import { keepDay } from "./remind.js";
import { createStatus } from "./status.js";
import { button } from "./view.js";
import { more } from "./words-more.js";
import { words } from "./words.js";

/** Make it. `onChange` is set by the router: it draws the view again. */
export async function createContext(api) {
  const status = createStatus();
  const readers = { known: (await beside("readers").catch(() => null)) ?? {}, old: true };
  let offers = [];
  let reviews = await beside("reviews").catch(() => null);

  const store = await createPlanStore({
    api, onChange: () => context.onChange(), onDeviceUnknown: () => status.unknownDevice(),
  });

  /** Something that only the service knows: nothing happens where it cannot be had. */
  async function quietly(path, take) {
    try {
      await take(await api.send("GET", path));
      context.onChange();
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return;
    }
  }

  const context = {
    api, store, onChange: () => undefined, redraw: () => context.onChange(true),
    picture: (id) => pictureBlob(api, id),
    offers: () => offers,
    readers: (step) => ({ names: readers.known[String(step)] ?? [], old: readers.old }),
    drawStatus: () => status.draw(store),
    begun: "", focusId: "", said: "",

    /** Go to another view; `focusId` is where the focus lands, else on its heading; `said` is said there. */
    go(hash, { focusId = "", said = "" } = {}) {
      Object.assign(context, { focusId, said });
      if (location.hash === hash || (hash === "#" && location.hash === "")) context.redraw();
      else location.hash = hash;
    },

    startEntry(step, text) {
      context.begun = text;
      context.go(`#step/${step}/new`);
    },

    /** Say something below the view; with `act(plan)`, offer to undo it. */
    undo(text, act) {
      const back = button(words.undo, async () => { context.tell(""); await store.edit(act); }, { id: "undo" });
      context.tell(text, back);
    },

    tell(text, ...actions) {
      byId("told").replaceChildren(...(text ? [make("span", {}, text), ...actions] : []));
      byId("told").hidden = !text;
    },

    refreshReaders: () => quietly("/v1/plan/visibility", async (answer) => {
      Object.assign(readers, { known: answer, old: false });
      await keepBeside("readers", readers.known).catch(() => undefined);
    }),
    refreshOffers: () => quietly("/v1/plan/word-suggestions", (answer) => { offers = answer.suggestions ?? []; }),

    onReviews(answer) {
      reviews = answer;
      keepDay(answer);
      keepBeside("reviews", answer).catch(() => undefined);
    },
    reviewDue: () => Boolean(reviews?.next_on) && reviews.next_on <= new Date().toISOString().slice(0, 10),

    /** The owner has looked at the plan: the service counts from today. */
    onReviewed: () => {
      const { every_days, events } = reviews;
      return api.send("PUT", "/v1/plan/reviews", { body: { every_days, events, looked: true } })
        .then((answer) => { context.onReviews(answer); context.redraw(); })
        .catch(() => context.tell(more.notNow));
    },

    async start() {
      await store.sync();
      await Promise.all([
        quietly("/v1/plan/limits", takeLimits), context.refreshReaders(), context.refreshOffers(),
        quietly("/v1/plan/reviews", context.onReviews),
      ]);
      await keepPictures(api, pictureIds(store.plan));
    },

  };
  return context;
}
