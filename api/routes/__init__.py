"""The routes of the service, one file a resource; `ROUTERS` is what the application includes."""

from fastapi import APIRouter

from api.routes import (
    batches,
    cases,
    corrections,
    decisions,
    element_lists,
    events,
    handoffs,
    health,
    judgements,
    kits,
    login,
    openapi,
    originals,
    packages,
    pages,
    parties,
    receipts,
    reports,
    token,
    uploads,
    withdrawals,
)

__all__ = ["ROUTERS"]

ROUTERS: tuple[APIRouter, ...] = (
    token.router,
    login.router,
    health.router,
    openapi.router,
    batches.router,
    cases.router,
    corrections.router,
    decisions.router,
    handoffs.router,
    judgements.router,
    reports.router,
    withdrawals.router,
    packages.router,
    uploads.router,
    element_lists.router,
    receipts.router,
    events.router,
    kits.router,
    originals.router,
    pages.router,
    parties.router,
)
