// Who this phone is to the service: made once, kept on the phone. No name, no email, no date of birth.
import { openPrivate, read, write } from "./storage.js";

const PATIENCE_MS = 10_000;

/** The kept device {device_id, young_person_id, refresh_token, language, age_band}, or null before the first run. */
export function currentDevice() {
  const device = read("device");
  return device?.refresh_token ? device : null;
}

/** Forget this phone, as when the service does not know it any more. */
export function forgetDevice() {
  write("device", null);
}

function keep(api, { device_id, young_person_id, refresh_token, access_token }, { age_band, language }) {
  write("device", { device_id, young_person_id, refresh_token, age_band, language });
  api.hold(access_token);
}

/** Make the device at the service and keep it. nickname may be null. */
export async function makeDevice(api, { age_band, language, nickname }) {
  const body = { age_band, language, nickname };
  keep(api, await api.send("POST", "/v1/devices", { body, auth: false }), body);
}

/** Sign in with recovery words as they were typed, and keep the device. Throws Problem 401 where they are not right. */
export async function recoverDevice(api, typed) {
  const session = await api.send("POST", "/v1/recoveries", { body: { words: typed }, auth: false });
  keep(api, session, session);
  return session;
}

/** Keep the token that the next renewal is asked for with; not for a device that was forgotten meanwhile. */
export function keepRefreshToken(device_id, refresh_token) {
  const device = currentDevice();
  if (device?.device_id === device_id) write("device", { ...device, refresh_token });
}

/** Keep what the person corrected. Never beside a renewal: that would bring an older token back. */
export function correctDevice({ age_band, language }) {
  return whileOthersWait(async () => {
    await openPrivate();
    const device = currentDevice();
    if (device) write("device", { ...device, age_band, language });
  });
}

/**
 * Run `act` while no other page of this phone renews. Where the browser has no locks, or a page that sleeps holds it,
 * pages renew side by side: the service gives both the same next token.
 */
export async function whileOthersWait(act) {
  if (!navigator.locks) return act();
  let begun = false;
  const first = () => { begun = true; return act(); };
  try {
    return await navigator.locks.request("evenlight.renew", { signal: AbortSignal.timeout(PATIENCE_MS) }, first);
  } catch (error) {
    if (begun) throw error;
    return act();
  }
}
