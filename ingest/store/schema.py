"""The tables. Truth is here: what an engine keeps beside them may be lost and is made again.

    client · jti · idempotency                who may speak, and what was said once
    upload · package · receipt                what came in
    judgement · attempt · verdict · question  what is being judged, and what came of it
    decision · case_state                     what people decided, and where each case stands
    outbox · handoff                          what others are told, in the order of commits
    trust_version · source · wanted           what the court trusts, and where it asks
    awaited                                   which case waits for what of which source
    filing · sighting · contradiction         the memory of earlier packages
    worker · restored                         who is at work; when rows were brought back

Every table that holds a sender's data carries environment and sender. Columns named `*_sealed` hold
personal data, encrypted (`ingest.store.personal`). Nothing is updated that was issued: a judgement,
verdict, decision, receipt or hand-off is a new row.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from ingest.store.columns import Instant, RowNumber
from ingest.store.memoryschema import contradiction, filing, sighting
from ingest.store.metadata import DIGEST, ID, METADATA, NAME, owned
from ingest.store.worldschema import awaited, source, trust_version, wanted

__all__ = [
    "METADATA", "awaited", "contradiction", "filing", "sighting", "source", "trust_version",
    "wanted",
]  # fmt: skip


client = Table(
    "client", METADATA,
    Column("id", ID, primary_key=True),
    Column("environment", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("party", NAME, nullable=False, comment="platform id, lender uscc, or court id"),
    Column("name", NAME, nullable=False),
    Column("keys", JSON, nullable=False, comment="public keys, a JWK set"),
    Column("secret", DIGEST, comment="SHA-256 of a sandbox secret; null in production"),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
)  # fmt: skip

jti = Table(
    "jti", METADATA,
    Column("client", ID, nullable=False),
    Column("value", NAME, nullable=False),
    Column("expires", Instant, nullable=False),
    PrimaryKeyConstraint("client", "value"),
)  # fmt: skip

idempotency = Table(
    "idempotency", METADATA,
    *owned(),
    Column("route", NAME, nullable=False),
    Column("key", NAME, nullable=False),
    Column("fingerprint", DIGEST, comment="of the request, once it is known whole"),
    Column("holder", ID, nullable=False, comment="the request that is running"),
    Column("status", Integer, comment="null while it runs"),
    Column("headers", JSON),
    Column("body", LargeBinary),
    Column("created_at", Instant, nullable=False),
    Column("touched_at", Instant, nullable=False, comment="its holder was alive then"),
    PrimaryKeyConstraint("environment", "sender", "route", "key"),
    Index("ix_idempotency_created_at", "created_at"),
)  # fmt: skip

upload = Table(
    "upload", METADATA,
    Column("id", ID, primary_key=True),
    *owned(),
    Column("state", String(16), nullable=False, comment="open, committed, abandoned or marked"),
    Column("tags", DIGEST, nullable=False,
           comment="blob: what is to be sent; of a marked element list the workbook"),
    Column("files", Integer, nullable=False),
    Column("octets", BigInteger, nullable=False),
    Column("package", ID, comment="package.id, once committed"),
    Column("settings", JSON, nullable=False, comment="what a sandbox submission asked for"),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_upload_sender_state", "environment", "sender", "state"),
    Index("ix_upload_state_expires_at", "state", "expires_at"),
)  # fmt: skip

package = Table(
    "package", METADATA,
    Column("seq", RowNumber, primary_key=True),
    Column("id", ID, nullable=False, unique=True, comment="ours; pkg-…"),
    *owned(),
    Column("package_id", ID, nullable=False, comment="the sender's"),
    Column("package_digest", DIGEST, nullable=False, comment="of the tag manifest"),
    Column("form", String(16), nullable=False, comment="archive, parts or elements"),
    Column("source", DIGEST, nullable=False, comment="blob: the archive, or the list of parts"),
    Column("octets", BigInteger, nullable=False),
    Column("head", JSON, nullable=False, comment="package.json as received: no case data"),
    Column("lender", String(18), nullable=False),
    Column("platform", ID),
    Column("state", String(16), nullable=False,
           comment="received, judging, judged, refused, cancelled or deleted"),
    Column("received_at", Instant, nullable=False, comment="the court's receipt"),
    Column("stated_at", Instant, comment="Sandbox-Received-At: when it is judged as received"),
    Column("settings", JSON, nullable=False, comment="what a sandbox submission asked for"),
    Column("delete_at", Instant),
    UniqueConstraint("environment", "sender", "lender", "package_id"),
    Index("ix_package_sender_seq", "environment", "sender", "seq"),
    Index("ix_package_sender_received", "environment", "sender", "received_at", "octets"),
)  # fmt: skip

receipt = Table(
    "receipt", METADATA,
    Column("id", ID, primary_key=True),
    *owned(),
    Column("package", ID, ForeignKey("package.id"), nullable=False, unique=True),
    Column("value", LargeBinary, nullable=False, comment="CMS of the court's key"),
    Column("token", LargeBinary, comment="RFC 3161, over the CMS; null until it is there"),
    Column("issued_at", Instant, nullable=False),
    Column("stamped_at", Instant),
)  # fmt: skip

judgement = Table(
    "judgement", METADATA,
    Column("seq", RowNumber, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    *owned(),
    Column("package", ID, ForeignKey("package.id"), nullable=False, index=True),
    Column("no", Integer, nullable=False),
    Column("cause", String(16), nullable=False),
    Column("state", String(16), nullable=False,
           comment="opening, judging, closing, closed, refused or cancelled"),
    Column("inputs", JSON, nullable=False,
           comment="policy, trust, rules, decisions, at, and the cases it is asked for"),
    Column("files", JSON, nullable=False, comment="name to blob: facts of the package, recalls"),
    Column("summary", DIGEST, comment="blob: the batch value, once it is closed"),
    Column("cases", Integer, nullable=False, server_default=text("0"),
           comment="cases it names, once it is closed"),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    UniqueConstraint("package", "no"),
)  # fmt: skip

attempt = Table(
    "attempt", METADATA,
    Column("id", ID, primary_key=True),
    *owned(),
    Column("kind", String(16), nullable=False, comment="open, shard, close, stamp, source …"),
    Column("subject", ID, nullable=False, comment="judgement, receipt, source"),
    Column("part", String(16), nullable=False, comment="the shard; empty elsewhere"),
    Column("state", String(16), nullable=False, comment="ready, running, done, failed, cancelled"),
    Column("token", Integer, nullable=False, comment="fencing: counts every time it is taken"),
    Column("worker", ID, comment="who runs it"),
    Column("taken_at", Instant, comment="by whoever took it last, for people"),
    Column("delivery", Integer, nullable=False, server_default=text("0"),
           comment="counts every time it is enqueued"),
    Column("share", ID, nullable=False, server_default=text("''"),
           comment="whose turns it uses: the lender, or the sender"),
    Column("priority", BigInteger, nullable=False, comment="fair turn: lowest is next"),
    Column("tries", Integer, nullable=False),
    Column("not_before", Instant, comment="next attempt of what has to wait"),
    Column("reason", Text),
    Column("result", JSON, comment="files and counts of a shard that was judged"),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    UniqueConstraint("kind", "subject", "part"),
    Index("ix_attempt_state_priority", "state", "priority"),
    Index("ix_attempt_worker_state", "worker", "state"),
    Index("ix_attempt_share_state", "share", "state", "priority"),
    Index("ix_attempt_state_not_before", "state", "not_before"),
)  # fmt: skip

verdict = Table(
    "verdict", METADATA,
    Column("seq", RowNumber, primary_key=True),
    *owned(),
    Column("judgement", ID, ForeignKey("judgement.id"), nullable=False),
    Column("package", ID, ForeignKey("package.id"), nullable=False),
    Column("case_key", ID, nullable=False),
    Column("verdict_id", String(80), nullable=False, unique=True),
    Column("route", String(32), nullable=False),
    Column("shard", String(16), nullable=False),
    Column("report", DIGEST, nullable=False, comment="blob of its shard's reports, a line a case"),
    Column("report_at", BigInteger, nullable=False),
    Column("report_octets", Integer, nullable=False),
    Column("report_digest", DIGEST, nullable=False),
    Column("handoff", DIGEST),
    Column("handoff_at", BigInteger),
    Column("handoff_octets", Integer),
    Column("counts", JSON, nullable=False, comment="items by result"),
    Column("recorded_at", Instant, nullable=False),
    UniqueConstraint("judgement", "case_key"),
    Index("ix_verdict_package_case", "package", "case_key"),
)  # fmt: skip

question = Table(
    "question", METADATA,
    Column("seq", RowNumber, primary_key=True),
    *owned(),
    Column("judgement", ID, ForeignKey("judgement.id"), nullable=False),
    Column("package", ID, nullable=False),
    Column("case_key", ID, nullable=False),
    Column("code", String(80), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("scope_key", String(256), nullable=False),
    Column("blocking", Boolean, nullable=False),
    Column("decided", Boolean, nullable=False),
    Index("ix_question_scope", "environment", "code", "scope", "scope_key"),
    Index("ix_question_judgement_case", "judgement", "case_key"),
)  # fmt: skip

case_state = Table(
    "case_state", METADATA,
    Column("seq", RowNumber, primary_key=True),
    *owned(),
    Column("package", ID, ForeignKey("package.id"), nullable=False),
    Column("case_key", ID, nullable=False),
    Column("shard", String(16), nullable=False),
    Column("order_key", DIGEST, nullable=False, comment="SHA-256 of lender and loan"),
    Column("parties_sealed", LargeBinary, comment="names for lists of the court"),
    Column("verdict", RowNumber, ForeignKey("verdict.seq"), comment="the current one"),
    Column("judgement_no", Integer, nullable=False, server_default=text("0")),
    Column("waiting", JSON, comment="codes it waits for; null where it does not"),
    Column("next_attempt", Instant),
    Column("wait_until", Instant, comment="then it is judged as it stands"),
    Column("ended", String(24), comment="admit, admit_non_litigation, refuse or withdrawn"),
    UniqueConstraint("package", "case_key"),
    Index("ix_case_state_waiting", "wait_until"),
)  # fmt: skip

decision = Table(
    "decision", METADATA,
    Column("seq", RowNumber, primary_key=True),
    Column("digest", DIGEST, nullable=False),
    Column("environment", String(16), nullable=False),
    Column("court", ID, nullable=False),
    Column("value_sealed", LargeBinary, nullable=False, comment="CMS of the court's key"),
    Column("question", String(80), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("scope_key", String(256), nullable=False),
    Column("outcome", String(24), nullable=False),
    Column("role", String(16), nullable=False),
    Column("client", ID, nullable=False, comment="who decided"),
    Column("made_at", Instant, nullable=False),
    Column("expires", Instant),
    UniqueConstraint("environment", "digest"),
)  # fmt: skip

outbox = Table(
    "outbox", METADATA,
    Column("seq", RowNumber, primary_key=True),
    *owned(),
    Column("kind", String(40), nullable=False, comment="verdict.recorded …"),
    Column("subject", String(80), nullable=False),
    Column("package", ID, nullable=False),
    Column("body", JSON, nullable=False),
    Column("xid", BigInteger, nullable=False, server_default=text("0"),
           comment="PostgreSQL: the transaction that wrote it; see ingest.store.outbox"),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("kind", "subject"),
    CheckConstraint("length(kind) <= 40", name="kind"),
)  # fmt: skip

handoff = Table(
    "handoff", METADATA,
    Column("seq", RowNumber, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    *owned(),
    Column("kind", String(24), nullable=False,
           comment="admitted, non_litigation, recalled, withdrawn, corrected or superseded"),
    Column("package", ID, ForeignKey("package.id"), nullable=False),
    Column("case_key", ID, nullable=False),
    Column("order_key", DIGEST, nullable=False),
    Column("verdict", RowNumber, ForeignKey("verdict.seq"), nullable=False),
    Column("decision", DIGEST, comment="of the person's decision that released it"),
    Column("body", DIGEST, nullable=False, comment="blob of hand-off objects, a line each"),
    Column("body_at", BigInteger, nullable=False),
    Column("body_octets", Integer, nullable=False),
    Column("xid", BigInteger, nullable=False, server_default=text("0")),
    Column("created_at", Instant, nullable=False),
    Column("acknowledged_at", Instant),
    UniqueConstraint("kind", "verdict", "decision"),
    Index("ix_handoff_order", "order_key", "seq"),
)  # fmt: skip

worker = Table(
    "worker", METADATA,
    Column("id", ID, primary_key=True),
    Column("host", NAME, nullable=False),
    Column("process", Integer, nullable=False),
    Column("state", String(16), nullable=False, comment="alive or dead"),
    Column("beat", BigInteger, nullable=False, comment="counts up; no clock is compared"),
    Column("started_at", Instant, nullable=False),
    Column("beat_at", Instant, nullable=False, comment="for people"),
)  # fmt: skip

restored = Table(
    "restored", METADATA,
    Column("base", BigInteger, primary_key=True, autoincrement=False,
           comment="what is written from then on counts its transactions from here"),
    Column("taken_at", Instant, nullable=False),
    Column("restored_at", Instant, nullable=False),
)  # fmt: skip
