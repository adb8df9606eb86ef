"""The tables of the service."""

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "revision", "upgrade"]

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="open, shard, close, stamp, source …",
        ),
        sa.Column(
            "subject", sa.String(length=64), nullable=False, comment="judgement, receipt, source"
        ),
        sa.Column(
            "part", sa.String(length=16), nullable=False, comment="the shard; empty elsewhere"
        ),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="ready, running, done, failed, cancelled",
        ),
        sa.Column(
            "token", sa.Integer(), nullable=False, comment="fencing: counts every time it is taken"
        ),
        sa.Column("worker", sa.String(length=64), nullable=True, comment="who runs it"),
        sa.Column(
            "delivery",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
            comment="counts every time it is enqueued",
        ),
        sa.Column(
            "share",
            sa.String(length=64),
            server_default=sa.text("('')"),
            nullable=False,
            comment="whose turns it uses: the lender, or the sender",
        ),
        sa.Column("priority", sa.BigInteger(), nullable=False, comment="fair turn: lowest is next"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column(
            "not_before", sa.BigInteger(), nullable=True, comment="next attempt of what has to wait"
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "result",
            sa.JSON(),
            nullable=True,
            comment="files and counts of a shard that was judged",
        ),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("kind", "subject", "part", name=op.f("uq_attempt_kind_subject_part")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attempt_share_state", ["share", "state", "priority"], unique=False
        )
        batch_op.create_index("ix_attempt_state_not_before", ["state", "not_before"], unique=False)
        batch_op.create_index("ix_attempt_state_priority", ["state", "priority"], unique=False)
        batch_op.create_index("ix_attempt_worker_state", ["worker", "state"], unique=False)

    op.create_table(
        "client",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column(
            "party",
            sa.String(length=128),
            nullable=False,
            comment="platform id, lender uscc, or court id",
        ),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("keys", sa.JSON(), nullable=False, comment="public keys, a JWK set"),
        sa.Column(
            "secret",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256 of a sandbox secret; null in production",
        ),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
    )
    op.create_table(
        "decision",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("court", sa.String(length=64), nullable=False),
        sa.Column(
            "value_sealed", sa.LargeBinary(), nullable=False, comment="CMS of the court's key"
        ),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("scope_key", sa.String(length=256), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False, comment="who decided"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_decision")),
        sa.UniqueConstraint("environment", "digest", name=op.f("uq_decision_environment_digest")),
    )
    op.create_table(
        "filing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("package_digest", sa.String(length=64), nullable=False),
        sa.Column("lender", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing")),
        sa.UniqueConstraint(
            "environment",
            "lender",
            "package_id",
            "package_digest",
            "sender",
            name=op.f("uq_filing_environment_lender_package_id_package_digest_sender"),
        ),
    )
    op.create_table(
        "idempotency",
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("route", sa.String(length=128), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column(
            "fingerprint",
            sa.String(length=64),
            nullable=True,
            comment="of the request, once it is known whole",
        ),
        sa.Column(
            "holder", sa.String(length=64), nullable=False, comment="the request that is running"
        ),
        sa.Column("status", sa.Integer(), nullable=True, comment="null while it runs"),
        sa.Column("headers", sa.JSON(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column(
            "touched_at", sa.BigInteger(), nullable=False, comment="its holder was alive then"
        ),
        sa.PrimaryKeyConstraint(
            "environment", "sender", "route", "key", name=op.f("pk_idempotency")
        ),
    )
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.create_index("ix_idempotency_created_at", ["created_at"], unique=False)

    op.create_table(
        "jti",
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=128), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client", "value", name=op.f("pk_jti")),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False, comment="verdict.recorded …"),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column(
            "xid",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
            comment="PostgreSQL: the transaction that wrote it; see ingest.store.outbox",
        ),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(kind) <= 40", name=op.f("ck_outbox_kind")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_outbox_kind_subject")),
    )
    op.create_table(
        "package",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False, comment="ours; pkg-…"),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("package_id", sa.String(length=64), nullable=False, comment="the sender's"),
        sa.Column(
            "package_digest", sa.String(length=64), nullable=False, comment="of the tag manifest"
        ),
        sa.Column(
            "form",
            sa.String(length=16),
            nullable=False,
            comment="archive, parts, elements or foreign",
        ),
        sa.Column(
            "source",
            sa.String(length=64),
            nullable=False,
            comment="blob: the archive, or the list of parts",
        ),
        sa.Column("octets", sa.BigInteger(), nullable=False),
        sa.Column(
            "head", sa.JSON(), nullable=False, comment="package.json as received: no case data"
        ),
        sa.Column("lender", sa.String(length=18), nullable=False),
        sa.Column("platform", sa.String(length=64), nullable=True),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="received, judging, judged, refused, withdrawn, cancelled, deleted",
        ),
        sa.Column("received_at", sa.BigInteger(), nullable=False, comment="the court's receipt"),
        sa.Column(
            "stated_at",
            sa.BigInteger(),
            nullable=True,
            comment="Sandbox-Received-At: when it is judged as received",
        ),
        sa.Column(
            "settings", sa.JSON(), nullable=False, comment="what a sandbox submission asked for"
        ),
        sa.Column("delete_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_package")),
        sa.UniqueConstraint(
            "environment",
            "sender",
            "lender",
            "package_id",
            name=op.f("uq_package_environment_sender_lender_package_id"),
        ),
        sa.UniqueConstraint("id", name=op.f("uq_package_id")),
    )
    with op.batch_alter_table("package", schema=None) as batch_op:
        batch_op.create_index(
            "ix_package_sender_received",
            ["environment", "sender", "received_at", "octets"],
            unique=False,
        )
        batch_op.create_index(
            "ix_package_sender_seq", ["environment", "sender", "seq"], unique=False
        )

    op.create_table(
        "restored",
        sa.Column(
            "base",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="what is written from then on counts its transactions from here",
        ),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("restored_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("base", name=op.f("pk_restored")),
    )
    op.create_table(
        "source",
        sa.Column(
            "id",
            sa.String(length=64),
            nullable=False,
            comment="chain:<id>, crl:<digest of address> …",
        ),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False, comment="up, down or conflict"),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("next_attempt", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "trust_version",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column(
            "profile",
            sa.String(length=64),
            nullable=False,
            comment="court profile; empty but in a sandbox",
        ),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False, comment="name to blob"),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "environment", "profile", "sequence", name=op.f("pk_trust_version")
        ),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="open, committed, abandoned or marked",
        ),
        sa.Column(
            "tags",
            sa.String(length=64),
            nullable=False,
            comment="blob: what is to be sent; of a marked element list the workbook",
        ),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("octets", sa.BigInteger(), nullable=False),
        sa.Column(
            "package", sa.String(length=64), nullable=True, comment="package.id, once committed"
        ),
        sa.Column(
            "settings", sa.JSON(), nullable=False, comment="what a sandbox submission asked for"
        ),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(
            "ix_upload_sender_state", ["environment", "sender", "state"], unique=False
        )
        batch_op.create_index("ix_upload_state_expires_at", ["state", "expires_at"], unique=False)

    op.create_table(
        "worker",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("host", sa.String(length=128), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False, comment="alive, leaving or dead"),
        sa.Column(
            "beat", sa.BigInteger(), nullable=False, comment="counts up; no clock is compared"
        ),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=False, comment="for people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_table(
        "awaited",
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("case_key", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["package"], ["package.id"], name=op.f("fk_awaited_package")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_awaited_source")),
        sa.PrimaryKeyConstraint("package", "case_key", "source", "item", name=op.f("pk_awaited")),
    )
    with op.batch_alter_table("awaited", schema=None) as batch_op:
        batch_op.create_index("ix_awaited_source_item", ["source", "item"], unique=False)

    op.create_table(
        "contradiction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("filing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing"], ["filing.id"], name=op.f("fk_contradiction_filing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contradiction")),
        sa.UniqueConstraint(
            "key",
            "filing",
            "case_key",
            "item",
            "code",
            "proof",
            "subject",
            name=op.f("uq_contradiction_key_filing_case_key_item_code_proof_subject"),
        ),
    )
    with op.batch_alter_table("contradiction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contradiction_key"), ["key"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column(
            "state",
            sa.String(length=16),
            nullable=False,
            comment="opening, judging, closing, closed, refused or cancelled",
        ),
        sa.Column(
            "inputs",
            sa.JSON(),
            nullable=False,
            comment="policy, trust, rules, decisions, at, and the cases it is asked for",
        ),
        sa.Column(
            "files",
            sa.JSON(),
            nullable=False,
            comment="name to blob: facts of the package, recalls",
        ),
        sa.Column(
            "summary",
            sa.String(length=64),
            nullable=True,
            comment="blob: the batch value, once it is closed",
        ),
        sa.Column(
            "cases",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
            comment="cases it names, once it is closed",
        ),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["package"], ["package.id"], name=op.f("fk_judgement_package")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_judgement")),
        sa.UniqueConstraint("id", name=op.f("uq_judgement_id")),
        sa.UniqueConstraint("package", "no", name=op.f("uq_judgement_package_no")),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_package"), ["package"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False, comment="CMS of the court's key"),
        sa.Column(
            "token",
            sa.LargeBinary(),
            nullable=True,
            comment="RFC 3161, over the CMS; null until it is there",
        ),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("stamped_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["package"], ["package.id"], name=op.f("fk_receipt_package")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("package", name=op.f("uq_receipt_package")),
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("filing", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("borrower", sa.Text(), nullable=False),
        sa.Column("contract_no", sa.Text(), nullable=False),
        sa.Column("loan_no", sa.Text(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("category", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["filing"], ["filing.id"], name=op.f("fk_sighting_filing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint(
            "key", "filing", "case_key", "item", name=op.f("uq_sighting_key_filing_case_key_item")
        ),
    )
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sighting_key"), ["key"], unique=False)

    op.create_table(
        "wanted",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column(
            "item",
            sa.String(length=128),
            nullable=False,
            comment="a height of a chain, a list of revoked",
        ),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column(
            "asked_at",
            sa.BigInteger(),
            nullable=True,
            comment="when the source was last asked for it",
        ),
        sa.Column("given_at", sa.BigInteger(), nullable=True, comment="once the source gave it"),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_wanted_source")),
        sa.PrimaryKeyConstraint("source", "item", name=op.f("pk_wanted")),
    )
    op.create_table(
        "question",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("judgement", sa.String(length=64), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("case_key", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("scope_key", sa.String(length=256), nullable=False),
        sa.Column("blocking", sa.Boolean(), nullable=False),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgement.id"], name=op.f("fk_question_judgement")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index("ix_question_judgement_case", ["judgement", "case_key"], unique=False)
        batch_op.create_index(
            "ix_question_scope", ["environment", "code", "scope", "scope_key"], unique=False
        )

    op.create_table(
        "verdict",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("judgement", sa.String(length=64), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("case_key", sa.String(length=64), nullable=False),
        sa.Column("verdict_id", sa.String(length=80), nullable=False),
        sa.Column("route", sa.String(length=32), nullable=False),
        sa.Column("shard", sa.String(length=16), nullable=False),
        sa.Column(
            "report",
            sa.String(length=64),
            nullable=False,
            comment="blob of its shard's reports, a line a case",
        ),
        sa.Column("report_at", sa.BigInteger(), nullable=False),
        sa.Column("report_octets", sa.Integer(), nullable=False),
        sa.Column("report_digest", sa.String(length=64), nullable=False),
        sa.Column("handoff", sa.String(length=64), nullable=True),
        sa.Column("handoff_at", sa.BigInteger(), nullable=True),
        sa.Column("handoff_octets", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False, comment="items by result"),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgement.id"], name=op.f("fk_verdict_judgement")),
        sa.ForeignKeyConstraint(["package"], ["package.id"], name=op.f("fk_verdict_package")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_verdict")),
        sa.UniqueConstraint("judgement", "case_key", name=op.f("uq_verdict_judgement_case_key")),
        sa.UniqueConstraint("verdict_id", name=op.f("uq_verdict_verdict_id")),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index("ix_verdict_package_case", ["package", "case_key"], unique=False)

    op.create_table(
        "case_state",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("case_key", sa.String(length=64), nullable=False),
        sa.Column("shard", sa.String(length=16), nullable=False),
        sa.Column(
            "order_key", sa.String(length=64), nullable=False, comment="SHA-256 of lender and loan"
        ),
        sa.Column(
            "parties_sealed",
            sa.LargeBinary(),
            nullable=True,
            comment="names for lists of the court",
        ),
        sa.Column(
            "verdict",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the current one",
        ),
        sa.Column("judgement_no", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "waiting",
            sa.JSON(),
            nullable=True,
            comment="codes it waits for; null where it does not",
        ),
        sa.Column("next_attempt", sa.BigInteger(), nullable=True),
        sa.Column(
            "wait_until", sa.BigInteger(), nullable=True, comment="then it is judged as it stands"
        ),
        sa.Column(
            "ended",
            sa.String(length=24),
            nullable=True,
            comment="admit, admit_non_litigation, refuse or withdrawn",
        ),
        sa.ForeignKeyConstraint(["package"], ["package.id"], name=op.f("fk_case_state_package")),
        sa.ForeignKeyConstraint(["verdict"], ["verdict.seq"], name=op.f("fk_case_state_verdict")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_case_state")),
        sa.UniqueConstraint("package", "case_key", name=op.f("uq_case_state_package_case_key")),
    )
    with op.batch_alter_table("case_state", schema=None) as batch_op:
        batch_op.create_index("ix_case_state_waiting", ["next_attempt"], unique=False)

    op.create_table(
        "handoff",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("environment", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=24),
            nullable=False,
            comment="admitted, non_litigation, recalled, withdrawn, corrected or superseded",
        ),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("case_key", sa.String(length=64), nullable=False),
        sa.Column("order_key", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "decision",
            sa.String(length=64),
            nullable=True,
            comment="of the person's decision that released it",
        ),
        sa.Column(
            "body",
            sa.String(length=64),
            nullable=False,
            comment="blob of hand-off objects, a line each",
        ),
        sa.Column("body_at", sa.BigInteger(), nullable=False),
        sa.Column("body_octets", sa.Integer(), nullable=False),
        sa.Column("xid", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["package"], ["package.id"], name=op.f("fk_handoff_package")),
        sa.ForeignKeyConstraint(["verdict"], ["verdict.seq"], name=op.f("fk_handoff_verdict")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_handoff")),
        sa.UniqueConstraint("id", name=op.f("uq_handoff_id")),
        sa.UniqueConstraint(
            "kind", "verdict", "decision", name=op.f("uq_handoff_kind_verdict_decision")
        ),
    )
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.create_index("ix_handoff_order", ["order_key", "seq"], unique=False)
