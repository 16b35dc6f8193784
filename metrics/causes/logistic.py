"""Logistic regression of counts: whether it has an answer, and one that always exists."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, log_expit

from metrics.frames.columns import Bools, Floats

JEFFREYS = 0.5  # the penalty's weight
ITERATIONS = 200
FARTHEST = 5.0  # log odds in one step
CLOSE = 1e-11
FLAT = 1e-6  # log odds within which the likelihood has no digits left, but its slope has
WIDEST = 64.0  # log odds that no data reach
BISECTIONS = 34  # to 1e-9


def separated(design: Floats, passed: Floats, checked: Floats) -> Bools:
    """Which coefficients (columns of the design) have no finite maximum-likelihood estimate?

    They are those of a direction along which the fit only ever improves: rows all passed do not fall,
    rows all failed do not rise, mixed rows stay; found by linear programming.

    Source: Albert & Anderson, Biometrika 1984; 71: 1-10; Konis, Linear programming algorithms for
    detecting separated data in binary logistic regression, Oxford 2007.
    """
    from scipy.optimize import linprog

    mixed = (passed > 0) & (passed < checked)
    signed = np.where(passed > 0, 1, -1)[~mixed, None] * design[~mixed]
    if not len(signed) or np.linalg.matrix_rank(design[mixed]) == design.shape[1]:
        return np.zeros(design.shape[1], dtype=bool)
    found = linprog(
        -signed.sum(axis=0),
        A_ub=-signed,
        b_ub=np.zeros(len(signed)),
        A_eq=design[mixed] if mixed.any() else None,
        b_eq=np.zeros(int(mixed.sum())) if mixed.any() else None,
        bounds=(-1, 1),
        method="highs",
    )
    infinite: Bools = np.abs(found.x) > 1e-7
    return infinite


def likeliest(
    design: Floats,
    passed: Floats,
    checked: Floats,
    penalty: float = 0.0,
    fixed: tuple[int, float] | None = None,
) -> tuple[Floats, float]:
    """Coefficients and log likelihood, by Newton's method with halved steps.

    penalty: weight of log |information|; ½ is Jeffreys' prior, with which the coefficients are finite
        also where all or none passed. fixed: a coefficient and its value, the rest fitted around it.

    (statsmodels' GLM gives the same coefficients but divides by zero where there are as many cells as
    coefficients, and has no penalty; the tests hold this one against it.)

    Source: McCullagh & Nelder, Generalized Linear Models, 1989; Firth, Biometrika 1993; 80: 27-38.
    """
    free = np.ones(design.shape[1], dtype=bool)
    beta = np.zeros(design.shape[1])
    if fixed is not None:
        free[fixed[0]], beta[fixed[0]] = False, fixed[1]
    value = _likelihood(design, passed, checked, beta, penalty)
    for _ in range(ITERATIONS):
        rate, weight, information = _information(design, checked, beta)
        inverse = np.linalg.pinv(information, hermitian=True)
        leverage = weight * np.einsum("ij,jk,ik->i", design, inverse, design)
        score = design.T @ (passed - checked * rate + penalty * leverage * (1 - 2 * rate))
        step = np.zeros(len(beta))
        held = np.linalg.pinv(information[np.ix_(free, free)], hermitian=True)
        step[free] = whole = np.clip(held @ score[free], -FARTHEST, FARTHEST)
        # Only a step uphill is taken: scoring oversteps a penalised top and would swing about it.
        while (tried := _likelihood(design, passed, checked, beta + step, penalty)) <= value:
            step = step / 2
            if np.max(np.abs(step)) < CLOSE:
                if not penalty and np.max(np.abs(whole), initial=0) < FLAT:
                    beta[free] += whole
                return beta, value
        beta, value = beta + step, tried
    return beta, value


def profile(
    design: Floats, passed: Floats, checked: Floats, index: int, drop: float
) -> tuple[float, float]:
    """The interval of one coefficient: where the penalised likelihood, the others fitted anew, has
    fallen by `drop` from its highest.

    Source: Heinze & Schemper, Statistics in Medicine 2002; 21: 2409-2419.
    """
    beta, top = likeliest(design, passed, checked, JEFFREYS)

    def inside(at: float) -> bool:
        return top - likeliest(design, passed, checked, JEFFREYS, (index, at))[1] < drop

    def edge(side: float) -> float:
        centre, reach = float(beta[index]), 1.0
        while reach < WIDEST and inside(centre + side * reach):
            reach *= 2
        near, far = 0.0, reach
        for _ in range(BISECTIONS):
            middle = (near + far) / 2
            near, far = (middle, far) if inside(centre + side * middle) else (near, middle)
        return centre + side * far

    return edge(-1), edge(1)


def _information(design: Floats, checked: Floats, beta: Floats) -> tuple[Floats, Floats, Floats]:
    rate = expit(design @ beta)
    weight = checked * rate * (1 - rate)
    return rate, weight, design.T @ (weight[:, None] * design)


def _likelihood(
    design: Floats, passed: Floats, checked: Floats, beta: Floats, penalty: float
) -> float:
    line = design @ beta
    fit = float(passed @ log_expit(line) + (checked - passed) @ log_expit(-line))
    if penalty == 0:
        return fit
    size = np.linalg.slogdet(_information(design, checked, beta)[2])[1]
    return fit + penalty * float(size)
