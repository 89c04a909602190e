// Turns what is going on into sound, the page title and words for screen readers.
import { possible } from "./actions.js";
import { announce } from "./dom.js";
import { inState, live, onLive, touch } from "./live.js";
import { me, onSession } from "./session.js";
import { hush, isRinging, onSound, play, ring, soundState } from "./sound.js";
import { lostSince, onConnection } from "./stream.js";
import { ATTENTION, SOURCES } from "./words.js";

const NAME = "Evenlight on call";
// A connection that comes back within this time was never lost for the reader.
const LOST_SOUND_AFTER_MS = 20_000;

const silenced = new Map();
let toldOffers = new Set();
let place = "";
let signedOut = false;
let lostTimer = null;

/** Whether the sound was silenced for this escalation; new words from the young person end that. */
export function isSilenced(escalation) {
  return silenced.get(escalation.id) === escalation.last_disclosure_at;
}

/** Stop the sound for this escalation only. */
export function silence(escalation) {
  silenced.set(escalation.id, escalation.last_disclosure_at);
  touch();
}

/** Whether this one makes the sound repeat. */
export function rings(escalation) {
  return escalation.state === "open" && escalation.attention === "now" && !isSilenced(escalation);
}

/** Name the part of the console that is shown, for the title; "" for the list. */
export function titlePlace(name) {
  place = name;
  title();
}

/** What a colleague offers to whoever is signed in. */
function offeredToMe() {
  return me() ? inState("acknowledged", "taken_over").filter((one) => possible(one, me()).includes("accept")) : [];
}

function title() {
  const waiting = inState("open").length + offeredToMe().length;
  const name = place ? `${NAME}: ${place}` : NAME;
  document.title = signedOut ? `(signed out) ${NAME}` : (waiting ? `(${waiting}) ` : "") + name;
}

function refresh() {
  title();
  if (inState("open").some(rings)) ring();
  else hush();
}

function tellFresh(fresh) {
  const open = fresh.filter((escalation) => escalation.state === "open");
  const again = fresh.filter((escalation) => ["acknowledged", "taken_over"].includes(escalation.state));
  const urgent = open.some((escalation) => escalation.attention === "now");
  const words = [
    ...open.map((found) => `New${found.drill ? " (a drill)" : ""}: attention ${ATTENTION[found.attention].toLowerCase()}. ${SOURCES[found.source]}.`),
    ...again.map(() => "New words in an escalation that is acknowledged."),
  ];
  if (!words.length) return;
  announce(words.join(" "), { now: urgent });
  if (!urgent || isRinging()) play();
}

function tellOffers() {
  const offers = offeredToMe().map(({ id, offer }) => [`${id} ${offer.offered_at} ${offer.state}`, offer]);
  const fresh = offers.filter(([key]) => !toldOffers.has(key));
  toldOffers = new Set(offers.map(([key]) => key));
  if (fresh.length) announce(fresh.map(([, offer]) => `Somebody is wanted to take over from ${offer.by_first_name}.`).join(" "), { now: true });
}

function onLost() {
  clearTimeout(lostTimer);
  if (lostSince() !== null) lostTimer = setTimeout(() => play("lost"), LOST_SOUND_AFTER_MS);
}

/** Begin to watch. */
export function startAlerts() {
  let loaded = false;
  onLive(({ fresh, alarmed, paged }) => {
    if (alarmed.length) play("alarm");
    // A reminder has no new words: the page itself is what is new.
    if (paged && loaded && !isRinging()) play();
    if (loaded) tellFresh(fresh);
    else if (fresh.some((escalation) => escalation.state === "open" && escalation.attention === "today")) play();
    tellOffers();
    loaded = live().loaded;
    refresh();
  });
  onSound(() => { if (soundState() === "on" && !isRinging()) refresh(); });
  onConnection(onLost);
  onSession(({ expired }) => {
    loaded = false;
    signedOut = expired && !me();
    if (signedOut) play("lost");
    refresh();
  });
}
