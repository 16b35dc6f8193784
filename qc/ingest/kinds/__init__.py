"""How a row becomes a result, by kind of standard. A kind knows nothing of layouts."""
