// Empties this phone of everything that the app keeps about the person. The plain name stays: the icon does too.
import { forgetEverything } from "./lock.js";
import { forgetAllBut, keepNothingMore, openPrivate, read } from "./storage.js";
import * as vault from "./vault.js";

const READ = "evenlight-read"; // what sw.js keeps of the pages to read

/** Remove the plan, drafts, words that wait, the way to sign in, the PIN, the pages that were read, and every small value. */
export async function clearPhone() {
  // What is being written at this moment must not come to rest after the clearing.
  await openPrivate();
  await forgetEverything();
  forgetAllBut(["look"]);
  await globalThis.caches?.delete(READ).catch(() => undefined);
}

/** Clear this phone and leave for the page that says so. Never settles: nothing of this page may keep anything again. */
export async function clearAndLeave() {
  const next = read("erasing") ? "/you#ended" : "/#cleared";
  vault.keepNothingMore();
  keepNothingMore();
  await clearPhone();
  location.replace(next);
  // Where only the part after # has changed, that alone would leave this page as it is.
  if (next.startsWith(`${location.pathname}#`)) location.reload();
  return new Promise(() => undefined);
}
