"""What a sheet says of itself: sub-totals, totals and rates beside the figures that they are of."""
