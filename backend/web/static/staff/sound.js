// The console's sound, made with WebAudio. Repeats are set on the audio clock, which browsers do not slow in the background.

const KEY = "evenlight.sound";
const EVERY_S = 20;
const AHEAD_S = 120;
const RISING = [523, 659, 784];
const PHRASES = { new: RISING, lost: [392, 330], alarm: [659, 392, 659, 392] };

const bus = new EventTarget();
let wanted = localStorage.getItem(KEY) !== "off";
let context = null;
let ringing = null;

/** "on"; "off" (the reader's choice); "waiting" (the browser wants a press first); "none" (no sound in this browser). */
export function soundState() {
  if (!globalThis.AudioContext) return "none";
  if (!wanted) return "off";
  return context?.state === "running" ? "on" : "waiting";
}

/** Call when the state of the sound changes. */
export function onSound(listener) {
  bus.addEventListener("change", listener);
}

function tell() {
  bus.dispatchEvent(new Event("change"));
}

function ready() {
  if (context || !globalThis.AudioContext) return context;
  context = new AudioContext();
  context.addEventListener("statechange", tell);
  return context;
}

/** Start the sound if the reader wants it. Browsers allow this only while somebody presses something. */
export async function wake() {
  if (!wanted || !ready() || context.state === "running") return;
  await context.resume().catch(() => {});
  tell();
}

/** Switch the sound on or off; remembered on this device. */
export async function wantSound(on) {
  wanted = on;
  localStorage.setItem(KEY, on ? "on" : "off");
  if (on) await wake();
  else hush();
  tell();
}

function tone(into, hertz, at_s, length_s) {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.type = "triangle";
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at_s);
  volume.gain.linearRampToValueAtTime(0.5, at_s + 0.03);
  volume.gain.setValueAtTime(0.5, at_s + length_s - 0.06);
  volume.gain.linearRampToValueAtTime(0, at_s + length_s);
  source.connect(volume).connect(into);
  source.start(at_s);
  source.stop(at_s + length_s);
}

function phrase(into, notes, at_s) {
  notes.forEach((hertz, place) => tone(into, hertz, at_s + place * 0.28, 0.26));
}

/** Play once: "new" rises, "lost" falls, "alarm" does both. Silent unless the sound is on. */
export function play(kind = "new") {
  if (soundState() === "on") phrase(context.destination, PHRASES[kind], context.currentTime + 0.05);
}

function fill() {
  while (ringing.next_s < context.currentTime + AHEAD_S) {
    phrase(ringing.into, RISING, ringing.next_s);
    phrase(ringing.into, RISING, ringing.next_s + 1.1);
    ringing.next_s += EVERY_S;
  }
}

/** Ring every 20 s until `hush()`; calling it again changes nothing. */
export function ring() {
  if (soundState() !== "on") return;
  if (!ringing) {
    ringing = { into: context.createGain(), next_s: context.currentTime + 0.05 };
    ringing.into.connect(context.destination);
    ringing.timer = setInterval(fill, 10_000);
    tell();
  }
  fill();
}

/** Stop ringing at once. */
export function hush() {
  if (!ringing) return;
  clearInterval(ringing.timer);
  ringing.into.disconnect();
  ringing = null;
  tell();
}

/** Whether it is ringing now. */
export const isRinging = () => ringing !== null;
