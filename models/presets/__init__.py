"""Vendor defaults and the evidence behind them, as data of this package."""

from models.presets.defaults import (
    Preset,
    PresetLeaf,
    base,
    credential_layer,
    default_integration,
    directory_presets,
    layer,
    own_directory_kind,
    platform_presets,
)
from models.presets.evidence import Evidence, evidence, evidence_table
from models.presets.failure import (
    DEFAULT_COMPROMISE,
    DEFAULT_OUTAGE,
    DEFAULT_RECOVERY,
    DEFAULT_VAULT_LEAK,
)

__all__ = [
    "DEFAULT_COMPROMISE",
    "DEFAULT_OUTAGE",
    "DEFAULT_RECOVERY",
    "DEFAULT_VAULT_LEAK",
    "Evidence",
    "Preset",
    "PresetLeaf",
    "base",
    "credential_layer",
    "default_integration",
    "directory_presets",
    "evidence",
    "evidence_table",
    "layer",
    "own_directory_kind",
    "platform_presets",
]
