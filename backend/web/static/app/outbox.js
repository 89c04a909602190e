// Messages on their way: kept on the phone before the first try, sent in order, with the same id on every try.
// The next one goes as soon as the service has the one before it; it does not wait for what the bot answers to that.
import { DeviceUnknown, Problem, Unreachable } from "./api.js";
import { waitAfter } from "./backoff.js";
import { newId } from "./ids.js";

/**
 * Items are {client_message_id, kind: "message"|"person", text, made_at, conversation_id|null,
 * state: "waiting"|"refused", status|null}. `send(item)` gives the service's answer; `onSent(item, answer)` follows it;
 * `onTrouble(error|null)` tells what the last try failed with; `onChange()` when the items changed.
 */
export async function createOutbox({ store, send, onSent, onTrouble, onChange }) {
  const items = (await store.all()).sort((one, other) => one.made_at - other.made_at);
  const underWay = new Set();
  const arrived = new Set();
  let failures = 0;
  let timer = null;

  async function drop(item) {
    const place = items.indexOf(item);
    if (place >= 0) items.splice(place, 1);
    await store.remove(item.client_message_id);
  }

  async function refuse(item, status) {
    Object.assign(item, { state: "refused", status });
    await store.put(item);
    onChange();
  }

  /** One try; true where the next item may go. */
  async function attempt(item) {
    underWay.add(item.client_message_id);
    try {
      const answer = await send(item);
      failures = 0;
      onTrouble(null);
      await drop(item);
      onSent(item, answer);
      return true;
    } catch (error) {
      if (error instanceof Problem && !error.passes) {
        await refuse(item, error.status);
        return true;
      }
      onTrouble(error);
      if (error instanceof DeviceUnknown) return false;
      if (!(error instanceof Problem || error instanceof Unreachable)) console.error(error);
      failures += 1;
      clearTimeout(timer);
      timer = setTimeout(pump, Math.max(waitAfter(failures), error.retryAfter_ms ?? 0));
      return false;
    } finally {
      underWay.delete(item.client_message_id);
    }
  }

  /** The first that may go: what is before it has arrived. One that arrived and is under way only waits for its answer. */
  function nextToGo() {
    const first = items.find(({ state, client_message_id: id }) => state === "waiting" && !(underWay.has(id) && arrived.has(id)));
    return first && !underWay.has(first.client_message_id) ? first : null;
  }

  function pump() {
    clearTimeout(timer);
    for (let item = nextToGo(); item; item = nextToGo()) attempt(item).then((goOn) => goOn && pump());
  }

  return {
    items,
    pump,

    /** Try now, as when the network is back. */
    wake() {
      failures = 0;
      pump();
    },

    /** The service has these, though its answers to them may still be on their way. */
    noteArrived(ids) {
      const news = ids.filter((id) => underWay.has(id) && !arrived.has(id));
      news.forEach((id) => arrived.add(id));
      if (news.length > 0) pump();
    },

    /** Keep a message (or a request for a person), then send it. Resolves when it is kept. */
    async add(kind, text) {
      const last = items.at(-1)?.made_at ?? 0;
      const item = {
        client_message_id: newId(), kind, text, made_at: Math.max(Date.now(), last + 1),
        conversation_id: null, state: "waiting", status: null,
      };
      items.push(item);
      onChange();
      await store.put(item);
      pump();
    },

    /** Save what `send` learnt about an item, before it goes out. */
    keep: (item) => store.put(item),

    /** Take a refused item out, so that its words can be changed. */
    async takeOut(id) {
      const item = items.find((one) => one.client_message_id === id && one.state === "refused");
      if (item) await drop(item);
      onChange();
      return item ?? null;
    },

    /** The service gave this phone a new start: nothing that waits belongs to an old conversation. */
    async detach() {
      for (const item of items) {
        item.conversation_id = null;
        await store.put(item);
      }
    },
  };
}
