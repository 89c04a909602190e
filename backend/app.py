"""The API process: routes, middleware, and the tasks that live as long as it does."""

import asyncio
from collections.abc import AsyncIterator
from functools import cache
from typing import Any

from aiohttp import web

from backend import __version__
from backend.chat import api as chat_api
from backend.chat import staff_api
from backend.chat.texts import languages
from backend.core import keys
from backend.core.attempts import ATTEMPTS
from backend.core.http import add_routes
from backend.core.limits import LIMITER
from backend.core.live import feed_hub
from backend.core.logging import log
from backend.core.middleware import access_log, problems, security_headers
from backend.core.mongo import is_store_down
from backend.core.openapi import document
from backend.core.routes import Route
from backend.drills import api as drills_api
from backend.escalations import api as escalations_api
from backend.escalations.chronology import api as chronology_api
from backend.escalations.contact_points import api as contact_points_api
from backend.escalations.hand_overs import api as hand_overs_api
from backend.escalations.numbers import api as numbers_api
from backend.escalations.paging.deliveries import api as deliveries_api
from backend.escalations.policies import api as policies_api
from backend.escalations.rota import api as rota_api
from backend.escalations.rota.calendars import api as rota_calendars_api
from backend.escalations.rota.layers import warm_up as warm_up_rota
from backend.escalations.rota.swaps import api as rota_swaps_api
from backend.escalations.rota.test_pages import api as test_pages_api
from backend.guidance import api as guidance_api
from backend.guidance.editing import api as guidance_editing_api
from backend.health import api as health_api
from backend.identity import policies
from backend.identity.accounts import api as accounts_api
from backend.identity.staff import api as staff_list_api
from backend.identity.staff.members import api as members_api
from backend.identity.staff.oidc import api as oidc_api
from backend.identity.staff.sessions import api as sign_out_api
from backend.identity.staff.totp import api as totp_api
from backend.plans import api as plans_api
from backend.plans.exporting import api as plan_exporting_api
from backend.plans.pictures import api as plan_pictures_api
from backend.plans.reviews import api as plan_reviews_api
from backend.plans.routes import ROUTES as PLAN_ROUTES
from backend.plans.sharing import api as plan_sharing_api
from backend.plans.suggestions import api as plan_suggestions_api
from backend.plans.words import api as plan_words_api
from backend.reviews import api as reviews_api
from backend.rights import api as rights_api
from backend.rights.complaints import api as complaints_api
from backend.rights.notice import api as notice_api
from backend.rights.notice import notice_languages
from backend.screening import warm_up
from backend.signposting import api as signposting_api
from backend.signposting.editing import api as directory_editing_api
from backend.signposting.importing import api as directory_importing_api
from backend.signposting.open_referral import api as open_referral_api
from backend.taking_part import api as taking_part_api
from backend.web import api as web_api
from backend.web.pages import Pages
from backend.wiring import Services

SERVICES = web.AppKey("services", Services)

ROUTES: list[Route] = [
    *web_api.ROUTES,
    *health_api.ROUTES,
    *accounts_api.ROUTES,
    *staff_list_api.ROUTES,
    *totp_api.ROUTES,
    *members_api.ROUTES,
    *oidc_api.ROUTES,
    *sign_out_api.ROUTES,
    *chat_api.ROUTES,
    *staff_api.ROUTES,
    *escalations_api.ROUTES,
    *chronology_api.ROUTES,
    *hand_overs_api.ROUTES,
    *policies_api.ROUTES,
    *contact_points_api.ROUTES,
    *deliveries_api.ROUTES,
    *rota_api.ROUTES,
    *drills_api.ROUTES,
    *numbers_api.ROUTES,
    *rota_swaps_api.ROUTES,
    *rota_calendars_api.ROUTES,
    *test_pages_api.ROUTES,
    *signposting_api.ROUTES,
    *open_referral_api.ROUTES,
    *directory_editing_api.ROUTES,
    *directory_importing_api.ROUTES,
    *PLAN_ROUTES,
    *reviews_api.ROUTES,
    *taking_part_api.ROUTES,
    *rights_api.ROUTES,
    *complaints_api.ROUTES,
    *notice_api.ROUTES,
    *guidance_api.ROUTES,
    *guidance_editing_api.ROUTES,
]

