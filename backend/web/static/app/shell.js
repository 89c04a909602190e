// What every page of the app begins with: quick exit first, then the PIN where one is set, then the page itself.
import { byId } from "./dom.js";
import { openDatabase } from "./database.js";
import { clearAfterErasure } from "./erasing.js";
import { wasLeft, watchExit } from "./exit.js";
import { dropKey, leaveKey } from "./key-handover.js";
import { isLocked, unlockFromPageBefore } from "./lock.js";
import { applyLook } from "./look.js";
import { keyInUse } from "./sealing.js";
import { read } from "./storage.js";
import { askForPin } from "./unlock.js";
import { words } from "./words.js";

const LOCK_AFTER_MS = 10 * 60_000;
let leaving = false;

function isSignedIn() {
  try {
    return localStorage.getItem("evenlight.device") !== null;
  } catch {
    return false;
  }
}

/** A page in another tab set, changed or took away the PIN, or signed this phone out: this page begins again. */
function watchOtherPages() {
  addEventListener("storage", ({ key, oldValue, newValue }) => {
    const isSet = (value) => JSON.parse(value ?? "null")?.wrapped ?? null;
    if (key === "evenlight.lock" && isSet(oldValue) !== isSet(newValue)) location.reload();
    if (key === "evenlight.device" && newValue === null) location.reload();
  });
  // Kept for the back button, a page hears nothing of what happens meanwhile.
  const before = isSignedIn();
  addEventListener("pageshow", ({ persisted }) => { if (persisted && before && !isSignedIn()) location.reload(); });
}

function holdKeyForTheNextPage() {
  addEventListener("pagehide", () => {
    if (keyInUse() && !leaving) leaveKey(keyInUse());
  });
}

/** Who comes back after long may be somebody else: the PIN is asked for again. Words that still wait to be sent come first. */
function lockAfterAway() {
  let hiddenAt_ms = Infinity;
  document.addEventListener("visibilitychange", async () => {
    const away_ms = Date.now() - hiddenAt_ms;
    hiddenAt_ms = document.visibilityState === "hidden" ? Date.now() : Infinity;
    if (away_ms < LOCK_AFTER_MS || !keyInUse()) return;
    document.body.hidden = true;
    const kept = await (await openDatabase()).all();
    document.body.hidden = false;
    if (kept.some(({ state }) => state === "waiting")) return;
    leaving = true;
    dropKey();
    location.reload();
  });
}

/** Say, without a word about what, that the day has come to look at the plan again. */
function markReview() {
  const due = read("review_on");
  const link = document.querySelector(".places a[href='/plan']");
  if (!link || !due || due > new Date().toISOString().slice(0, 10)) return;
  link.classList.add("due");
  link.title = words.reviewDue;
}

/** Start a page: `open()` once nothing stands before it; `stop()` when it is left quickly. */
export async function startPage({ open, stop }) {
  if (wasLeft()) {
    dropKey();
    return;
  }
  applyLook();
  watchExit(byId("leave"), () => {
    leaving = true;
    dropKey();
    stop?.();
  });
  document.documentElement.classList.add("scripts");
  if (isLocked() && !(await unlockFromPageBefore())) {
    document.body.classList.add("locked");
    await askForPin();
    document.body.classList.remove("locked");
  }
  watchOtherPages();
  holdKeyForTheNextPage();
  lockAfterAway();
  markReview();
  clearAfterErasure();
  await open();
}

/** Keep the app on the phone, so that it opens without a network. */
export function keepOnPhone() {
  navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
}
