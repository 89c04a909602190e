// The reply box. What is typed is kept in this tab until it is sent.
import { h } from "./dom.js";
import { keyHint, keysOn } from "./keys.js";
import { sendReply } from "./outbox.js";
import { keepTyped, me, typed } from "./session.js";

const TEXT_MAX = 2000;

/** The form for one escalation: { element, focus, putBack }. */
export function replyForm(escalation) {
  const draft = `draft.${escalation.conversation_id}`;
  const told = h("p", { id: "reply-problem", class: "problem", role: "alert", hidden: true });
  const say = (text) => { told.textContent = text; told.hidden = !text; };
  const box = h("textarea", {
    id: "reply", rows: 2, maxlength: TEXT_MAX, dir: "auto",
    "aria-describedby": "reply-hint", "aria-keyshortcuts": keysOn() ? "r" : null,
    value: typed(draft) ?? "", oninput: () => { keepTyped(draft, box.value); say(""); },
    onkeydown: (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) element.requestSubmit();
      if (event.key === "Escape") box.blur();
    },
  });
  const submit = (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return say("Write something first.");
    box.value = "";
    keepTyped(draft, null);
    sendReply(escalation.id, text);
    return box.focus();
  };
  const putBack = (text) => {
    box.value = [text, box.value].filter(Boolean).join("\n");
    keepTyped(draft, box.value);
    box.focus();
  };
  const element = h("form", { id: "reply-form", method: "post", novalidate: true, onsubmit: submit },
    h("label", { for: "reply" }, "Your reply ", keysOn() ? keyHint("r") : null),
    h("p", { class: "hint", id: "reply-hint" },
      `They see your first name, ${me().first_name}. Begin by saying that you are a person.`,
      h("span", { class: "key-hint" }, " Ctrl+Enter sends.")),
    h("div", { class: "write" }, box, h("button", { type: "submit", id: "send", class: "button-main" }, "Send")), told);
  return { element, focus: () => box.focus(), putBack };
}
