// Pages in this browser: asked for by a button and by nothing else. The browser registers with its own maker's push service.
import { h } from "../dom.js";

const WORKER = "/staff-sw.js";
const SCOPE = "/staff";
const KIND = "push";

const possible = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function bytesOf(key) {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

/** Ask the browser for its push subscription. Raises { says } where it does not give one. */
async function subscribed(key) {
  if (await Notification.requestPermission() !== "granted") {
    throw { says: "This browser was not allowed to show notifications. Allow it in the browser’s settings for this site." };
  }
  try {
    await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
    const registration = await navigator.serviceWorker.getRegistration(SCOPE);
    await activated(registration);
    const before = await registration.pushManager.getSubscription();
    await before?.unsubscribe(); // It may be for a key that the service had before.
    return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  } catch {
    throw { says: "This browser could not reach its push service. Try again later, or use another browser." };
  }
}

function activated(registration) {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker.state === "activated") return null;
  return new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the worker was not taken"));
    });
  });
}

async function current() {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function endpointOf(address) {
  try {
    return JSON.parse(address).endpoint;
  } catch {
    return "";
  }
}

/** The part about this browser; `save(points)` stores the points and draws, `tryTo(action)` shows what it returns or raises. */
export async function thisBrowser({ points, push_key: key, kinds }, save, tryTo) {
  if (!key || !kinds.includes(KIND)) return null;
  if (!possible()) return h("p", { id: "push-none" }, "This browser cannot show pages. Another one may.");
  const others = points.filter((point) => point.kind !== KIND);
  const stored = points.find((point) => point.kind === KIND);
  const subscription = await current();
  const here = stored && subscription?.endpoint === endpointOf(stored.address);
  const on = () => tryTo(async () => {
    const made = await subscribed(key);
    await save([...others, { kind: KIND, address: JSON.stringify(made) }]);
    return "A notification with a code comes to this browser. Type the code below to use it.";
  });
  const off = () => tryTo(async () => {
    await subscription?.unsubscribe();
    await save(others);
    return "Pages no longer come to this browser.";
  });
  const words = here ? "Pages come to this browser as notifications: that somebody is needed, and how soon."
    : stored ? "Pages come to another browser. Switching them on here ends them there."
      : "Pages can come to this browser as notifications, also while the console is closed.";
  const [label, press] = here ? ["Stop pages in this browser", off] : ["Page me in this browser", on];
  return h("div", { id: "push", class: "stack" }, h("p", {}, words),
    h("p", {}, h("button", { type: "button", id: here ? "push-off" : "push-on", class: "button-plain", onclick: press }, label)));
}
