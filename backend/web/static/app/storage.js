// Small values kept on the phone. Where the browser forbids it (private windows), they live until the page closes.

const PREFIX = "evenlight.";
const inMemory = new Map();
let forbidden = false;

/** The kept value, or null. */
export function read(key) {
  try {
    const text = localStorage.getItem(PREFIX + key);
    if (text !== null) return JSON.parse(text);
  } catch {
    forbidden = true;
  }
  return inMemory.get(key) ?? null;
}

/** Keep a value; null removes it. */
export function write(key, value) {
  if (value === null) inMemory.delete(key);
  else inMemory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
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
