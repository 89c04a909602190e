"""From the schedules of a feed to opening hours in OpenStreetMap syntax."""

import re
from typing import Any

DAYS = {"MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"}
TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?")
END_OF_DAY = {"23:59", "00:00"}
HOLIDAYS = "PH unknown"  # A schedule of the standard says nothing about bank holidays.


class BrokenHours(Exception):
    """A schedule that cannot be; the reason is its text."""


def hours_from(schedules: Any) -> str | None:
    """Return opening hours; None where they are not known or not weekly. Raises BrokenHours."""
    if not isinstance(schedules, list):
        raise BrokenHours("schedules are no list")
    found = [_rule(schedule) for schedule in schedules]
    rules = [rule for rule in found if rule]
    if not rules or len(rules) < len(found):
        return None  # One that is not weekly is not told half.
    if rules == ["Mo-Su 00:00-24:00"]:
        return "24/7"
    return f"{', '.join(dict.fromkeys(rules))}; {HOLIDAYS}"


def _rule(schedule: Any) -> str | None:
    if not isinstance(schedule, dict):
        raise BrokenHours("a schedule is no object")
    if str(schedule.get("freq") or "WEEKLY").upper() != "WEEKLY":
        return None
    if schedule.get("interval") not in (None, 1) or schedule.get("valid_to") or not schedule.get("byday"):
        return None
    opens, closes = _time(schedule.get("opens_at")), _time(schedule.get("closes_at"))
    if opens is None or closes is None:
        return None
    closes = "24:00" if closes in END_OF_DAY else closes
    if opens == closes:
        raise BrokenHours("it closes when it opens")
    return f"{_days(str(schedule['byday']))} {opens}-{closes}"


def _days(byday: str) -> str:
    codes = [code.strip().upper() for code in byday.split(",")]
    if not set(codes) <= DAYS.keys():
        raise BrokenHours("names a day of the week that is none")
    if set(codes) == DAYS.keys():
        return "Mo-Su"
    return ",".join(name for code, name in DAYS.items() if code in codes)


def _time(value: Any) -> str | None:
    if value is None or value == "":
        return None
    found = TIME.fullmatch(str(value))
    if found is None:
        raise BrokenHours("has a time that is none")
    return f"{found[1]}:{found[2]}"
