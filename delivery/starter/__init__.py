"""What is double-clicked on the clinic's PC: needs nothing but Python, and nothing from the network.

It makes an environment from the wheels beside it, keeps a copy of the records before a newer version
opens them, and opens the dashboard."""
