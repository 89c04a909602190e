"""What the browser tests of the plan share: phones of one person or of several, and what is done on them."""

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, expect

from benchmarks.house import House

PHONE: ViewportSize = {"width": 360, "height": 740}
SYNCED = "Kept on this phone and with Evenlight."


class Watched:
    """Notes every request to somebody else, every error, and every broken rule of the policy."""

    def __init__(self, context: BrowserContext, house: House) -> None:
        self._house = house
        self.wrong: list[str] = []
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._house.url, "blob:")):
            self.wrong.append(request.url)

    def _console(self, said: ConsoleMessage) -> None:
        if "Content Security" in said.text:
            self.wrong.append(said.text)


async def new_phone(house: House, browser: Browser, *, bypass_csp: bool = False) -> tuple[Page, Watched]:
    """Return the app on a phone of somebody new, just after the first run."""
    context = await browser.new_context(
        viewport=PHONE, bypass_csp=bypass_csp, locale="en-GB", timezone_id="Europe/London"
    )
    watched = Watched(context, house)
    page = await context.new_page()
    await page.goto(house.url)
    await page.click("#go-on")
    await page.check('input[name=age_band][value="13-15"]')
    await page.click("#start")
    await expect(page.locator("#message")).to_be_visible()
    return page, watched


async def second_phone(house: House, browser: Browser, first: Page) -> tuple[Page, Watched]:
    """Return the app on another phone of the same person, signed in with recovery words as the app does it."""
    words = await first.evaluate(
        """async () => {
          const { createApi } = await import("/static/app/api.js");
          return (await createApi().send("POST", "/v1/recovery-words", { body: {} })).words.join(" ");
        }"""
    )
    context = await browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/London")
    watched = Watched(context, house)
    page = await context.new_page()
    await page.goto(f"{house.url}/help")
    await page.evaluate(
        """async (words) => {
          const { createApi } = await import("/static/app/api.js");
          const { recoverDevice } = await import("/static/app/device.js");
          await recoverDevice(createApi(), words);
        }""",
        words,
    )
    return page, watched


async def open_plan(page: Page, house: House, where: str = "") -> None:
    """Open the plan, or one view of it, and wait until it is drawn."""
    await page.goto(f"{house.url}/plan{where}")
    await expect(page.locator("#view h2, #unlock h2").first).to_be_visible()


async def kept_offline(page: Page) -> None:
    """Wait until the app can open without a network."""
    await page.evaluate("() => navigator.serviceWorker.ready")
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")


async def add_words(page: Page, step: int, text: str) -> None:
    """Write one entry in a step of the plan that is open."""
    await page.evaluate("(hash) => { location.hash = hash; }", f"#step/{step}")
    await page.click("#add")
    await page.fill("#entry-text", text)
    await page.click("#save")
    await expect(page.locator(".entry", has_text=text)).to_be_visible()


async def change_words(page: Page, before: str, after: str) -> None:
    """Put other words into an entry of the step that is open."""
    await page.locator(".entry", has_text=before).get_by_role("button", name="Change").click()
    await page.fill("#entry-text", after)
    await page.click("#save")
    await expect(page.locator(".entry", has_text=after)).to_be_visible()


async def synced(page: Page) -> None:
    """Wait until the page says that the service has everything."""
    await expect(page.locator("#plan-status")).to_have_text(SYNCED)
