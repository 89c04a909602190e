// Keeps the newest message in sight, unless the reader has gone back to read: then a button says that something came.
import { byId } from "./dom.js";

const MOVED_PX = 60;

/** Follows the list. `following` is false while the reader is somewhere else than where the last message put them. */
export function createScroll() {
  const end = byId("end");
  const scroller = byId("scroller");
  const button = byId("new-below");
  let endInSight = true;
  let left_px = null; // until something was brought into sight
  let height_px = scroller.clientHeight;

  // Zoomed in, the page scrolls instead of the list; one of the two is always 0.
  const place_px = () => scroller.scrollTop + scrollY;

  new IntersectionObserver(([entry]) => {
    endInSight = entry.isIntersecting;
    if (endInSight) button.hidden = true;
  }).observe(end);

  const isFollowing = () => endInSight || Math.abs(place_px() - (left_px ?? 0)) < MOVED_PX;

  // What grows around the list, such as the status line or a keyboard, must not cover what was just brought into sight.
  new ResizeObserver(() => {
    const lost_px = height_px - scroller.clientHeight;
    height_px = scroller.clientHeight;
    if (left_px === null || !isFollowing()) return;
    scroller.scrollTop += lost_px;
    left_px = place_px();
  }).observe(scroller);

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
    height_px = scroller.clientHeight;
    button.hidden = true;
  }

  button.addEventListener("click", () => show(byId("messages").lastElementChild));

  return {
    get following() {
      return isFollowing();
    },
    show,
    /** Say that something came, without moving the page. */
    tell() {
      button.hidden = false;
    },
  };
}
