// Becoming a peer mentor: saying that one would like to hear more, taking it back, and what was answered.
import { make } from "../app/dom.js";
import { button, dayWords, note, written } from "../plan/view.js";
import { ask, fetched } from "./asking.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

const PATH = "/v1/mentoring-interest";
const STANDING = {
  none: () => [],
  new: ({ asked_at: at }) => says(words.mentorSaid(dayWords(at)), words.mentorWaits),
  answered: ({ asked_at: at, answered_by: name, answered_at: answeredAt, answer }) => [
    ...says(words.mentorSaid(dayWords(at)), words.mentorAnswered(name, dayWords(answeredAt))),
    written(answer), ...says(words.mentorBackMeans),
  ],
  withdrawn: ({ withdrawn_at: at }) => says(words.mentorTaken(dayWords(at))),
};

const sayYes = (api) => api.send("PUT", PATH, { body: {} });

async function takeBack(api) {
  await api.send("DELETE", PATH);
  return api.send("GET", PATH);
}

/** Draw the view. */
export function mentoringView({ api }) {
  const problem = note();

  function parts(found) {
    const stands = ["new", "answered"].includes(found.state);
    async function press(pressed) {
      pressed.disabled = true;
      const now = await ask(problem, () => (stands ? takeBack(api) : sayYes(api)));
      pressed.disabled = false;
      if (!now) return;
      place.replaceChildren(...parts(now));
      place.focus();
    }
    const standing = STANDING[found.state](found);
    const card = standing.length > 0 ? [make("div", { id: "interest", className: "card told-here" }, ...standing)] : [];
    const who = says(words.mentorWho, words.mentorNoPromise, words.objectNotNow);
    return stands
      ? [...card, button(words.mentorBack, press, { id: "interest-back", className: "button-plain wide" }), ...who]
      : [...card, ...says(words.mentorMeans), ...who, button(words.mentorYes, press, { id: "interest-yes", className: "button-main wide" })];
  }

  const place = fetched(() => api.send("GET", PATH), parts);
  return view(words.doors.mentoring[0], ...says(words.mentorIntro), problem, place);
}
