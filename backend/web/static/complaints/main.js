// The complaints page: sends a complaint, shows its reference once, and looks up where one stands.
import { offerLanguages } from "../app/tongues.js";
import { dateLocale } from "../app/wording.js";
import { words } from "./words.js";

const DAY = new Intl.DateTimeFormat(dateLocale, { timeZone: "Europe/London", day: "numeric", month: "long", year: "numeric" });
const DRAFT = "evenlight.complaint";
const byId = (id) => document.getElementById(id);
const day = (at) => DAY.format(new Date(at));

/** Ask the service; returns {status, body}, with status 0 when it cannot be reached. */
async function ask(path, options = {}) {
  try {
    const answer = await fetch(path, { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", ...options });
    return { status: answer.status, body: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, body: {} };
  }
}

function refusal(status) {
  if (status === 422 || status === 413) return words.wrongLength;
  return status === 429 ? words.busy : words.notSent;
}

/** What is typed stays in this tab until it is sent. */
function keepTyped(form) {
  const words = { text: form.elements.text.value, reply_to: form.elements.reply_to.value };
  sessionStorage.setItem(DRAFT, JSON.stringify(words));
}

function restoreTyped(form) {
  const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}");
  for (const [name, value] of Object.entries(kept)) if (!form.elements[name].value) form.elements[name].value = value;
}

function say(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = !text;
}

function showReference({ reference, acknowledge_by }) {
  byId("reference").textContent = reference;
  byId("acknowledge-by").textContent = words.readBy(day(acknowledge_by));
  byId("complaint").hidden = true;
  byId("sent").hidden = false;
  byId("sent").focus();
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const text = form.elements.text.value.trim();
  const reply_to = form.elements.reply_to.value.trim();
  say(text ? "" : words.nothingWritten);
  if (!text || byId("send").getAttribute("aria-disabled")) return;
  byId("send").setAttribute("aria-disabled", "true");
  const { status, body } = await ask("/v1/complaints", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify(reply_to ? { text, reply_to } : { text }),
  });
  byId("send").removeAttribute("aria-disabled");
  if (status !== 201) {
    say(refusal(status));
    return;
  }
  sessionStorage.removeItem(DRAFT);
  form.reset();
  showReference(body);
}

function another() {
  byId("reference").textContent = "";
  byId("sent").hidden = true;
  byId("complaint").hidden = false;
  byId("text").focus();
}

function standing({ state, received_at, acknowledge_by, acknowledged_at, answered_at, answer }) {
  const lines = [words.received(day(received_at))];
  if (state === "received") lines.push(words.notRead(day(acknowledge_by)));
  if (acknowledged_at) lines.push(words.wasRead(day(acknowledged_at)));
  if (answered_at) lines.push(words.answered(day(answered_at)), answer);
  return lines;
}

async function lookUp(event) {
  event.preventDefault();
  const typed = event.target.elements.typed.value.trim();
  if (!typed) return;
  const { status, body } = await ask(`/v1/complaints/${encodeURIComponent(typed)}`);
  const found = status === 200 ? standing(body) : [status === 404 ? words.notFound : words.noAnswer];
  const shown = found.map((line) => Object.assign(document.createElement("p"), { textContent: line, dir: "auto" }));
  byId("standing").replaceChildren(...shown);
}

function start() {
  const form = byId("complaint");
  for (const one of [form, byId("look-up")]) one.hidden = false;
  restoreTyped(form);
  offerLanguages(byId("languages"));
  form.addEventListener("input", () => keepTyped(form));
  form.addEventListener("submit", send);
  byId("another").addEventListener("click", another);
  byId("look-up").addEventListener("submit", lookUp);
  byId("leave").addEventListener("click", () => sessionStorage.removeItem(DRAFT));
}

start();
