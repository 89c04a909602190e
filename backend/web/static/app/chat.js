// The chat: joins the conversation, the outbox, the live stream and the screen. Each part knows nothing of the others.
import { DeviceUnknown, Problem } from "./api.js";
import { numberList } from "./blocks.js";
import { createComposer } from "./composer.js";
import * as known from "./conversation.js";
import { openDatabase } from "./database.js";
import { byId, make, say } from "./dom.js";
import { startLive } from "./live.js";
import { createMessageList, rowsFor } from "./message-list.js";
import { createOutbox } from "./outbox.js";
import { afterPress } from "./pressing.js";
import { createScroll } from "./scroll.js";
import { modeWords, numbersFor, numbersInView, statusWords } from "./status-line.js";
import { isForgetful, read } from "./storage.js";
import { pageLanguage } from "./wording.js";
import { words } from "./words.js";

/** Start the chat on a phone that the service knows. `onDeviceUnknown()` where it turns out not to. Returns {stop}. */
export async function startChat({ api, wantsPerson, onDeviceUnknown }) {
  const conversation = known.emptyConversation();
  const store = await openDatabase();
  const forgetful = isForgetful() || !store.keeps;
  const view = { conversation, items: [], connected: false, trouble: null, forgetful, started: false, askedAgain: false };
  let live = null;

  const scroll = createScroll();
  const list = createMessageList(byId("messages"), { onChoice: write, onChangeRefused: changeRefused });
  const staticNumbers = byId("static-numbers");
  const wantPerson = byId("want-person");
  let numbersShown = "";
  let rowShown = "";

  const outbox = await createOutbox({
    store, send,
    onSent: (_item, answer) => { known.takeAnswer(conversation, answer); draw(); },
    onTrouble: noteTrouble,
    onChange: draw,
  });
  view.items = outbox.items;

  async function openConversation() {
    known.takeSnapshot(conversation, await api.send("POST", "/v1/conversations", { body: {} }));
    draw();
  }

  /** A message keeps to the conversation of its first try, so that a repeat is a repeat. */
  async function post(item) {
    if (!conversation.id) await openConversation();
    if (item.conversation_id === null) {
      item.conversation_id = conversation.id;
      await outbox.keep(item);
    }
    const path = `/v1/conversations/${encodeURIComponent(item.conversation_id)}`;
    const { client_message_id, text } = item;
    if (item.kind === "person") return api.send("POST", `${path}/person-requests`, { body: { client_message_id } });
    return api.send("POST", `${path}/messages`, { body: { client_message_id, text } });
  }

  /** Send one item; a conversation that is gone is opened anew, once. */
  async function send(item) {
    const before = item.conversation_id;
    try {
      return await post(item);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 404) || before === null) throw error;
      item.conversation_id = null;
      conversation.id = null;
      return post(item);
    }
  }

  function write(text) {
    return outbox.add("message", text);
  }

  async function changeRefused(id) {
    const item = await outbox.takeOut(id);
    if (item?.kind === "person") outbox.add("person", "");
    else if (item) composer.giveBack(item.text);
  }

  function noteTrouble(error) {
    Object.assign(view, { trouble: error, started: true });
    if (error instanceof DeviceUnknown) unknown();
    else draw();
  }

  async function unknown() {
    stop();
    await outbox.detach();
    onDeviceUnknown();
  }

  function drawOpening() {
    const opening = byId("chat-opening");
    opening.hidden = conversation.opening.length === 0;
    if (opening.childElementCount > 0 || opening.hidden) return;
    const label = make("p", { className: "message-head" }, make("span", { className: "author" }, words.automatic));
    const [first, ...rest] = conversation.opening.map((text) => make("p", { dir: "auto", lang: conversation.language }, text));
    // Whoever has read it on this phone can read it again; it need not stand there a second time.
    const folded = () => make("details", {}, make("summary", {}, words.openingAgain), ...rest);
    opening.replaceChildren(label, first, ...(read("opening_read") ? [folded()] : rest));
  }

  function drawNumbers(rows) {
    const numbers = numbersFor(view);
    // The same numbers twice, one under the other, would only push the words away.
    const already = Array.isArray(numbers) && sameLines(numbers, rows.at(-1)?.show?.lines ?? []);
    const signature = JSON.stringify(already ? null : numbers);
    if (signature === numbersShown) return false;
    numbersShown = signature;
    const shown = numbers === "static" ? staticNumbers.cloneNode(true) : numberList(numbers ?? []);
    shown.id = "numbers";
    shown.className = "numbers numbers-short";
    byId("numbers").replaceWith(shown);
    byId("numbers-now").hidden = numbers === null || already;
    return true;
  }

  function drawNumbersRow() {
    const lines = numbersInView(view);
    const signature = JSON.stringify(lines);
    if (signature === rowShown) return;
    rowShown = signature;
    const row = byId("numbers-row");
    row.replaceChildren(...numberList(lines).children);
    row.hidden = lines.length === 0;
  }

  function drawStatus() {
    const sentence = statusWords(view);
    say(byId("status"), sentence);
    byId("status").lang = conversation.status?.language ?? pageLanguage;
    byId("status-area").hidden = sentence === "";
    byId("status-area").dataset.state = conversation.status?.state ?? "none";
    drawNumbersRow();
    say(byId("mode"), view.connected ? modeWords(conversation) : "");
  }

  function draw() {
    const { following } = scroll;
    drawOpening();
    const rows = rowsFor(known.inOrder(conversation), view.items);
    const added = list.update(rows);
    const moved = drawNumbers(rows) || added.length > 0;
    drawStatus();
    const mine = added.some((element) => element.dataset.author === "young_person");
    // A step of the plan, or a draft, is read from its beginning; its buttons come after it.
    const question = added.findLast((element) => element.querySelector(".choices") && !element.querySelector(".plan-step, .own-words"));
    if (moved && (following || mine)) scroll.show(added[0] ?? byId("messages").lastElementChild, question);
    else if (added.length > 0) scroll.tell();
  }

  // On the screen first: the box is as high as its line, which cannot be measured before.
  byId("chat-view").hidden = false;
  document.body.classList.add("chatting");
  const composer = createComposer({ onSend: write });

  // The button speaks for itself at once: the request stands in the list, and the status line says how far it is.
  function askForPerson() {
    view.askedAgain = conversation.mode === "person";
    const waiting = outbox.items.some((item) => item.kind === "person" && item.state === "waiting");
    if (!waiting) outbox.add("person", "");
    draw();
  }

  /** The stream needs its conversation first. It resumes after what it has brought itself. */
  async function openStream(signal) {
    if (!conversation.id) await openConversation();
    const path = `/v1/conversations/${encodeURIComponent(conversation.id)}/stream`;
    return api.open(`${path}?after=${conversation.resumeAfter}`, signal);
  }

  function takeNews(change) {
    known.takeChange(conversation, change);
    outbox.noteArrived([...known.storedIds(conversation)]);
    afterPress(draw);
  }

  function onLiveError(error) {
    if (error instanceof Problem && error.status === 404) conversation.id = null;
    if (error instanceof DeviceUnknown || (error instanceof Problem && error.passes)) noteTrouble(error);
  }

  function onConnected(connected) {
    view.connected = connected;
    view.started = true;
    if (connected) {
      view.trouble = null;
      outbox.wake();
    }
    draw();
  }

  function stop() {
    live?.stop();
    wantPerson.removeEventListener("click", askForPerson);
  }

  wantPerson.addEventListener("click", askForPerson);
  say(byId("storage-note"), forgetful ? words.forgetful : "");
  draw();
  if (wantsPerson) await outbox.add("person", "");
  live = startLive({
    open: openStream,
    onChange: takeNews,
    onConnected, onError: onLiveError,
  });
  return { stop };
}

function sameLines(some, others) {
  return some.map(({ id }) => id).join() === others.map(({ id }) => id).join();
}
