"""Cloud Asset Inventory: files of JSON lines, one asset with its resource or its IAM policy a line.

Source: Google Cloud documentation, "Exporting asset metadata" (field names in both spellings that
    Google uses).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.importers.gcp.gathering import Gathering
from models.importers.gcp.members import SERVICE_ACCOUNTS
from models.importers.gcp.policies import Place, read_policy
from models.importers.refusal import refusal
from models.importers.representation import (
    Credential,
    Platform,
    Resource,
    SourceFile,
    Standing,
)

if TYPE_CHECKING:
    from models.importers.export_folder import ExportFolder
    from models.importers.node import Node

TITLE = "Google Cloud Asset Inventory"
SUFFIXES = (".dump", ".jsonl", ".ndjson")

_PROJECT = "cloudresourcemanager.googleapis.com/Project"
_ACCOUNT = "iam.googleapis.com/ServiceAccount"
_KEY = "iam.googleapis.com/ServiceAccountKey"
_KINDS = {
    _PROJECT: "project",
    _ACCOUNT: "identity",
    "cloudresourcemanager.googleapis.com/Folder": "folder",
    "cloudresourcemanager.googleapis.com/Organization": "organization",
    "secretmanager.googleapis.com/Secret": "secret",
    "sqladmin.googleapis.com/Instance": "database",
    "spanner.googleapis.com/Database": "database",
    "bigtableadmin.googleapis.com/Instance": "database",
}
_OTHER_PAYLOADS = (
    "org_policy", "orgPolicy", "access_policy", "accessPolicy", "access_level", "accessLevel",
    "service_perimeter", "servicePerimeter", "os_inventory", "osInventory",
    "related_assets", "relatedAssets", "related_asset", "relatedAsset",
)  # fmt: skip
_IN_PROJECT = re.compile(r"/projects/([^/]+)")
_HOLDERS = re.compile(r"project(?:Owner|Editor|Viewer):(.+)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_KEY_KINDS = {"USER_MANAGED": "static_key", "SYSTEM_MANAGED": "managed_identity"}


def find(folder: ExportFolder) -> str | None:
    """Return a file that shows `folder` to hold an inventory, or None."""
    return next((file for file in folder.files if file.endswith(SUFFIXES)), None)


def read(folder: ExportFolder) -> Gathering:
    """Read all inventory files in `folder`.

    Raises:
        ScenarioError: A line is not an asset.
    """
    gathering = Gathering(TITLE)
    assets: list[Node] = []
    for file in folder.files:
        if not file.endswith(SUFFIXES):
            continue
        rows = list(folder.read_json_lines(file))
        if not rows:
            raise refusal(
                file=file,
                expected="a JSON document on each line",
                found="an empty file",
                advice="export again; the file was cut off",
            )
        kinds = {_type(row) for row in rows}
        gathering.files.append(SourceFile(file, len(rows), tuple(sorted(kinds))))
        assets += rows
    for step in (_add_project, _add_resource, _add_key, _add_policy):
        for asset in assets:
            step(gathering, asset)
    return gathering


def _either(node: Node, snake: str, camel: str) -> Node | None:
    found = node.get(snake)
    return node.get(camel) if found is None else found


def _type(asset: Node) -> str:
    kind = _either(asset, "asset_type", "assetType")
    if kind is None:
        raise asset.refuse("an asset with 'asset_type'", "an object without it")
    known = _either(asset, "iam_policy", "iamPolicy") or asset.get("resource")
    if known is None and not any(asset.get(name) for name in _OTHER_PAYLOADS):
        raise asset.refuse("an asset with 'resource' or 'iam_policy'", "an asset without either")
    return kind.text()


def _kind(asset: Node) -> str:
    name = _type(asset)
    return _KINDS.get(name) or _HUMP.sub("_", name.rpartition("/")[2]).lower()


def _name(asset: Node) -> str:
    return asset.require("name").text()


def _data(asset: Node) -> Node | None:
    resource = asset.get("resource")
    return None if resource is None else resource.get("data")


def _add_project(gathering: Gathering, asset: Node) -> None:
    data = _data(asset)
    if data is None or _type(asset) != _PROJECT:
        return
    number = data.get("projectNumber")
    key = data.require("projectId").text()
    gathering.add_platform(
        Platform(
            key=key,
            kind="gcp",
            directory=SERVICE_ACCOUNTS,
            title=data.text_of("name") or key,
            number="" if number is None else _digits(number),
            parent=(asset.require("resource").text_of("parent")).removeprefix(
                "//cloudresourcemanager.googleapis.com/"
            ),
            services=(),
            origin=asset.origin,
            standing=Standing.STATED,
        )
    )


def _digits(number: Node) -> str:
    if isinstance(number.value, int) and not isinstance(number.value, bool):
        return str(number.value)
    if not number.text().isdecimal():
        raise number.refuse("a project number")
    return number.text()


def _add_resource(gathering: Gathering, asset: Node) -> None:
    data = _data(asset)
    kind = _kind(asset)
    if data is None or kind == "project" or _type(asset) == _KEY:
        return
    platform = _platform_of(gathering, asset)
    name = _name(asset)
    if kind == "identity":
        email = data.require("email")
        key = gathering.describe(
            email,
            data.text_of("displayName"),
            disabled=data.flag_of("disabled"),
            home=platform,
        )
        gathering.accounts_by_name[name] = key
        return
    gathering.resources[name] = Resource(
        name,
        kind,
        platform,
        public=False,
        access_logged=None,
        origin=asset.origin,
        standing=Standing.STATED,
    )


def _add_key(gathering: Gathering, asset: Node) -> None:
    data = _data(asset)
    if data is None or _type(asset) != _KEY:
        return
    owner = gathering.accounts_by_name.get(_name(asset).rpartition("/keys/")[0])
    kind = data.require("keyType")
    if kind.text() not in _KEY_KINDS:
        raise kind.refuse(f"one of {', '.join(_KEY_KINDS)}")
    if owner is not None:
        gathering.credentials.append(
            Credential(
                identity=owner,
                kind=_KEY_KINDS[kind.text()],
                valid_from=data.text_of("validAfterTime"),
                valid_until=data.text_of("validBeforeTime"),
                origin=asset.origin,
                standing=Standing.STATED,
            )
        )


def _add_policy(gathering: Gathering, asset: Node) -> None:
    policy = _either(asset, "iam_policy", "iamPolicy")
    if policy is None:
        return
    place = _place(gathering, asset, policy)
    public = read_policy(gathering, policy, place)
    if place.kind in {"project", "identity", "folder", "organization", "unresolved"}:
        return
    known = gathering.resources.get(place.key)
    gathering.resources[place.key] = Resource(
        place.key,
        place.kind,
        place.platform,
        public,
        None,
        asset.origin if known is None else known.origin,
        Standing.DERIVED if known is None else known.standing,
    )


def _place(gathering: Gathering, asset: Node, policy: Node) -> Place:
    name, kind = _name(asset), _kind(asset)
    if kind == "project":
        key = _mentioned_project(gathering, name.rpartition("/")[2], asset)
        return Place(key, kind, key)
    platform = _platform_of(gathering, asset, policy)
    if kind == "identity":
        account = gathering.accounts_by_name.get(name)
        return Place(account or name, kind if account else "unresolved", platform)
    return Place(name, kind, platform)


def _mentioned_project(gathering: Gathering, id_or_number: str, asset: Node) -> str:
    known = gathering.platform_key(id_or_number)
    if known is not None:
        return known
    number = id_or_number if id_or_number.isdecimal() else ""
    gathering.add_platform(
        Platform(
            key=id_or_number,
            kind="gcp",
            directory=SERVICE_ACCOUNTS,
            title=f"Project {id_or_number}",
            number=number,
            parent="",
            services=(),
            origin=asset.origin,
            standing=Standing.DERIVED,
        )
    )
    return id_or_number


def _platform_of(gathering: Gathering, asset: Node, policy: Node | None = None) -> str | None:
    """Return the project of an asset: by its name, parent, ancestors, record, or who holds it."""
    resource = asset.get("resource")
    names = [_name(asset), "" if resource is None else resource.text_of("parent")]
    names += [f"/{one.text()}" for one in asset.elements("ancestors")]
    for name in names:
        if found := _IN_PROJECT.search(name):
            return _mentioned_project(gathering, found[1], asset)
    if known := gathering.resources.get(_name(asset)):
        return known.platform
    for binding in policy.elements("bindings") if policy is not None else ():
        for member in binding.elements("members"):
            if found := _HOLDERS.fullmatch(member.text()):
                return gathering.platform_key(found[1])
    return None
