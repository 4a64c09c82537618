"""What operators ask over HTTP: `/healthz`, `/readyz`, `/metrics`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web.health import Health
from bot.web.metrics import MEDIA_TYPE, Metrics


def operating_routes(health: Health, metrics: Metrics) -> list[Route]:
    """`/healthz` says that the process answers, `/readyz` whether it does its work, `/metrics` how much of it."""

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def ready(_request: Request) -> Response:
        faults = await health.faults()
        return JSONResponse({"ready": not faults, **faults}, status_code=503 if faults else 200)

    async def told(_request: Request) -> Response:
        return Response(await metrics.text(), media_type=MEDIA_TYPE)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", told)]
