// Who opened the records of many young people without doing anything for them: a supervisor asks why. Nobody is blocked.
import { h } from "./dom.js";
import { api } from "./session.js";

const RULE = (most) => `Whoever opened the records of more than ${most} young people in the last 24 hours, and did nothing for those people in the last `
  + "seven days, is named here: no reply, acknowledgement, hand-over or entry. Supervision is a good reason: ask.";

function named({ readers, most }) {
  return [
    readers.length
      ? h("ul", {}, readers.map((one) => h("li", {}, h("bdi", {}, one.first_name), `: the records of ${one.people} young people`)))
      : h("p", {}, "Nobody, at the moment."),
    h("p", { class: "quiet" }, RULE(most)),
  ];
}

/** The part of the numbers page; `attempt` tells what goes wrong. */
export function readingsPart(attempt) {
  const body = h("div", {}, h("p", { role: "status" }, "Counting."));
  attempt(async () => body.replaceChildren(...named(await api("GET", "/v1/staff/readings"))));
  return h("section", { class: "stack", id: "readings" }, h("h2", {}, "Who opened many records"), body);
}
