// Who this phone is to the service: made once, kept on the phone. No name, no email, no date of birth.
import { read, write } from "./storage.js";

/** The kept device {device_id, device_secret, language, age_band}, or null before the first run. */
export function currentDevice() {
  return read("device");
}

/** Forget this phone, as when the service does not know it any more. */
export function forgetDevice() {
  write("device", null);
}

/** Make the device at the service and keep it. nickname may be null. */
export async function makeDevice(api, { age_band, language, nickname }) {
  const body = { age_band, language, nickname };
  const { device_id, device_secret } = await api.send("POST", "/v1/devices", { body, auth: false });
  write("device", { device_id, device_secret, age_band, language });
}
