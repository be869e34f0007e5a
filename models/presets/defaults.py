"""Vendor defaults: the lowest layer of the cascade, which sets every leaf.

Later parts win: base, kind of directory, kind of platform, named preset; then, in the
same order, what each of them says about the kind of credential.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from models.scenario.base import Valued
from models.scenario.controls import Settings
from models.scenario.leaves import flatten
from models.units import Effort

Flat = Mapping[str, Valued[Any]]
BASE = "base"


@dataclass(frozen=True, slots=True)
class Preset:
    """Defaults of one vendor's platform or directory, or of everything (`base`).

    Attributes:
        id: Name of the preset.
        title: Name for people.
        kind: Kind of the platform or directory that it builds on; its own id if it is one.
        directory: Kind of the directory that the platform's own users form.
        settings: Leaves that always hold.
        by_credential: Leaves that hold for one kind of credential.
    """

    id: str
    title: str
    kind: str
    directory: str
    settings: Flat
    by_credential: Mapping[str, Flat]


@dataclass(frozen=True, slots=True)
class PresetLeaf:
    """A default, and the preset that says it."""

    preset: str
    leaf: Valued[Any]


def _read(name: str) -> dict[str, Any]:
    text = files("models.presets").joinpath(f"data/{name}.yaml").read_text("utf-8")
    tree: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - strings only
    return tree


def _flat(raw: object) -> Flat:
    return flatten(Settings.model_validate(raw or {}))


def _preset(name: str, raw: Mapping[str, Any]) -> Preset:
    return Preset(
        id=name,
        title=raw.get("title", name),
        kind=raw.get("kind", name),
        directory=raw.get("directory", "other"),
        settings=_flat(raw.get("settings")),
        by_credential={kind: _flat(part) for kind, part in raw.get("credentials", {}).items()},
    )


@cache
def base() -> Preset:
    """Return the defaults of all defaults."""
    return _preset(BASE, _read("base"))


@cache
def platform_presets() -> Mapping[str, Preset]:
    """Return the presets of platforms, by name; each kind of platform is one."""
    return {name: _preset(name, raw) for name, raw in _read("platforms").items()}


@cache
def directory_presets() -> Mapping[str, Preset]:
    """Return the presets of directories, by name; each kind of directory is one."""
    return {name: _preset(name, raw) for name, raw in _read("directories").items()}


@cache
def default_integration() -> Valued[Effort]:
    """Return the effort of binding one platform anew where the scenario does not say."""
    return Valued[Effort].model_validate(_read("base")["integration"]["per_platform"])


@cache
def layer(platform_kind: str, platform_preset: str, directory: str) -> Mapping[str, PresetLeaf]:
    """Return the default of every leaf, for any kind of credential.

    Args:
        platform_kind: Kind of the platform.
        platform_preset: Named preset of the platform; empty where there is none.
        directory: Kind of the bound directory, or the name of its preset.
    """
    found: dict[str, PresetLeaf] = {}
    for preset in stack(platform_kind, platform_preset, directory):
        for path, leaf in preset.settings.items():
            found[path] = PresetLeaf(preset.id, leaf)
    return found


@cache
def credential_layer(
    platform_kind: str, platform_preset: str, directory: str, credential: str
) -> Mapping[str, PresetLeaf]:
    """Return the defaults that hold for one kind of credential; they win over `layer`."""
    found: dict[str, PresetLeaf] = {}
    for preset in stack(platform_kind, platform_preset, directory):
        for path, leaf in preset.by_credential.get(credential, {}).items():
            found[path] = PresetLeaf(preset.id, leaf)
    return found


def stack(platform_kind: str, platform_preset: str, directory: str) -> list[Preset]:
    """Return the presets that hold together, the most general first; a later one wins."""
    platforms, directories = platform_presets(), directory_presets()
    names = [platform_kind, platform_preset if platform_preset != platform_kind else ""]
    stack = [base()]
    if directory in directories:
        own = directories[directory]
        stack += [directories[name] for name in dict.fromkeys([own.kind, own.id])]
    return stack + [platforms[name] for name in names if name in platforms]


def own_directory_kind(platform_kind: str, platform_preset: str) -> str:
    """Return the kind of directory that a platform's own users form."""
    presets = platform_presets()
    preset = presets.get(platform_preset) or presets.get(platform_kind)
    return preset.directory if preset else "other"
