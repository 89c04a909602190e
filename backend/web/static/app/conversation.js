// What is known of the conversation: messages by id, the last status, and where the stream is to resume. No screen here.

/** An empty conversation. */
export function emptyConversation() {
  return { id: null, messages: new Map(), resumeAfter: 0, status: null, mode: "bot", opening: [], language: "en", heardAt: null };
}

function addMessages(conversation, messages) {
  for (const message of messages) conversation.messages.set(message.id, message);
}

function setStatus(conversation, status) {
  if (!status) return;
  conversation.status = status;
  conversation.heardAt = new Date();
}

/** Take in the whole conversation as the service gave it; another conversation than before replaces the old one. */
export function takeSnapshot(conversation, snapshot) {
  if (conversation.id !== snapshot.id) Object.assign(conversation, emptyConversation(), { id: snapshot.id });
  conversation.opening = snapshot.opening ?? [];
  conversation.language = snapshot.language ?? "en";
  takeChange(conversation, snapshot);
}

/** Take in a change from the stream. It holds everything since the last one, so the stream can resume after it. */
export function takeChange(conversation, change) {
  const messages = change.messages ?? [];
  addMessages(conversation, messages);
  conversation.resumeAfter = messages.reduce((most, { seq }) => Math.max(most, seq), conversation.resumeAfter);
  if (change.mode) conversation.mode = change.mode;
  setStatus(conversation, change.status);
}

/**
 * Take in the answer to something sent. It does not move the resume place: a message from the team may lie between.
 * Its status may be older than what the stream has brought meanwhile; then it is left.
 */
export function takeAnswer(conversation, answer) {
  addMessages(conversation, [answer.message, ...(answer.replies ?? [])]);
  const known = conversation.status?.since ?? "";
  if ((answer.status?.since ?? "") >= known) setStatus(conversation, answer.status);
}

/** Messages in the order of the service. */
export function inOrder(conversation) {
  return [...conversation.messages.values()].sort((one, other) => one.seq - other.seq);
}

/** Ids of the phone's own messages that the service has stored. */
export function storedIds(conversation) {
  return new Set(inOrder(conversation).map((message) => message.client_message_id).filter(Boolean));
}
