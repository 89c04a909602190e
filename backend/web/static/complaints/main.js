// The complaints page: sends a complaint, shows its reference once, and looks up where one stands.

const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", day: "numeric", month: "long", year: "numeric" });
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
  if (status === 422 || status === 413) return "That did not work. Write between 1 and 4,000 characters, and try again.";
  if (status === 429) return "There is too much going on just now. Your words are still here. Wait a minute, then try again.";
  return "It was not sent: the service does not answer. Your words are still here. Try again later, or use another way below.";
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
  byId("acknowledge-by").textContent = day(acknowledge_by);
  byId("complaint").hidden = true;
  byId("sent").hidden = false;
  byId("sent").focus();
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const text = form.elements.text.value.trim();
  const reply_to = form.elements.reply_to.value.trim();
  say(text ? "" : "Write what went wrong first.");
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
  const lines = [`We got it on ${day(received_at)}.`];
  if (state === "received") lines.push(`Nobody has said yet that they have read it. That has to happen by ${day(acknowledge_by)}.`);
  if (acknowledged_at) lines.push(`A supervisor said on ${day(acknowledged_at)} that they have read it.`);
  if (answered_at) lines.push(`They answered on ${day(answered_at)}:`, answer);
  return lines;
}

async function lookUp(event) {
  event.preventDefault();
  const typed = event.target.elements.typed.value.trim();
  if (!typed) return;
  const { status, body } = await ask(`/v1/complaints/${encodeURIComponent(typed)}`);
  const found = status === 200 ? standing(body) : [status === 404
    ? "We find nothing under that reference. Look at each letter: it has 24 of them after EV."
    : "The service does not answer just now. Try again later."];
  byId("standing").replaceChildren(...found.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
}

function start() {
  const form = byId("complaint");
  for (const one of [form, byId("look-up")]) one.hidden = false;
  restoreTyped(form);
  form.addEventListener("input", () => keepTyped(form));
  form.addEventListener("submit", send);
  byId("another").addEventListener("click", another);
  byId("look-up").addEventListener("submit", lookUp);
  byId("leave").addEventListener("click", () => sessionStorage.removeItem(DRAFT));
}

start();
