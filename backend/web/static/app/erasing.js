// An erasure that waits is carried out later, by the service. This phone then finds itself signed out, and clears itself.
import { createApi, DeviceUnknown, Problem } from "./api.js";
import { clearAndLeave } from "./clear-phone.js";
import { currentDevice } from "./device.js";
import { read, write } from "./storage.js";

/** Note that an erasure waits; false where it was taken back. */
export function noteErasing(waits) {
  write("erasing", waits ? true : null);
}

/** True where this phone is signed in and the erasure still waits. Null where that cannot be known now. */
async function isWaiting() {
  if (!currentDevice()) return false;
  try {
    await createApi().send("GET", "/v1/me/erasure");
    return true;
  } catch (error) {
    if (error instanceof DeviceUnknown) return false;
    // Taken back on another phone.
    if (error instanceof Problem && error.status === 404) noteErasing(false);
    return null;
  }
}

/** Look once, without holding up the page; where the account is gone, clear this phone and say so. It may not settle. */
export async function clearAfterErasure() {
  if (!read("erasing") || (await isWaiting()) !== false) return;
  await clearAndLeave();
}
