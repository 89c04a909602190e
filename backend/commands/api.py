"""evenlight api: serve HTTP until told to stop."""

import asyncio
import sys

from aiohttp import web

from backend.app import create_app
from backend.core.crypto.problem import MasterKeyProblem
from backend.core.languages import ENGLISH
from backend.core.logging import configure
from backend.core.mongo import is_store_down
from backend.demo import NotInProduction, refuse_demo
from backend.settings import Settings
from backend.wiring import Services, build_services

GRACE_S = 2.0


def main(_arguments: list[str]) -> int:
    """Serve; in production only with texts that somebody approved, without demo people, and over https."""
    settings = Settings()
    if settings.production and (refused := asyncio.run(_refused(settings))):
        print("\n".join(refused), file=sys.stderr)
        return 1
    try:
        web.run_app(
            _application(settings),
            host=settings.host,
            port=settings.port,
            print=None,
            access_log=None,
            shutdown_timeout=GRACE_S,
        )
    except MasterKeyProblem as problem:
        print(f"{problem.title}. {problem.detail}", file=sys.stderr)
        return 1
    return 0


async def _drafts(services: Services) -> list[str]:
    """Say so where English words are drafts. Other languages stay switched off until they are approved."""
    drafts = [text.name for text in await services.safety_texts.unapproved() if text.language == ENGLISH]
    said = (
        f"The English safety texts are drafts that nobody approved ({', '.join(drafts)}), so production does not "
        "start. Two editors approve them in the console of a service with EVENLIGHT_ENV=development and the same "
        "database, where nobody else can reach it: see docs/guidance.md."
    )
    return [said] if drafts else []


async def _refused(settings: Settings) -> list[str]:
    """Return why production must not start as it is set. A store that is down stops nothing."""
    refused = []
    if settings.unsafe_oidc:
        refused.append(
            "Single sign-on needs https addresses in EVENLIGHT_OIDC_ISSUER and EVENLIGHT_PUBLIC_URL."
        )
    services = build_services(settings)
    try:
        refused += await _drafts(services)
        await refuse_demo(services)
    except NotInProduction as problem:
        refused.append(f"{problem.title}. {problem.detail}")
    except Exception as error:
        if not is_store_down(error):
            raise
    finally:
        await services.close()
    return refused


async def _application(settings: Settings) -> web.Application:
    configure()
    return create_app(build_services(settings))
