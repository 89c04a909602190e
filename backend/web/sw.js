// Service worker: keeps the app shell and the help page on the phone, so that both open with no network.
// It answers only for the addresses listed here. It never touches /v1, /staff or anything that is not a GET.

const CACHE = "evenlight-shell-1";
const HELP = "/help";
const HELP_WAIT_MS = 1500;
const SHELL = [
  "/",
  HELP,
  "/manifest.webmanifest",
  "/static/tokens.css",
  "/static/elements.css",
  "/static/controls.css",
  "/static/parts.css",
  "/static/app/app.css",
  "/static/app/messages.css",
  "/static/app/chat.css",
  "/static/app/api.js",
  "/static/app/backoff.js",
  "/static/app/blocks.js",
  "/static/app/chat.js",
  "/static/app/composer.js",
  "/static/app/conversation.js",
  "/static/app/database.js",
  "/static/app/device.js",
  "/static/app/dom.js",
  "/static/app/exit.js",
  "/static/app/first-run.js",
  "/static/app/ids.js",
  "/static/app/live.js",
  "/static/app/main.js",
  "/static/app/message-list.js",
  "/static/app/outbox.js",
  "/static/app/scroll.js",
  "/static/app/sse.js",
  "/static/app/status-line.js",
  "/static/app/storage.js",
  "/static/app/text.js",
  "/static/app/words.js",
  "/static/icons/icon.svg",
  "/static/icons/icon-192.png",
  "/static/icons/icon-512.png",
  "/static/icons/icon-maskable-512.png",
];

/** Fetch the whole shell, and keep it only if every file came: a half-new set would not fit together. */
async function refresh() {
  const answers = await Promise.all(SHELL.map((path) => fetch(path, { cache: "no-cache" })));
  if (!answers.every((answer) => answer.ok)) throw new Error("the shell is not complete");
  const cache = await caches.open(CACHE);
  await Promise.all(SHELL.map((path, index) => cache.put(path, answers[index])));
}

/** The kept copy of a shell file, or the network where nothing is kept. */
async function keptFirst(path, request) {
  const kept = await caches.match(path, { cacheName: CACHE, ignoreVary: true });
  return kept ?? fetch(request);
}

/** The newest help page where the network gives it soon, else the kept one: numbers change, and nobody should wait. */
async function newestHelp(request) {
  const kept = await caches.match(HELP, { cacheName: CACHE, ignoreVary: true });
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, HELP_WAIT_MS, kept));
  const fresh = fetch(request).then((answer) => (answer.ok ? answer : kept));
  return Promise.race([fresh, late]).catch(() => kept);
}

self.addEventListener("install", (event) => {
  event.waitUntil(refresh().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const drop = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(drop());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !SHELL.includes(pathname)) return;
  event.respondWith(pathname === HELP ? newestHelp(request) : keptFirst(pathname, request));
  if (request.mode === "navigate") event.waitUntil(refresh().catch(() => undefined));
});
