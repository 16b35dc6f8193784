"""The tables of a sheet: headers, panels, columns and what surrounds them."""
