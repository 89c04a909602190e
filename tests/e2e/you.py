"""What the browser tests of the page "You" share: a phone on which nobody has begun, and what is done on the page."""

from playwright.async_api import Browser, Page, expect

from benchmarks.house import House
from tests.e2e.plans import PHONE, Watched

WORDS = "I go quiet when it is too much"
# The id of whoever is signed in on the phone, else what the app is told instead.
WHO_AM_I = """async () => {
  const { createApi } = await import("/static/app/api.js");
  return createApi().send("GET", "/v1/me").then((me) => me.young_person_id, (error) => error.constructor.name);
}"""


async def fresh_phone(house: House, browser: Browser, *, bypass_csp: bool = False) -> tuple[Page, Watched]:
    """Return the first run on a phone that the service does not know."""
    context = await browser.new_context(
        viewport=PHONE, bypass_csp=bypass_csp, locale="en-GB", timezone_id="Europe/London"
    )
    watched = Watched(context, house)
    page = await context.new_page()
    await page.goto(house.url)
    await expect(page.locator("#go-on")).to_be_visible()
    return page, watched


async def open_you(page: Page, house: House, door: str = "") -> None:
    """Open the page anew, at one of its doors."""
    await page.goto("about:blank")
    await page.goto(f"{house.url}/you{door}")
    await expect(page.locator("#view h2, #unlock h2").first).to_be_visible()


async def make_words(phone: Page, house: House) -> str:
    """Make recovery words as the app does, and return what was shown."""
    await open_you(phone, house, "#words")
    await phone.click("#make-words")
    await expect(phone.locator("#the-words li")).to_have_count(8)
    return " ".join(await phone.locator("#the-words li").all_inner_texts())


async def sign_in_with(page: Page, words: str) -> None:
    """Use the way in for recovery words on the first run."""
    await page.click("#have-words")
    await page.fill("#recovery-words", words)
    await page.click("#recover")
