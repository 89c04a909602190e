// The outbox's place on the phone: IndexedDB, one record for each message not yet sent; memory where that is forbidden.

const NAME = "evenlight";
const STORE = "outbox";

/** The result of one IndexedDB request, as a promise. */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "client_message_id" });
  return settled(request);
}

/** Run one change and wait until it is written, not only asked for. */
function change(database, act) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    act(transaction.objectStore(STORE));
  });
}

const forgetful = { keeps: false, all: async () => [], put: async () => {}, remove: async () => {} };

/** A store with all(), put(item), remove(id); `keeps` says whether items outlive the page. */
export async function openDatabase() {
  let database;
  try {
    database = await open();
  } catch {
    return forgetful;
  }
  return {
    keeps: true,
    all: () => settled(database.transaction(STORE).objectStore(STORE).getAll()).catch(() => []),
    // A full or broken disk must not stop the sending: the item is still held in memory by the outbox.
    put: (item) => change(database, (store) => store.put(item)).catch(() => undefined),
    remove: (id) => change(database, (store) => store.delete(id)).catch(() => undefined),
  };
}
