"""State chips of a card: what holds there under the current design, in two or three words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.window.objects import find
from models.profile.wording import name_of, words_of
from models.scenario.distributions import Distribution

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.window.governed.governed import Governed
    from app.window.objects import ObjectRef
    from models.profile import ControlProfile

Tone = Literal["plain", "ok", "warn", "bad", "accent"]

SIGNS: dict[Tone, str] = {"plain": "", "ok": "", "warn": "▲ ", "bad": "◆ ", "accent": ""}
"""What stands before the text, so that the tone is not told by colour alone."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A few words with a tone.

    Attributes:
        text: What holds.
        tone: ``bad`` where it is weaker than declared, ``warn`` where it differs or is absent.
        hint: A whole sentence for the tooltip.
        term: Path of the control, or the word, that the glossary explains.
    """

    text: str
    tone: Tone = "plain"
    hint: str = ""
    term: str = ""

    @property
    def shown(self) -> str:
        """The text with its sign."""
        return SIGNS[self.tone] + self.text


def short(value: object) -> str:
    """Return a value as a chip can hold it: of a distribution only its middle."""
    if not isinstance(value, Distribution):
        return words_of(value)
    match value.kind:
        case "constant":
            return words_of(value)
        case "uniform":
            return _range(words_of(value.chosen.low), words_of(value.chosen.high))
        case "exponential" | "lognormal" | "gamma":
            return "~" + words_of(value.chosen.mean)
        case "beta":
            return f"~{value.chosen.a / (value.chosen.a + value.chosen.b):.2g}"
        case _:
            return name_of(value.kind)


def _range(low: str, high: str) -> str:
    """Return two quantities with their common unit said once."""
    number, _, unit = low.partition(" ")
    return f"{number}–{high}" if unit and high.endswith(f" {unit}") else f"{low}–{high}"


_STORED = ("static_key", "shared_account", "client_secret", "oauth_refresh")


def _credential(control: ControlProfile) -> str:
    kind = control.value("credential")
    if kind in ("static_key", "shared_account"):
        rotation = words_of(control.value("rotation"))
        return f"{name_of(kind)}, {'never rotated' if rotation == 'never' else rotation}"
    return f"{name_of(kind)} {short(control.value('access_ttl'))}"


def _authorisation(control: ControlProfile) -> str:
    choice = control.value("authorisation")
    if choice.kind == "request_time":
        return "policy per request"
    return name_of(choice.kind)


def _revocation(control: ControlProfile) -> str:
    choice = control.value("revocation")
    match choice.kind:
        case "push":
            return f"push {choice.chosen.coverage.value:.0%}".replace("%", " %")
        case "ticket":
            return f"ticket {short(choice.chosen.service.value)}"
        case "poll":
            return "poll " + " + ".join(str(step) for step in choice.chosen.steps)
        case _:
            return "ends by expiry"


def _logging(control: ControlProfile) -> str:
    if control.value("logging.data") == "absent":
        return "data log off"
    return f"log {short(control.value('logging.delay'))}"


_PLATFORM: tuple[tuple[str, tuple[str, ...], Callable[[ControlProfile], str]], ...] = (
    ("Credential", ("credential", "access_ttl", "rotation"), _credential),
    ("Authorisation", ("authorisation",), _authorisation),
    ("Revocation", ("revocation",), _revocation),
    ("Logging", ("logging.data", "logging.captured", "logging.delay"), _logging),
)


def _tone(control: ControlProfile, paths: tuple[str, ...]) -> tuple[Tone, str]:
    relevant = paths
    if paths[0] == "credential":
        stored = control.value("credential") in _STORED
        relevant = ("credential", "rotation") if stored else ("credential", "access_ttl")
    for path in relevant:
        origin = control.origins[path]
        if origin.gap == "weaker" and origin.declared is not None:
            return "bad", f"weaker than declared: {words_of(origin.declared)}"
    for path in relevant:
        origin = control.origins[path]
        if origin.gap == "different" and origin.declared is not None:
            return "warn", f"differs from declared: {words_of(origin.declared)}"
    if "logging.data" in paths and control.value("logging.data") == "absent":
        return "warn", "data events leave no record"
    return "plain", ""


_ORDER: tuple[Tone, ...] = ("bad", "warn", "plain", "ok", "accent")


def platform_chips(governed: Governed, platform: str) -> list[Chip]:
    """Return one chip per control: the weakest of what holds there, and how many others do."""
    chips = []
    for name, paths, say in _PLATFORM:
        found: dict[str, tuple[Tone, str]] = {}
        for control, _ in governed.controls(platform):
            tone, hint = _tone(control, paths)
            text = say(control)
            if text not in found or _ORDER.index(tone) < _ORDER.index(found[text][0]):
                found[text] = (tone, hint)
        if not found:
            continue
        text, (tone, hint) = min(found.items(), key=lambda item: _ORDER.index(item[1][0]))
        more = f" +{len(found) - 1}" if len(found) > 1 else ""
        rest = [other for other in found if other != text]
        also = f" Also here: {'; '.join(rest)}." if rest else ""
        sentence = f"{name}: {text}{', ' + hint if hint else ''}.{also}"
        chips.append(Chip(text + more, tone, sentence, paths[0]))
    return chips


def _fleet_chips(governed: Governed, fleet: str) -> list[Chip]:
    kinds: Counter[str] = Counter()
    weak: dict[str, bool] = {}
    for platform in governed.platforms_of.get(fleet, ()):
        control = governed.control(platform, fleet)
        kind = control.value("credential")
        kinds[kind] += 1
        weak[kind] = weak.get(kind, False) or control.origins["credential"].gap == "weaker"
    chips = [
        Chip(
            f"{name_of(kind)} ×{count}" if count > 1 else name_of(kind),
            "bad" if weak[kind] else "plain",
            f"{name_of(kind)} on {count} of {sum(kinds.values())} platforms"
            + (", weaker than declared." if weak[kind] else "."),
            "credential",
        )
        for kind, count in sorted(kinds.items(), key=lambda item: (not weak[item[0]], -item[1]))
    ]
    owner = governed.scenario.workload.fleets[fleet].owner
    return [
        *chips[:3],
        *([] if owner else [Chip("no owner", "warn", "Nobody answers for it.", "Team")]),
    ]


def _directory_chips(governed: Governed, directory: str) -> list[Chip]:
    bound = governed.platforms_under(directory)
    if not bound:
        return [
            Chip(
                "not used here", "plain", "No platform is bound to it in this design.", "Directory"
            )
        ]
    ends: Counter[tuple[str, Tone]] = Counter()
    for platform in bound:
        for control, _ in governed.controls(platform):
            kind = control.value("revocation").kind
            tone, _hint = _tone(control, ("revocation",))
            ends[{"expiry": "by expiry", "ticket": "by ticket"}.get(kind, kind), tone] += 1
    return [
        Chip(text, tone, f"Access ends {text}.", "revocation")
        for (text, tone), _ in ends.most_common(2)
    ]


def chips_of(governed: Governed, ref: ObjectRef) -> list[Chip]:
    """Return the chips of a card under the current design; made anew only where it is another."""
    model = find(governed.scenario, ref)
    known = governed.told.get(ref)
    if known is None or known[0] is not model:
        known = governed.told[ref] = (model, _made(governed, ref))
    return known[1]


def _made(governed: Governed, ref: ObjectRef) -> list[Chip]:
    match ref.kind:
        case "platform":
            return platform_chips(governed, ref.id)
        case "fleet":
            return _fleet_chips(governed, ref.id)
        case "directory":
            return _directory_chips(governed, ref.id)
        case _:
            return []


def subtitle_of(governed: Governed, ref: ObjectRef) -> str:
    """Return the line below the name of a card."""
    scenario = governed.scenario
    match ref.kind:
        case "platform":
            held = len(governed.resources_of.get(ref.id, ()))
            heavy = governed.restricted_of.get(ref.id, 0)
            return _count(held, "resource") + (f", {heavy} restricted" if heavy else "")
        case "fleet":
            fleet = scenario.workload.fleets[ref.id]
            tasks = words_of(fleet.tasks).replace(" / ", " tasks/")
            return f"{_count(fleet.agents, 'agent')} · {tasks}"
        case "directory":
            return f"authenticates {_count(len(governed.platforms_under(ref.id)), 'platform')}"
        case "log_sink":
            sink = scenario.organisation.log_sinks[ref.id]
            where = "central" if sink.central else "local"
            return f"{where} · {_count(sink.analysts, 'analyst')}"
        case "vault":
            return name_of(scenario.organisation.vaults[ref.id].kind)
        case _:
            return ""


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}".replace(",", " ")
