"""The least that reading and writing a plan could cost: bare aiohttp and motor, the same reads and durable writes.

No sign-in, no validation, no encryption, no history rules: `python -m benchmarks.bare PORT MONGODB_URI`.
"""

import sys

from aiohttp import web
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.write_concern import WriteConcern


def app(mongodb_uri: str) -> web.Application:
    """Return the application: GET and PUT /plan of one person."""
    client: AsyncIOMotorClient = AsyncIOMotorClient(mongodb_uri)  # type: ignore[type-arg]
    database = client.get_database("bare_plans", write_concern=WriteConcern("majority", j=True))
    revisions = database.revisions

    async def start(_app: web.Application) -> None:
        await revisions.create_index([("owner_id", 1), ("number", -1)], unique=True)

    async def get(_request: web.Request) -> web.Response:
        found = await revisions.find_one({"owner_id": "one"}, sort=[("number", -1)])
        return web.json_response({"number": found["number"], "plan": found["plan"]})

    async def put(request: web.Request) -> web.Response:
        body = await request.json()
        found = await revisions.find_one({"owner_id": "one"}, sort=[("number", -1)])
        number = (found["number"] if found else 0) + 1
        await revisions.insert_one({"owner_id": "one", "number": number, "plan": body["plan"]})
        return web.json_response({"number": number, "plan": body["plan"]})

    made = web.Application(client_max_size=4 * 1024 * 1024)
    made.on_startup.append(start)
    made.router.add_get("/plan", get)
    made.router.add_put("/plan", put)
    return made


if __name__ == "__main__":
    web.run_app(app(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), print=None)
