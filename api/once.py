"""What is decided under an Idempotency-Key is decided once, however often it is sent.

The key is one person's and one route's, as intake has it; without one every request stands for
itself.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from api.principal import Principal
from api.problems import ProblemError
from api.service import service_of
from api.submitting import KEY, answered, refusals
from ingest.intake.keyed import KeyedRequest
from ingest.intake.submission import Sender, Submission
from ingest.store.idempotency import StoredAnswer

__all__ = ["OnceKey", "done_once"]

OnceKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=KEY,
        examples=["7f3c1a52-2025-06-10-0001"],
        description="同一键重发得到同一答复 the same key, the same answer",
    ),
]
_CREATED = 201


def done_once(
    request: Request,
    principal: Principal,
    key: str | None,
    body: BaseModel,
    do: Callable[[Connection], BaseModel],
) -> Response:
    """Return what came of a request, done now or, under its key, before.

    Args:
        request: by whose route the key is told from others.
        principal: whose key it is.
        key: the Idempotency-Key, where there is one.
        body: what tells this request from another.
        do: does it, in the transaction in which its answer is kept.

    Raises:
        ProblemError: the key is another request's, or one is running under it.
    """
    service = service_of(request)
    if key is None:
        with service.database.write() as connection:
            return answered(_answer(do(connection)))
    sender = Sender(principal.client, is_platform=False)
    route: str = request.scope["route"].name
    keyed = KeyedRequest(service, Submission(service.environment, sender, route, key))
    fingerprint = keyed.fingerprint(body.model_dump(mode="json"))
    try:
        with refusals(), service.database.write() as connection:
            answer = keyed.answered(connection, fingerprint)
            if answer is None:
                answer = _answer(do(connection))
                keyed.keep(connection, fingerprint, answer)
    except IntegrityError as error:
        # Two at once, of which the other was first.
        raise ProblemError("http.request_running", headers={"Retry-After": "1"}) from error
    return answered(answer)


def _answer(made: BaseModel) -> StoredAnswer:
    return StoredAnswer(_CREATED, {}, made.model_dump_json().encode())
