"""The floor: a bare FastAPI route that does one Redis GET and sends the bytes as they are."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256

from fastapi import FastAPI, Response
from pydantic import BaseModel
from redis.asyncio import Redis

redis = Redis.from_url(os.environ["REPLYWRIGHT_REDIS_URL"])
ANSWER = b'{"text":"' + b"x" * int(os.environ.get("FLOOR_BYTES", "2000")) + b'"}'


class Question(BaseModel):
    text: str


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    await redis.set("floor:" + sha256(b"review").hexdigest(), ANSWER)
    gc.freeze()
    yield
    await redis.aclose()


app = FastAPI(lifespan=lifespan)


@app.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/floor")
async def floor(question: Question) -> Response:
    value = await redis.get("floor:" + sha256(question.text.encode()).hexdigest())
    return Response(value, media_type="application/json")
