"""evenlight seed: create indexes and the directory, and demo people where that is allowed."""

import argparse

from backend import demo
from backend.commands.running import run
from backend.wiring import Services


def main(arguments: list[str]) -> int:
    """Seed the store; safe to run again."""
    parser = argparse.ArgumentParser("evenlight seed", description="Create indexes and the directory.")
    parser.add_argument("--demo", action="store_true", help="add made-up staff and a rota that covers now")
    options = parser.parse_args(arguments)

    async def seed(services: Services) -> None:
        await demo.refuse_demo(services)
        await services.stores.create_indexes()
        await services.signposting.seed()
        if options.demo:
            await demo.seed_demo(services)
            for member in demo.STAFF:
                print(
                    f"Demo login: {member.username} / {demo.DEMO_PASSWORD} ({member.role.replace('_', ' ')})"
                )

    return run(seed)
