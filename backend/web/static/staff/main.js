// The console: signs in, follows what is going on, and shows the place that the address names.
import { startAlerts, titlePlace } from "./alerts.js";
import { startBands } from "./bands.js";
import { showFollowUps } from "./chronology/follow-ups.js";
import { showChronology } from "./chronology/page.js";
import { mayRead, showComplaints } from "./complaints.js";
import { mayEditDirectory, showDirectory } from "./directory.js";
import { showEntry } from "./directory/entry.js";
import { showFeeds } from "./directory/feeds.js";
import { showNew } from "./directory/new.js";
import { h } from "./dom.js";
import { showEscalation } from "./escalation.js";
import { mayEditGuidance, showGuidance } from "./guidance.js";
import { showPiece } from "./guidance/one.js";
import { startKeys, useKeys } from "./keys.js";
import { showClosed, showList } from "./list.js";
import { startLive, stopLive } from "./live.js";
import { startLock } from "./lock.js";
import { finishSingleSignOn, showLogin } from "./login.js";
import { showMentoring } from "./mentoring.js";
import { showNumbers } from "./numbers.js";
import { showPeople } from "./people.js";
import { showPolicies } from "./policies.js";
import { mayReview, showReviews } from "./reviews.js";
import { showRota } from "./rota.js";
import { showTestPage } from "./rota/test-page.js";
import { me, onSession, signOut } from "./session.js";
import { openSheet } from "./sheet.js";
import { wake } from "./sound.js";
import { startTicking } from "./time.js";

const main = document.getElementById("main");
let stopView = null;
let notice = "";

const PLACES_OF_EDITORS = [
  [/^#\/directory(?:\/(due|flagged|shown|hidden|all))?$/u, "directory", (state = "due") => showDirectory(main, state)],
  [/^#\/directory\/new$/u, "a new entry", () => showNew(main)],
  [/^#\/directory\/feeds$/u, "feeds", () => showFeeds(main)],
  [/^#\/directory\/one\/([^/]+)$/u, "an entry", (id) => showEntry(main, decodeURIComponent(id))],
  [/^#\/guidance$/u, "what people read", () => showGuidance(main)],
  [/^#\/guidance\/one\/([^/]+)\/([^/]+)$/u, "a text",
    (name, language) => showPiece(main, decodeURIComponent(name), decodeURIComponent(language))],
];
const PLACES = [
  ...PLACES_OF_EDITORS,
  [/^#\/escalations\/([^/]+)$/u, "one escalation", (id) => showEscalation(main, decodeURIComponent(id), go, notice)],
  [/^#\/chronology\/([^/]+)(?:\/(follow_up|supervision))?$/u, "chronology",
    (id, why) => showChronology(main, decodeURIComponent(id), why)],
  [/^#\/left-open$/u, "left open", () => showFollowUps(main)],
  [/^#\/closed$/u, "closed", () => showClosed(main)],
  [/^#\/rota$/u, "rota", () => showRota(main)],
  [/^#\/test-pages\/([^/]+)$/u, "test page", (id) => showTestPage(main, decodeURIComponent(id))],
  [/^#\/complaints$/u, "complaints", () => showComplaints(main)],
  [/^#\/reviews(?:\/(open|done|report))?$/u, "screening", (part = "open") => showReviews(main, part)],
  [/^#\/peer-mentors$/u, "peer mentors", () => showMentoring(main)],
  [/^#\/numbers$/u, "numbers", () => showNumbers(main)],
  [/^#\/policies$/u, "who is paged", () => showPolicies(main)],
  [/^#\/people$/u, "people", () => showPeople(main)],
  [/^/u, "", () => showList(main, go)],
];

// Whom a link of the menu is for; the others are for everybody who is there for young people.
const MENU = {
  "nav-people": () => me()?.role === "admin",
  "nav-complaints": mayRead,
  "nav-mentoring": mayRead,
  "nav-numbers": mayRead,
  "nav-reviews": mayReview,
  "nav-directory": mayEditDirectory,
  "nav-guidance": mayEditGuidance,
};

/** Open another place; `said` is shown on it. */
function go(hash, said = "") {
  notice = said;
  if (location.hash === hash) show();
  else location.hash = hash;
}

function leave() {
  if (typeof stopView === "function") stopView();
  stopView = null;
  useKeys({});
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}

/** Whether whoever is signed in is there for young people: an editor of content sees nothing of them. */
const responds = () => me() !== null && me().role !== "content_editor";

function show({ expired = false, trouble = "" } = {}) {
  leave();
  document.getElementById("nav").hidden = me() === null;
  for (const link of document.querySelectorAll("#nav a")) link.hidden = !(MENU[link.id] ?? responds)();
  document.getElementById("tools").hidden = me() === null;
  if (responds()) showPlace(PLACES);
  else if (me()) showPlace([...PLACES_OF_EDITORS, [/^/u, "", showNothing]]);
  else showLogin(main, { expired, trouble });
  scrollTo(0, 0);
  (main.querySelector("h1") ?? main).focus({ preventScroll: true });
}

function showPlace(places) {
  const [pattern, name, open] = places.find(([one]) => one.test(location.hash));
  titlePlace(name);
  const view = open(...(pattern.exec(location.hash)?.slice(1) ?? []));
  stopView = typeof view === "function" ? view : null;
  notice = "";
  for (const link of document.querySelectorAll("#nav a")) {
    const here = link.hash === (location.hash || "#/");
    if (here || (link.id === "nav-directory" && location.hash.startsWith("#/directory"))) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function showNothing() {
  main.replaceChildren(h("h1", { tabindex: "-1" }, `Signed in as ${me().first_name}`),
    h("p", { id: "nothing-here" }, "You edit content. Nothing about young people is shown to you here."),
    h("p", {}, h("a", { href: "#/directory", class: "button" }, "The directory of services")),
    h("p", {}, h("a", { href: "#/guidance", class: "button" }, "What people read")),
    h("p", {}, h("button", { type: "button", class: "button-plain", onclick: () => signOut() }, "Sign out")));
}

function onSkip(event) {
  event.preventDefault();
  main.focus();
}

async function start() {
  const trouble = await finishSingleSignOn();
  startAlerts();
  startBands();
  startTicking();
  startKeys({ "?": () => { if (me()) openSheet(); }, u: () => { if (me()) go("#/"); } });
  document.getElementById("sheet-open").addEventListener("click", openSheet);
  document.getElementById("skip").addEventListener("click", onSkip);
  for (const press of ["pointerdown", "keydown"]) document.addEventListener(press, () => wake(), { capture: true });
  addEventListener("hashchange", () => show());
  onSession(({ expired, trouble: untold }) => {
    if (responds()) startLive();
    else stopLive();
    show({ expired, trouble: untold });
  });
  if (responds()) startLive();
  show({ trouble });
  startLock();
}

start();
