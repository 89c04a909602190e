// The status line: the service's own sentence, and before it what this phone knows about its connection.
// Nothing here says anything about the team: what is not in the service's sentence is not said.
import { Problem } from "./api.js";
import { timeWords } from "./dom.js";
import { words } from "./words.js";

function connectionWords({ connected, trouble, forgetful, started }) {
  if (trouble instanceof Problem && trouble.passes) return forgetful ? words.brokenForgetful : words.broken;
  if (connected && !trouble) return null;
  if (!started && !trouble && navigator.onLine !== false) return words.opening;
  return forgetful ? words.offlineForgetful : words.offline;
}

function teamWords({ status, heardAt }, cutOff) {
  if (!status?.sentence) return null;
  if (!cutOff) return status.sentence;
  // Old good news must not pass for the present; "nothing is open" is not worth a line.
  return status.state === "none" ? null : words.lastKnown(timeWords(heardAt), status.sentence);
}

/**
 * The sentence(s) to show. `view` is {conversation, items, connected, trouble, forgetful, started}: trouble is what the
 * last try failed with, or null; started is false until the first connection or the first failure; askedAgain is true once
 * a person was asked for while one had the chat.
 */
export function statusWords(view) {
  const connection = connectionWords(view);
  const asked = view.items.some((item) => item.kind === "person" && item.state === "waiting");
  const notSent = connection && asked ? words.personNotSent : null;
  const here = view.askedAgain && view.conversation.mode === "person" && !connection ? words.personHere : null;
  return [notSent, connection, here, teamWords(view.conversation, connection !== null)].filter(Boolean).join(" ");
}

/**
 * Who answers here now. After somebody has left, that is said until the computer program, or somebody else, has spoken.
 * Empty where the status sentence says it: there is no request for a person.
 */
export function modeWords({ mode, messages, status }) {
  if (mode === "person") return words.modePerson;
  const others = [...messages.values()].filter(({ author }) => author !== "young_person");
  const last = others.reduce((latest, message) => (latest && latest.seq > message.seq ? latest : message), null);
  return last?.author === "staff" && last.author_name ? words.modeLeft(last.author_name) : botAnswers(status);
}

const botAnswers = (status) => (status?.state === "none" ? "" : words.modeBot);

const ALWAYS_IN_VIEW = 2;

/** The numbers that stand under the status sentence, so that "these people are awake now" is never without one. */
export function numbersInView(view) {
  return (view.conversation.status?.lines ?? []).slice(0, ALWAYS_IN_VIEW);
}

/** Which numbers to keep on the screen: a list of lines, "static" for those in the page itself, or null for none. */
export function numbersFor(view) {
  const cutOff = connectionWords(view) !== null;
  const crisisLines = view.trouble instanceof Problem ? view.trouble.crisisLines : [];
  if (crisisLines.length) return crisisLines;
  return cutOff && view.items.length ? "static" : null;
}
