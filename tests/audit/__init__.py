"""What the program is made of besides its own code: pinned, declared, free to use, not taken back, not known to be broken."""
