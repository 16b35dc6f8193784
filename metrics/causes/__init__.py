"""Where and what: Pareto, funnels, shrunken rates, drivers, agreement of inspectors."""
