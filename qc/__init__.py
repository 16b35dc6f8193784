"""Quality control for a medical-aesthetics clinic: from audit workbooks to honest rates."""

__version__ = "0.1.0"
