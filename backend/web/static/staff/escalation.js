// One escalation: the words that led to it, the conversation, what happened so far, and what can be done.
import { act, actionButton, askHandBack, possible } from "./actions.js";
import { isSilenced } from "./alerts.js";
import { askClose } from "./close.js";
import { conversationView } from "./conversation.js";
import { announce, h, redraw } from "./dom.js";
import { askHandOver, offerOf } from "./hand-over.js";
import { keysOn, useKeys } from "./keys.js";
import { learn, live, onLive } from "./live.js";
import { Marks, needlessPart } from "./marks.js";
import { onOutbox, resume, waiting } from "./outbox.js";
import { planPanel } from "./plan.js";
import { replyForm } from "./reply.js";
import { attentionTag, holderOf, silenceButton, wordsOf } from "./row.js";
import { me } from "./session.js";
import { follow } from "./stream.js";
import { timeOf } from "./time.js";
import { about, nickname, SOURCES, STATES } from "./words.js";

function skeleton(id, conversation) {
  const part = (name, ...inside) => h("section", { class: name }, ...inside);
  const slot = (name, properties = {}) => h("div", { id: name, ...properties });
  return h("article", { class: "one", id: "one", hidden: true, data: { key: id } },
    slot("one-head"),
    h("p", { id: "one-notice", class: "problem", role: "alert", hidden: true }),
    slot("one-actions", { role: "group", "aria-label": "What you can do" }),
    part("part-words", h("h2", { id: "words-title" }, "Words that led to it"), slot("one-words"), slot("one-needless")),
    part("part-talk", slot("one-plan"), h("h2", { id: "conversation-title" }, "Conversation"), conversation.element, slot("one-reply")),
    part("part-facts", h("h2", { id: "chronology-title" }, "What happened so far"), slot("one-chronology"),
      h("p", {}, h("a", { id: "one-record", href: `#/chronology/${encodeURIComponent(id)}` }, "Everything written down about this young person"))));
}

function head(escalation) {
  const open = escalation.state === "open";
  return [
    h("h1", { tabindex: "-1" }, h("bdi", {}, nickname(escalation)), " ", h("span", { class: "about" }, about(escalation))),
    h("p", { class: "standing", id: "one-standing", data: { state: escalation.state } }, attentionTag(escalation.attention), " ",
      h("strong", {}, STATES[escalation.state]),
      open ? [". Waiting for ", timeOf(escalation.opened_at, "waited", "waited")] : null),
    holderOf(escalation),
    offerOf(escalation, me()),
  ];
}

function led(escalation, note) {
  const says = [...new Set(escalation.reasons.map((reason) => reason.says))];
  return [
    wordsOf(escalation),
    says.length ? h("ul", { class: "reasons" }, says.map((text) => h("li", {}, text))) : null,
    h("p", { class: "quiet" }, `${SOURCES[escalation.source]}. Since `, timeOf(escalation.opened_at), "."),
    note ? h("p", { id: "screen-note", class: "screen-note" }, note) : null,
  ];
}

function chronology(receipts) {
  return h("ol", { class: "chronology", "aria-labelledby": "chronology-title" }, receipts.map((receipt) =>
    h("li", { data: { kind: receipt.kind } }, timeOf(receipt.at, "clock"), h("span", {}, receipt.says,
      receipt.by && !receipt.says.includes(receipt.by) ? ` (${receipt.by})` : ""))));
}

/** The page's own state: what was last heard, and what was sent from here and is not in it yet. */
class Page {
  constructor(id, go) {
    this.id = id;
    this.go = go;
    this.detail = null;
    this.sent = new Map();
    this.reply = null;
    this.marks = new Marks(id, () => this.draw());
    this.conversation = conversationView((text) => this.reply?.putBack(text), this.marks);
    this.element = skeleton(id, this.conversation);
  }

  slot(name) {
    return this.element.querySelector(`#one-${name}`);
  }

  notice(text) {
    const told = this.slot("notice");
    told.textContent = text ?? "";
    told.hidden = !text;
  }

  /** The newer of what the page's stream and the list's stream said. */
  escalation() {
    const [own, listed] = [this.detail.escalation, live().escalations.get(this.id)];
    return listed && listed.version > own.version ? listed : own;
  }

  messages() {
    const known = new Set(this.detail.messages.map((message) => message.id));
    return [...this.detail.messages, ...[...this.sent.values()].filter((message) => !known.has(message.id))];
  }

