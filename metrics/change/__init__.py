"""Before and after: counts, scores, interrupted series, sustained success, the verdict."""
