// The plan's copy on this phone: what the service has, what the owner made of it, and what is on its way.
// Read and written by one tab at a time, so that two open tabs lose nothing of each other's.
import { currentDevice } from "../app/device.js";
import * as vault from "../app/vault.js";
import { noPlan, samePlan, tidyPlan } from "./model.js";

const CHANGED = "plan-changed";
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(CHANGED) : null;
let turn = Promise.resolve();

/** Where this person's values are: another account on the same phone never sees them. */
function place(name) {
  const device = currentDevice();
  return `plan/${device?.young_person_id ?? device?.device_id ?? "nobody"}/${name}`;
}

/**
 * {server: Revision|null, mine: Plan, sending: {id, plan, expected, merged}|null, merged: bool, refused: object|null}.
 * `mine` is what the owner sees. `merged` says that `mine` came out of a merge that the service proposed.
 */
function fresh() {
  return { server: null, mine: noPlan(), sending: null, merged: false, refused: null };
}

/** True where the service does not have everything yet. */
export function isWaiting(record) {
  return record.sending !== null || !samePlan(record.mine, record.server?.plan ?? noPlan());
}

async function readRecord() {
  const kept = await vault.get(place("record"));
  return kept ? { ...fresh(), ...kept, mine: tidyPlan(kept.mine) } : fresh();
}

/** One tab at a time; where the browser has no locks, one change at a time in this tab. */
function alone(act) {
  if (navigator.locks) return navigator.locks.request("evenlight-plan", act);
  turn = turn.then(act, act);
  return turn;
}

/** The record as it is now. */
export function load() {
  return alone(readRecord);
}

/** Replace the record by `act(record)`; null leaves it. Resolves with the record once it is written. */
export function change(act) {
  return alone(async () => {
    const before = await readRecord();
    const after = act(before);
    if (!after) return before;
    await vault.put(place("record"), after);
    channel?.postMessage(CHANGED);
    return after;
  });
}

/** Tell when another tab changed the record. */
export function onOtherTab(tell) {
  channel?.addEventListener("message", tell);
}

/** Keep something small beside the plan (a draft, the last known readers); null removes it. */
export function keepBeside(name, value) {
  return value === null ? vault.remove(place(name)) : vault.put(place(name), value);
}

/** What was kept beside the plan, or null. */
export function beside(name) {
  return vault.get(place(name));
}

/** Forget the plan and everything beside it on this phone. */
export async function forgetPlan() {
  for (const [name] of await vault.all(place(""))) await vault.remove(name);
  channel?.postMessage(CHANGED);
}
