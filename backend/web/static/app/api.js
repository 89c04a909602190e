// Talks to the service: JSON both ways, the access token held in memory, renewed once where it is refused.
import { clearAndLeave } from "./clear-phone.js";
import { currentDevice, keepRefreshToken, whileOthersWait } from "./device.js";
import { openPrivate } from "./storage.js";

const LIMIT_MS = 20_000;
const SIGNED_OUT = "urn:evenlight:problem:phone-signed-out";

/** The service could not be reached: no network, no answer in time. */
export class Unreachable extends Error {}

/** The service does not accept this phone's refresh token any more: it was signed out, or not used for very long. */
export class DeviceUnknown extends Error {}

/** An RFC 9457 problem. `crisisLines` are numbers to show, where the service sent some. */
export class Problem extends Error {
  constructor(status, body, retryAfter_s) {
    super(body?.title ?? `status ${status}`);
    this.status = status;
    this.type = body?.type ?? null;
    this.document = body ?? {};
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

/**
 * What a refused refresh token means. Only where the service says of this very phone that its owner signed it out is the
 * phone cleared: it may also be an old token, a phone that lay unused, or a service that was restored or is not well.
 */
async function refused(device, response) {
  const { type } = await problemFrom(response);
  // Another page of this phone began anew meanwhile: that was not asked about.
  if (currentDevice()?.device_id !== device.device_id) return new Unreachable("/v1/tokens");
  return type === SIGNED_OUT ? clearAndLeave() : new DeviceUnknown();
}

/** fetch with the app's fixed options; network trouble becomes Unreachable. */
async function reach(method, path, { body, headers = {}, token, signal }) {
  const sent = { Accept: "application/json", ...headers };
  const isRaw = body instanceof Blob;
  if (body !== undefined) sent["Content-Type"] = isRaw ? body.type : "application/json";
  if (token) sent.Authorization = `Bearer ${token}`;
  try {
    return await fetch(path, {
      method, headers: sent, signal,
      body: body === undefined || isRaw ? body : JSON.stringify(body),
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
    await openPrivate();
    const device = currentDevice();
    if (!device) throw new DeviceUnknown();
    const body = { refresh_token: device.refresh_token };
    const renewed = await inTime(async (signal) => {
      const response = await reach("POST", "/v1/tokens", { body, signal });
      if (response.status === 401) throw await refused(device, response);
      if (!response.ok) throw await problemFrom(response);
      return response.json().catch(() => { throw new Unreachable("/v1/tokens"); });
    });
    keepRefreshToken(device.device_id, renewed.refresh_token);
    token = renewed.access_token;
  }

  /** Several requests refused at once share one renewal. */
  function renewOnce() {
    renewing ??= whileOthersWait(renew).finally(() => { renewing = null; });
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
    /**
     * Answer of one request, as "json" or "blob"; null where it has no content. A Blob as body is sent as it is.
     * Throws Problem, Unreachable or DeviceUnknown.
     */
    async send(method, path, { body, headers, auth = true, as = "json" } = {}) {
      const answer = await inTime(async (signal) => {
        const response = await (auth ? withToken : reach)(method, path, { body, headers, signal });
        if (!response.ok) throw await problemFrom(response);
        if (response.status === 204) return null;
        return response[as]().catch(() => { throw new Unreachable(path); });
      });
      return answer;
    },

    /** Use an access token that came with a new device. */
    hold(access_token) {
      token = access_token;
    },

    /** A response whose body is still coming; the caller's signal ends it. */
    async open(path, signal) {
      const response = await withToken("GET", path, { signal });
      if (!response.ok) throw await problemFrom(response);
      return response;
    },
  };
}
