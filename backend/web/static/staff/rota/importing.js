// Taking in a calendar file: first a report, then all of it, or the lines that are right.
import { h } from "../dom.js";
import { apiFile } from "../session.js";
import { dayName, hours } from "../time.js";

const ADDRESS = "/v1/staff/rota/calendar";

function lineItem(line) {
  if (line.problem) return h("li", { class: "shift gap", data: { line: line.line } }, h("strong", {}, `Event ${line.line}: `), line.problem);
  const [from, to] = [Date.parse(line.starts_at), Date.parse(line.ends_at)];
  return h("li", { class: "shift", data: { line: line.line } }, `Event ${line.line}: ${line.first_name}, ${dayName(from)} ${hours({ from, to })}`,
    line.stored ? h("span", { class: "tag" }, "Added") : null);
}

/** The part about calendar files; `done(says)` is awaited when something was stored. */
export function importing(done) {
  const told = h("p", { id: "import-problem", class: "problem", role: "alert", hidden: true });
  const report = h("div", { id: "import-report", role: "status" });
  const file = h("input", { id: "import-file", type: "file", accept: ".ics,text/calendar" });
  let text = "";

  const ask = async (query) => {
    told.hidden = true;
    try {
      return await apiFile("PUT", ADDRESS + query, text, "text/calendar");
    } catch (error) {
      told.textContent = error.says ?? "It could not be read.";
      told.hidden = false;
      return null;
    }
  };
  const store = (query) => async () => {
    const found = await ask(query);
    if (!found) return;
    show(found);
    if (found.stored) await done(`Added ${found.stored} shift${found.stored === 1 ? "" : "s"} from the calendar.`);
  };
  const buttons = (found) => {
    const right = found.lines.filter((line) => !line.problem).map((line) => line.line);
    if (found.stored || !right.length) return null;
    if (!found.problems) return h("button", { type: "button", id: "import-all", class: "button-main", onclick: store("?dry_run=false") }, `Add all ${right.length}`);
    return h("button", { type: "button", id: "import-right", class: "button-plain", onclick: store(`?dry_run=false&lines=${right.join(",")}`) },
      `Add only the ${right.length} that ${right.length === 1 ? "is" : "are"} right`);
  };
  const show = (found) => report.replaceChildren(
    h("p", {}, found.stored ? `${found.stored} added.` : "Nothing is stored yet.",
      found.problems ? ` ${found.problems} of ${found.lines.length} cannot be added as they are.` : ""),
    h("ul", { class: "shifts" }, found.lines.map(lineItem)), ...[buttons(found)].filter(Boolean));
  file.addEventListener("change", async () => {
    report.replaceChildren();
    if (!file.files.length) return;
    text = await file.files[0].text();
    const found = await ask("");
    if (found) show(found);
  });
  return h("details", { id: "import", class: "rota-part" }, h("summary", {}, "Take in a calendar file"),
    h("p", {}, "Each event becomes a shift. It names its person by an e-mail address that it invites, or by a username or first name in its title."),
    h("p", {}, h("label", { for: "import-file" }, "Calendar file (.ics)"), file), told, report);
}
