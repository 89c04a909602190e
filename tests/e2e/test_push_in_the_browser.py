"""Pages in the browser of somebody on call: switched on by a button, shown without content, ended again.

The browser's own push service is the one part that is not there on loopback: a fake one takes its place, which
decrypts what it gets, and what it got is handed to the real worker as the browser would.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Worker, expect
from py_vapid import Vapid02

from backend.escalations.contact_points.api import push_key
from backend.escalations.paging.channels import ChannelTools, create_channels
from backend.escalations.paging.letters import Letters
from backend.settings import Settings
from tests.conftest import World
from tests.e2e.console import browsing, console_of, faults
from tests.factories import DISCLOSURE, on_call, staff, young_person
from tests.fake_providers import Providers

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

# What a browser does with its maker's push service.
A_PUSH_SERVICE = """([]) => {
  let made = null;
  const subscription = %s;
  PushManager.prototype.getSubscription = async () => made;
  PushManager.prototype.subscribe = async (asked) => {
    const key = btoa(String.fromCharCode(...asked.applicationServerKey));
    window.askedFor = { visible: asked.userVisibleOnly, key };
    made = { endpoint: subscription.endpoint, toJSON: () => subscription,
      unsubscribe: async () => { made = null; return true; } };
    return made;
  };
}"""
# Waits for what the worker asks of the browser. To ask again and again what is shown is no way to wait for it: what
# the browser has kept and not yet put on the screen, it then takes for gone.
ARRIVED = """async ([title, data]) => {
  const waiting = [];
  const event = new PushEvent("push", { data });
  event.waitUntil = (work) => waiting.push(work);
  self.dispatchEvent(event);
  await Promise.all(waiting);
  const shown = (await self.registration.getNotifications()).find((one) => one.title === title);
  return { title, body: shown.body, actions: shown.actions.map((one) => one.action) };
}"""
PRESSED = """async ([title, action]) => {
  const done = [];
  self.clients.openWindow = async (url) => { done.push(`opened ${url.split("#")[0]}`); };
  WindowClient.prototype.focus = async function () { done.push(`front ${new URL(this.url).pathname}`); return this; };
  const shown = async () => (await self.registration.getNotifications()).find((one) => one.title === title);
  const notification = await shown();
  const waiting = [];
  const event = new NotificationEvent("notificationclick", { notification, action });
  event.waitUntil = (work) => waiting.push(work);
  self.dispatchEvent(event);
  await Promise.all(waiting);
  // Closed in the browser's own time: what comes under the same name before that would be closed with it.
  while (await shown()) await new Promise((later) => setTimeout(later, 20));
  return done;
}"""


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    vapid = Vapid02()
    vapid.generate_keys()
    vapid.save_key(str(tmp_path / "vapid.pem"))
    settings.vapid_key_file, settings.vapid_contact = tmp_path / "vapid.pem", "mailto:team@example.org"
    return settings


class Phone:
    """A browser with a push service, and the console open in it."""

    def __init__(self, context: BrowserContext, page: Page, providers: Providers) -> None:
        self.context, self.page, self.providers = context, page, providers

    async def worker(self) -> Worker:
        await self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        [worker] = [one for one in self.context.service_workers if one.url.endswith("/staff-sw.js")]
        return worker

    async def arrives(self) -> dict[str, Any]:
        """Hand what the push service got last to the worker, and return what is shown."""
        told = self.providers.push.asked[-1]
        data = json.dumps({name: told[name] for name in ("title", "body", "url")})
        return dict(await (await self.worker()).evaluate(ARRIVED, [told["title"], data]))

    async def presses(self, title: str, action: str = "") -> list[str]:
        """Press what is shown, or its button, and return what the worker did."""
        return list(await (await self.worker()).evaluate(PRESSED, [title, action]))


async def with_a_push_service(world: World, origin: str) -> Providers:
    providers, services = Providers(), world.services
    await providers.start()
    letters = Letters(services.page_links, origin)
    tools = ChannelTools(
        services.stores.notices, world.clock, services.settings, services.addresses.of, letters
    )
    services.channels["push"] = create_channels(tools)["push"]
    return providers


async def switch_on(phone: Phone, page: Page, world: World) -> None:
    """Switch pages to this browser on, and prove with the code that they arrive."""
    await page.click("#nav a[href='#/rota']")
    await page.click("#reached > summary")
    assert await page.evaluate("navigator.serviceWorker.getRegistrations()") == [], "nothing by itself"
    await page.click("#push-on")
    await expect(page.locator("#reached-told")).to_contain_text("Type the code below")
    asked = await page.evaluate("window.askedFor")
    assert asked["visible"]
    assert asked["key"].replace("+", "-").replace("/", "_").rstrip("=") == push_key(world.services.settings)

    code = await phone.arrives()
    await page.fill("#reached-code-push", code["body"].split("code is ")[1][:6])
    await page.click("#reached-verify-push")
    await expect(page.locator("#reached-told")).to_have_text("You are paged by browser from now on.")
    assert await faults(page) == []


async def switch_off(page: Page) -> None:
    await page.click("#push-off")
    await expect(page.locator("#reached-told")).to_have_text("Pages no longer come to this browser.")
    assert (
        await page.evaluate(
            "navigator.serviceWorker.getRegistration('/staff').then((one) => one.pushManager.getSubscription())"
        )
        is None
    )


async def test_a_browser_is_paged_once_its_owner_asked_for_it_and_typed_the_code(
    world: World, browser: Browser
) -> None:
    origin = str(world.http.make_url("/"))
    providers = await with_a_push_service(world, origin)
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    async with browsing(browser, world) as context:
        await context.grant_permissions(["notifications"], origin=origin)
        await context.add_init_script(f"({A_PUSH_SERVICE % providers.browser.subscription})([])")
        page = await console_of(context, world, "Maya")
        phone = Phone(context, page, providers)
        await switch_on(phone, page, world)

        asker = await young_person(world.http, nickname="Amber")
        await asker.say(DISCLOSURE)
        await world.worker_runs()
        shown = await phone.arrives()
        assert shown["title"].startswith("Evenlight on call: today (")
        assert shown["actions"] == ["have-it"]
        assert not {"Amber", "alive", "Maya"} & set(str(shown).replace("'", " ").split())
        assert await phone.presses(shown["title"]) == ["front /staff"]
        await phone.arrives()
        assert await phone.presses(shown["title"], "have-it") == ["opened /acknowledge"]

        await switch_off(page)
        assert await world.services.contact_points.of(maya.id) == []
    await providers.stop()
