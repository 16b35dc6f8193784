"""PDCA cycles: from findings to an improvement that closes on figures only.

What a cycle has come to follows from its acts in the journal; what it has achieved is drawn from the
results in the store whenever somebody asks. Nothing else is kept.
"""
