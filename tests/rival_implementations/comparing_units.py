"""Funnels and shrunken rates, unit by unit in plain Python."""

from __future__ import annotations

import math
from fractions import Fraction


def quantile(values, q):
    """Linear between order statistics."""
    ranked = sorted(values)
    place = (len(ranked) - 1) * q
    low = math.floor(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (place - low) * (ranked[high] - ranked[low])


def spread(counts, centre):
    """[(passed, checked)], all checked -> scores, winsorised scores, phi, tau²."""
    scores = [
        (math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(centre))) * 2 * math.sqrt(n)
        for x, n in counts
    ]
    low, high = quantile(scores, 0.1), quantile(scores, 0.9)
    pulled = [min(max(z, low), high) for z in scores]
    k = len(counts)
    phi = sum(w * w for w in pulled) / k
    weights = [4 * n for _, n in counts]
    room = sum(weights) - sum(v * v for v in weights) / sum(weights)
    tau2 = max(0.0, (k * phi - (k - 1)) / room) if k > 1 else 0.0
    return scores, pulled, phi, tau2


def tails(x, n, centre):
    """P(as few or fewer) and P(as many or more) at a centre that is a fraction."""
    terms = [math.comb(n, i) * centre**i * (1 - centre) ** (n - i) for i in range(n + 1)]
    return sum(terms[: x + 1]), sum(terms[x:])


def exact_state(x, n, centre):
    """The state by the binomial tails; too few where not even an extreme result is rare."""
    few, many = tails(x, n, centre)
    for name, tail in (("998", Fraction(1, 1000)), ("95", Fraction(1, 40))):
        if few < tail:
            return f"below_{name}"
        if many < tail:
            return f"above_{name}"
    extreme = min((1 - centre) ** n, centre**n)
    return "too_few" if extreme >= Fraction(1, 40) else "inside"


def shrunken(counts):
    """[(passed, checked)], all checked -> each unit's rate, drawn towards the pooled one."""
    n = sum(m for _, m in counts)
    mean = Fraction(sum(x for x, _ in counts), n)
    k = len(counts)
    if mean in (0, 1) or k == 1:
        return [float(mean)] * k
    distance = sum(m * (Fraction(x, m) - mean) ** 2 for x, m in counts)
    room = n - Fraction(sum(m * m for _, m in counts), n) - (k - 1)
    beyond = distance / (mean * (1 - mean)) - (k - 1)
    if room == 0 or beyond <= 0:
        return [float(mean)] * k
    correlation = min(beyond / room, 1)
    strength = max(1 / correlation - 1, 1)
    return [float((x + strength * mean) / (m + strength)) for x, m in counts]


def better(one, other, steps=4000):
    """P(a rate of Beta(*one) is above one of Beta(*other)), by summing over a fine grid of log odds."""

    def weights(a, b):
        logs = [
            -a * math.log1p(math.exp(-t)) - b * math.log1p(math.exp(t))
            for t in ((i + 0.5) / steps * 80 - 40 for i in range(steps))
        ]
        top = max(logs)
        heights = [math.exp(value - top) for value in logs]
        whole = sum(heights)
        return [height / whole for height in heights]

    total, below = 0.0, 0.0
    for a, b in zip(weights(*one), weights(*other), strict=True):
        total += a * (below + b / 2)
        below += b
    return total
