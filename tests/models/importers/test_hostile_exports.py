"""Broken and hostile exports are refused with one clear message, quickly and within bounds."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import ScenarioError
from models.importers import bounded_json, export_folder
from models.importers.export_folder import open_folder
from models.importers.gcp import GcpImporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Tree = dict[str, Any]
    WriteTree = Callable[[Tree], Path]

POLICY = "projects/acme-shop/iam.json"
BOUND = '{"bindings": [{%s}]}'
MEMBERS = "/bindings/0/members"
CONDITION = "/bindings/0/condition"
AUDITED = '{"auditConfigs": [{"service": "s", "auditLogConfigs": [{%s}]}]}'
AUDIT = "/auditConfigs/0/auditLogConfigs/0"


def _refused(root: Path) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        GcpImporter().read(open_folder(root))
    error = caught.value
    assert error.expected
    assert error.found
    assert error.advice
    return error


@pytest.mark.parametrize(
    ("content", "line", "field", "found"),
    [
        ('{"bindings": [\n{"role": "roles/owner",', 2, "", "ends in the middle"),
        ('{"bindings": [{"role": "roles/ow', 1, "", "ends in the middle"),
        ("", 1, "", "an empty file"),
        ("[" * 25_000, 1, "", "more than 64 levels"),
        ('{"a":' * 25_000, 1, "", "more than 64 levels"),
        ('{"asset_type": "x"}\n{"asset_type": "y"}\n', 2, "", "a second document"),
        ('{"bindings": NaN}', 1, "", "NaN"),
        ('{"bindings": [], "bindings": []}', 1, "", "twice"),
        ('{"version": ' + "9" * 5_000 + "}", 1, "", "5000 digits"),
        ('{"version": 1e' + "9" * 5_000 + "}", 1, "", "digits"),
        ("[]", 1, "/", "an array"),
        ('{"bindings": {}}', 1, "/bindings", "an object"),
        (BOUND % '"role": "r",\n\n"members": "a:b"', 3, "/bindings/0/members", "a:b"),
        ('{"bindings": [\n {"role": 7, "members": []}]}', 2, "/bindings/0/role", "7"),
        ('{"bindings": [\n {"members": []}]}', 2, "/bindings/0", "no 'role'"),
        (BOUND % '"role": "r", "members": [\n"user:a@b",\n"jane"]', 3, f"{MEMBERS}/1", "jane"),
        (BOUND % '"role": "r", "members": [null]', 1, f"{MEMBERS}/0", "null"),
        (BOUND % '"role": "r", "members": [], "condition": {}', 1, CONDITION, "no 'expression'"),
        (AUDITED % '"logType": "ALL"', 1, f"{AUDIT}/logType", "ALL"),
        (BOUND % f'"role": "{"x" * 5_000}", "members": []', 1, "/bindings/0/role", "characters"),
    ],
)  # fmt: skip
def test_a_broken_policy_is_named_by_file_line_and_field(
    dump: Tree, write_tree: WriteTree, content: str, line: int, field: str, found: str
) -> None:
    dump[POLICY] = content
    error = _refused(write_tree(dump))
    assert (error.place.file, error.place.line, error.place.path) == (POLICY, line, field)
    assert found in error.found


@pytest.mark.parametrize(
    "missing",
    [
        "projects/acme-shop/iam.json",
        "projects/acme-shop/description.json",
        "projects/acme-shop/buckets/acme-site/logging.txt",
        "projects/acme-shop/secrets/card-key/versions.json",
        "org_acme.example/iam.json",
    ],
)
def test_a_dump_that_was_cut_off_is_refused(
    dump: Tree, write_tree: WriteTree, missing: str
) -> None:
    del dump[missing]
    error = _refused(write_tree(dump))
    folder, _, name = missing.rpartition("/")
    assert error.place.file == folder
    assert name in error.expected


def test_two_kinds_of_export_in_one_folder(
    dump: Tree, inventory: Tree, write_tree: WriteTree
) -> None:
    error = _refused(write_tree(dump | inventory))
    assert error.place.file == "policies.dump"
    assert "folder of its own" in error.advice


def test_a_folder_of_something_else(write_tree: WriteTree) -> None:
    assert "none of these" in _refused(write_tree({"notes.txt": "hello"})).found


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="nothing of that name"):
        open_folder(tmp_path / "absent")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ScenarioError):
        open_folder(tmp_path / ("x" * 5_000))
    with pytest.raises(ScenarioError, match="found a file"):
        open_folder(tmp_path / "file")


@pytest.mark.parametrize("target", ["../outside.json", "projects/acme-build/iam.json", "absent"])
def test_symbolic_links_are_not_followed(
    dump: Tree, write_tree: WriteTree, tmp_path: Path, target: str
) -> None:
    root = write_tree(dump)
    (tmp_path / "outside.json").write_text('{"secret": 1}', encoding="utf-8")
    (root / POLICY).unlink()
    (root / POLICY).symlink_to(root / target)
    error = _refused(root)
    assert error.place.file == POLICY
    assert error.found == "a symbolic link"


def test_a_folder_link_is_not_followed(dump: Tree, write_tree: WriteTree, tmp_path: Path) -> None:
    root = write_tree(dump)
    (root / "projects" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert _refused(root).place.file == "projects/loop"


def test_the_folder_itself_may_be_a_link(dump: Tree, write_tree: WriteTree, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(write_tree(dump), target_is_directory=True)
    assert len(GcpImporter().read(open_folder(tmp_path / "link")).platforms) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_block(dump: Tree, write_tree: WriteTree) -> None:
    root = write_tree(dump)
    (root / POLICY).unlink()
    os.mkfifo(root / POLICY)
    assert _refused(root).found == "a special file"


def test_a_huge_file_is_refused_by_size(dump: Tree, write_tree: WriteTree) -> None:
    root = write_tree(dump)
    with (root / POLICY).open("wb") as stream:
        stream.truncate(export_folder.FILE_BYTES_MAX * 100)
    error = _refused(root)
    assert (error.place.file, error.found) == (POLICY, "1,000.0 MB")


def test_bytes_that_are_no_text(dump: Tree, write_tree: WriteTree) -> None:
    root = write_tree(dump)
    (root / POLICY).write_bytes(b'{\n"a": "\xff"}')
    error = _refused(root)
    assert (error.place.line, error.found) == (2, "the byte 0xff")


def test_too_many_entries(
    dump: Tree, write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_folder, "ENTRIES_MAX", 10)
    assert "at most 10 files" in _refused(write_tree(dump)).expected


def test_folders_too_deep(dump: Tree, write_tree: WriteTree) -> None:
    dump["/".join("abcdefghijklmnopqrstuvwxyz") + "/x.json"] = "{}"
    assert "16 folders deep" in _refused(write_tree(dump)).expected


def test_a_project_in_the_wrong_folder(dump: Tree, write_tree: WriteTree) -> None:
    at = "projects/acme-shop/description.json"
    dump[at]["projectId"] = "other"
    error = _refused(write_tree(dump))
    assert (error.place.file, error.place.path) == (at, "/projectId")


@pytest.mark.parametrize(
    ("path", "content", "line"),
    [
        ("projects/acme-shop/services/enabled.txt", '{"a": 1}', 1),
        ("projects/acme-shop/services/enabled.txt", "NAME TITLE\nERROR: (gcloud) denied", 2),
        ("projects/acme-shop/buckets/acme-site/logging.txt", "AccessDeniedException: 403", 1),
    ],
)
def test_texts_of_the_tools(
    dump: Tree, write_tree: WriteTree, path: str, content: str, line: int
) -> None:
    dump[path] = content
    error = _refused(write_tree(dump))
    assert (error.place.file, error.place.line) == (path, line)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("[1]", "/"),
        ('{"name": "x"}', "/"),
        ('{"asset_type": "a/B", "name": "x"}', "/"),
        ('{"asset_type": "a/B", "resource": {"data": {}}}', "/"),
        ('{"asset_type": 3, "name": "x", "resource": {}}', "/asset_type"),
        ('{"asset_type": "a/B", "name": "x", "resource": []}', "/resource"),
        (
            '{"asset_type": "a/B", "name": "x", "iam_policy": {"bindings": 1}}',
            "/iam_policy/bindings",
        ),
        ('{"asset_type": "a/B", "name"', ""),
    ],
)
def test_a_bad_line_of_an_inventory_is_named(
    inventory: Tree, write_tree: WriteTree, row: str, field: str
) -> None:
    inventory["resources.dump"] += row + "\n"
    error = _refused(write_tree(inventory))
    assert (error.place.file, error.place.line, error.place.path) == ("resources.dump", 6, field)


def test_an_empty_inventory(inventory: Tree, write_tree: WriteTree) -> None:
    inventory["resources.dump"] = "\n\n"
    assert _refused(write_tree(inventory)).found == "an empty file"


def test_hostile_texts_do_not_make_the_walk_quadratic() -> None:
    for text in ('"' + '\\"' * 400_000 + "\\", '{"a' * 300_000, '"' * 400_001):
        with pytest.raises(ScenarioError):
            bounded_json.parse(text, "x.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, 0, 2]))
def test_every_value_is_found_again_on_its_line(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    assert bounded_json.parse(text, "x.json") == value
    offsets = dict(bounded_json._starts(text))
    assert set(offsets) == set(_paths(value))
    for path, inner in _paths(value).items():
        found, _ = json.JSONDecoder().raw_decode(text, offsets[path])
        assert found == inner


def _paths(value: object, at: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], object]:
    found = {at: value}
    if isinstance(value, dict):
        for name, inner in value.items():
            found |= _paths(inner, (*at, name))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            found |= _paths(inner, (*at, index))
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON)
def test_any_json_as_a_policy_is_read_or_refused(
    dump: Tree, write_tree: WriteTree, policy: object
) -> None:
    dump[POLICY] = policy if not isinstance(policy, str) else [policy]
    root = write_tree(dump)
    try:
        GcpImporter().read(open_folder(root))
    except ScenarioError as error:
        assert error.place.file == POLICY  # noqa: PT017 - reading it is as good


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2_000))
def test_a_file_cut_off_anywhere_is_read_or_refused(
    inventory: Tree, write_tree: WriteTree, at: int
) -> None:
    cut = inventory | {"policies.dump": inventory["policies.dump"][:at]}
    root = write_tree(cut)
    try:
        GcpImporter().read(open_folder(root))
    except ScenarioError as error:
        assert error.place.file == "policies.dump"  # noqa: PT017
