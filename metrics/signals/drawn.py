"""A drawn chart, as the rules that flag single points see it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.frames.columns import Bools, Floats, Ints


class Drawn(NamedTuple):
    """A chart's points in order, as parallel arrays: values (NaN at gaps and excluded points), centre
    line, one standard deviation (NaN where there is none), limits, and the segment (a phase of a
    series) that each belongs to."""

    value: Floats
    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    segment: Ints

    def only(self, taken: Bools) -> Drawn:
        """These points alone."""
        return Drawn(
            self.value[taken],
            self.centre[taken],
            self.sigma[taken],
            self.lower[taken],
            self.upper[taken],
            self.segment[taken],
        )


Flags = dict[str, npt.NDArray[np.generic]]  # column -> a value a point
