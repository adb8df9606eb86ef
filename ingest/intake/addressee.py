"""Whether a package is for this court, and from who sends it (threats 16; formats, package)."""

from datetime import datetime

from ingest.intake.arrival import Arrival
from ingest.intake.errors import IntakeFault, IntakeRefusedError, faults_of
from ingest.intake.submission import Sender
from ingest.service import Service
from verify.codes.table import finding
from verify.errors import TrustError
from verify.findings import Finding
from verify.model import PackageHead
from verify.trust import TrustStore

__all__ = ["check_arrival"]


def check_arrival(
    arrival: Arrival, sender: Sender, service: Service, profile: str, at: datetime
) -> PackageHead:
    """Return the head of a package that is for us and from this sender.

    Raises:
        IntakeRefusedError: it is no package, for another court or environment, another's than its
            sender's, or names real people in a sandbox.
    """
    head = arrival.head
    if head is None:
        raise IntakeRefusedError("http.package_refused", faults=faults_of(arrival.findings))
    elsewhere = _elsewhere(head, service)
    if elsewhere:
        raise IntakeRefusedError("http.package_refused", faults=faults_of(elsewhere))
    trust = _trust(service, profile)
    others = _of_platform(head, sender, trust, at) if sender.is_platform else _of(head, sender)
    if others:
        raise IntakeRefusedError("http.sender_differs", faults=others)
    if arrival.real:
        said = "身份证件号码须为虚构号段 only numbers beginning with 440199 are taken"
        faults = [IntakeFault(place, said) for place in arrival.real]
        raise IntakeRefusedError("http.not_synthetic", faults=faults)
    return head


def _trust(service: Service, profile: str) -> TrustStore:
    """Return what a court profile trusts."""
    try:
        return service.trust.current(profile)
    except TrustError as error:
        if not profile:
            raise
        fault = IntakeFault("Sandbox-Court-Profile", "没有这一配置 no such profile")
        raise IntakeRefusedError("http.invalid", faults=[fault]) from error


def _elsewhere(head: PackageHead, service: Service) -> list[Finding]:
    found = []
    for code, name, stated, ours in (
        ("package.other_court", "audience", head.audience, service.court),
        ("package.other_environment", "environment", head.environment, service.environment),
    ):
        if stated != ours:
            found.append(finding(code, name, observed=stated, expected=ours))
    return found


def _of_platform(
    head: PackageHead, sender: Sender, trust: TrustStore, at: datetime
) -> list[IntakeFault]:
    """A platform sends what it deposited, for lenders whose mandate is registered."""
    if head.platform_id != sender.party:
        return [_differs("/platform_id", head.platform_id, sender.party)]
    record = (trust.platforms or {}).get(sender.party)
    for mandate in record.mandates if record is not None else ():
        begun = mandate.valid_from <= at
        if mandate.lender == head.lender.uscc and begun and _open(mandate.valid_to, at):
            return []
    return list(
        faults_of([finding("platform.mandate_absent", "/lender/uscc", observed=head.lender.uscc)])
    )


def _open(until: datetime | None, at: datetime) -> bool:
    return until is None or at < until


def _of(head: PackageHead, sender: Sender) -> list[IntakeFault]:
    """Anybody else applies for itself, as the lender or in its place."""
    found = []
    if head.applicant.uscc != sender.party:
        found.append(_differs("/applicant/uscc", head.applicant.uscc, sender.party))
    if head.applicant.role == "lender" and head.lender.uscc != head.applicant.uscc:
        found.append(_differs("/lender/uscc", head.lender.uscc, head.applicant.uscc))
    return found


def _differs(pointer: str, stated: str | None, ours: str) -> IntakeFault:
    return IntakeFault(pointer, f"found {stated}; expected {ours}")
