// Showing steps to the on-call team, in the chat where a person was asked for. It ends when that request is closed.
import { Problem } from "../app/api.js";
import { make, say } from "../app/dom.js";
import { troubleWords } from "./asking.js";
import { button, note } from "./view.js";
import { more } from "./words-more.js";

async function show(api, steps) {
  const { id } = await api.send("POST", "/v1/conversations", { body: {} });
  await api.send("POST", `/v1/conversations/${encodeURIComponent(id)}/plan-shares`, { body: { steps } });
}

/** The part of the view; `steps()` are the chosen ones, and `onMade()` follows once they are shown. */
export function teamPart({ api }, { steps, onMade }) {
  const said = note("");
  async function act() {
    if (steps().length === 0) {
      say(said, more.shareNoStep);
      return;
    }
    try {
      await show(api, steps());
      say(said, more.teamShown);
      onMade();
    } catch (error) {
      say(said, error instanceof Problem && error.status === 409 ? more.teamNoRequest : troubleWords(error));
    }
  }
  return make(
    "section", {}, make("h3", {}, more.teamTitle), make("p", { className: "hint" }, more.teamHint),
    button(more.teamShow, act, { id: "share-team" }), said,
  );
}
