// Complaints and objections, for supervisors: what has to be acknowledged comes first, and its clock is said in words.
import { h } from "./dom.js";
import { api, keepTyped, me, typed } from "./session.js";
import { timeOf } from "./time.js";

const ANSWER_MAX = 4000;
const KINDS = { complaint: "Complaint", objection: "Objection" };
const CLOCKS = { due_soon: "To be acknowledged within a week", overdue: "Overdue: nobody acknowledged it in time" };

/** Whether this member of staff may open complaints. */
export const mayRead = () => ["supervisor", "admin"].includes(me()?.role);

function addressOf(complaint, name) {
  return `/v1/staff/complaints/${encodeURIComponent(complaint.id)}/${name}`;
}

function when(complaint) {
  const facts = [h("p", { class: "quiet" }, "Received ", timeOf(complaint.received_at), complaint.state === "received"
    ? [". To be acknowledged by ", timeOf(complaint.acknowledge_by, "clock"), "."] : ".")];
  if (complaint.acknowledged_at) facts.push(h("p", { class: "quiet" }, "Acknowledged ", timeOf(complaint.acknowledged_at), "."));
  return facts;
}

function acknowledgeButton(complaint, changed) {
  const press = () => changed(() => api("POST", addressOf(complaint, "acknowledge"), {}));
  return h("button", { type: "button", onclick: press, data: { part: "acknowledge" } },
    "Acknowledge", h("span", { class: "visually-hidden" }, ` ${complaint.id}`));
}

function answerForm(complaint, changed) {
  const name = `complaint.${complaint.id}`;
  const id = `answer-${complaint.id}`;
  const submit = async (event) => {
    event.preventDefault();
    const text = event.target.elements.answer.value.trim();
    if (!text) return;
    await changed(() => api("POST", addressOf(complaint, "answer"), { text }), () => keepTyped(name, null));
  };
  return h("form", { method: "post", class: "stack", onsubmit: submit, oninput: (event) => keepTyped(name, event.target.value) },
    h("div", {},
      h("label", { for: id }, "Answer"),
      h("p", { class: "hint", id: `${id}-hint` },
        "Whoever holds the reference reads this. It is sent once and cannot be changed. Sending it acknowledges too."),
      h("textarea", { id, name: "answer", rows: 4, maxlength: ANSWER_MAX, required: true, value: typed(name) ?? "",
        "aria-describedby": `${id}-hint` })),
    h("div", { class: "row" },
      h("button", { type: "submit", class: "button-main" }, "Send the answer"),
      complaint.state === "received" ? acknowledgeButton(complaint, changed) : null));
}

function item(complaint, changed) {
  const title = `${KINDS[complaint.kind]} ${complaint.id}`;
  const clock = CLOCKS[complaint.clock];
  return h("li", { class: "card stack", data: { key: complaint.id, clock: complaint.clock } },
    h("h2", {}, title),
    clock ? h("p", { class: complaint.clock === "overdue" ? "problem" : "tag" }, clock) : null,
    when(complaint),
    h("p", { class: "words", dir: "auto" }, complaint.text),
    complaint.reply_to ? h("p", {}, "Wants to be reached: ", h("bdi", {}, complaint.reply_to)) : null,
    complaint.answer
      ? [h("p", { class: "quiet" }, "Answered ", timeOf(complaint.answered_at), ":"), h("p", { class: "words", dir: "auto" }, complaint.answer)]
      : answerForm(complaint, changed));
}

function overdueLine(count) {
  if (!count) return null;
  const says = count === 1 ? "1 complaint is overdue" : `${count} complaints are overdue`;
  return h("p", { class: "problem", id: "complaints-overdue" }, h("strong", {}, says),
    ": nobody acknowledged it within 30 days.");
}

/** Show complaints in `main`. */
export async function showComplaints(main) {
  const problem = h("p", { id: "complaints-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", { id: "complaints" }, h("p", { role: "status" }, "Fetching the list."));
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Complaints"),
    h("p", { class: "quiet" }, "Opening this list is written down, with your name, for each complaint in it."), problem, body);
  const say = (text) => { problem.textContent = text; problem.hidden = !text; };

  const load = async () => {
    const { complaints, overdue } = await api("GET", "/v1/staff/complaints");
    body.replaceChildren(...[overdueLine(overdue), complaints.length
      ? h("ol", { class: "complaints stack" }, complaints.map((complaint) => item(complaint, changed)))
      : h("p", {}, "None.")].filter(Boolean));
  };
  const attempt = async (work) => {
    try {
      await work();
      say("");
    } catch (error) {
      if (error.status !== 401) say(error.says ?? "The complaints could not be shown.");
    }
  };
  const changed = (work, done = () => {}) => attempt(async () => {
    await work();
    done();
    await load();
  });
  if (mayRead()) await attempt(load);
  else body.replaceChildren(h("p", {}, "Only supervisors open complaints."));
}
