// Small values kept on the phone. Where the browser forbids it (private windows), they live until the page closes.
// While a PIN is on, private ones are kept sealed; the page holds them open in its memory from the unlocking on.
import { keyInUse, open, seal } from "./sealing.js";

const PREFIX = "evenlight.";
const PRIVATE = ["device", "draft", "own-words"];
const inMemory = new Map();
let forbidden = false;
let closed = false;
let sealing = Promise.resolve();

function stored(key) {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : JSON.parse(text);
  } catch {
    forbidden = true;
    return null;
  }
}

function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    forbidden = true;
  }
}

const toText = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function storeSealed(key, value) {
  const { sealed } = await seal(key, value);
  store(key, { sealed: { iv: toText(sealed.iv), data: toText(sealed.data) } });
}

/** The kept value, or null. */
export function read(key) {
  if (PRIVATE.includes(key) && keyInUse()) return inMemory.get(key) ?? null;
  const value = stored(key);
  if (value?.sealed) return null;
  return value ?? inMemory.get(key) ?? null;
}

/** Keep no more values: this page is at its end, and what comes late must not come to rest after a clearing. */
export function keepNothingMore() {
  closed = true;
}

/** Keep a value; null removes it. */
export function write(key, value) {
  if (closed && value !== null) return;
  if (value === null) inMemory.delete(key);
  else inMemory.set(key, value);
  if (!PRIVATE.includes(key) || !keyInUse()) {
    store(key, value);
    return;
  }
  // In the order of writing: an older value must not come to rest over a newer one.
  sealing = sealing.then(() => (value === null || !keyInUse() ? store(key, value) : storeSealed(key, value)));
}

/** Open the private values with the key in use, as after unlocking, or after another page wrote one. */
export async function openPrivate() {
  if (!keyInUse()) return;
  await sealing;
  for (const key of PRIVATE) {
    const value = stored(key);
    if (value === null) inMemory.delete(key);
    else if (!value.sealed) write(key, value);
    else {
      const { iv, data } = value.sealed;
      inMemory.set(key, await open(key, { sealed: { iv: toBytes(iv), data: toBytes(data) } }));
    }
  }
}

/** Write the private values again, sealed or plain as it has to be now. `use()` changes the key in between. */
export async function rewritePrivate(use) {
  await openPrivate();
  await sealing;
  const values = PRIVATE.map((key) => [key, read(key)]);
  use();
  for (const [key, value] of values) if (value !== null) write(key, value);
  await sealing;
}

/** Remove the private values, sealed or not. */
export function forgetPrivate() {
  for (const key of PRIVATE) write(key, null);
}

/** Remove every value, sealed or not, but those with these keys. */
export function forgetAllBut(kept) {
  const isKept = (key) => kept.includes(key);
  for (const key of inMemory.keys()) if (!isKept(key)) inMemory.delete(key);
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && !isKept(name.slice(PREFIX.length))) localStorage.removeItem(name);
    }
    sessionStorage.clear();
  } catch {
    forbidden = true;
  }
}

/** True where what is written will be gone when the page closes. */
export function isForgetful() {
  write("check", 1);
  write("check", null);
  return forbidden;
}
