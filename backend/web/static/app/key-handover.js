// From one page to the next the PIN is not asked for again: the service worker holds the key in its memory for some
// seconds. It is never written down, cannot be read out (not extractable), and is given out once.

const ANSWER_WITHIN_MS = 500;

function worker() {
  return navigator.serviceWorker?.controller ?? null;
}

/** Leave the key for the next page. */
export function leaveKey(key) {
  worker()?.postMessage({ kind: "hold-key", key });
}

/** Make sure that no next page gets it, as after leaving quickly. */
export function dropKey() {
  worker()?.postMessage({ kind: "drop-key" });
}

/** The key that the page before left, or null. */
export function takeKey() {
  return new Promise((resolve) => {
    if (!worker()) {
      resolve(null);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, ANSWER_WITHIN_MS, null);
    worker().postMessage({ kind: "take-key" }, [port2]);
  });
}
