// Talks to the service: JSON both ways, the access token held in memory, renewed once where it is refused.
import { currentDevice } from "./device.js";

const LIMIT_MS = 20_000;

/** The service could not be reached: no network, no answer in time. */
export class Unreachable extends Error {}

/** The service does not accept this phone's secret any more. */
export class DeviceUnknown extends Error {}

/** An RFC 9457 problem. `crisisLines` are numbers to show, where the service sent some. */
export class Problem extends Error {
  constructor(status, body, retryAfter_s) {
    super(body?.title ?? `status ${status}`);
    this.status = status;
    this.type = body?.type ?? null;
    this.crisisLines = body?.crisis?.lines ?? [];
    this.retryAfter_ms = retryAfter_s * 1000 || 0;
  }

  /** True where the same request may do better later. */
  get passes() {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

async function problemFrom(response) {
  const body = await response.json().catch(() => null);
  return new Problem(response.status, body, Number(response.headers.get("Retry-After")));
}

/** fetch with the app's fixed options; network trouble becomes Unreachable. */
async function reach(method, path, { body, token, signal }) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    return await fetch(path, {
      method, headers, signal,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
    });
  } catch {
    throw new Unreachable(path);
  }
}

/** Run `act(signal)` and give up after the limit. */
async function inTime(act) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), LIMIT_MS);
  try {
    return await act(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** The way to the service. One of these for the page. */
export function createApi() {
  let token = null;
  let renewing = null;

  async function renew() {
    const device = currentDevice();
    if (!device) throw new DeviceUnknown();
    const body = { device_id: device.device_id, device_secret: device.device_secret };
    const response = await inTime((signal) => reach("POST", "/v1/tokens", { body, signal }));
    if (response.status === 401 || response.status === 404) throw new DeviceUnknown();
    if (!response.ok) throw await problemFrom(response);
    token = (await response.json()).access_token;
  }

  /** Several requests refused at once share one renewal. */
  function renewOnce() {
    renewing ??= renew().finally(() => { renewing = null; });
    return renewing;
  }

  async function withToken(method, path, options) {
    if (!token) await renewOnce();
    const used = token;
    let response = await reach(method, path, { ...options, token: used });
    if (response.status === 401) {
      if (token === used) await renewOnce();
      response = await reach(method, path, { ...options, token });
    }
    return response;
  }

  return {
    /** JSON answer of one request; throws Problem, Unreachable or DeviceUnknown. */
    async send(method, path, { body, auth = true } = {}) {
      const answer = await inTime(async (signal) => {
        const response = await (auth ? withToken : reach)(method, path, { body, signal });
        if (!response.ok) throw await problemFrom(response);
        return response.json().catch(() => { throw new Unreachable(path); });
      });
      return answer;
    },

    /** A response whose body is still coming; the caller's signal ends it. */
    async open(path, signal) {
      const response = await withToken("GET", path, { signal });
      if (!response.ok) throw await problemFrom(response);
      return response;
    },
  };
}
