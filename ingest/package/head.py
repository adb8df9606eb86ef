"""The decoder of `package.json`, held equal to `schemas/package.schema.json` by a test."""

import re
from collections.abc import Mapping

from ingest.package.fields import (
    Object,
    read_choice,
    read_date,
    read_id,
    read_integer,
    read_optional,
    read_part,
    read_text,
    read_time,
    read_uscc,
)
from verify.model import Applicant, Counts, PackageHead, Party

__all__ = ["PROFILE", "decode_head"]

PROFILE = "evidence-package/1"
"""The one profile that is read."""


_DIGEST = re.compile("[0-9a-f]{64}")


def _choices(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_PROFILES = _choices(PROFILE)
_KINDS = _choices("application", "correction")
_PATHS = _choices("deposited", "manual")
_ENVIRONMENTS = _choices("production", "sandbox")
_STAGES = _choices("诉前", "诉中", "执行")
_ROLES = _choices("lender", "assignee", "guarantor", "loan_facilitator")


def decode_head(row: Object) -> PackageHead:
    """Return `package.json` as a domain value.

    Raises:
        FieldFaultError: a field is absent, of another type or value.
    """
    kind = read_choice(row, "kind", _KINDS)
    return PackageHead(
        profile=read_choice(row, "profile", _PROFILES),
        package_id=read_id(row, "package_id"),
        kind=kind,
        corrects=read_part(row, "corrects", _package_id) if kind == "correction" else None,
        path=read_choice(row, "path", _PATHS),
        audience=read_id(row, "audience"),
        environment=read_choice(row, "environment", _ENVIRONMENTS),
        platform_id=None if row.get("platform_id", "") is None else read_id(row, "platform_id"),
        lender=read_part(row, "lender", _party),
        applicant=read_part(row, "applicant", _applicant),
        product_code=read_text(row, "product_code"),
        batch_ref=read_text(row, "batch_ref"),
        stage=read_choice(row, "stage", _STAGES),
        filing_date=read_date(row, "filing_date"),
        created_at=read_time(row, "created_at"),
        counts=read_part(row, "counts", _counts),
        application=read_optional(row, "application", _application),
        corrects_digest=read_part(row, "corrects", _package_digest)
        if kind == "correction"
        else None,
    )


def _package_id(row: Object) -> str:
    return read_id(row, "package_id")


def _package_digest(row: Object) -> str | None:
    """Return the digest as it is claimed; what is none names no package."""
    digest = row.get("package_digest")
    return digest if isinstance(digest, str) and _DIGEST.fullmatch(digest) else None


def _party(row: Object) -> Party:
    return Party(read_uscc(row, "uscc"), read_text(row, "name"))


def _applicant(row: Object) -> Applicant:
    return Applicant(
        read_uscc(row, "uscc"), read_text(row, "name"), read_choice(row, "role", _ROLES)
    )


def _counts(row: Object) -> Counts:
    return Counts(
        read_integer(row, "cases"),
        read_integer(row, "items"),
        read_integer(row, "bytes"),
    )


def _application(row: Object, key: str) -> Mapping[str, object]:
    """Return the application as it stands; of its parts only the references are read here."""
    return read_part(row, key, _with_statements)


def _with_statements(application: Object) -> Mapping[str, object]:
    if application.get("statements") is not None:
        read_part(application, "statements", _shared_ids)
    return application


def _shared_ids(row: Object) -> tuple[str, ...]:
    """Return the shared evidence that holds the statements under Article 5 (7) and 5 (8)."""
    return tuple(read_id(row, article) for article in row)
