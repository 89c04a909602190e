// The first run: the opening words with the limits of what is kept private, then age band, language and a name if wanted.
import { Problem } from "./api.js";
import { waitAfter } from "./backoff.js";
import { makeDevice } from "./device.js";
import { byId, make, say } from "./dom.js";
import { offerRecovery } from "./recover.js";
import { write } from "./storage.js";
import { chosenLanguage, directionOf, useLanguage } from "./wording.js";
import { words } from "./words.js";

/** Only words that are approved go without the label. */
export function draftWords(review) {
  return review?.status === "approved" ? "" : words.draft;
}

const ENGLISH = { code: "en", name: "English", dir: "ltr" };

/** The options of a choice of language, each in its own words; `wanted` is chosen. Drafts say so in the page's words. */
export function fillLanguages(select, offered, wanted) {
  const options = offered.map(({ code, name, dir, draft }) =>
    make("option", { value: code, lang: code, dir }, draft ? words.languageDraft(name) : name));
  select.replaceChildren(...options);
  select.value = offered.some(({ code }) => code === wanted) ? wanted : "en";
}

function showTexts(texts) {
  const opening = byId("opening");
  opening.lang = texts.language;
  opening.dir = directionOf(texts.language);
  opening.replaceChildren(...texts.opening.map((text) => make("p", {}, text)));
  say(byId("words-draft"), draftWords(texts.review));
  say(byId("words-problem"), "");
  fillLanguages(byId("language"), texts.languages, texts.language);
  say(byId("language-note"), texts.language === "en" ? "" : words.botInEnglish);
  byId("go-on").hidden = false;
}

/** Texts in the wanted language, or in English where the service has none in it. */
async function fetchTexts(api, language) {
  const get = (code) => api.send("GET", `/v1/app-texts?language=${encodeURIComponent(code)}`, { auth: false });
  try {
    return await get(language);
  } catch (error) {
    if (language !== "en" && error instanceof Problem && !error.passes) return get("en");
    throw error;
  }
}

/** Keep asking until the words are there; the numbers are on the screen meanwhile. */
function loadTexts(api, select, onTexts) {
  let round = 0;
  let failures = 0;
  let waiting = false;

  async function load() {
    const mine = ++round;
    waiting = false;
    try {
      const texts = await fetchTexts(api, chosenLanguage());
      if (mine !== round) return;
      failures = 0;
      byId("plain").hidden = true;
      showTexts(texts);
      onTexts(texts);
    } catch {
      if (mine !== round) return;
      failures += 1;
      waiting = true;
      say(byId("words-draft"), "");
      say(byId("words-problem"), words.noWords);
      byId("plain").hidden = false;
      setTimeout(() => { if (waiting && mine === round) load(); }, waitAfter(failures));
    }
  }

  select.addEventListener("change", () => { if (useLanguage(select.value)) location.reload(); });
  addEventListener("online", () => { if (waiting) load(); });
  load();
}

function startProblem(error) {
  return error instanceof Problem && !error.passes ? words.startRefused : words.couldNotStart;
}

/** Show the first run; `onStarted(wantsPerson)` once this phone is known. `notice` is said first, where there is one. */
export function startFirstRun({ api, notice = "", onStarted }) {
  const select = byId("language");
  const wordsView = byId("words-view");
  const aboutView = byId("about-view");
  const form = byId("about-form");
  const wantPerson = byId("want-person");
  let language = "en";
  let wantsPerson = false;

  function showAbout() {
    wordsView.hidden = true;
    byId("recover-view").hidden = true;
    aboutView.hidden = false;
    byId("about-title").focus();
  }

  // Without an age band the service has nowhere to keep the request: ask for that only, and remember it.
  function askForPerson() {
    wantsPerson = true;
    say(byId("about-note"), words.personAfterStart);
    showAbout();
  }

  function begin() {
    wantPerson.removeEventListener("click", askForPerson);
    aboutView.hidden = true;
    byId("plain").hidden = true;
    onStarted(wantsPerson);
  }

  async function start(event) {
    event.preventDefault();
    const entries = new FormData(form);
    const age_band = entries.get("age_band");
    say(byId("age-problem"), age_band ? "" : words.chooseAge);
    if (!age_band) {
      form.querySelector("input").focus();
      return;
    }
    const button = byId("start");
    button.disabled = true;
    try {
      await makeDevice(api, { age_band, language, nickname: entries.get("nickname").trim() || null });
      begin();
    } catch (error) {
      say(byId("start-problem"), startProblem(error));
      byId("plain").hidden = false;
    } finally {
      button.disabled = false;
    }
  }

  fillLanguages(select, [ENGLISH], "en");
  say(byId("words-draft"), words.fetchingWords);
  say(byId("about-note"), notice);
  wordsView.hidden = false;
  wantPerson.addEventListener("click", askForPerson);
  byId("go-on").addEventListener("click", () => { write("opening_read", true); showAbout(); });
  form.addEventListener("submit", start);
  offerRecovery({ api, before: wordsView, onRecovered: begin });
  loadTexts(api, select, (texts) => { language = texts.language; });
}
