"""A process of its own for making PDFs: what Typst remembers of a plan, up to 1 GiB, ends with the process.

async with asyncio.timeout(PRINTING_TIMEOUT_S):
file = await loop.run_in_executor(printer, partial(pdf, newest, language=..., ...))
"""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

PRINTING_TIMEOUT_S = (
    60.0  # the largest plan that a merge can leave takes 3 s on an idle machine, 14 s on a busy one
)


def make_printer() -> ProcessPoolExecutor:
    """Return an executor with one new process for each task, one task at a time. The caller shuts it down."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), max_tasks_per_child=1)
