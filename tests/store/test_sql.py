"""The repository on a fresh SQLite file."""

import asyncio
import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import update

from replywright.errors import Conflict, NotFound, Unavailable
from replywright.rulebook.schema.business import BusinessSpec
from replywright.store.sql import access
from replywright.store.sql.engine import build_engine, sqlite_url, writing
from replywright.store.sql.migrate import HEAD, migrate
from replywright.store.sql.records import DraftRecord, OutcomeRecord
from replywright.store.sql.repository import SqlRepository
from replywright.store.sql.tables import businesses, metadata, one_time_links

EXAMPLE = BusinessSpec(slug="harbour-cafe", name="Harbour Café", sector="restaurant")


@pytest.fixture
async def repository(tmp_path):
    repository = SqlRepository(sqlite_url(tmp_path), example=EXAMPLE)
    await repository.start()
    yield repository
    await repository.aclose()


async def test_without_a_stored_business_the_example_is_the_only_one(repository):
    assert (await repository.business(None)).name == "Harbour Café"
    assert [business.slug for business in await repository.businesses()] == ["harbour-cafe"]


async def test_a_stored_business_takes_the_place_of_the_example(repository):
    await repository.save_business(BusinessSpec(slug="inn", name="The Inn"), actor="anna")
    assert (await repository.business(None)).slug == "inn"
    with pytest.raises(NotFound):
        await repository.business("harbour-cafe")


async def test_among_several_businesses_one_must_be_named(repository):
    for slug in ("inn", "bar"):
        await repository.save_business(BusinessSpec(slug=slug, name=slug), actor="anna")
    with pytest.raises(NotFound, match="several"):
        await repository.business(None)
    assert (await repository.business("bar")).slug == "bar"


async def test_a_changed_fact_changes_the_revision(repository):
    first = await repository.save_business(BusinessSpec(slug="inn", name="The Inn"), actor="anna")
    changed = BusinessSpec(slug="inn", name="The Inn", city="Pärnu")
    second = await repository.save_business(changed, actor="anna", expected=first.revision)
    assert first.revision != second.revision
    with pytest.raises(Conflict):
        await repository.save_business(changed, actor="anna", expected=first.revision)


async def test_a_slug_is_taken_once(repository):
    await repository.save_business(BusinessSpec(slug="inn", name="The Inn"), actor="anna")
    with pytest.raises(Conflict):
        await repository.save_business(BusinessSpec(slug="inn", name="Another"), actor="anna")


async def test_a_profile_broken_by_hand_is_named_not_served(repository):
    await repository.save_business(BusinessSpec(slug="inn", name="The Inn"), actor="anna")
    async with writing(repository._engine) as connection:
        await connection.execute(update(businesses).values(profile={"slug": "inn", "name": "", "x": 1}))
    with pytest.raises(Unavailable, match="name, x"):
        await repository.businesses()


async def test_a_token_is_found_by_its_secret_and_stored_only_as_a_hash(repository, tmp_path):
    secret = await repository.create_token("anna", "owner", label="laptop", actor="console")
    assert secret.startswith("rw_")
    assert len(secret) >= 46
    holder = await repository.operator_of(secret)
    assert (holder.name, holder.role) == ("anna", "owner")
    await repository.aclose()
    assert secret.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


async def test_a_revoked_or_made_up_token_is_nobodys(repository):
    secret = await repository.create_token("anna", "agent", actor="console")
    token = (await repository.operator_of(secret)).token
    await repository.revoke_token(token, actor="console")
    assert await repository.operator_of(secret) is None
    assert await repository.operator_of("rw_made-up") is None
    with pytest.raises(NotFound):
        await repository.revoke_token(token, actor="console")


async def test_the_list_of_tokens_shows_who_when_and_never_the_secret(repository):
    secret = await repository.create_token("anna", "agent", label="till", actor="console")
    await repository.operator_of(secret)
    (info,) = await repository.tokens()
    assert (info.operator, info.label, info.role) == ("anna", "till", "agent")
    assert info.last_used_at >= info.created_at
    assert secret not in repr(info)


