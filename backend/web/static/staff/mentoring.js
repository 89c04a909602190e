// Who would like to become a peer mentor, for supervisors: what waits for an answer comes first.
import { mayRead } from "./complaints.js";
import { announce, h } from "./dom.js";
import { api, keepTyped, typed } from "./session.js";
import { timeOf } from "./time.js";

const ANSWER_MAX = 1000;
const LIST = "/v1/staff/mentoring-interests";
const STATES = { new: "Waits for an answer", answered: "Answered", withdrawn: "Taken back" };

function answerForm(interest, name, changed) {
  const kept = `interest.${interest.id}`;
  const id = `answer-${interest.id}`;
  const submit = async (event) => {
    event.preventDefault();
    const text = event.target.elements.answer.value.trim();
    if (!text) return;
    await changed(() => api("POST", `${LIST}/${encodeURIComponent(interest.id)}/answer`, { text }), () => {
      keepTyped(kept, null);
      announce("The answer is sent.");
    });
  };
  return h("form", { method: "post", class: "stack", onsubmit: submit, oninput: (event) => keepTyped(kept, event.target.value) },
    h("div", {},
      h("label", { for: id }, `Answer to ${name}`),
      h("p", { class: "hint", id: `${id}-hint` },
        "They read this in their app, under You, with your first name. Nobody tells them that it is there.",
        " It is sent once and cannot be changed. Promise only what is sure."),
      h("textarea", { id, name: "answer", rows: 3, maxlength: ANSWER_MAX, required: true, value: typed(kept) ?? "",
        "aria-describedby": `${id}-hint` })),
    h("div", { class: "row" }, h("button", { type: "submit", class: "button-main" }, "Send the answer")));
}

function answered(interest) {
  return [h("p", { class: "quiet" }, `${interest.answered_by} answered `, timeOf(interest.answered_at), ":"),
    h("p", { class: "words", dir: "auto" }, interest.answer ?? "It has been erased.")];
}

function item(interest, changed) {
  const name = interest.nickname ?? "somebody without a name";
  return h("li", { class: "card stack", data: { key: interest.id, state: interest.state } },
    h("h2", {}, h("bdi", {}, interest.nickname ?? "No name given"), interest.age_band ? `, ${interest.age_band}` : null),
    h("p", { class: "quiet" }, h("span", { class: "tag" }, STATES[interest.state]), " Said so ", timeOf(interest.asked_at), "."),
    interest.state === "new" ? answerForm(interest, name, changed) : null,
    interest.state === "answered" ? answered(interest) : null,
    interest.state === "withdrawn" ? h("p", { class: "quiet" }, "Took it back ", timeOf(interest.withdrawn_at), ".") : null);
}

function waitingLine(count) {
  if (!count) return "Nobody waits for an answer.";
  return count === 1 ? "1 waits for an answer." : `${count} wait for an answer.`;
}

/** Show the list in `main`. */
export async function showMentoring(main) {
  const problem = h("p", { id: "interests-problem", class: "problem", role: "alert", hidden: true });
  const body = h("div", { id: "interests", class: "stack" }, h("p", { role: "status" }, "Fetching the list."));
  main.replaceChildren(h("h1", { tabindex: "-1" }, "Peer mentors"),
    h("p", {}, "These young people would like to hear more about becoming a peer mentor. They were told that this makes nobody a mentor,",
      " that we do not know when somebody answers, and that there may be no place."),
    h("p", { class: "quiet" }, "Opening this list is written down, with your name, for each person in it.",
      " What was taken back is removed after 30 days."), problem, body);
  const say = (text) => { problem.textContent = text; problem.hidden = !text; };

  const load = async () => {
    const { interests, waiting } = await api("GET", LIST);
    body.replaceChildren(h("p", { id: "interests-waiting" }, waitingLine(waiting)),
      ...(interests.length ? [h("ol", { class: "complaints stack" }, interests.map((interest) => item(interest, changed)))] : []));
  };
  const attempt = async (work) => {
    try {
      await work();
      say("");
    } catch (error) {
      if (error.status !== 401) say(error.says ?? "The list could not be shown.");
    }
  };
  const changed = (work, done) => attempt(async () => {
    await work();
    done();
    await load();
    main.querySelector("h1").focus();
  });
  if (mayRead()) await attempt(load);
  else body.replaceChildren(h("p", {}, "Only supervisors open this list."));
}
