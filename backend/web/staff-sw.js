// The console's service worker: shows pages that come by web push. It keeps no files and answers no requests.
// A page says that somebody is needed, and how soon. Who and why stand in the console only.

const CONSOLE = "/staff";
const HAVE_IT = "have-it";
const ICON = "/static/icons/icon-192.png";

/** What was sent; whatever cannot be read still calls somebody to the console. */
function told(data) {
  try {
    const { title, body, url } = data.json();
    return { title: String(title), body: String(body ?? ""), url: ours(url) };
  } catch {
    return { title: "Evenlight on call", body: "Please look at the console.", url: CONSOLE };
  }
}

/** The address within this service, or the console where it is of somewhere else. */
function ours(url) {
  const { origin, pathname, hash } = new URL(url, self.location.origin);
  return origin === self.location.origin ? `${pathname}${hash}` : CONSOLE;
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => {
  const { title, body, url } = told(event.data);
  const page = url.startsWith("/acknowledge");
  event.waitUntil(self.registration.showNotification(title, {
    body, icon: ICON, tag: title, renotify: true, requireInteraction: page, data: { url },
    actions: page ? [{ action: HAVE_IT, title: "Say that I have it" }] : [],
  }));
});

/** Bring an open console to the front, else open one. */
async function openConsole(url) {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const console = open.find((one) => new URL(one.url).pathname === CONSOLE);
  if (!console) return self.clients.openWindow(url);
  if (url !== CONSOLE) await console.navigate(url).catch(() => null);
  return console.focus();
}

self.addEventListener("notificationclick", (event) => {
  const { action, notification } = event;
  const { url } = notification.data;
  notification.close();
  if (action === HAVE_IT) event.waitUntil(self.clients.openWindow(url));
  else event.waitUntil(openConsole(url.startsWith(`${CONSOLE}#`) ? url : CONSOLE));
});

// The browser has given up the old address: only somebody who is signed in can tell the service the new one.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(self.registration.showNotification("Pages no longer reach this browser", {
    body: "Open the console and switch them on again, under Rota.", icon: ICON, data: { url: CONSOLE },
  }));
});
