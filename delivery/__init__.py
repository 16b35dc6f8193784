"""The toolkit as it leaves the house: wheel, sdist, and an offline zip that starts with a double click."""
