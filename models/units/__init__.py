"""Quantities with units, as a person writes them and as the engine counts them."""

from models.units.calendar import OpeningHours
from models.units.number import (
    Coordinate,
    NotNegative,
    Number,
    Positive,
    Share,
    Truth,
    Whole,
)
from models.units.quantity import HOURS_PER, Duration, Effort, Quantity, Rate, refuse

__all__ = [
    "HOURS_PER",
    "Coordinate",
    "Duration",
    "Effort",
    "NotNegative",
    "Number",
    "OpeningHours",
    "Positive",
    "Quantity",
    "Rate",
    "Share",
    "Truth",
    "Whole",
    "refuse",
]
