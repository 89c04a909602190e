// Seals what is kept on this phone, while a key is in use; without a key values pass through as they are.
// Only the page's memory holds the key (and, between two pages, the service worker's: see key-handover.js).

const encoder = new TextEncoder();
const decoder = new TextDecoder();
let key = null;

/** Seal and open with this AES-GCM key from now on; null stops it. */
export function useKey(dataKey) {
  key = dataKey;
}

/** The key in use, or null. */
export function keyInUse() {
  return key;
}

/** True for what `seal` made while a key was in use. */
export function isSealed(kept) {
  return Boolean(kept?.sealed);
}

// A value is JSON; `bytes` (a picture) travels behind it as it is: [length of the JSON, 4 bytes][JSON][bytes].
function pack(value) {
  const { bytes = null, ...rest } = value instanceof Object && !Array.isArray(value) ? value : { only: value };
  const head = encoder.encode(JSON.stringify({ rest, hasBytes: bytes !== null }));
  const packed = new Uint8Array(4 + head.length + (bytes?.byteLength ?? 0));
  new DataView(packed.buffer).setUint32(0, head.length);
  packed.set(head, 4);
  if (bytes) packed.set(new Uint8Array(bytes), 4 + head.length);
  return packed;
}

function unpack(packed) {
  const length = new DataView(packed).getUint32(0);
  const { rest, hasBytes } = JSON.parse(decoder.decode(packed.slice(4, 4 + length)));
  if ("only" in rest) return rest.only;
  return hasBytes ? { ...rest, bytes: packed.slice(4 + length) } : rest;
}

function options(iv, name) {
  return { name: "AES-GCM", iv, additionalData: encoder.encode(name) };
}

/** What to keep for a value: sealed where a key is in use. `name` is where it is kept; it opens nowhere else. */
export async function seal(name, value) {
  if (!key) return { plain: value };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { sealed: { iv, data: await crypto.subtle.encrypt(options(iv, name), key, pack(value)) } };
}

/** The value of what was kept. Throws where it is sealed with another key, or no key is in use. */
export async function open(name, kept) {
  if (!isSealed(kept)) return kept.plain;
  return unpack(await crypto.subtle.decrypt(options(kept.sealed.iv, name), key, kept.sealed.data));
}
