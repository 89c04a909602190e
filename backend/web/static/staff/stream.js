// Event streams that open again by themselves, and the one fact that readers need: since when the connection is lost.
import { waitAfter } from "../app/backoff.js";
import { afterPress } from "../app/pressing.js";
import { createParser } from "../app/sse.js";
import { me, openStream } from "./session.js";

// The service sends something every 15 s; two missed and a little more means that nobody is there.
const SILENCE_MS = 40_000;
const LONGEST_WAIT_MS = 8_000;

const open = new Set();
const bus = new EventTarget();

/** Since when (ms, this device's clock) the page has not been live, or null while it is. */
export function lostSince() {
  const times = [...open].map((stream) => stream.lostAt).filter((at) => at !== null);
  return times.length ? Math.min(...times) : null;
}

/** Call when a stream is lost or back. */
export function onConnection(listener) {
  bus.addEventListener("change", listener);
}

function mark(stream, lostAt) {
  if (stream.lostAt === lostAt || (lostAt !== null && stream.lostAt !== null)) return;
  stream.lostAt = lostAt;
  bus.dispatchEvent(new Event("change"));
}

/**
 * Follow a stream until the returned function is called or the session ends. `onEvent(name, data)` gets each event;
 * `onGone(error)` is called, and the stream given up, when the address does not exist or is not for us.
 */
export function follow(path, onEvent, onGone = () => {}) {
  const stream = { lostAt: null, controller: null, wake: null, stopped: false, failures: 0, heardAt: 0 };
  open.add(stream);
  run(stream, path, onEvent, onGone).finally(() => stop(stream));
  return () => stop(stream);
}

function stop(stream) {
  stream.stopped = true;
  stream.controller?.abort();
  stream.wake?.();
  mark(stream, null);
  open.delete(stream);
}

async function run(stream, path, onEvent, onGone) {
  while (!stream.stopped && me()) {
    try {
      await read(stream, path, onEvent);
    } catch (error) {
      if (stream.stopped || error.status === 401) return;
      if ([403, 404].includes(error.status)) return onGone(error);
    }
    if (stream.stopped) return;
    stream.failures += 1;
    mark(stream, Date.now());
    await pause(stream, waitAfter(stream.failures, LONGEST_WAIT_MS));
  }
}

async function read(stream, path, onEvent) {
  stream.controller = new AbortController();
  const silence = setInterval(() => {
    if (Date.now() - stream.heardAt > SILENCE_MS) stream.controller.abort();
  }, 5_000);
  try {
    stream.heardAt = Date.now();
    const answer = await openStream(path, stream.controller.signal);
    const parser = createParser();
    const pieces = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await pieces.read();
      if (done || stream.stopped) return;
      stream.heardAt = Date.now();
      stream.failures = 0;
      mark(stream, null);
      for (const { event, data } of parser.feed(value)) {
        afterPress(() => { if (!stream.stopped) onEvent(event, JSON.parse(data)); });
      }
    }
  } finally {
    clearInterval(silence);
  }
}

function pause(stream, wait_ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, wait_ms);
    stream.wake = () => { clearTimeout(timer); resolve(); };
  });
}

function nudge() {
  for (const stream of open) {
    stream.failures = 0;
    stream.wake?.();
    if (Date.now() - stream.heardAt > SILENCE_MS / 2) stream.controller?.abort();
  }
}

addEventListener("online", nudge);
addEventListener("offline", () => open.forEach((stream) => stream.controller?.abort()));
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") nudge(); });