  draw() {
    if (!this.detail) return;
    this.element.hidden = false;
    const escalation = this.escalation();
    redraw(this.slot("head"), escalation, () => head(escalation));
    redraw(this.slot("words"), [escalation, this.detail.screen_note], () => led(escalation, this.detail.screen_note));
    redraw(this.slot("chronology"), this.detail.chronology, () => chronology(this.detail.chronology));
    this.drawNeedless(escalation);
    this.drawPlan();
    this.drawActions(escalation);
    this.drawReply(escalation);
    this.conversation.draw(this.messages(), waiting(this.id), escalation);
  }

  /** Before it is closed, the close dialog offers it. */
  drawNeedless(escalation) {
    const shown = escalation.state === "closed";
    redraw(this.slot("needless"), [shown, this.marks.facts(this.id)], () => (shown ? needlessPart(this.marks, escalation) : null));
  }

  drawPlan() {
    const shown = this.detail.plan_shown;
    const changed = redraw(this.slot("plan"), shown, () => (shown ? planPanel(this.id) : null));
    if (changed && shown) announce("They have shown you their plan.");
  }

  drawActions(escalation) {
    const names = possible(escalation, me());
    const facts = [names, keysOn(), isSilenced(escalation), escalation.attention];
    redraw(this.slot("actions"), facts, () => [
      ...names.map((name, place) =>
        actionButton(name, { main: place === 0 && name !== "hand_back" && name !== "keep", onclick: () => this.run(name) })),
      silenceButton(escalation),
    ]);
    this.slot("actions").hidden = !names.length;
  }

  drawReply(escalation) {
    const mine = escalation.state === "taken_over" && escalation.taken_over_by?.id === me().id;
    const words = {
      closed: "This is closed.",
      taken_over: `${escalation.taken_over_by?.first_name} has taken over and is the one who writes.`,
    }[escalation.state] ?? "To write here, take over first. The bot is silent from then on.";
    redraw(this.slot("reply"), [mine, words], () => {
      this.reply = mine ? replyForm(escalation) : null;
      return this.reply?.element ?? h("p", { class: "quiet" }, words);
    });
  }

  async run(name) {
    const escalation = this.escalation();
    if (!possible(escalation, me()).includes(name)) return;
    this.notice("");
    if (name === "close") {
      return askClose(escalation, this.marks, () => this.done("Closed. The young person is told."))
        .catch((error) => this.notice(error.says));
    }
    if (name === "hand_over") {
      return askHandOver(escalation, me(), () => this.done("They are asked. You have it until they accept."))
        .catch((error) => this.notice(error.says));
    }
    if (name === "hand_back") return askHandBack(escalation, () => this.done("Handed back."));
    const refused = await act(escalation, name);
    this.notice(refused?.says);
    if (!refused && name === "take_over") this.write();
  }

  done(words) {
    announce(words);
    this.draw();
    this.element.querySelector("h1").focus();
  }

  write() {
    if (this.reply) this.reply.focus();
    else announce("To write here, take over first.", { now: true });
  }
}

/** Show one escalation in `main`; `notice` is said above it. Returns what stops it. */
export function showEscalation(main, id, go, notice) {
  const page = new Page(id, go);
  const loading = h("p", { id: "one-loading" }, "Fetching the conversation.");
  const gone = (error) => loading.replaceChildren(error.status === 404 ? "There is no such escalation." : error.says);
  const back = h("p", { class: "back" }, h("a", { href: "#/" }, "Back to the list"));
  main.replaceChildren(back, loading, page.element);
  page.notice(notice);

  const hear = (name, data) => {
    if (name !== "change") return;
    const first = !page.detail;
    page.detail = data;
    loading.hidden = true;
    learn(data.escalation);
    page.draw();
    if (first) page.marks.load().catch(() => undefined);
    if (first && [document.body, main].includes(document.activeElement)) page.element.querySelector("h1").focus();
  };
  const stops = [
    follow(`/v1/staff/escalations/${encodeURIComponent(id)}/stream`, hear, gone),
    onLive(() => page.draw()),
    onOutbox(({ escalationId, message }) => {
      if (escalationId !== id) return;
      if (message) page.sent.set(message.id, message);
      page.draw();
    }),
  ];
  useKeys({
    a: () => page.run("acknowledge"),
    t: () => page.run("take_over"),
    c: () => page.run("close"),
    h: () => page.run("hand_over"),
    y: () => page.run("accept"),
    r: () => page.write(),
    u: () => go("#/"),
  });
  resume(id);
  return () => stops.forEach((stop) => stop());
}
