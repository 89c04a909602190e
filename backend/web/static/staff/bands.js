// The bands across the top: what would make the rest of the page untrue, in words.
import { h, redraw } from "./dom.js";
import { live, onLive } from "./live.js";
import { endsAt, me, onSession, signOut } from "./session.js";
import { isRinging, onSound, play, soundState, wantSound } from "./sound.js";
import { lostSince, onConnection } from "./stream.js";
import { clock, timeOf, utc } from "./time.js";

// Told after this time, so that a connection that is opened again at once does not flicker.
const TELL_LOST_AFTER_MS = 3_000;
const TELL_END_BEFORE_MS = 20 * 60_000;

let soundAsked = false;

function band(id, urgent, ...content) {
  return h("div", { id, class: urgent ? "band banner banner-urgent" : "band banner", role: urgent ? "alert" : null }, ...content);
}

function connection(since) {
  return band("band-connection", true,
    h("p", {}, h("strong", {}, "Connection lost "), "since ", timeOf(utc(since)),
      ". What you see is older than that, and new escalations make no sound here. It tries again by itself;",
      " if it lasts, use another device."));
}

function alarms(found) {
  return band("band-alarms", true, h("ul", {}, found.map((alarm) =>
    h("li", {}, h("strong", {}, "Alarm: "), alarm.detail || alarm.name, " Since ", timeOf(alarm.since), ".",
      alarm.name === "reviews" ? [" ", h("a", { href: "#/left-open" }, "Open the list")] : null))));
}

function nobody() {
  return band("band-nobody", true, h("p", {}, h("strong", {}, "Nobody is on call. "),
    "The rota has nobody for this hour. Young people are told this. ", h("a", { href: "#/rota" }, "Open the rota")));
}

function ending(at) {
  return band("band-session", true, h("p", {}, `You will be signed out at ${clock(at)}. `,
    h("button", { type: "button", class: "link", onclick: () => signOut() }, "Sign out and in again"), " before then."));
}

function soundOff(state) {
  if (state === "off") return null;
  if (state === "none") {
    return band("band-sound", false,
      h("p", {}, "This browser cannot make the sound. Watch this page, or use another browser."));
  }
  const decide = (on) => async () => {
    soundAsked = true;
    await wantSound(on);
    if (on) play();
    draw();
  };
  return band("band-sound", false,
    h("p", {}, h("strong", {}, "Sound is off. "), "Browsers make no sound until you press something."),
    h("button", { type: "button", id: "sound-on", onclick: decide(true) }, "Turn the sound on"),
    h("button", { type: "button", id: "sound-leave-off", class: "button-plain", onclick: decide(false) }, "Leave it off"));
}

function put(id, facts, make) {
  const holder = document.querySelector(`#bands > [data-band="${id}"]`);
  redraw(holder, facts, () => (facts ? make() : []));
}

function draw() {
  const since = me() ? lostSince() : null;
  const told = since !== null && Date.now() - since >= TELL_LOST_AFTER_MS ? since : null;
  const { loaded, alarms: found, onCall } = live();
  const ends = me() && endsAt() - Date.now() < TELL_END_BEFORE_MS ? endsAt() : null;
  const sound = soundState();
  put("connection", told, () => connection(told));
  // That the rota is empty has a band of its own.
  const shown = found.filter((alarm) => alarm.name !== "rota");
  put("alarms", me() && shown.length ? shown : null, () => alarms(shown));
  put("nobody", Boolean(me() && loaded && !onCall.length), nobody);
  put("session", ends, () => ending(ends));
  put("sound", me() && !soundAsked && ["waiting", "none"].includes(sound) ? sound : null, () => soundOff(sound));
  drawTools(sound);
}

function drawTools(sound) {
  const { loaded, onCall } = live();
  const names = onCall.map((person) => (person.id === me()?.id ? `${person.first_name} (you)` : person.first_name));
  const text = !loaded ? "" : names.length ? `On call now: ${names.join(", ")}.` : "Nobody is on call.";
  const ringing = isRinging() ? "Sound is ringing." : "Sound is on.";
  const words = { on: ringing, none: "No sound here." }[sound] ?? "Sound is off.";
  redraw(document.getElementById("on-call"), [text, words],
    () => [`${text} `, h("span", { id: "sound-state" }, words)]);
}

/** Begin to show the bands. */
export function startBands() {
  const holders = ["connection", "alarms", "nobody", "session", "sound"].map((id) => h("div", { data: { band: id } }));
  document.getElementById("bands").replaceChildren(...holders);
  for (const watch of [onConnection, onLive, onSession, onSound]) watch(draw);
  setInterval(draw, 1000);
  draw();
}
