"""The report of one PDCA cycle: what is said, for the paper and the slides alike."""
