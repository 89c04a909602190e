// Closing: what was done, the questions that have to be answered, and saying what the young person will be told.
import { act } from "./actions.js";
import { accountPart, readAccount } from "./chronology/account.js";
import { missingAnswers, missingFollowUp, openPart, readAnswers, readFollowUp, safeguardingPart, toldPart } from "./chronology/answers.js";
import { openWriting } from "./chronology/writing.js";
import { h, redraw } from "./dom.js";
import { needlessPart } from "./marks.js";
import { api, typed } from "./session.js";
import { nickname, OUTCOMES } from "./words.js";

const FACTS = "What was agreed and done, and what led to it: at home, at school, online, with friends, where it came up.";

function unsent(escalation) {
  const waiting = typed(`outbox.${escalation.id}`)?.length || typed(`draft.${escalation.conversation_id}`);
  return waiting ? h("p", { class: "problem" }, "There are words in your reply that have not been sent.") : null;
}

/** Some questions come only with an answer: all that will be asked is said before the first. */
function asked() {
  return h("div", { class: "asked", id: "close-asked" },
    h("p", {}, "You will be asked:"),
    h("ul", {}, ["what was done, in facts",
      "whether there is a safeguarding concern, and what was done about it",
      "who was told, why they needed to know, and whether the young person knows; or why nobody was told",
      "what stays open, who looks again and by which day; or that nothing does"].map((one) => h("li", {}, one))),
    h("p", { class: "quiet" }, "Only your opinion and their own words may stay empty. What you type is kept in this tab if you close this and come back."));
}

function told() {
  return [
    h("p", {}, h("strong", {}, "The young person will be told"), " that you have closed this, and when.",
      " Tell them in your own words first if you can.",
      " Their chat stays open. New words that need a person open a new escalation."),
    h("p", { class: "quiet" }, "Closing says what was done. It does not say that someone is safe."),
  ];
}

/** The mark on what the word check did, outside the form: it is stored at once and closing does not wait for it. */
function needless(escalation, marks) {
  const slot = h("div", { id: "close-needless" });
  const draw = () => redraw(slot, marks.facts(escalation.id), () => needlessPart(marks, escalation));
  marks.listeners.add(draw);
  draw();
  return { slot, stop: () => marks.listeners.delete(draw) };
}

function missing(values) {
  return [
    ...(values.outcome ? [] : [["outcome", "Choose what was done."]]),
    ...(readAccount(values).facts ? [] : [["account.facts", "Say in facts what was done."]]),
    ...missingAnswers(values), ...missingFollowUp(values),
  ];
}

async function send(escalation, values) {
  const refused = await act(escalation, "close", {
    entry_id: values.entry_id, outcome: values.outcome, account: readAccount(values),
    answers: readAnswers(values), follow_up: readFollowUp(values),
  });
  if (refused) throw refused;
}

/** Open the dialog; `done()` runs after the escalation was closed. Raises ApiError where the staff list does not come. */
export async function askClose(escalation, marks, done) {
  const { staff } = await api("GET", "/v1/staff/rota");
  if (document.querySelector("dialog[open]")) return;
  const { slot, stop } = needless(escalation, marks);
  openWriting({
    name: `close.${escalation.id}`, prefix: "close", title: ["Close ", h("bdi", {}, nickname(escalation)), "?"],
    button: "Close it and tell them", before: [unsent(escalation), asked(), slot].filter(Boolean), last: told(), onClosed: stop,
    parts: (fields) => [fields.choice("outcome", "What was done?", OUTCOMES), accountPart(fields, FACTS),
      safeguardingPart(fields), toldPart(fields), openPart(fields, staff)],
    missing, send: (values) => send(escalation, values), done,
  });
}
