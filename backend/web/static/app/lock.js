// The PIN of this phone. It opens a random key (PBKDF2, then AES-GCM key wrapping), and that key seals what is kept
// here: the plan, drafts, words not sent yet, and this phone's way to sign in. The PIN is kept nowhere.
// A short PIN keeps out somebody who picks up the phone. It does not keep out somebody who copies its memory and has time.
import { dropKey, takeKey } from "./key-handover.js";
import { keyInUse, useKey } from "./sealing.js";
import * as storage from "./storage.js";
import * as vault from "./vault.js";

const ITERATIONS = 600_000;
const SHORTEST = 6;
const FREE_TRIES = 3;
const WAITS_MS = [5_000, 15_000, 60_000, 300_000];

const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Digits of any script as 0-9, without spaces. */
export function tidyPin(pin) {
  const toDigit = (letter) => {
    // Every script keeps its ten digits in one row, the zero first; the rows of these two begin at 0x...0.
    const code = letter.codePointAt(0);
    if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
    return code >= 0x6f0 && code <= 0x6f9 ? String(code - 0x6f0) : letter;
  };
  return Array.from(pin.normalize("NFKC").replace(/\s/gu, ""), toDigit).join("");
}

/** True where this can be a PIN: six digits or more. */
export function isPin(pin) {
  return /^\d+$/u.test(tidyPin(pin)) && tidyPin(pin).length >= SHORTEST;
}

async function wrappingKey(pin, salt, iterations) {
  const bytes = new TextEncoder().encode(tidyPin(pin));
  const secret = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

async function makeRecord(pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  const outer = await wrappingKey(pin, salt, ITERATIONS);
  const wrapped = await crypto.subtle.wrapKey("raw", made, outer, { name: "AES-GCM", iv });
  return {
    iterations: ITERATIONS, salt: toText(salt), iv: toText(iv), wrapped: toText(wrapped), failures: 0, wait_until_ms: 0,
  };
}

async function dataKey(record, pin) {
  const outer = await wrappingKey(pin, toBytes(record.salt), record.iterations);
  const how = { name: "AES-GCM", iv: toBytes(record.iv) };
  const inner = { name: "AES-GCM", length: 256 };
  return crypto.subtle.unwrapKey("raw", toBytes(record.wrapped), outer, how, inner, false, ["encrypt", "decrypt"]);
}

/** True while a PIN is set on this phone. */
export function hasPin() {
  return storage.read("lock") !== null;
}

/** True while a PIN is set and has not been given on this page. */
export function isLocked() {
  return hasPin() && keyInUse() === null;
}

/** True where a PIN can be set: the browser can keep things, and has what it takes to seal them. */
export async function canLock() {
  return Boolean(globalThis.crypto?.subtle) && !storage.isForgetful() && (await vault.keeps());
}

/** Milliseconds until the next try is taken; 0 where it is now. A clock that was put back makes nobody wait longer. */
export function waitLeft_ms() {
  const record = storage.read("lock");
  if (!record) return 0;
  return Math.min(Math.max(0, record.wait_until_ms - Date.now()), WAITS_MS.at(-1));
}

function noteFailure(record) {
  const failures = record.failures + 1;
  const wait_ms = failures < FREE_TRIES ? 0 : WAITS_MS[Math.min(failures - FREE_TRIES, WAITS_MS.length - 1)];
  storage.write("lock", { ...record, failures, wait_until_ms: Date.now() + wait_ms });
}

/** The key where the PIN is right, else null. A wrong one is counted, and makes the next try wait. */
async function tryPin(pin) {
  const record = storage.read("lock");
  if (waitLeft_ms() > 0) return null;
  try {
    const found = await dataKey(record, pin);
    storage.write("lock", { ...record, failures: 0, wait_until_ms: 0 });
    return found;
  } catch {
    noteFailure(record);
    return null;
  }
}

/** True where this is the PIN. It opens nothing; a wrong one counts as at unlocking. */
export async function isOurPin(pin) {
  return (await tryPin(pin)) !== null;
}

/** Open what is kept with the PIN. True where it was right; else waitLeft_ms() says when to try again. */
export async function unlock(pin) {
  const found = await tryPin(pin);
  if (!found) return false;
  useKey(found);
  await storage.openPrivate();
  // A crash while the PIN was set may have left something plain.
  await vault.sealAll();
  return true;
}

/** Open with the key of the page before, where the service worker still holds it. True where it did. */
export async function unlockFromPageBefore() {
  if (!isLocked()) return true;
  const found = await takeKey();
  if (!found) return false;
  useKey(found);
  try {
    await storage.openPrivate();
    return true;
  } catch {
    useKey(null);
    return false;
  }
}

/** Set a PIN, and seal what is kept. Throws RangeError where it is not six digits or more. */
export async function setPin(pin) {
  if (!isPin(pin)) throw new RangeError("six digits or more");
  if (hasPin()) throw new Error("remove the old PIN first");
  const record = await makeRecord(pin);
  const key = await dataKey(record, pin);
  // The record first: a crash half-way leaves plain values behind, which the next unlocking seals.
  storage.write("lock", record);
  await storage.rewritePrivate(() => useKey(key));
  await vault.sealAll();
}

/** Take the PIN away; what is kept is plain again. False where the PIN is wrong. */
export async function removePin(pin) {
  const found = await tryPin(pin);
  if (!found) return false;
  useKey(found);
  await storage.rewritePrivate(() => useKey(null));
  useKey(found);
  await vault.openAll(() => useKey(null));
  storage.write("lock", null);
  return true;
}

/** Forget the PIN and everything that it seals. What the service holds comes back with the recovery words. */
export async function forgetEverything() {
  useKey(null);
  dropKey();
  await vault.clear();
  storage.forgetPrivate();
  storage.write("lock", null);
}
