// The conversation as staff read it, with the words that led to the escalation marked.
import { h, keepFocus } from "./dom.js";
import { missedPart } from "./marks.js";
import { sendReply, takeBack } from "./outbox.js";
import { attentionTag } from "./row.js";
import { timeOf } from "./time.js";
import { ROLES } from "./words.js";

function author(message, name) {
  if (message.author === "young_person") return h("bdi", {}, name);
  if (message.author === "staff") {
    const role = ROLES[message.author_role] ?? message.author_role;
    return [message.author_name, role].filter(Boolean).join(", ");
  }
  return message.author === "safety" ? "Safety reply (automatic)" : "Automatic reply";
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}

/** The text with each phrase in a <mark>; phrases that are not in it change nothing. */
export function marked(text, phrases) {
  const longestFirst = phrases.filter(Boolean).sort((one, other) => other.length - one.length);
  if (!longestFirst.length) return [text];
  const found = text.split(new RegExp(`(${longestFirst.map(escaped).join("|")})`, "giu"));
  return found.map((part, at) => (at % 2 ? h("mark", {}, part) : part)).filter((part) => part !== "");
}

function noticed(message) {
  if (!message.attention) return null;
  const says = [...new Set((message.reasons ?? []).map((reason) => reason.says))].join("; ");
  return h("p", { class: "noticed" }, attentionTag(message.attention), " ", says);
}

function item(message, escalation, marks) {
  const theirs = message.author === "young_person";
  return h("li", { class: `message by-${message.author}`, data: { key: message.id } },
    h("p", { class: "by" }, h("strong", {}, author(message, escalation.young_person.nickname || "Young person")), " ",
      timeOf(message.created_at, "clock")),
    h("p", { class: "text", dir: "auto", lang: message.author === "staff" ? null : escalation.young_person.language },
      theirs && message.attention ? marked(message.text, escalation.words) : message.text),
    noticed(message), missedPart(marks, message));
}

function pending(entry, escalation, onTakeBack) {
  const button = (label, onclick) => h("button", { type: "button", class: "button-plain", onclick }, label);
  return h("li", { class: "message by-staff unsent", data: { key: entry.client_message_id } },
    h("p", { class: "by" }, h("strong", {}, entry.refused ? "Not sent" : "Not sent yet")),
    h("p", { class: "text", dir: "auto" }, entry.text),
    entry.refused
      ? h("p", {}, entry.refused)
      : h("p", { class: "quiet" }, "It is sent again by itself until the service has it. The young person does not see it yet."),
    entry.refused ? h("div", { class: "row" },
      button("Put it back in the box", () => onTakeBack(takeBack(escalation.id, entry.client_message_id))),
      button("Try again", () => sendReply(escalation.id, takeBack(escalation.id, entry.client_message_id)))) : null);
}

/** The region that holds the messages, and how to fill it. `onTakeBack(text)` gets a reply that was not sent. */
export function conversationView(onTakeBack, marks) {
  const list = h("ol", { id: "conversation" });
  const box = h("div", { class: "scroll", tabindex: "0", role: "log", "aria-labelledby": "conversation-title" }, list);
  let shown = false;
  const draw = (messages, outbox, escalation) => {
    const atEnd = !shown || box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    shown = true;
    keepFocus(list, () => sync(list, messages, outbox, { escalation, onTakeBack, marks }));
    if (atEnd) box.scrollTop = box.scrollHeight;
  };
  return { element: box, draw };
}

const stamps = new WeakMap();

// In place, and only what changed: the list is in a live region, and somebody may be reading or selecting in it.
function sync(list, messages, outbox, { escalation, onTakeBack, marks }) {
  const wanted = [
    ...messages.map((message) => [message.id, [message, marks.facts(message.id)], () => item(message, escalation, marks)]),
    ...outbox.map((entry) => [entry.client_message_id, entry, () => pending(entry, escalation, onTakeBack)]),
  ];
  const keys = new Set(wanted.map(([key]) => key));
  for (const node of [...list.children]) if (!keys.has(node.dataset.key)) node.remove();
  const nodes = new Map([...list.children].map((node) => [node.dataset.key, node]));
  wanted.forEach(([key, facts, make], at) => {
    const node = nodes.get(key);
    const stamp = JSON.stringify([facts, facts[0]?.attention ? escalation.words : null]);
    if (node && stamps.get(node) === stamp) return;
    const made = make();
    stamps.set(made, stamp);
    if (node) node.replaceWith(made);
    else list.insertBefore(made, list.children[at] ?? null);
  });
}