async def test_a_link_code_works_once(repository):
    code = await repository.create_link_code("admin")
    assert not await repository.redeem_link_code(code, "pairing", actor="console")
    assert await repository.redeem_link_code(code, "admin", actor="console")
    assert not await repository.redeem_link_code(code, "admin", actor="console")
    assert not await repository.redeem_link_code("made-up", "admin", actor="console")


async def test_a_link_code_ends_after_a_quarter_of_an_hour(repository):
    code = await repository.create_link_code("admin")
    async with writing(repository._engine) as connection:
        past = access.now() - timedelta(seconds=1)
        await connection.execute(update(one_time_links).values(expires_at=past))
    assert not await repository.redeem_link_code(code, "admin", actor="console")


async def test_a_code_shown_many_times_at_once_opens_once(repository):
    code = await repository.create_link_code("admin")
    opened = await asyncio.gather(
        *(repository.redeem_link_code(code, "admin", actor="console") for _ in range(8))
    )
    assert opened.count(True) == 1


async def test_all_workers_share_one_service_key(repository, tmp_path):
    other = SqlRepository(sqlite_url(tmp_path))
    keys = await asyncio.gather(*(store.service_key("session") for store in (repository, other, repository)))
    await other.aclose()
    assert len(set(keys)) == 1
    assert len(keys[0]) == 32


async def test_an_outcome_sent_twice_counts_once(repository):
    one = OutcomeRecord(client_id="c1", action="inserted", draft_id="d1")
    two = OutcomeRecord(client_id="c2", action="dismissed", rule="link.any", scope="once", reason="our own")
    assert await repository.record_outcomes(1, [one, two]) == 2
    assert await repository.record_outcomes(1, [one]) == 0
    assert await repository.record_outcomes(2, [one]) == 1


async def test_drafts_are_remembered_by_provenance(repository):
    record = DraftRecord("d1", "s1", "inn", "ok", "abc", {"provider": "composer"})
    await repository.record_drafts([record, record])
    await repository.record_drafts([])
    assert await repository.ping()


async def test_a_rulebook_revision_is_noted_once(repository):
    await repository.note_rulebook("abc")
    await repository.note_rulebook("abc")


async def test_what_admins_do_is_in_the_audit_log(repository):
    await repository.create_token("anna", "owner", actor="console")
    entry = (await repository.audit())[0]
    assert (entry["actor"], entry["action"], entry["subject"]) == ("console", "token.created", "anna (owner)")


async def test_many_workers_migrate_one_new_database(tmp_path):
    url = sqlite_url(tmp_path / "new")
    await asyncio.gather(*(migrate(url) for _ in range(4)))
    with sqlite3.connect(tmp_path / "new" / "replywright.db") as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        assert file.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    file.close()
    assert set(metadata.tables) <= tables


async def test_the_migrations_make_exactly_the_tables_in_the_code(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    url = sqlite_url(tmp_path)
    await migrate(url)
    engine = build_engine(url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )
    await engine.dispose()
    assert differences == []


async def test_a_database_from_the_future_is_refused_in_one_sentence(tmp_path):
    url = sqlite_url(tmp_path)
    await migrate(url)
    with sqlite3.connect(tmp_path / "replywright.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    with pytest.raises(Unavailable, match="newer version"):
        await migrate(url)


async def test_a_database_that_is_no_database_is_unavailable(tmp_path):
    (tmp_path / "replywright.db").write_bytes(b"not a database" * 100)
    repository = SqlRepository(sqlite_url(tmp_path))
    assert not await repository.ping()
    with pytest.raises(Unavailable):
        await repository.businesses()
    await repository.aclose()


@pytest.mark.parametrize("url", ["nonsense", "mongodb://x/y"])
def test_a_url_that_cannot_be_used_is_named(url):
    with pytest.raises(Unavailable, match="REPLYWRIGHT_DATABASE_URL"):
        build_engine(url)
