// Empties this phone of everything that the app keeps about the person. The plain name stays: the icon does too.
import { forgetEverything } from "./lock.js";
import { forgetAllBut, openPrivate } from "./storage.js";

const READ = "evenlight-read"; // what sw.js keeps of the pages to read

/** Remove the plan, drafts, words that wait, the way to sign in, the PIN, the pages that were read, and every small value. */
export async function clearPhone() {
  // What is being written at this moment must not come to rest after the clearing.
  await openPrivate();
  await forgetEverything();
  forgetAllBut(["look"]);
  await globalThis.caches?.delete(READ).catch(() => undefined);
}
