"""What the Google Cloud importer reads, on our own small exports and on real ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from models.importers.export_folder import open_folder
from models.importers.gcp import GcpImporter
from models.importers.gcp.members import read_member
from models.importers.representation import Breadth, IdentityKind, Standing, TrustKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.importers.representation import Identity, Representation

    Tree = dict[str, Any]
    WriteTree = Callable[[Tree], Path]


def _read(root: Path) -> Representation:
    return GcpImporter().read(open_folder(root))


def _identity(read: Representation, key: str) -> Identity:
    return next(one for one in read.identities if one.key == key)


def test_counts_of_a_small_dump(dump: Tree, write_tree: WriteTree) -> None:
    read = _read(write_tree(dump))
    assert GcpImporter().count(read) == {
        "projects": 2,
        "member_bindings": 10,
        "by_type": {"group": 1, "serviceAccount": 6, "user": 3},
        "basic_roles": {
            "roles/editor serviceAccount": 3,
            "roles/owner group": 1,
            "roles/owner user": 3,
        },
        "service_accounts_described": 2,
        "secrets": 1,
        "policies_with_auditConfigs": 0,
        "buckets_with_access_logging": 0,
        "buckets": 2,
        "buckets_public": 1,
    }
    assert read.unread == ()


def test_people_have_pseudonyms_by_first_appearance(dump: Tree, write_tree: WriteTree) -> None:
    read = _read(write_tree(dump))
    # org_* is sorted first; Jo and jo are one person.
    owners = [one.identity for one in read.grants if one.role == "roles/owner"]
    assert owners == ["person_002", "group:platform@acme.example", "person_003", "person_002"]
    billing = next(one for one in read.grants if one.role == "roles/billing.admin")
    assert billing.identity == "person_001"
    text = repr(read).casefold()
    for name in ("jo@", "kim@", "lee@"):
        assert name not in text


def test_what_is_simulated_and_what_is_only_listed(dump: Tree, write_tree: WriteTree) -> None:
    read = _read(write_tree(dump))
    assert {one.key for one in read.simulated()} == {
        "serviceAccount:ci@acme-build.iam.gserviceaccount.com",
        "serviceAccount:222-compute@developer.gserviceaccount.com",
        "serviceAccount:111@cloudbuild.gserviceaccount.com",
    }
    agent = _identity(read, "serviceAccount:111@cloudservices.gserviceaccount.com")
    assert agent.kind is IdentityKind.SERVICE_AGENT
    guest = _identity(read, "serviceAccount:guest@elsewhere.iam.gserviceaccount.com")
    assert not guest.simulated
    assert "does not describe" in guest.because
    assert {one.directory for one in read.listed()} == {"gcp_iam", "cloud_identity", None}


def test_records_say_where_they_come_from(dump: Tree, write_tree: WriteTree) -> None:
    read = _read(write_tree(dump))
    editor = next(
        one for one in read.grants if one.role == "roles/editor" and one.place == "acme-shop"
    )
    assert str(editor.origin) == "projects/acme-shop/iam.json#/bindings/1/members/0"
    assert editor.breadth is Breadth.BROAD
    edge = read.trust_edges[0]
    assert edge.kind is TrustKind.FEDERATION
    assert edge.source == "serviceAccount:acme-build.svc.id.goog[ci/runner]"
    audit = next(one for one in read.audits if one.place == "acme-shop")
    assert audit.standing is Standing.DERIVED
    assert not audit.data_read
    assert all(one.origin.file for one in read.records())


def test_access_logging_of_a_bucket(dump: Tree, write_tree: WriteTree) -> None:
    at = "projects/acme-shop/buckets/acme-orders/logging.txt"
    dump[at] = {"logBucket": "acme-logs", "logObjectPrefix": "orders"}
    read = _read(write_tree(dump))
    assert GcpImporter().count(read)["buckets_with_access_logging"] == 1


def test_disabled_accounts_are_listed_only(dump: Tree, write_tree: WriteTree) -> None:
    email = "ci@acme-build.iam.gserviceaccount.com"
    dump[f"projects/acme-build/service-accounts/{email}/description.json"]["disabled"] = True
    read = _read(write_tree(dump))
    assert not _identity(read, f"serviceAccount:{email}").simulated


def test_files_that_are_no_part_of_a_dump_are_named(dump: Tree, write_tree: WriteTree) -> None:
    dump["README.md"] = "notes"
    dump["projects/acme-shop/services/compute/info.json"] = {"a": 1}
    read = _read(write_tree(dump))
    assert read.unread == ("README.md", "projects/acme-shop/services/compute/info.json")


def test_inventory_lines(inventory: Tree, write_tree: WriteTree) -> None:
    read = _read(write_tree(inventory))
    assert GcpImporter().count(read) == {
        "policies.dump": {"rows": 3, "bad_lines": 0, "asset_types": 3, "bindings": 4},
        "resources.dump": {"rows": 5, "bad_lines": 0, "asset_types": 4, "bindings": 0},
    }
    assert [one.key for one in read.platforms] == ["shop"]
    grant = read.grants[0]
    assert (grant.place, grant.condition) == ("shop", "request.time.getHours() < 18")
    assert str(grant.origin) == "policies.dump:1#/iam_policy/bindings/0/members/0"
    key = read.credentials[0]
    assert (key.identity, key.kind) == (
        "serviceAccount:job@shop.iam.gserviceaccount.com",
        "static_key",
    )
    bucket = next(one for one in read.resources if one.kind == "bucket")
    assert (bucket.platform, bucket.public) == ("shop", True)
    assert read.audits[0].standing is Standing.STATED
    assert read.audits[0].data_read
    assert read.trust_edges[0].kind is TrustKind.MINT_TOKEN


def test_policies_without_resources_still_name_projects(
    inventory: Tree, write_tree: WriteTree
) -> None:
    del inventory["resources.dump"]
    read = _read(write_tree(inventory))
    assert {(one.key, one.standing) for one in read.platforms} == {
        ("9", Standing.DERIVED),
        ("shop", Standing.DERIVED),
    }


def test_same_folder_reads_the_same_twice(dump: Tree, write_tree: WriteTree) -> None:
    root = write_tree(dump)
    assert _read(root) == _read(root)


@pytest.mark.parametrize(
    ("principal", "kind"),
    [
        ("user:a@b.example", IdentityKind.PERSON),
        ("deleted:user:a@b.example?uid=123", IdentityKind.PERSON),
        ("group:a@b.example", IdentityKind.GROUP),
        ("domain:b.example", IdentityKind.GROUP),
        ("projectEditor:p", IdentityKind.GROUP),
        ("allUsers", IdentityKind.PUBLIC),
        ("allAuthenticatedUsers", IdentityKind.PUBLIC),
        (
            "serviceAccount:service-12@gcp-sa-pubsub.iam.gserviceaccount.com",
            IdentityKind.SERVICE_AGENT,
        ),
        ("serviceAccount:12@cloudservices.gserviceaccount.com", IdentityKind.SERVICE_AGENT),
        ("serviceAccount:12@cloudbuild.gserviceaccount.com", IdentityKind.SERVICE_ACCOUNT),
        ("serviceAccount:service-cri-o@p.iam.gserviceaccount.com", IdentityKind.SERVICE_ACCOUNT),
        ("serviceAccount:p.svc.id.goog[ns/name]", IdentityKind.WORKLOAD),
        ("principalSet://iam.googleapis.com/projects/1/x", IdentityKind.WORKLOAD),
        ("someone", None),
        ("user:", None),
        ("robot:a@b.example", None),
    ],
)
def test_kinds_of_principals(principal: str, kind: IdentityKind | None) -> None:
    member = read_member(principal)
    assert (member.kind if member else None) is kind


@pytest.mark.parametrize("name", ["gcp_k8sio_2020", "gcp_cai"])
def test_counts_agree_with_those_taken_without_any_importer(samples: Path, name: str) -> None:
    expected = json.loads((samples / "EXPECTED.json").read_text(encoding="utf-8"))[name]
    assert GcpImporter().count(_read(samples / name)) == expected


def test_fleets_of_the_real_dump(samples: Path) -> None:
    read = _read(samples / "gcp_k8sio_2020")
    described = [one for one in read.simulated() if one.described]
    assert (len(described), len(read.simulated())) == (83, 83 + 45)
    assert "@cncf.io" not in repr(read)
