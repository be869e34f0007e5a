"""An IAM audit dump: a folder of projects, each with what `gcloud` and `gsutil` printed about it.

    org_<name>/iam.json, roles/*.json
    projects/<id>/description.json, iam.json, roles/*.json, services/enabled.txt
    projects/<id>/service-accounts/<email>/description.json, iam.json
    projects/<id>/buckets/<name>/iam.json, logging.txt
    projects/<id>/secrets/<name>/description.json, iam.json, versions.json

A dump that was cut off lacks files. Without them missing grants would look like no grants, so it
is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.importers.gcp.gathering import Gathering
from models.importers.gcp.members import SERVICE_ACCOUNTS
from models.importers.gcp.policies import Place, read_policy
from models.importers.refusal import refusal
from models.importers.representation import Origin, Platform, Resource, SourceFile, Standing

if TYPE_CHECKING:
    from models.importers.export_folder import ExportFolder
    from models.importers.node import Node

TITLE = "Google Cloud IAM audit dump"
_AGAIN = "run the audit export again until it ends without an error"
_NEEDED = {
    "projects/*": ("description.json", "iam.json"),
    "projects/*/service-accounts/*": ("description.json", "iam.json"),
    "projects/*/buckets/*": ("iam.json", "logging.txt"),
    "projects/*/secrets/*": ("description.json", "iam.json", "versions.json"),
    "org_*": ("iam.json",),
}
_SERVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]+")
_NO_LOGGING = re.compile(r"gs://\S+ has no logging configuration\.")


@dataclass(frozen=True, slots=True)
class Spot:
    """A file of the dump and what its path says.

    Attributes:
        shape: The path with names replaced, such as `projects/*/iam.json`.
        owner: Project id or organisation.
        name: Name of the account, bucket or secret, or the empty string.
    """

    file: str
    shape: str
    owner: str
    name: str


def spot(path: str) -> Spot:
    """Return what the path of a file or folder says; no shape if it is none of a dump's."""
    parts = path.split("/")
    if parts[0].startswith("org_"):
        shape = ["org_*", *parts[1:]]
        if parts[1:2] == ["roles"]:
            shape[2:] = ["*"] * len(parts[2:])
        return Spot(path, "/".join(shape), parts[0].removeprefix("org_"), "")
    if parts[0] == "projects" and len(parts) > 1:
        name = parts[3] if len(parts) > 3 and parts[2] != "services" else ""
        shape = ["projects", "*", *parts[2:3], *(["*"] if name else parts[3:4]), *parts[4:]]
        return Spot(path, "/".join(shape), parts[1], name)
    return Spot(path, "", "", "")


def find(folder: ExportFolder) -> str | None:
    """Return a file that shows `folder` to be a dump, or None."""
    shapes = {"projects/*/description.json", "projects/*/iam.json", "org_*/iam.json"}
    return next((file for file in folder.files if spot(file).shape in shapes), None)


def read(folder: ExportFolder) -> Gathering:
    """Read the dump in `folder`.

    Raises:
        ScenarioError: A file is missing or is not what it should be.
    """
    _check_whole(folder)
    gathering = Gathering(TITLE)
    spots = [one for one in map(spot, folder.files) if one.shape in _READERS]
    for one in spots:
        if one.shape == "projects/*/description.json":
            _read_project(gathering, folder, one)
    for one in spots:
        _READERS[one.shape](gathering, folder, one)
        gathering.files.append(SourceFile(one.file, 1, (one.shape,)))
    return gathering


def _check_whole(folder: ExportFolder) -> None:
    files = set(folder.files)
    for path in folder.folders:
        for name in _NEEDED.get(spot(path).shape, ()):
            if f"{path}/{name}" not in files:
                raise refusal(
                    file=path,
                    expected=f"{name} in this folder",
                    found="no such file: the export was cut off or is not whole",
                    advice=_AGAIN,
                )


