// Sign out this phone, and clear what is on it: after a look at what would be lost.
import { DeviceUnknown, Problem } from "../app/api.js";
import { clearPhone } from "../app/clear-phone.js";
import { currentDevice } from "../app/device.js";
import { make, say } from "../app/dom.js";
import { button, dayWords, link, note } from "../plan/view.js";
import { doneView } from "./done.js";
import { says, view } from "./parts.js";
import { unsentPart } from "./unsent.js";
import { words } from "./words.js";

/** True where the service knows that this phone is out; false where it could not be told. */
async function tellService(api) {
  try {
    await api.send("DELETE", `/v1/devices/${encodeURIComponent(currentDevice().device_id)}`);
    return true;
  } catch (error) {
    return error instanceof DeviceUnknown || (error instanceof Problem && error.status === 404);
  }
}

/** What is needed to come back, as far as it is known. */
function wayBack(api) {
  const place = make("div", {}, ...says(words.outUnknown));
  api.send("GET", "/v1/me").then(({ recovery_words_made_at: madeAt }) => {
    place.replaceChildren(...(madeAt
      ? says(words.outWithWords(dayWords(madeAt)))
      : [...says(words.outNoWords), make("p", {}, link(words.outMakeWords, "#words"))]));
  }, () => undefined);
  return place;
}

/** Draw the view. */
export async function signOutView({ api, go, show }) {
  const problem = note();
  const anyway = button(words.outAnyway, () => clear(words.outCleared, words.outClearedSays), { id: "clear-anyway" });
  anyway.hidden = true;

  async function clear(title, text) {
    await clearPhone();
    show(doneView(title, text));
  }

  async function signOut(pressed) {
    pressed.disabled = true;
    if (await tellService(api)) await clear(words.outDone, words.outDoneSays);
    else {
      say(problem, words.outOffline);
      anyway.hidden = false;
    }
    pressed.disabled = false;
  }

  return view(
    words.doors["sign-out"][0], ...says(words.outIntro, words.outGoes, words.outStays), wayBack(api),
    ...(await unsentPart()), problem,
    make(
      "div", { className: "stack ways" }, anyway,
      button(words.outNo, () => go("#"), { id: "stay", className: "button-plain wide" }),
      button(words.outYes, signOut, { id: "sign-out", className: "button-main wide" }),
    ),
  );
}
