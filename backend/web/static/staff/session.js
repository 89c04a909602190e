// Who is signed in, and every call to the API. The token lives in this tab only.

const KEY = "evenlight.staff";
const STORE_DOWN = 503;
const ASK_AGAIN_AFTER_MS = [1_000, 2_000, 4_000];
const bus = new EventTarget();
let current = read();

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** An answer that is not what was asked for. `status` 0: the service could not be reached. */
export class ApiError extends Error {
  constructor(status, problem = {}) {
    super(problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }

  /** The last part of the problem's `type`, such as "already-acknowledged". */
  get key() {
    return String(this.problem.type ?? "").split(":").pop();
  }

  /** One sentence for the reader. */
  get says() {
    if (this.status === 0) return "The service could not be reached.";
    return this.problem.detail || this.problem.title || "The service could not do this.";
  }
}

/** The member of staff {id, first_name, role}, or null when signed out. */
export const me = () => current?.staff ?? null;

/** When the sign-in runs out (ms since 1970, this device's clock), or null. */
export const endsAt = () => current?.ends_at_ms ?? null;

/** Whether somebody has to sign in again before the page shows anything. */
export const isLocked = () => Boolean(current?.locked);

/** Lock, also for the next load of this page; signing in again ends it. */
export const lockSession = () => keep({ locked: true });

/** When the page was last used (ms since 1970). A tab that was closed and is opened again by the browser still knows it. */
export const usedAt = () => current?.used_at_ms ?? 0;

/** Note that the page is used now. */
export const markUsed = () => keep({ used_at_ms: Date.now() });

function keep(more) {
  current = { ...current, ...more };
  sessionStorage.setItem(KEY, JSON.stringify(current));
}

/** Call `listener({ expired, trouble })` whenever somebody signs in or out; `trouble` is a sentence about signing out. */
export function onSession(listener) {
  bus.addEventListener("session", (event) => listener(event.detail));
}

function change(next, expired = false) {
  const same = next && current && next.staff.id === current.staff.id && next.staff.role === current.staff.role;
  current = next;
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
  else sessionStorage.removeItem(KEY);
  // The same person has signed in again: whatever is open stays open.
  if (!same) bus.dispatchEvent(new CustomEvent("session", { detail: { expired } }));
}

async function enter(answer, username) {
  const { access_token, expires_in_s, staff } = await answer.json();
  if (current && current.staff.id !== staff.id) endAtService(current).catch(() => undefined);
  change({ token: access_token, staff, username, ends_at_ms: Date.now() + expires_in_s * 1000, used_at_ms: Date.now() });
}

/** Sign in. Raises ApiError: 401 when something is not right, or (`key` "code-needed") a code is missing. */
export async function signIn(username, password, code) {
  const body = { username, password, code: code || null };
  // Whoever is signed in already goes on with the same session, and signing out ends all of it.
  await enter(await send("POST", "/v1/staff/tokens", { body, token: current?.token }), username);
}

/** Sign in with the code that single sign-on has opened this page with. The cookie says that it was this browser. */
export async function signInWithCode(code) {
  const sent = { body: { code }, credentials: "same-origin", token: current?.token };
  await enter(await send("POST", "/v1/staff/oidc/sessions", sent), "");
}

/** Call the API without being signed in; returns the JSON. Raises ApiError. */
export async function ask(method, path, body) {
  return (await send(method, path, { body, signal: AbortSignal.timeout(20_000) })).json();
}

/** The username that was typed to sign in, or "". */
export const username = () => current?.username ?? "";

/** Sign out here at once, and at the service; forget what was typed. `everywhere` ends this person's other sessions too. */
export async function signOut(everywhere = false) {
  const ending = current;
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("evenlight.typed.")) sessionStorage.removeItem(key);
  }
  change(null);
  if (!ending) return;
  try {
    await endAtService(ending, everywhere);
  } catch (error) {
    // 401: it was over already.
    if (error.status !== 401 && !current) bus.dispatchEvent(new CustomEvent("session", { detail: { trouble: notTold(ending, everywhere) } }));
  }
}

function endAtService({ token }, everywhere = false) {
  return patiently(() => send("POST", "/v1/staff/sign-out", { body: { everywhere }, token, keepalive: true }));
}

function notTold(ending, everywhere) {
  const until = new Date(ending.ends_at_ms).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return "You are signed out in this browser only: the service did not answer. "
    + `${everywhere ? "Your other sign-ins go on, and a" : "A"} copy of this one would work until ${until} at the latest. `
    + "If that matters, sign in again and choose “Sign out everywhere”, or ask an administrator to end your sessions.";
}

async function send(method, path, { body, file, token, signal, credentials = "omit", keepalive = false, headers: more = {} } = {}) {
  const headers = { Accept: "application/json, text/event-stream", ...more };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (file) headers["Content-Type"] = file.type;
  let answer;
  try {
    answer = await fetch(path, {
      method, headers, signal, keepalive, cache: "no-store", credentials, referrerPolicy: "no-referrer",
      body: file ? file.text : body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0);
  }
  if (!answer.ok) throw new ApiError(answer.status, await answer.json().catch(() => ({})));
  return answer;
}

async function authorised(method, path, options = {}) {
  const token = current?.token;
  try {
    return await send(method, path, { ...options, token });
  } catch (error) {
    if (error.status === 401 && token && token === current?.token) change(null, true);
    throw error;
  }
}

/** Ask, and again some seconds later while the store does not answer: another of its members may be about to lead. */
async function patiently(ask) {
  for (const wait_ms of ASK_AGAIN_AFTER_MS) {
    try {
      return await ask();
    } catch (error) {
      if (error.status !== STORE_DOWN) throw error;
    }
    await new Promise((resolve) => { setTimeout(resolve, wait_ms); });
  }
  return ask();
}

/** Call the API; returns the JSON. Raises ApiError; a 401 also signs out, keeping what was typed. */
export async function api(method, path, body, headers = {}, timeoutMs = 20_000) {
  const ask = () => authorised(method, path, { body, headers, signal: AbortSignal.timeout(timeoutMs) });
  const answer = await (method === "GET" ? patiently(ask) : ask());
  return answer.json().catch(() => ({}));
}

/** Send a file's text as it is; returns the JSON. Raises ApiError as `api` does. */
export async function apiFile(method, path, text, type) {
  return (await authorised(method, path, { file: { text, type }, signal: AbortSignal.timeout(20_000) })).json();
}

/** Fetch a file; returns the Blob. Raises ApiError as `api` does. */
export async function blobOf(path) {
  return (await patiently(() => authorised("GET", path, { signal: AbortSignal.timeout(20_000) }))).blob();
}

/** Fetch a file and let the browser save it under this name. Raises ApiError. */
export async function download(path, name) {
  const address = URL.createObjectURL(await blobOf(path));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Open an event stream; returns the Response. */
export function openStream(path, signal) {
  return authorised("GET", path, { signal });
}

function typedKey(name) {
  return `evenlight.typed.${me()?.id}.${name}`;
}

/** Keep what this person is typing until it is sent (this tab only); null forgets it. */
export function keepTyped(name, value) {
  if (value === null || value === "") sessionStorage.removeItem(typedKey(name));
  else sessionStorage.setItem(typedKey(name), JSON.stringify(value));
}

/** What was kept, or null. */
export function typed(name) {
  return JSON.parse(sessionStorage.getItem(typedKey(name)) ?? "null");
}
