// The plan of this page: shown at once from the phone, changed here first, brought to the service when it can be reached.
import { DeviceUnknown, Problem, Unreachable } from "../app/api.js";
import { waitAfter } from "../app/backoff.js";
import { change, isWaiting, load, onOtherTab } from "./offline.js";
import { sendPictures } from "./pictures.js";
import { pull, push } from "./sync.js";

/** Make the store. `onChange()` follows every change of the plan or of how far it is. */
export async function createPlanStore({ api, onChange, onDeviceUnknown }) {
  let record = await load();
  let trouble = null;
  let failures = 0;
  let timer = null;
  let running = null;

  async function reload() {
    record = await load();
    onChange();
  }

  function again(error) {
    failures += 1;
    timer = setTimeout(sync, Math.max(waitAfter(failures, 60_000), error.retryAfter_ms ?? 0));
  }

  async function once() {
    try {
      await sendPictures(api);
      const arrived = await push(api);
      if (arrived) await pull(api);
      trouble = null;
      failures = 0;
    } catch (error) {
      trouble = error;
      if (error instanceof DeviceUnknown) onDeviceUnknown();
      else if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      else again(error);
    } finally {
      await reload();
    }
  }

  /** Bring both sides together now. Calls while it runs share the run that follows. */
  function sync() {
    clearTimeout(timer);
    running = (running ?? Promise.resolve()).then(once).finally(() => undefined);
    return running;
  }

  function wake() {
    failures = 0;
    sync();
  }

  addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
  onOtherTab(reload);

  return {
    get plan() { return record.mine; },
    get number() { return record.server?.number ?? 0; },
    get waiting() { return isWaiting(record); },
    get refused() { return record.refused; },
    get cutOff() { return trouble !== null; },
    sync,

    /** Change the plan with `act(plan)`. Resolves once it is kept on the phone. */
    async edit(act) {
      record = await change((before) => ({ ...before, mine: act(before.mine), refused: null }));
      onChange();
      sync();
    },

    /** The service made a new revision by itself (restore, import, accepted words): take it over. */
    async take(revision) {
      const { number, at, plan } = revision;
      await change((before) => (isWaiting(before) ? null : { ...before, server: { number, at, plan }, mine: plan }));
      await sync();
    },
  };
}
