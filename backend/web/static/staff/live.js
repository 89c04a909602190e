// What is going on right now: the list of escalations, alarms and who is on call, from one stream.
import { follow } from "./stream.js";
import { learnClock } from "./time.js";

const bus = new EventTarget();
// The same alarm within this time is one alarm that goes on; after a silence it is told again.
const SAME_ALARM_MS = 20_000;

const empty = () => ({
  loaded: false, escalations: new Map(), alarms: [], onCall: [], paged: new Map(), alarmHeardAt: new Map(),
});
let state = empty();
let stop = null;

/** The latest known state; `escalations` by id, `paged` the last page addressed to me by escalation id. */
export const live = () => state;

/**
 * Call `listener({ fresh, alarmed, paged })` on each change, until the returned function is called.
 * `fresh`: escalations that are new or have new words; `alarmed`: alarms that were not there a moment ago;
 * `paged`: a page to me has just come in.
 */
export function onLive(listener) {
  const hear = (event) => listener(event.detail);
  bus.addEventListener("change", hear);
  return () => bus.removeEventListener("change", hear);
}

function tell(fresh = [], alarmed = [], paged = false) {
  bus.dispatchEvent(new CustomEvent("change", { detail: { fresh, alarmed, paged } }));
}

/** Draw again: something that is shown with the list has changed. */
export function touch() {
  tell();
}

/** Begin to follow the list. */
export function startLive() {
  stopLive();
  stop = follow("/v1/staff/stream", receive);
}

/** Stop, and forget everything that was shown. */
export function stopLive() {
  stop?.();
  stop = null;
  state = empty();
}

function receive(name, data) {
  if (name === "escalations") receiveList(data);
  if (name === "notice") {
    state.paged.set(data.escalation_id, data);
    tell([], [], true);
  }
  if (name === "alarm") receiveAlarm(data);
}

function receiveAlarm(alarm) {
  const same = state.alarms.find((known) => known.name === alarm.name && known.detail === alarm.detail);
  if (!same) state.alarms = [...state.alarms.filter((known) => known.name !== alarm.name), alarm];
  tell([], newAlarms([alarm]));
}

function newAlarms(alarms) {
  const found = alarms.filter(({ name }) => Date.now() - (state.alarmHeardAt.get(name) ?? 0) > SAME_ALARM_MS);
  for (const { name } of alarms) state.alarmHeardAt.set(name, Date.now());
  return found;
}

function newest(one, other) {
  return other && other.version > one.version ? other : one;
}

function receiveList(data) {
  learnClock(data.as_of);
  const before = state.escalations;
  const listed = data.escalations.map((found) => newest(found, before.get(found.id)));
  const fresh = listed.filter((found) => before.get(found.id)?.last_disclosure_at !== found.last_disclosure_at);
  const known = new Set(state.alarms.map((alarm) => alarm.name));
  const alarmed = newAlarms(data.alarms.filter((alarm) => !known.has(alarm.name)));
  state = {
    ...state,
    loaded: true,
    escalations: new Map(listed.map((found) => [found.id, found])),
    alarms: data.alarms,
    onCall: data.on_call,
  };
  tell(fresh, alarmed);
}

/** Take in one escalation from the answer to an action, so that the list does not have to wait for the stream. */
export function learn(escalation) {
  if (!escalation?.id || newest(escalation, state.escalations.get(escalation.id)) !== escalation) return;
  state.escalations.set(escalation.id, escalation);
  tell();
}

const URGENCY = { now: 0, today: 1 };

/** Escalations in a state, attention now before today, then who has waited longest. */
export function inState(...states) {
  return [...state.escalations.values()]
    .filter((found) => states.includes(found.state))
    .sort((one, other) =>
      URGENCY[one.attention] - URGENCY[other.attention]
      || one.opened_at.localeCompare(other.opened_at));
}
