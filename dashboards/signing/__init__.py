"""The pages before the pages: signing in and out, the own password, the first administrator."""