# What a change of these means for somebody who is looking: core.live turns it into a topic.
WATCHED = ["messages", "escalations", "receipts", "console_notices"]


def create_app(services: Services) -> web.Application:
    """Return the application; it connects when it starts, and answers the help page also when it cannot."""

    def crisis() -> dict[str, object]:
        return {"lines": [dict(vars(line)) for line in services.signposting.lines()]}

    languages()  # A broken text file stops the start, not somebody's first message.
    notice_languages()
    app = web.Application(middlewares=[access_log, problems(crisis)])
    _provide(app, services)
    app.on_response_prepare.append(security_headers(production=services.settings.production))
    app.cleanup_ctx.append(_background)
    add_routes(app, ROUTES)
    return app


def _provide(app: web.Application, services: Services) -> None:
    app[SERVICES] = services
    app[policies.TOKENS], app[policies.STAFF_ROLES_NOW] = services.tokens, services.staff_roles
    app[LIMITER], app[ATTEMPTS] = services.limiter, services.attempts
    app[keys.AUDIT], app[keys.CLOCK] = services.audit, services.clock
    app[keys.CRYPTO], app[keys.HUB] = services.crypto, services.hub
    app[policies.DEVICES_NOW] = services.known_devices
    app[accounts_api.ACCOUNTS], app[staff_list_api.STAFF] = services.accounts, services.staff
    app[accounts_api.SESSIONS], app[accounts_api.RECOVERY] = services.sessions, services.recovery
    app[staff_list_api.SIGN_IN], app[totp_api.ENROLMENT] = services.sign_in, services.enrolment
    app[members_api.MEMBERS] = services.staff_members
    app[oidc_api.SINGLE_SIGN_ON] = services.single_sign_on
    app[sign_out_api.SIGN_OUT] = services.sign_out
    app[oidc_api.PUBLIC_URL] = services.settings.public_url
    app[oidc_api.SECURE_COOKIES] = services.settings.production
    _provide_directory(app, services)
    app[guidance_api.READING] = services.guidance_reading
    app[guidance_api.PUBLIC_URL] = services.settings.public_url
    app[guidance_editing_api.EDITING] = services.guidance_editing
    app[web_api.PAGES] = Pages(services.signposting.lines(), services.settings.complaints_contact)
    app[rights_api.ACCESS], app[rights_api.DOWNLOAD] = services.record_access, services.download
    app[rights_api.ERASURES], app[complaints_api.COMPLAINTS] = services.erasures, services.complaints
    app[chat_api.CHAT], app[chat_api.VIEWS] = services.chat, services.views
    app[staff_api.STAFF_ESCALATIONS] = services.escalations
    app[escalations_api.ESCALATIONS] = services.escalations
    app[chronology_api.CHRONOLOGY], app[chronology_api.FOLLOW_UPS] = services.chronology, services.follow_ups
    app[chronology_api.WRITERS] = services.escalations
    app[hand_overs_api.HAND_OVERS] = services.hand_overs
    app[hand_overs_api.HOLDERS] = services.escalations
    _provide_paging(app, services)
    app[policies_api.POLICIES], app[policies_api.STAFF] = services.policies, services.escalations
    app[escalations_api.ACTIONS], app[escalations_api.CONSOLE] = services.actions, services.console
    _provide_rota(app, services)
    app[reviews_api.MARKING], app[reviews_api.REVIEWS] = services.marking, services.reviews
    _provide_plans(app, services)
    app[health_api.WATCH], app[drills_api.DRILLS] = services.watch, services.drills
    app[numbers_api.NUMBERS], app[numbers_api.COUNTED] = services.numbers, services.useful.between
    app[rights_api.READINGS] = services.readings
    app[taking_part_api.MENTORING] = services.mentoring
    app[health_api.OPENAPI] = _description()


