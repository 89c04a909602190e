// Nobody has used the console for half an hour: what it shows is covered until somebody signs in again. It goes on
// listening and rings, because whoever is on call may rely on its sound.
import { credentialsForm } from "./credentials.js";
import { h, openDialog } from "./dom.js";
import { inState, onLive } from "./live.js";
import { singleSignOn } from "./login.js";
import { isLocked, lockSession, markUsed, me, onSession, usedAt, username } from "./session.js";

const LOCK_AFTER_MS = 30 * 60_000;
const LOOK_EVERY_MS = 10_000;
const MARK_EVERY_MS = 10_000;
const USES = ["pointerdown", "keydown", "wheel"];

let dialog = null;

function waiting() {
  const count = inState("open").length;
  if (!count) return "";
  return count === 1 ? "1 request for a person is waiting." : `${count} requests for a person are waiting.`;
}

function cover() {
  document.getElementById("step-up-dialog")?.close();
  dialog = h("dialog", { id: "locked", "aria-labelledby": "locked-title" },
    h("h2", { id: "locked-title" }, "The console is locked"),
    h("p", {}, "Nobody used it for 30 minutes. If its sound is on, it still rings. What you typed is kept. Sign in again to go on."),
    h("p", { id: "locked-waiting", role: "status" }, waiting()),
    singleSignOn(true),
    credentialsForm({ id: "unlock", username: username(), label: "Sign in again", onDone: draw, onEnrol: () => {} }));
  // However it was closed: while the session is locked it opens again.
  dialog.addEventListener("close", () => { dialog = null; draw(); });
  openDialog(dialog);
  scrollTo(0, 0); // To the bands.
}

function draw() {
  document.documentElement.toggleAttribute("data-locked", isLocked());
  if (isLocked() && !dialog) cover();
  else if (!isLocked()) dialog?.close();
}

function lockWhenUnused() {
  if (!me() || isLocked() || Date.now() - usedAt() < LOCK_AFTER_MS) return;
  lockSession();
  draw();
}

function onUse() {
  lockWhenUnused(); // The device may have been asleep: then this use comes too late.
  if (me() && !isLocked() && Date.now() - usedAt() > MARK_EVERY_MS) markUsed();
}

function tellWaiting() {
  const told = dialog?.querySelector("#locked-waiting");
  if (told && told.textContent !== waiting()) told.textContent = waiting();
}

/** Begin to watch whether the console is used; what was locked before the page was loaded stays so. */
export function startLock() {
  for (const use of USES) document.addEventListener(use, onUse, { capture: true, passive: true });
  // Who wakes the device, or comes back to the page, must not see it for the seconds until the next look.
  document.addEventListener("visibilitychange", lockWhenUnused);
  addEventListener("pageshow", lockWhenUnused);
  onSession(draw);
  onLive(tellWaiting);
  setInterval(lockWhenUnused, LOOK_EVERY_MS);
  lockWhenUnused();
  draw();
}
