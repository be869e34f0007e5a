"""What a trace says of places."""

from __future__ import annotations

from models.trace.words import place_text


def test_the_own_users_of_a_platform_are_named_in_words() -> None:
    assert place_text("entra") == "entra"
    assert place_text("local:lake") == "lake (its own users)"
