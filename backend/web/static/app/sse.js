// Reads server-sent events out of text that comes in pieces (WHATWG event-stream format: LF, CR or CRLF lines).

/** A parser: feed(piece) gives the events that became complete, as {event, data, id}. Comments are dropped. */
export function createParser() {
  let rest = "";
  let fields = fresh();

  function fresh() {
    return { event: "message", data: [], id: null };
  }

  function take(line, complete) {
    if (line === "") {
      if (fields.data.length > 0) complete.push({ ...fields, data: fields.data.join("\n") });
      fields = fresh();
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /u, "");
    if (name === "data") fields.data.push(value);
    else if (name === "event") fields.event = value;
    else if (name === "id") fields.id = value;
  }

  return {
    feed(piece) {
      const complete = [];
      const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/u);
      rest = lines.pop();
      for (const line of lines) take(line, complete);
      return complete;
    },
  };
}
