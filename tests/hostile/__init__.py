"""What an attacker brings: words, files, requests, and what must become of them."""
