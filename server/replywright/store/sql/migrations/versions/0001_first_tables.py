"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _when(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _people()
    _work()


def _people() -> None:
    op.create_table(
        "operators",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        _when("created_at"),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "operator_id",
            sa.Integer,
            sa.ForeignKey("operators.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hint", sa.String(12), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        _when("created_at"),
        _when("last_used_at", nullable=True),
        _when("revoked_at", nullable=True),
    )
    op.create_table(
        "one_time_links",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("purpose", sa.String(32), nullable=False),
        _when("created_at"),
        _when("expires_at"),
        _when("used_at", nullable=True),
    )
    op.create_table(
        "service_keys",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("actor", sa.String(120), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
    )


def _work() -> None:
    op.create_table(
        "businesses",
        sa.Column("slug", sa.String(120), primary_key=True),
        sa.Column("profile", sa.JSON, nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        _when("created_at"),
        _when("updated_at"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draft_id", sa.String(64), nullable=False, index=True),
        sa.Column("set_id", sa.String(64), nullable=False, index=True),
        sa.Column("business", sa.String(120), nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("rulebook", sa.String(64), nullable=False),
        sa.Column("provenance", sa.JSON, nullable=False),
        _when("created_at"),
    )
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("operator_id", sa.Integer, nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("draft_id", sa.String(64)),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("rule", sa.String(120)),
        sa.Column("scope", sa.String(32)),
        sa.Column("reason", sa.String(500)),
        sa.Column("platform", sa.String(64)),
        sa.Column("edited", sa.Boolean),
        _when("created_at"),
        sa.UniqueConstraint("operator_id", "client_id"),
    )
    op.create_table(
        "rulebook_revisions",
        sa.Column("hash", sa.String(64), primary_key=True),
        _when("created_at"),
    )


def downgrade() -> None:
    for table in (
        "rulebook_revisions", "outcomes", "drafts", "businesses",
        "audit_log", "service_keys", "one_time_links", "tokens", "operators",
    ):  # fmt: skip
        op.drop_table(table)
