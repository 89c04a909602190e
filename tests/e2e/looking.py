"""What a page is held to in every browser test: axe finds nothing, nothing runs off, and bars leave room to read."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 800}
# The narrowest screen, and what a desk of 1280 x 1024 has left at 400 % zoom.
SMALLEST: ViewportSize = {"width": 320, "height": 256}
# Sideways scrolling of the page, or of any part of it that scrolls by itself. A table of figures may (WCAG 1.4.10).
RUNS_OFF = """() => [...document.querySelectorAll("*")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && !one.matches(".wide-table"))
  .filter((one) => one === document.documentElement || ["auto", "scroll"].includes(getComputedStyle(one).overflowX))
  .map((one) => one.id || one.className || one.tagName)"""
# What stays in place while the page scrolls, where it takes more than half of the screen.
IN_THE_WAY = """() => [...document.querySelectorAll("*")]
  .filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position))
  .filter((one) => one.checkVisibility() && !one.closest("dialog"))
  .filter((one) => one.getBoundingClientRect().height > innerHeight / 2)
  .map((one) => one.id || one.className || one.tagName)"""


async def axe(page: Page) -> list[str]:
    """Return what axe finds on the page as it is, and where."""
    found = (await Axe().run(page)).response["violations"]
    return [f"{broken['id']} {[node['target'] for node in broken['nodes']]}" for broken in found]


async def faults_when_small(page: Page) -> list[str]:
    """Return what is wrong on the narrowest and lowest screen; the size is then as before."""
    before = page.viewport_size
    await page.set_viewport_size(SMALLEST)
    found = await axe(page)
    found += [f"runs off: {one}" for one in await page.evaluate(RUNS_OFF)]
    found += [f"in the way: {one}" for one in await page.evaluate(IN_THE_WAY)]
    if before:
        await page.set_viewport_size(before)
    return found


async def nothing_is_wrong(page: Page) -> None:
    """Fail for what is wrong with the page on the smallest screen."""
    assert await faults_when_small(page) == []
