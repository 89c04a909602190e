// Keeps the conversation's event stream open: reads it, notices when it is lost, opens it again where it stopped.
import { DeviceUnknown } from "./api.js";
import { waitAfter } from "./backoff.js";
import { createParser } from "./sse.js";

// The service sends something every 15 s; two missed and a little more means that nobody is there.
const SILENCE_MS = 40_000;
// A stream that comes back within this time was never lost for the reader.
const TELL_AFTER_MS = 2_000;

/**
 * Start reading. `open(signal)` gives the response to read, resumed at the right place; `onChange(data)` each change;
 * `onConnected(bool)` when the connection is there or lost; `onError(error)` what a try failed with.
 */
export function startLive({ open, onChange, onConnected, onError }) {
  let stopped = false;
  let failures = 0;
  let controller = null;
  let silence = null;
  let telling = null;
  let wake = null;
  let heardAt_ms = 0;
  let isConnected = false;

  function heard() {
    heardAt_ms = Date.now();
    clearTimeout(silence);
    silence = setTimeout(() => controller?.abort(), SILENCE_MS);
  }

  function connected() {
    failures = 0;
    clearTimeout(telling);
    telling = null;
    if (isConnected) return;
    isConnected = true;
    onConnected(true);
  }

  function lost(after_ms = TELL_AFTER_MS) {
    clearTimeout(silence);
    isConnected = false;
    telling ??= setTimeout(() => onConnected(false), after_ms);
  }

  // The first thing the service sends is how everything stands: only then is the connection worth its name.
  function take({ event, data }) {
    if (event !== "change") return;
    onChange(JSON.parse(data));
    connected();
  }

  async function read() {
    controller = new AbortController();
    heard();
    const response = await open(controller.signal);
    const parser = createParser();
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await pieces.read();
      if (done) return;
      heard();
      for (const event of parser.feed(value)) take(event);
    }
  }

  function pause(wait_ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait_ms);
      wake = () => { clearTimeout(timer); resolve(); };
    }).finally(() => { wake = null; });
  }

  async function run() {
    while (!stopped) {
      let retryAfter_ms = 0;
      try {
        await read();
      } catch (error) {
        if (stopped) return;
        if (error instanceof DeviceUnknown) stopped = true;
        retryAfter_ms = error.retryAfter_ms ?? 0;
        onError(error);
      }
      if (stopped) return;
      failures += 1;
      lost();
      await pause(Math.max(waitAfter(failures), retryAfter_ms));
    }
  }

  /** Try now: the network is back, or the page is looked at again after the phone slept. */
  function nudge() {
    failures = 0;
    if (wake) wake();
    else if (Date.now() - heardAt_ms > SILENCE_MS / 2) controller?.abort();
  }

  function onOffline() {
    lost(0);
    controller?.abort();
  }

  function onVisible() {
    if (document.visibilityState === "visible") nudge();
  }

  addEventListener("online", nudge);
  addEventListener("offline", onOffline);
  document.addEventListener("visibilitychange", onVisible);
  run();

  return {
    stop() {
      stopped = true;
      controller?.abort();
      wake?.();
      clearTimeout(silence);
      clearTimeout(telling);
      removeEventListener("online", nudge);
      removeEventListener("offline", onOffline);
      document.removeEventListener("visibilitychange", onVisible);
    },
  };
}