def _provide_directory(app: web.Application, services: Services) -> None:
    app[signposting_api.SIGNPOSTING] = services.signposting
    app[directory_editing_api.EDITING] = services.directory_editing
    app[directory_importing_api.INTAKE] = services.directory_intake
    app[open_referral_api.OPEN_REFERRAL] = services.open_referral
    app[open_referral_api.OPENAPI_URL] = f"{services.public_url}/v1/openapi.json"


def _provide_rota(app: web.Application, services: Services) -> None:
    app[rota_api.ROTA], app[rota_api.CHANGES] = services.rota, services.rota_changes
    app[rota_swaps_api.SWAPS], app[test_pages_api.TEST_PAGES] = services.swaps, services.test_pages
    app[rota_calendars_api.FEEDS] = services.rota_feeds
    app[rota_calendars_api.IMPORTS] = services.rota_imports
    app[escalations_api.SHIFT_NOTICES] = services.shift_notices


def _provide_paging(app: web.Application, services: Services) -> None:
    app[deliveries_api.ANSWERS], app[deliveries_api.DELIVERIES] = services.answers, services.deliveries
    app[deliveries_api.PAGING] = services.settings
    app[deliveries_api.CALLBACK_URL] = services.public_url
    app[contact_points_api.CONTACT_POINTS] = services.contact_points
    app[contact_points_api.PEOPLE] = services.escalations
    app[contact_points_api.PUSH_KEY] = contact_points_api.push_key(services.settings)


def _provide_plans(app: web.Application, services: Services) -> None:
    app[plans_api.PLANS], app[plans_api.DELETION] = services.plans, services.plan_deletion
    app[plan_pictures_api.PICTURES] = services.plan_pictures
    app[plan_reviews_api.REVIEWS] = services.plan_reviews
    app[plan_suggestions_api.DRAFTS] = not services.settings.production
    app[plan_sharing_api.SHARING], app[plan_sharing_api.LINKS] = services.plan_sharing, services.plan_links
    app[plan_sharing_api.TEAM_SHARING] = services.plan_team_sharing
    app[staff_api.PLAN_SHOWN] = services.plan_team_sharing.is_shown
    app[plan_words_api.WORDS] = services.plan_words
    app[plan_exporting_api.EXPORTS] = services.plan_exports


@cache
def _description() -> dict[str, Any]:
    """Describe the route table, once."""
    return document(ROUTES, __version__)


async def _create_indexes(services: Services) -> None:
    """Create the indexes as soon as the store answers: what exists once is held by them."""
    while True:
        try:
            await services.stores.create_indexes()
        except Exception as error:
            if not is_store_down(error):
                raise
            await asyncio.sleep(1)
        else:
            return


def _tell_when_dead(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()):
        log.critical("background_task_died", error=type(error).__name__)


async def _warm_up(services: Services) -> None:
    """Compile screening's phrases and the calendar beside the first requests, so that no message waits for them."""
    await asyncio.to_thread(warm_up)
    await asyncio.to_thread(warm_up_rota, services.clock.now().date())


async def _background(app: web.Application) -> AsyncIterator[None]:
    services = app[SERVICES]
    tasks = [
        asyncio.create_task(feed_hub(services.mongo, services.hub, WATCHED)),
        asyncio.create_task(services.watch.run()),
        asyncio.create_task(services.drills.keep()),
        asyncio.create_task(_create_indexes(services)),
        asyncio.create_task(services.safety_texts.keep()),
        asyncio.create_task(_warm_up(services)),
    ]
    for task in tasks:
        task.add_done_callback(_tell_when_dead)
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await services.close()
