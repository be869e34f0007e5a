from __future__ import annotations

import itertools
import typing

import pytest

from models.presets import (
    credential_layer,
    default_integration,
    directory_presets,
    evidence_table,
    layer,
    own_directory_kind,
    platform_presets,
)
from models.presets.defaults import base
from models.scenario import CREDENTIAL_KINDS
from models.scenario.leaves import leaves
from models.scenario.organisation import DirectoryKind, PlatformKind

NAMED_PLACES = {"vault", "logging.sink"}
"""Leaves that name a part of the organisation: no preset can know one."""


def test_every_kind_has_a_preset() -> None:
    assert set(typing.get_args(DirectoryKind)) <= set(directory_presets())
    assert set(typing.get_args(PlatformKind)) <= set(platform_presets())
    assert {"microsoft_365", "salesforce", "github", "google_workspace", "snowflake", "databricks",
            "servicenow"} <= set(platform_presets())  # fmt: skip


@pytest.mark.parametrize("name", sorted(platform_presets()))
def test_every_combination_fills_every_leaf(name: str) -> None:
    kind = platform_presets()[name].kind
    for directory in directory_presets():
        assert set(layer(kind, name, directory)) == set(leaves()) - NAMED_PLACES


def test_every_value_has_a_source_or_says_that_it_is_assumed() -> None:
    presets = [base(), *platform_presets().values(), *directory_presets().values()]
    for preset in presets:
        for path, leaf in itertools.chain(
            preset.settings.items(), *(part.items() for part in preset.by_credential.values())
        ):
            assumed = (leaf.note or "").startswith("assumption")
            cited = leaf.source in evidence_table()
            inner = getattr(leaf.value, "kind", "") in ("background", "push", "ticket")
            assert assumed or cited or inner, (preset.id, path)
            assert leaf.source is None or cited, (preset.id, path)


def test_named_presets_build_on_their_kind() -> None:
    generic, named = layer("saas", "", "other"), layer("saas", "salesforce", "other")
    assert named["logging.data"].preset == "salesforce"
    assert named["review.every"] == generic["review.every"]


def test_directories_set_the_life_of_tokens() -> None:
    entra = layer("saas", "", "entra_id")["access_ttl"].leaf
    assert entra.value.kind == "uniform"
    assert entra.source == "E001"
    assert layer("aws", "", "entra_id")["access_ttl"].preset == "aws"


def test_what_cannot_be_exported_does_not_leak() -> None:
    for kind in ("managed_identity", "cloud_role", "workload_oidc", "spiffe_svid", "vault_lease"):
        special = credential_layer("aws", "", "aws_iam", kind)
        assert special["hazards.copy_leak"].leaf.value.per_h == 0.0
        assert special["copies"].leaf.value.chosen == 0.0
    assert "hazards.copy_leak" not in credential_layer("aws", "", "aws_iam", "static_key")


def test_only_known_kinds_of_credential_have_defaults() -> None:
    for preset in [base(), *platform_presets().values(), *directory_presets().values()]:
        assert set(preset.by_credential) <= set(CREDENTIAL_KINDS)


def test_own_users_form_the_directory_of_the_vendor() -> None:
    assert own_directory_kind("aws", "") == "aws_iam"
    assert own_directory_kind("saas", "microsoft_365") == "entra_id"
    assert own_directory_kind("saas", "") == "other"


def test_integration_costs_something() -> None:
    assert default_integration().value.person_days == 20.0
    assert default_integration().source == "E094"
