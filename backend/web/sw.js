// Service worker: keeps the app shell and the help page on the phone, so that both open with no network.
// It answers only for the addresses listed here, and for pages to read that were opened before. It never touches /v1, /staff or anything that is not a GET.

const CACHE = "evenlight-shell-1";
const READ = "evenlight-read"; // static/app/clear-phone.js drops it
const MOST_READ = 40;
const GONE = 404;
const IS_READ = /^\/read(\/[a-z-]+)?$/u;
const IS_WORDS = /^\/words\/[a-z]+$/u;
const IS_HELP = /^\/help(\/|$)/u;
const WAIT_MS = 1500;
const SHELL = [
  "/",
  "/plan",
  "/you",
  "/help",
  "/help/ur",
  "/help/bn",
  "/help/pl",
  "/help/ro",
  "/help/pa",
  "/manifest.webmanifest",
  "/manifest-plain.webmanifest",
  "/static/tokens.css",
  "/static/elements.css",
  "/static/controls.css",
  "/static/parts.css",
  "/static/app/app.css",
  "/static/app/chat.css",
  "/static/app/messages.css",
  "/static/app/places.css",
  "/static/plan/calm.css",
  "/static/plan/entries.css",
  "/static/plan/plan.css",
  "/static/plan/print.css",
  "/static/you/you.css",
  "/static/app/api.js",
  "/static/app/ask-pin.js",
  "/static/app/asking.js",
  "/static/app/backoff.js",
  "/static/app/blocks.js",
  "/static/app/chat.js",
  "/static/app/clear-phone.js",
  "/static/app/composer.js",
  "/static/app/conversation.js",
  "/static/app/database.js",
  "/static/app/device.js",
  "/static/app/dom.js",
  "/static/app/erasing.js",
  "/static/app/exit.js",
  "/static/app/first-run.js",
  "/static/app/ids.js",
  "/static/app/key-handover.js",
  "/static/app/live.js",
  "/static/app/lock.js",
  "/static/app/look.js",
  "/static/app/main.js",
  "/static/app/message-list.js",
  "/static/app/outbox.js",
  "/static/app/own-words.js",
  "/static/app/plan-block.js",
  "/static/app/pressing.js",
  "/static/app/read-block.js",
  "/static/app/recover.js",
  "/static/app/scroll.js",
  "/static/app/sealing.js",
  "/static/app/shell.js",
  "/static/app/sse.js",
  "/static/app/status-line.js",
  "/static/app/storage.js",
  "/static/app/text.js",
  "/static/app/tongues.js",
  "/static/app/unlock.js",
  "/static/app/vault.js",
  "/static/app/wording.js",
  "/static/app/words.js",
  "/static/pages/pages.css",
  "/static/pages/print.css",
  "/static/pages/main.js",
  "/static/pages/ticks.js",
  "/static/plan/asking.js",
  "/static/plan/calm.js",
  "/static/plan/choose.js",
  "/static/plan/context.js",
  "/static/plan/detail-fields.js",
  "/static/plan/diff.js",
  "/static/plan/entry-form.js",
  "/static/plan/entry-view.js",
  "/static/plan/examples.js",
  "/static/plan/history.js",
  "/static/plan/keep.js",
  "/static/plan/limits.js",
  "/static/plan/main.js",
  "/static/plan/matters.js",
  "/static/plan/model.js",
  "/static/plan/offers.js",
  "/static/plan/offline.js",
  "/static/plan/open-now.js",
  "/static/plan/overview.js",
  "/static/plan/picture-view.js",
  "/static/plan/pictures-field.js",
  "/static/plan/pictures.js",
  "/static/plan/plan-store.js",
  "/static/plan/print.js",
  "/static/plan/remind.js",
  "/static/plan/router.js",
  "/static/plan/share-lists.js",
  "/static/plan/share-team.js",
  "/static/plan/share.js",
  "/static/plan/speech.js",
  "/static/plan/status.js",
  "/static/plan/step.js",
  "/static/plan/sync.js",
  "/static/plan/text.js",
  "/static/plan/view.js",
  "/static/plan/ways.js",
  "/static/plan/words-more.js",
  "/static/plan/words.js",
  "/static/you/asking.js",
  "/static/you/done.js",
  "/static/you/doors.js",
  "/static/you/download.js",
  "/static/you/erase.js",
  "/static/you/look.js",
  "/static/you/main.js",
  "/static/you/me.js",
  "/static/you/mentoring.js",
  "/static/you/object.js",
  "/static/you/opened.js",
  "/static/you/parts.js",
  "/static/you/phones.js",
  "/static/you/pin.js",
  "/static/you/privacy.js",
  "/static/you/recovery.js",
  "/static/you/router.js",
  "/static/you/sign-out.js",
  "/static/you/unsent.js",
  "/static/you/words.js",
  "/static/icons/icon.svg",
  "/static/icons/icon-192.png",
  "/static/icons/icon-512.png",
  "/static/icons/icon-maskable-512.png",
  "/static/icons/plain.svg",
  "/static/icons/plain-192.png",
  "/static/icons/plain-512.png",
  "/static/icons/plain-maskable-512.png",
];

