"""Closed forms of textbooks, as functions of their parameters; hours unless said otherwise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.compiled.sampler import Sampler


def token_residual(low: float, high: float, renew_point: float) -> float:
    """Return the mean rest of the token that covers a random instant.

    The token that covers it is length-biased, E[T^2] / E[T], and its age uniform up to the renew
    point.  Source: Cox (1962), Renewal Theory, chapter 5.
    """
    second = (low * low + low * high + high * high) / 3
    return second / ((low + high) / 2) * (1 - renew_point / 2)


def mean_of_last(delay: Sampler, domains: int) -> float:
    """Return the mean of the largest of independent delays, uniform or exponential."""
    if delay.kind == "uniform":
        return delay.a + (delay.b - delay.a) * domains / (domains + 1)
    return _exponential(delay) * harmonic(domains)


def harmonic(number: int) -> float:
    """Return 1 + 1/2 + ... + 1/number."""
    return math.fsum(1 / n for n in range(1, number + 1))


def spread_of_polls(steps: Sequence[float]) -> float:
    """Return the standard deviation of a sum of independent uniform waits."""
    return math.sqrt(math.fsum(step * step for step in steps) / 12)


def wait_of_one(rate: float, work: Sampler) -> float:
    """Return the mean wait in M/G/1 (Pollaczek and Khinchine)."""
    load = rate * work.mean
    return rate * work.mean**2 * (1 + _cv_squared(work)) / (2 * (1 - load))


def wait_of_many(rate: float, work: Sampler, servers: int) -> float:
    """Return the mean wait in M/M/c (Erlang's C formula)."""
    offered = rate * _exponential(work)
    terms = [offered**n / math.factorial(n) for n in range(servers)]
    last = offered**servers / math.factorial(servers) * servers / (servers - offered)
    return last / (math.fsum(terms) + last) * work.mean / (servers - offered)


def sojourn(rate: float, work_mean: float) -> float:
    """Return the mean time in M/M/1, which is exponential."""
    return 1 / (1 / work_mean - rate)


def before_uniform(mean: float, life: float) -> float:
    """Return the probability that Exp(mean) is shorter than U(0, life)."""
    return 1 + mean / life * math.expm1(-life / mean)


def until_found(every: float, chance: float) -> float:
    """Return the mean time from a random instant to the first success on a grid of trials."""
    return every * (1 / chance - 0.5)


def captured_whole(chance: float, hops: int, tools: int) -> float:
    """Return the probability that a chain of hops on equally likely tools is captured.

    Each tool is captured or not, once; hops that meet the same tool stand and fall together.
    """
    distinct = [1.0]
    for _ in range(hops):
        longer = [0.0] * (len(distinct) + 1)
        for number, share in enumerate(distinct):
            longer[number] += share * number / tools
            longer[number + 1] += share * (1 - number / tools)
        distinct = longer
    return math.fsum(share * chance**number for number, share in enumerate(distinct))


def never_seen(life: float, every: float) -> float:
    """Return the share of exponential lives that no instant of a grid of random phase meets."""
    return 1 + life / every * math.expm1(-every / life)


def _exponential(work: Sampler) -> float:
    if work.kind != "exponential":
        raise ValueError(f"an exponential was expected, found {work.kind}")
    return work.mean


def _cv_squared(work: Sampler) -> float:
    match work.kind:
        case "constant":
            return 0.0
        case "exponential":
            return 1.0
        case "lognormal":
            return math.expm1(work.b * work.b)
        case _:
            raise ValueError(f"the spread of a {work.kind} is not written down")