def _read_project(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    node = folder.read_json(at.file)
    name = node.require("projectId")
    if name.text() != at.owner:
        raise name.refuse(f"{at.owner!r}, the name of the folder")
    parent = node.get("parent")
    gathering.add_platform(
        Platform(
            key=at.owner,
            kind="gcp",
            directory=SERVICE_ACCOUNTS,
            title=node.text_of("name") or at.owner,
            number=node.require("projectNumber").text(),
            parent="" if parent is None else f"{parent.text_of('type')}s/{parent.text_of('id')}",
            services=(),
            origin=node.origin,
            standing=Standing.STATED,
        )
    )


def _read_project_policy(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    read_policy(gathering, folder.read_json(at.file), Place(at.owner, "project", at.owner))


def _read_organisation_policy(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    read_policy(gathering, folder.read_json(at.file), Place(at.owner, "organization", None))


def _read_role(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    node = folder.read_json(at.file)
    name = node.require("name").text()
    for permission in node.elements("includedPermissions"):
        permission.text()
    platform = at.owner if at.owner in gathering.platforms else None
    _add(gathering, f"//iam.googleapis.com/{name}", "custom_role", platform, node)


def _read_services(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    lines = folder.read_text(at.file).splitlines()
    names: set[str] = set()
    for number, line in enumerate(lines, start=1):
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        if number == 1 and word == "NAME":
            continue
        if not word:
            continue
        if number == 1 or not _SERVICE.fullmatch(word):
            raise refusal(
                file=at.file,
                line=number,
                expected="the header NAME" if number == 1 else "a service's name",
                found=repr(line[:80]),
                advice="the file is what `gcloud services list` prints; export it again",
            )
        names.add(word)
    platform = gathering.platforms[at.owner]
    gathering.platforms[at.owner] = replace(platform, services=tuple(sorted(names)))


def _read_account(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    node = folder.read_json(at.file)
    gathering.describe(
        node.require("email"),
        node.text_of("displayName"),
        disabled=node.flag_of("disabled"),
        home=at.owner,
    )


def _read_account_policy(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    place = Place(f"serviceAccount:{at.name}", "identity", at.owner)
    read_policy(gathering, folder.read_json(at.file), place)


def _read_bucket(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    node = folder.read_json(at.file)
    key = f"//storage.googleapis.com/{at.name}"
    public = read_policy(gathering, node, Place(key, "bucket", at.owner))
    _add(gathering, key, "bucket", at.owner, node, public=public)


def _read_bucket_logging(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    text = folder.read_text(at.file).strip()
    logged = False
    if not _NO_LOGGING.fullmatch(text):
        if not text.startswith("{"):
            raise refusal(
                file=at.file,
                line=1,
                expected="`gs://... has no logging configuration.` or a JSON object",
                found=repr(text[:80]),
                advice="the file is what `gsutil logging get` prints; export it again",
            )
        folder.read_json(at.file).require("logBucket").text()
        logged = True
    key = f"//storage.googleapis.com/{at.name}"
    gathering.resources[key] = replace(gathering.resources[key], access_logged=logged)


def _read_secret(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    node = folder.read_json(at.file)
    node.require("name").text()
    _add(gathering, _secret_key(at), "secret", at.owner, node)


def _read_secret_policy(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    place = Place(_secret_key(at), "secret", at.owner)
    read_policy(gathering, folder.read_json(at.file), place)


def _read_secret_versions(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    for version in folder.read_json(at.file).each():
        key = f"{_secret_key(at)}/versions/{version.require('name').text().rpartition('/')[2]}"
        _add(gathering, key, "secret_version", at.owner, version)


def _secret_key(at: Spot) -> str:
    return f"//secretmanager.googleapis.com/projects/{at.owner}/secrets/{at.name}"


def _add(
    gathering: Gathering,
    key: str,
    kind: str,
    platform: str | None,
    node: Node,
    *,
    public: bool = False,
) -> None:
    origin: Origin = node.origin
    gathering.resources[key] = Resource(key, kind, platform, public, None, origin, Standing.STATED)


def _read_nothing_more(gathering: Gathering, folder: ExportFolder, at: Spot) -> None:
    """Projects are read first, because accounts and policies refer to them."""


_READERS = {
    "org_*/iam.json": _read_organisation_policy,
    "org_*/roles/*": _read_role,
    "projects/*/description.json": _read_nothing_more,
    "projects/*/iam.json": _read_project_policy,
    "projects/*/roles/*": _read_role,
    "projects/*/services/enabled.txt": _read_services,
    "projects/*/service-accounts/*/description.json": _read_account,
    "projects/*/service-accounts/*/iam.json": _read_account_policy,
    "projects/*/buckets/*/iam.json": _read_bucket,
    "projects/*/buckets/*/logging.txt": _read_bucket_logging,
    "projects/*/secrets/*/description.json": _read_secret,
    "projects/*/secrets/*/iam.json": _read_secret_policy,
    "projects/*/secrets/*/versions.json": _read_secret_versions,
}
