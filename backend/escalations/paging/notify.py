"""Asking GOV.UK Notify what became of a page, with its own client. The page's id is the reference it was sent under."""

import asyncio
from collections.abc import Awaitable, Callable

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from backend.escalations.paging.channels import ChannelError
from backend.escalations.paging.settings import PagingSettings, secret_in

TIMEOUT_S = 5
# From the id of a page to the states of what was sent under it. Raises ChannelError.
Ask = Callable[[str], Awaitable[list[str]]]


def statuses_from(settings: PagingSettings) -> Ask | None:
    """Return how to ask, or None where Notify is not in use."""
    if not settings.has_notify:
        return None

    def ask(page_id: str) -> list[str]:
        key = secret_in(settings.notify_key_file) or ""
        client = NotificationsAPIClient(key, settings.notify_url, timeout=TIMEOUT_S)  # type: ignore[no-untyped-call]
        try:
            answer = client.get_all_notifications(  # type: ignore[no-untyped-call]
                template_type="sms", reference=page_id
            )
            return [str(one["status"]) for one in answer["notifications"]]
        except (APIError, LookupError, TypeError) as error:
            raise ChannelError(type(error).__name__) from error
        finally:
            client.request_session.close()

    async def ask_beside(page_id: str) -> list[str]:
        return await asyncio.to_thread(ask, page_id)  # The client waits, and is not for several threads.

    return ask_beside
