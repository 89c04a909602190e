// When to look at the plan again. A small mark in the app is all that ever happens: no notification, no content.
import { make, say } from "../app/dom.js";
import { write } from "../app/storage.js";
import { ask } from "./asking.js";
import { choices, dayWords, heading, labelled, link, note, page } from "./view.js";
import { more } from "./words-more.js";
import { words } from "./words.js";

/** Keep the day (and nothing else) where every page of the app can see it. */
export function keepDay(reviews) {
  write("review_on", reviews?.next_on ?? null);
}

function wanted(form, before) {
  const entries = new FormData(form);
  const event = { reason: entries.get("event"), on: entries.get("on") };
  const events = before?.events ?? [];
  return {
    every_days: Number(entries.get("days")),
    events: event.reason !== "none" && event.on ? [...events, event] : events,
  };
}

/** Draw the view. */
export function remindView({ api, onReviews }) {
  const problem = note();
  const next = note("");
  const on = make("input", { type: "date", id: "event-on", name: "on" });
  const holder = make("div", {});
  let reviews = null;

  function show(answer) {
    reviews = answer;
    onReviews(answer);
    say(next, answer.next_on ? more.remindNext(dayWords(`${answer.next_on}T12:00:00`)) : "");
    const form = make(
      "form", { noValidate: true, id: "remind-form" },
      choices(more.remindDays, "days", more.remindEvery, answer.every_days ?? 28),
      choices(more.remindEvent, "event", more.remindEvents, "none"), labelled(more.remindOn, on),
      make("button", { type: "submit", className: "button-main", id: "remind-save" }, more.remindSave),
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = wanted(form, reviews);
      const saved = await ask(problem, () => api.send("PUT", "/v1/plan/reviews", { body }));
      if (!saved) return;
      show(saved);
      say(problem, more.remindSaved);
    });
    holder.replaceChildren(form);
  }

  ask(problem, () => api.send("GET", "/v1/plan/reviews")).then((answer) => { if (answer) show(answer); });
  return page(link(words.back, "#", "back-link"), heading(more.remindTitle), make("p", {}, more.remindIntro), next, problem, holder);
}
