"""Three soaks after each other: every part at every moment, primaries of three members, and providers on a bad day.

Run with `make soak`, or one of them with `python -m benchmarks.soaking moments|members|providers`. Exits 1 when
anything was lost or doubled, or a page was taken up for what was closed.
"""

import argparse
import asyncio
import sys

from benchmarks.soaking.moments import Moment
from benchmarks.soaking.providers import BAD_DAY
from benchmarks.soaking.soak import EACH_MOMENT_ONCE, EVERYBODY_AT_EACH, Result, Soak, run

SOAKS = {
    "moments": Soak(EVERYBODY_AT_EACH),
    "members": Soak([(moment, "database") for moment in Moment], members=3),
    "providers": Soak(EACH_MOMENT_ONCE, ways=BAD_DAY),
}


def tell(name: str, result: Result) -> bool:
    """Print what happened; return whether all is well."""
    print(f"{name}: {len(result.killed)} kills in {result.took_s:.0f} s")
    for what, count in (result.informs | result.bad).items():
        print(f"  {what}: {count}")
    return not any(result.bad.values())


def main() -> int:
    """Run the soaks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="run only these")
    names = parser.parse_args().only or list(SOAKS)
    well = [tell(name, asyncio.run(run(SOAKS[name]))) for name in names]
    print("nothing lost, nothing doubled" if all(well) else "SOMETHING WAS LOST OR DOUBLED")
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
