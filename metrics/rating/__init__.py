"""Rates: pooled by the counting unit, by period, missed items, parents, movement."""
