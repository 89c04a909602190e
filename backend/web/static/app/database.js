// The chat outbox's place on the phone: one value for each message not yet sent.
import * as vault from "./vault.js";

const PREFIX = "outbox/";

/** A store with all(), put(item), remove(id); `keeps` says whether items outlive the page. */
export async function openDatabase() {
  return {
    keeps: await vault.keeps(),
    all: async () => (await vault.all(PREFIX).catch(() => [])).map(([, item]) => item),
    // A full or broken disk must not stop the sending: the item is still held in memory by the outbox.
    put: (item) => vault.put(PREFIX + item.client_message_id, item).catch(() => undefined),
    remove: (id) => vault.remove(PREFIX + id).catch(() => undefined),
  };
}
