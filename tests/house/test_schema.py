"""Conventions of the schema: what walls, and one day shards, ask of every table."""

import pytest
from django.apps import apps
from django.db import connections, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from brygga.ground.ids import uuid7
from brygga.ground.models import Guard, Owned, ScopedManager, Wall
from brygga.ground.walls import guarded_models

MODELS = [model for model in apps.get_models() if model.__module__.startswith("brygga.")]
OWNED = [model for model in MODELS if issubclass(model, Owned)]


def name(model: type[models.Model]) -> str:
    return model._meta.db_table


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_every_table_has_a_guard(model: type[models.Model]) -> None:
    assert isinstance(getattr(model, "guard", None), Guard)


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_what_belongs_to_a_municipality_stands_behind_a_wall(model: type[models.Model]) -> None:
    columns = {field.column for field in model._meta.concrete_fields}
    if "municipality" in columns:
        assert dict(guarded_models())[model].wall is not Wall.REFERENCE


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_table_of_cases_is_owned_and_an_owned_table_is_of_cases(model: type[models.Model]) -> None:
    guard = dict(guarded_models())[model]
    assert (guard.wall is Wall.CASE) is issubclass(model, Owned)


@pytest.mark.parametrize("model", OWNED, ids=name)
def test_keys_are_uuids_made_in_python(model: type[models.Model]) -> None:
    key = model._meta.pk
    assert isinstance(key, models.UUIDField)
    assert key.default is uuid7


@pytest.mark.parametrize("model", OWNED, ids=name)
def test_every_query_starts_at_the_first_wall(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager, ScopedManager)
    assert isinstance(model._base_manager, ScopedManager)


@pytest.mark.parametrize("model", OWNED, ids=name)
def test_uniqueness_includes_the_municipality(model: type[models.Model]) -> None:
    """A shard can only promise what lies within it. One-to-one keys follow their foreign key when sharded."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert "municipality" in constraint.fields, constraint.name
    for field in model._meta.concrete_fields:
        assert not field.unique or field.primary_key or field.one_to_one, field.name


@pytest.mark.parametrize("model", OWNED, ids=name)
def test_foreign_keys_stay_among_tables_of_cases(model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            assert issubclass(field.related_model, Owned), field.name  # type: ignore[arg-type]
            assert field.remote_field.on_delete is models.PROTECT, (
                f"{field.name}: nothing goes along silently"
            )


@pytest.mark.parametrize("model", OWNED, ids=name)
def test_each_list_of_a_case_can_be_found_within_its_municipality(model: type[models.Model]) -> None:
    """Either an index that begins with the municipality, or the index of the foreign key to the case."""
    starts = {index.fields[0] for index in model._meta.indexes if index.fields}
    has_case = any(field.column == "case_id" for field in model._meta.concrete_fields)
    assert "municipality" in starts or has_case


@pytest.mark.parametrize("model", [m for m in OWNED if m.__name__ != "Case"], ids=name)
def test_every_row_says_which_case_it_is_of(model: type[models.Model]) -> None:
    assert any(field.column == "case_id" for field in model._meta.concrete_fields)


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_nobody_is_given_what_no_page_needs(model: type[models.Model]) -> None:
    guard = dict(guarded_models())[model]
    given = " ".join((guard.staff, guard.resident, guard.door, guard.sealer))
    for privilege in ("truncate", "references", "trigger", "all"):
        assert privilege not in given.split(", ")


AFTERWARDS = {"Decision": "update (shown_at, court_sent_on)"}
"""What happens to it and is no part of it: when the parties could read it, when the court had it."""


def test_decisions_signed_notes_and_the_trail_are_never_changed() -> None:
    guards = {model.__name__: guard for model, guard in guarded_models()}
    for model in (
        "Event",
        "Note",
        "Decision",
        "Remark",
        "Application",
        "Receipt",
        "Appeal",
        "Answer",
        "FollowUp",
        "Message",
        "Attachment",
    ):
        for text in (guards[model].staff, guards[model].resident):
            assert "update" not in text.replace(AFTERWARDS.get(model, "-"), ""), model
            assert "delete" not in text, model
        assert not guards[model].resident_updates


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_database_has_no_triggers_rules_or_deferred_checks() -> None:
    """None that a shard would lose, and nothing that happens without being read in the code."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select tgrelid::regclass from pg_trigger where not tgisinternal")
        assert cursor.fetchall() == []
        cursor.execute(
            "select ev_class::regclass from pg_rewrite r join pg_class c on c.oid = ev_class"
            " where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "select conname from pg_constraint where condeferrable and connamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == []
        cursor.execute("select extname from pg_extension where extname <> 'plpgsql'")
        assert cursor.fetchall() == []


def test_migrations_are_as_the_models_are() -> None:
    written = MigrationLoader(None).project_state()
    differing = MigrationAutodetector(written, ProjectState.from_apps(apps)).changes(
        MigrationLoader(None).graph
    )
    own = {model._meta.app_label for model in MODELS}
    assert not {app: [one.operations for one in found] for app, found in differing.items() if app in own}
