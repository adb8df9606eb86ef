"""A decision is signed, kept, and sent to the cases it is about, in one transaction."""

from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import Connection

from ingest.answers import Answer, Json, answered, asked_by
from ingest.decisions import signed_decision
from ingest.handing.stages import APPLY
from ingest.jobs.port import Attempt
from ingest.service import Service
from ingest.store.decisions import insert_decision
from verify.rules.decisions import Decision

__all__ = ["decide"]


def decide(
    connection: Connection,
    service: Service,
    report: Json,
    question: str | None,
    answer: Answer,
    client: str,
) -> Decision:
    """Sign and keep a decision, and ask for the judgements that apply it.

    Args:
        connection: the caller's transaction.
        service: court key, cipher, jobs and clock.
        report: what was looked at: the report of a case, or of a batch.
        question: number, code or code@key; of an end nothing is asked.
        answer: what is decided.
        client: who decides, as the service knows it.

    Raises:
        AnswerError: it answers nothing that is asked.
        SigningError: the court's key cannot sign.
    """
    court = service.court_key
    asked = asked_by(report, question, answer)
    key_id = court.certificate.fingerprint(SHA256()).hex()
    at = service.clock().replace(microsecond=0)
    decision = answered(report, asked, answer, key_id, at)
    octets = signed_decision(decision, court.key, court.certificate, extra_certs=court.path)
    if insert_decision(connection, service, decision, octets, client):
        service.jobs.enqueue(
            connection, Attempt(APPLY, decision.digest),
            environment=service.environment, sender=service.court,
        )  # fmt: skip
    return decision
