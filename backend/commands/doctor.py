"""evenlight doctor: look at a deployment and say what is unsafe. Changes nothing."""

import argparse

from backend.commands.running import run
from backend.doctor.model import Finding, Verdict
from backend.doctor.service import check_service
from backend.doctor.settings import check_settings
from backend.settings import Settings
from backend.wiring import Services


def main(arguments: list[str]) -> int:
    """Print every finding; return 1 when something is unsafe."""
    parser = argparse.ArgumentParser("evenlight doctor", description=__doc__)
    parser.add_argument("--quiet", action="store_true", help="print only what is not ok")
    quiet = parser.parse_args(arguments).quiet
    findings = list(check_settings(Settings()))

    async def look(services: Services) -> None:
        findings.extend([finding async for finding in check_service(services)])

    failed = run(look)
    for finding in findings:
        if not (quiet and finding.verdict is Verdict.OK):
            print(_line(finding))
    return 1 if failed or any(finding.verdict is Verdict.UNSAFE for finding in findings) else 0


def _line(finding: Finding) -> str:
    mend = f"\n{'':8}To mend it: {finding.mend}" if finding.mend else ""
    return f"{finding.verdict.upper():7} {finding.about}: {finding.says}{mend}"
