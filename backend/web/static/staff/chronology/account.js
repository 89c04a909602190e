// What is written down: facts, the writer's opinion and the young person's own words, each in a field of its own.
import { h } from "../dom.js";
import { now, wallClock } from "../time.js";

/** The three fields. They are never mixed. `facts` is what the first one asks. */
export function accountPart(fields, facts = "What was seen, heard or done, by whom.") {
  return h("fieldset", { class: "stack account" },
    h("legend", { class: "visually-hidden" }, "What you write down"),
    fields.area("account.facts", "Facts", { hint: facts, rows: 4 }),
    fields.area("account.opinion", "Your opinion", { hint: "What you think it means, and why. It is marked as yours. It may stay empty." }),
    fields.area("account.own_words", "The young person’s own words",
      { hint: "Word for word, as they said or wrote it. They get these words in their download. They may stay empty." }));
}

/** The account as it is sent. */
export function readAccount(values) {
  const text = (name) => (values[`account.${name}`] ?? "").trim();
  return { facts: text("facts"), opinion: text("opinion"), own_words: text("own_words") };
}

/** When it happened, in UK time; the time may be left empty. */
export function whenPart(fields) {
  const today = wallClock(now()).slice(0, 10);
  return h("fieldset", { class: "stack" },
    h("legend", {}, "When did it happen?"),
    h("p", { class: "hint" }, "Not when you write it: that is noted by itself. Leave the time empty if only the day is known."),
    h("div", { class: "when" },
      fields.input("happened.on", "Day", { type: "date", max: today, required: true, usual: today }),
      fields.input("happened.at_time", "Time (UK)", { type: "time" })),
    fields.tick("happened.about", "About then, not exactly"));
}

export function readWhen(values) {
  return { on: values["happened.on"], at_time: values["happened.at_time"] || null, about: values["happened.about"] === "yes" };
}

export function missingInWhen(values) {
  return values["happened.on"] ? [] : [["happened.on", "Say on which day it happened."]];
}
