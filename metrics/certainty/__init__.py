"""How sure a rate is: intervals, clustering, assurance against a target, how much to check."""
