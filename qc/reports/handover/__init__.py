"""The data handed over to others: results, rates and findings as CSV, Excel or Parquet, with a dictionary."""
