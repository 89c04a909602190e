// What every page of the app begins with: quick exit first, then the PIN where one is set, then the page itself.
import { byId } from "./dom.js";
import { clearAfterErasure } from "./erasing.js";
import { wasLeft, watchExit } from "./exit.js";
import { dropKey, leaveKey } from "./key-handover.js";
import { isLocked, unlockFromPageBefore } from "./lock.js";
import { applyLook } from "./look.js";
import { keyInUse } from "./sealing.js";
import { read } from "./storage.js";
import { askForPin } from "./unlock.js";
import { words } from "./words.js";

let leaving = false;

/** A page in another tab set, changed or took away the PIN, or signed this phone out: this page begins again. */
function watchOtherPages() {
  addEventListener("storage", ({ key, oldValue, newValue }) => {
    const isSet = (value) => JSON.parse(value ?? "null")?.wrapped ?? null;
    if (key === "evenlight.lock" && isSet(oldValue) !== isSet(newValue)) location.reload();
    if (key === "evenlight.device" && newValue === null) location.reload();
  });
}

function holdKeyForTheNextPage() {
  addEventListener("pagehide", () => {
    if (keyInUse() && !leaving) leaveKey(keyInUse());
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
  markReview();
  clearAfterErasure();
  await open();
}

/** Keep the app on the phone, so that it opens without a network. */
export function keepOnPhone() {
  navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
}
