// Erase everything: first what goes and what stays, then the question, then it is done or it waits.
import { DeviceUnknown, Problem } from "../app/api.js";
import { askPinAgain } from "../app/ask-pin.js";
import { clearPhone } from "../app/clear-phone.js";
import { noteErasing } from "../app/erasing.js";
import { make, say } from "../app/dom.js";
import { said } from "../app/wording.js";
import { button, clockWords, dayWords, link, note } from "../plan/view.js";
import { ask, fetched } from "./asking.js";
import { doneView } from "./done.js";
import { says, view } from "./parts.js";
import { unsentPart } from "./unsent.js";
import { words } from "./words.js";

const PATH = "/v1/me/erasure";

/** A text of the service, in the language of the page where somebody has translated it. */
function translated(name, english) {
  const { text, lang, dir } = said(english);
  return make(name, { lang, dir }, text);
}

function keptItem({ what, why, until }) {
  return make(
    "li", { className: "card kept" },
    make("p", {}, translated("strong", what)),
    make("p", {}, until ? words.keptUntil(dayWords(`${until}T12:00:00`)) : words.keptOpen),
    make("details", {}, make("summary", {}, words.keptWhy), translated("p", why)),
  );
}

const waitsWords = (waits) => (waits ? [translated("p", waits)] : []);

function keptPart(title, kept) {
  return make("section", {}, make("h3", {}, title), make("ul", { className: "cards" }, ...kept.map(keptItem)));
}

/** The request that waits, or null. */
async function waiting(api) {
  try {
    const found = await api.send("GET", PATH);
    noteErasing(true);
    return found;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
    noteErasing(false);
    return null;
  }
}

async function takeBack(api) {
  try {
    await api.send("DELETE", PATH);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 409) return words.eraseBegun;
    if (error.status !== 404) throw error;
  }
  noteErasing(false);
  return words.eraseTakenBack;
}

function waitingPart(api, { requested_at: at, waits, kept }) {
  const told = note("card told-here");
  told.tabIndex = -1;
  const back = button(words.eraseBack, async () => {
    back.disabled = true;
    const said = await ask(told, () => takeBack(api));
    back.disabled = false;
    if (!said) return;
    say(told, said);
    if (said === words.eraseTakenBack) place.replaceChildren(told);
    told.focus();
  }, { id: "take-back", className: "button-main wide" });
  const place = make(
    "div", { id: "erase-waiting" }, make("h3", {}, words.eraseWaiting),
    ...says(words.eraseAsked(dayWords(at), clockWords(at))), ...waitsWords(waits), told, back, keptPart(words.eraseKept, kept),
  );
  return [place];
}

function previewPart({ goes, kept, waits }) {
  return [
    ...says(words.eraseIntro), ...waitsWords(waits),
    make("section", {}, make("h3", {}, words.eraseGoes), make("ul", {}, ...goes.map((one) => make("li", {}, translated("span", one))))),
    keptPart(words.eraseKept, kept),
    make(
      "div", { className: "stack ways" },
      link(words.eraseKeepCopy, "#download", "button wide"), link(words.eraseOn, "#erase-sure", "button button-plain wide"),
    ),
  ];
}

/** Draw the first view: the request that waits, else what would go and stay. */
export function eraseView({ api }) {
  async function standing() {
    const found = await waiting(api);
    return found ? waitingPart(api, found) : previewPart(await api.send("GET", `${PATH}/preview`));
  }
  return view(words.doors.erase[0], fetched(standing, (parts) => parts));
}

/** Ask for it. "gone" where an earlier try was carried out, and only its answer did not come. */
async function posted(api) {
  try {
    return await api.send("POST", PATH, { body: { confirm: true } });
  } catch (error) {
    if (error instanceof DeviceUnknown) return { state: "gone" };
    throw error;
  }
}

/** Draw the question. */
export async function eraseSureView({ api, go, show }) {
  const problem = note();
  const pin = make("div", {});

  async function erase(pressed) {
    if (!(await askPinAgain(pin, ways))) return;
    pressed.disabled = true;
    // Before: the answer may be lost on its way. Where nothing was asked for, the next page takes the note back.
    noteErasing(true);
    const answer = await ask(problem, () => posted(api));
    pressed.disabled = false;
    if (!answer) return;
    if (answer.state === "waiting") {
      go("#erase");
      return;
    }
    await clearPhone();
    show(answer.state === "gone"
      ? doneView(words.ended, words.endedSays)
      : doneView(words.eraseDone, words.eraseDoneSays, keptPart(words.eraseStayed, answer.kept)));
  }

  const waits = fetched(
    () => api.send("GET", `${PATH}/preview`),
    (preview) => (preview.waits ? says(words.eraseSureWaits) : []),
  );
  const ways = make(
    "div", { className: "stack ways" },
    button(words.eraseNo, () => go("#"), { id: "keep-everything", className: "button-main wide" }),
    button(words.eraseYes, erase, { id: "erase-everything", className: "button-plain wide" }),
  );
  return view(
    words.eraseSure, ...says(words.eraseSureSays), waits, ...says(words.eraseHelp), ...(await unsentPart()), problem, ways, pin,
  );
}
