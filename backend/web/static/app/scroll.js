// Keeps the newest message in sight, unless the reader has gone back to read: then a button says that something came.
import { byId } from "./dom.js";

const MOVED_PX = 60;

/** Follows the list. `following` is false while the reader is somewhere else than where the last message put them. */
export function createScroll() {
  const end = byId("end");
  const scroller = byId("scroller");
  const button = byId("new-below");
  let endInSight = true;
  let left_px = 0;

  // Zoomed in, the page scrolls instead of the list; one of the two is always 0.
  const place_px = () => scroller.scrollTop + scrollY;

  new IntersectionObserver(([entry]) => {
    endInSight = entry.isIntersecting;
    if (endInSight) button.hidden = true;
  }).observe(end);

  /**
   * Go to the end, but not so far that the beginning of `element` is out of sight. What can be answered by a button
   * comes before that: on a small screen the buttons of `question` are in sight, and the words above can be read back.
   */
  function show(element, question = null) {
    end.scrollIntoView({ block: "end" });
    const top_px = Math.max(0, scroller.getBoundingClientRect().top);
    if (element && element.getBoundingClientRect().top < top_px) element.scrollIntoView({ block: "start" });
    question?.querySelector(".choices").scrollIntoView({ block: "nearest" });
    left_px = place_px();
    button.hidden = true;
  }

  button.addEventListener("click", () => show(byId("messages").lastElementChild));

  return {
    get following() {
      return endInSight || Math.abs(place_px() - left_px) < MOVED_PX;
    },
    show,
    /** Say that something came, without moving the page. */
    tell() {
      button.hidden = false;
    },
  };
}
