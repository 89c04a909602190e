// A plot of bars, as an SVG made here. It repeats a table: a screen reader gets the table, not the bars.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 56;
const BELOW = 22;
const TICKS = 4;
const MOST_LABELS = 12;

function make(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function scaleLine(y, says) {
  return [make("line", { x1: LEFT, x2: WIDTH, y1: y, y2: y, class: "plot-line" }),
    make("text", { x: LEFT - 6, y: y + 4, class: "plot-text plot-scale" }, says)];
}

/** The bars. `bars` are { label, values } in order, `values` one number or null for each of `series` (class names). */
export function plot(bars, series, says) {
  const values = bars.flatMap((bar) => bar.values).filter((value) => value !== null);
  const top = Math.max(...values, 0) || 1;
  const room = (WIDTH - LEFT) / Math.max(bars.length, 1);
  const wide = (room * 0.8) / series.length;
  const yOf = (value) => HEIGHT - BELOW - (value / top) * (HEIGHT - BELOW - 12);
  const every = Math.ceil(bars.length / MOST_LABELS);
  const drawing = make("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "plot", "aria-hidden": "true", focusable: "false" });
  for (let tick = 0; tick <= TICKS; tick += 1) {
    const value = (top * tick) / TICKS;
    drawing.append(...scaleLine(yOf(value), says(value)));
  }
  bars.forEach((bar, place) => {
    const left = LEFT + place * room;
    bar.values.forEach((value, at) => {
      if (value === null) return;
      drawing.append(make("rect", { x: left + room * 0.1 + at * wide, y: yOf(value), width: wide,
        height: HEIGHT - BELOW - yOf(value), class: series[at] }));
    });
    if (place % every === 0) {
      drawing.append(make("text", { x: left + room / 2, y: HEIGHT - 6, class: "plot-text plot-label" }, bar.label));
    }
  });
  return drawing;
}
