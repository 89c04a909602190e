// Replies on their way: kept in this tab until the service has them, sent again with the same client_message_id.
import { waitAfter } from "../app/backoff.js";
import { newId } from "../app/ids.js";
import { api, keepTyped, me, typed } from "./session.js";

const LONGEST_WAIT_MS = 15_000;

const bus = new EventTarget();
const sending = new Set();
const wakers = new Set();

/** Call `listener({ escalationId, message })` when something was added, sent (with the stored message) or refused. */
export function onOutbox(listener) {
  const hear = (event) => listener(event.detail);
  bus.addEventListener("change", hear);
  return () => bus.removeEventListener("change", hear);
}

function tell(escalationId, message = null) {
  bus.dispatchEvent(new CustomEvent("change", { detail: { escalationId, message } }));
}

/** What waits for this escalation: [{ client_message_id, text, refused }], oldest first. */
export function waiting(escalationId) {
  return me() ? typed(`outbox.${escalationId}`) ?? [] : [];
}

function save(escalationId, items) {
  keepTyped(`outbox.${escalationId}`, items.length ? items : null);
}

/** Keep a reply and send it. */
export function sendReply(escalationId, text) {
  save(escalationId, [...waiting(escalationId), { client_message_id: newId(), text, refused: "" }]);
  tell(escalationId);
  resume(escalationId);
}

/** Take a reply back out that has not been sent; returns its text. */
export function takeBack(escalationId, clientMessageId) {
  const items = waiting(escalationId);
  save(escalationId, items.filter((item) => item.client_message_id !== clientMessageId));
  tell(escalationId);
  return items.find((item) => item.client_message_id === clientMessageId)?.text ?? "";
}

/** Send what waits, again and again until the service has it or refuses it. */
export async function resume(escalationId) {
  if (sending.has(escalationId)) return;
  sending.add(escalationId);
  try {
    for (let failures = 0; me();) {
      const next = waiting(escalationId).find((item) => !item.refused);
      if (!next) return;
      if (await sent(escalationId, next)) failures = 0;
      else await pause(waitAfter(++failures, LONGEST_WAIT_MS));
    }
  } finally {
    sending.delete(escalationId);
  }
}

async function sent(escalationId, { client_message_id, text }) {
  const path = `/v1/staff/escalations/${encodeURIComponent(escalationId)}/messages`;
  try {
    const message = await api("POST", path, { client_message_id, text });
    save(escalationId, waiting(escalationId).filter((item) => item.client_message_id !== client_message_id));
    tell(escalationId, message);
    return true;
  } catch (error) {
    if (![403, 404, 409, 413, 422].includes(error.status)) return false;
    save(escalationId, waiting(escalationId).map((item) =>
      (item.client_message_id === client_message_id ? { ...item, refused: error.says } : item)));
    tell(escalationId);
    return true;
  }
}

function pause(wait_ms) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); wakers.delete(done); resolve(); };
    const timer = setTimeout(done, wait_ms);
    wakers.add(done);
  });
}

addEventListener("online", () => wakers.forEach((wake) => wake()));
