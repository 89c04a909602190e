// What the phone keeps: one IndexedDB store of named values, sealed while a PIN is on; memory where that is forbidden.
import { isSealed, open as unseal, seal } from "./sealing.js";

const NAME = "evenlight-vault";
const STORE = "values";
const inMemory = new Map();
let opening = null;
let closed = false;

/** The result of one IndexedDB request, as a promise. */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    settled(request).then(resolve, reject);
  }).catch(() => null);
  return opening;
}

/** Run one change and wait until it is written, not only asked for. */
function change(base, act) {
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(STORE, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    act(transaction.objectStore(STORE));
  });
}

function below(prefix) {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

async function keptBelow(base, prefix) {
  const store = base.transaction(STORE).objectStore(STORE);
  const range = below(prefix);
  const [names, kept] = await Promise.all([settled(store.getAllKeys(range)), settled(store.getAll(range))]);
  return names.map((name, place) => [name, kept[place]]);
}

/** True where values outlive the page. */
export async function keeps() {
  return (await database()) !== null;
}

/** The value with this name, or null. */
export async function get(name) {
  const base = await database();
  if (!base) return inMemory.get(name) ?? null;
  const kept = await settled(base.transaction(STORE).objectStore(STORE).get(name));
  return kept === undefined ? null : unseal(name, kept);
}

/** Keep no more values: this page is at its end, and what comes late must not come to rest after a clearing. */
export function keepNothingMore() {
  closed = true;
}

/** Keep a value. Resolves when it is written; rejects where the disk is full. */
export async function put(name, value) {
  const base = await database();
  if (!base) {
    inMemory.set(name, value);
    return;
  }
  const kept = await seal(name, value);
  if (!closed) await change(base, (store) => store.put(kept, name));
}

/** Remove the value with this name. */
export async function remove(name) {
  const base = await database();
  inMemory.delete(name);
  if (base) await change(base, (store) => store.delete(name));
}

/** All values whose names begin with `prefix`, as [name, value]. */
export async function all(prefix) {
  const base = await database();
  if (!base) return [...inMemory].filter(([name]) => name.startsWith(prefix));
  const found = await keptBelow(base, prefix);
  return Promise.all(found.map(async ([name, kept]) => [name, await unseal(name, kept)]));
}

async function write(base, values) {
  const kept = await Promise.all(values.map(async ([name, value]) => [name, await seal(name, value)]));
  await change(base, (store) => kept.forEach(([name, one]) => store.put(one, name)));
}

/** Seal what is plain, with the key in use. */
export async function sealAll() {
  const base = await database();
  if (!base) return;
  const plain = (await keptBelow(base, "")).filter(([, kept]) => !isSealed(kept));
  await write(base, plain.map(([name, kept]) => [name, kept.plain]));
}

/** Write everything plain again; `dropKey()` ends the use of the key between reading and writing. */
export async function openAll(dropKey) {
  const values = await all("");
  dropKey();
  const base = await database();
  if (base) await write(base, values);
}

/** Remove everything. */
export async function clear() {
  const base = await database();
  inMemory.clear();
  if (base) await change(base, (store) => store.clear());
}
