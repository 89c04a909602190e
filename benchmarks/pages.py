"""How heavy the pages to read are, and how soon somebody on a slow phone network can read the first line."""

import statistics
from typing import Any

from playwright.async_api import Browser, async_playwright

from benchmarks.house import House

# Chromium's own "Slow 3G": 400 kbit/s with 400 ms of delay, times the factors that DevTools uses.
SLOW_3G = {"offline": False, "latency": 2000.0, "downloadThroughput": 50_000.0, "uploadThroughput": 50_000.0}
ADDRESSES = [
    "/parents",
    "/parents/tonight",
    "/parents/before-leaving-hospital",
    "/read/urges",
    "/schools",
    "/complaints",
    "/shared",
    "/help",
    "/help/ur",
    "/words/ur",
]
ROUNDS = 3
# Not Playwright's own waiting: it needs eval, which our pages forbid.
FIRST_TEXT = """() => new Promise((resolve) => {
  const told = (list) => list.getEntriesByName("first-contentful-paint").forEach((one) => resolve(one.startTime));
  new PerformanceObserver(told).observe({ type: "paint", buffered: true });
})"""
MOST_BYTES = 50_000


async def measure(house: House) -> None:
    """Print the bytes of each page with all that it loads, and the time to its first text."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        print(f"Pages on slow 3G (2 s of delay, 50 kB/s), with an empty cache, {ROUNDS} rounds:")
        for address in ADDRESSES:
            found = [await _one(browser, house.url + address) for _ in range(ROUNDS)]
            size = max(bytes_ for bytes_, _ in found)
            first_ms = statistics.median(at for _, at in found)
            heavy = "" if size < MOST_BYTES else "  MORE THAN 50 kB"
            print(f"  {address:34} {size / 1000:6.1f} kB   first text {first_ms / 1000:5.1f} s{heavy}")
        await browser.close()


async def _one(browser: Browser, url: str) -> tuple[int, float]:
    context = await browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    received = 0

    def count(event: dict[str, Any]) -> None:
        nonlocal received
        received += int(event["encodedDataLength"])

    devtools.on("Network.loadingFinished", count)
    await devtools.send("Network.enable")
    await devtools.send("Network.emulateNetworkConditions", SLOW_3G)
    await page.goto(url, wait_until="load", timeout=120_000)
    first_ms = await page.evaluate(FIRST_TEXT)
    await context.close()
    return received, float(first_ms)
