"""Vendor defaults and the evidence behind them, as data of this package."""

from models.presets.defaults import (
    Preset,
    PresetLeaf,
    credential_layer,
    default_compromise,
    default_integration,
    default_outage,
    directory_presets,
    layer,
    own_directory_kind,
    platform_presets,
)
from models.presets.evidence import Evidence, evidence, evidence_table

__all__ = [
    "Evidence",
    "Preset",
    "PresetLeaf",
    "credential_layer",
    "default_compromise",
    "default_integration",
    "default_outage",
    "directory_presets",
    "evidence",
    "evidence_table",
    "layer",
    "own_directory_kind",
    "platform_presets",
]
