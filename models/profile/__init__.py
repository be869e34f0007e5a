"""What a design means: the cascade from vendor preset to exception, resolved per domain."""

from models.profile.cascade import binding_of, resolve
from models.profile.design_profile import (
    LOCAL_PREFIX,
    ControlProfile,
    DesignProfile,
    Origin,
    Phase,
    local_of,
)
from models.profile.inheritance import lineage, merged

__all__ = [
    "LOCAL_PREFIX",
    "ControlProfile",
    "DesignProfile",
    "Origin",
    "Phase",
    "binding_of",
    "lineage",
    "local_of",
    "merged",
    "resolve",
]
