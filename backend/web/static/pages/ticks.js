// Ticks of a checklist: kept on this phone and sent nowhere.

function read(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key)) ?? []);
  } catch {
    return new Set();
  }
}

function write(key, ticked) {
  try {
    if (ticked.size) localStorage.setItem(key, JSON.stringify([...ticked]));
    else localStorage.removeItem(key);
  } catch {
    // Private windows may forbid it: the ticks then last as long as the page.
  }
}

/** Show what was ticked before, keep what is ticked, and clear it all on the button. */
export function keepTicks(list, note, button) {
  const key = `evenlight.ticks.${list.dataset.checklist}`;
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const stays = note.textContent;
  // By its words: a question that is moved or added later does not move a tick to another one.
  const wordsOf = (box) => box.closest("label").textContent.trim();
  const ticked = read(key);
  for (const box of boxes) box.checked = ticked.has(wordsOf(box));
  list.addEventListener("change", () => {
    write(key, new Set(boxes.filter((box) => box.checked).map(wordsOf)));
    note.textContent = stays;
  });
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    write(key, new Set());
    note.textContent = note.dataset.cleared;
  });
  note.hidden = false;
  button.hidden = false;
}
