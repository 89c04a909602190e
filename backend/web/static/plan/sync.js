// Brings the owner's edits to the service, and the service's plan here. Nothing is lost on the way: an edit has one id
// for all its tries, and where another phone was faster, the service's merge of both becomes the owner's plan.
import { Problem } from "../app/api.js";
import { newId } from "../app/ids.js";
import { change, isWaiting, load } from "./offline.js";
import { noPlan, samePlan, tidyPlan } from "./model.js";

const MOST_ROUNDS = 8;

/** A revision as it is kept: without what is not needed to show and to merge. */
function tidyRevision({ number, at, plan }) {
  return { number, at, plan: tidyPlan(plan) };
}

/** Decide what to send, and keep it before the first try, so that a repeat is a repeat. */
function prepare() {
  return change((record) => {
    if (record.sending || !isWaiting(record)) return null;
    const { mine, merged } = record;
    return { ...record, refused: null, sending: { id: newId(), plan: mine, expected: record.server?.number ?? 0, merged } };
  });
}

function took(record, revision) {
  const server = tidyRevision(revision);
  // What was typed while the request was under way stays, and goes next.
  const mine = samePlan(record.mine, record.sending.plan) ? server.plan : record.mine;
  return { ...record, server, mine, sending: null, merged: false, refused: null };
}

/** Another phone was faster. The proposal holds both; words typed since it was asked for are offered once more. */
function takeProposal(record, { newest, merged }) {
  if (!samePlan(record.mine, record.sending.plan)) {
    return { ...record, sending: { ...record.sending, id: newId(), plan: record.mine } };
  }
  const server = newest ? tidyRevision(newest) : null;
  const mine = merged ? tidyPlan(merged.plan) : record.mine;
  return { ...record, server, mine, sending: null, merged: server !== null };
}

function putHeaders(expected) {
  return { "If-Match": `"${expected}"` };
}

async function put(api, { id, plan, expected, merged }) {
  const body = { plan, merged, client_revision_id: id };
  return api.send("PUT", "/v1/plan", { body, headers: putHeaders(expected) });
}

async function settle(error) {
  if (!(error instanceof Problem) || error.passes || error.status === 401) throw error;
  if (error.status === 412) await change((record) => takeProposal(record, error.document));
  // Deleted on another phone: what the owner has here is offered as a first plan.
  else if (error.status === 404) await change((record) => ({ ...record, server: null, sending: null, merged: false }));
  else {
    const refused = { status: error.status, title: error.message };
    await change((record) => ({ ...record, sending: null, refused }));
    return false;
  }
  return true;
}

/** Send what waits. True where everything arrived; false where the service does not take it as it is. */
export async function push(api) {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { sending } = await prepare();
    if (!sending) return true;
    try {
      const revision = await put(api, sending);
      await change((record) => (record.sending?.id === sending.id ? took(record, revision) : null));
    } catch (error) {
      if (!(await settle(error))) return false;
    }
  }
  return false;
}

async function newest(api) {
  try {
    return tidyRevision(await api.send("GET", "/v1/plan"));
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** Fetch the newest plan. Edits that wait here are never covered by it. */
export async function pull(api) {
  if (isWaiting(await load())) return;
  const server = await newest(api);
  await change((record) => {
    if (isWaiting(record)) return null;
    if (server?.number === record.server?.number && samePlan(record.mine, server?.plan ?? noPlan())) return null;
    return { ...record, server, mine: server?.plan ?? noPlan() };
  });
}
