// Say no to something that is done with the data, and the way to complain. What is typed stays until it is sent.
import { Problem } from "../app/api.js";
import { make, say } from "../app/dom.js";
import { tidy } from "../app/text.js";
import * as vault from "../app/vault.js";
import { dayWords, labelled, link, note } from "../plan/view.js";
import { says, view } from "./parts.js";
import { words } from "./words.js";

const DRAFT = "you/objection";

function sent({ reference, acknowledge_by }) {
  return [
    make("h3", { tabIndex: -1 }, words.objectSent),
    make(
      "dl", {}, make("dt", {}, words.objectReference),
      make("dd", {}, make("strong", { id: "reference", className: "reference", dir: "ltr" }, reference)),
    ),
    ...says(words.objectKeep, words.objectBy(dayWords(acknowledge_by)), words.objectWhere),
  ];
}

function troubleWords(error) {
  return error instanceof Problem && [400, 413, 422].includes(error.status) ? words.objectRefused : words.objectNotSent;
}

async function form(api, place) {
  const text = make("textarea", { id: "objection", rows: 6, dir: "auto", autocomplete: "off" });
  const problem = note();
  const button = make("button", { type: "submit", className: "button-main", id: "send-objection" }, words.objectSend);
  const made = make("form", { noValidate: true }, labelled(words.objectLabel, text, words.objectHint), problem, button);
  text.value = (await vault.get(DRAFT).catch(() => null)) ?? "";
  text.addEventListener("input", () => {
    (text.value ? vault.put(DRAFT, text.value) : vault.remove(DRAFT)).catch(() => undefined);
  });

  async function send(event) {
    event.preventDefault();
    const typed = tidy(text.value);
    say(problem, typed ? "" : words.objectNothing);
    if (!typed) {
      text.focus();
      return;
    }
    button.disabled = true;
    try {
      const answer = await api.send("POST", "/v1/me/objections", { body: { text: typed } });
      await vault.remove(DRAFT).catch(() => undefined);
      place.replaceChildren(...sent(answer));
      place.querySelector("h3").focus();
    } catch (error) {
      say(problem, troubleWords(error));
    }
    button.disabled = false;
  }

  made.addEventListener("submit", send);
  return made;
}

/** Draw the view. `stop()` takes the reference off the screen. */
export async function objectView({ api }) {
  const place = make("div", {});
  place.append(...says(words.objectIntro, words.objectNotNow), await form(api, place));
  const complain = make(
    "section", {}, make("h3", {}, words.complainTitle), ...says(words.complain),
    make("p", {}, link(words.complainLink, "/complaints")),
  );
  return Object.assign(view(words.doors.object[0], place, complain), { stop: () => place.replaceChildren() });
}