/** What is kept: the shell, and the words of the languages that were asked for on this phone. */
async function wanted(cache) {
  const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  return [...SHELL, ...kept.filter((path) => IS_WORDS.test(path))];
}

/** Fetch the whole shell, and keep it only if every file came: a half-new set would not fit together. */
async function refresh() {
  const cache = await caches.open(CACHE);
  const paths = await wanted(cache);
  const answers = await Promise.all(paths.map((path) => fetch(path, { cache: "no-cache" })));
  if (!answers.every((answer) => answer.ok)) throw new Error("the shell is not complete");
  await Promise.all(paths.map((path, index) => cache.put(path, answers[index])));
}

/** The words of a language: kept from the first time that they are asked for, so that they open with no network. */
async function keptWords(path, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(path, answer.clone());
  return answer;
}

/** The kept copy of a shell file, or the network where nothing is kept. */
async function keptFirst(path, request) {
  const kept = await caches.match(path, { cacheName: CACHE, ignoreVary: true });
  return kept ?? fetch(request);
}

/** What the network gives, where it comes soon, else the kept copy: numbers change, and nobody should wait. */
async function newest(fresh, kept) {
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, WAIT_MS, kept));
  const come = fresh.then((answer) => (answer.ok || answer.status === GONE ? answer : kept));
  return Promise.race([come, late]).catch(() => kept);
}

async function newestHelp(request) {
  const kept = await caches.match(new URL(request.url).pathname, { cacheName: CACHE, ignoreVary: true });
  return newest(fetch(request), kept);
}

/** Keep a page as it was read last. One that is withdrawn goes, and so does the oldest where there are many. */
async function keepRead(url, answer) {
  if (!answer.ok && answer.status !== GONE) return;
  const cache = await caches.open(READ);
  await cache.delete(url, { ignoreVary: true });
  if (answer.ok) await cache.put(url, answer);
  const [oldest, ...others] = await cache.keys();
  if (others.length >= MOST_READ) await cache.delete(oldest, { ignoreVary: true });
}

/** Of the pages to read only those that were opened here are kept: newest where there is a network. */
async function newestRead(event) {
  const { request } = event;
  const fresh = fetch(request);
  event.waitUntil(fresh.then((answer) => keepRead(request.url, answer.clone())).catch(() => undefined));
  return newest(fresh, await caches.match(request.url, { cacheName: READ, ignoreVary: true }));
}

self.addEventListener("install", (event) => {
  event.waitUntil(refresh().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const drop = async () => {
    for (const name of await caches.keys()) if (name !== CACHE && name !== READ) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(drop());
});

// The key that opens what is kept on this phone, from one page to the next (static/app/key-handover.js).
const HOLD_MS = 20_000;
let held = null;

function dropKey() {
  clearTimeout(held?.timer);
  held = null;
}

self.addEventListener("message", ({ data, ports }) => {
  if (data?.kind === "take-key") ports[0].postMessage(held?.key ?? null);
  if (data?.kind === "take-key" || data?.kind === "drop-key") dropKey();
  if (data?.kind === "hold-key") {
    dropKey();
    held = { key: data.key, timer: setTimeout(dropKey, HOLD_MS) };
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (IS_WORDS.test(pathname)) event.respondWith(keptWords(pathname, request));
  if (IS_READ.test(pathname)) event.respondWith(newestRead(event));
  if (!SHELL.includes(pathname)) return;
  event.respondWith(IS_HELP.test(pathname) ? newestHelp(request) : keptFirst(pathname, request));
  if (request.mode === "navigate") event.waitUntil(refresh().catch(() => undefined));
});
