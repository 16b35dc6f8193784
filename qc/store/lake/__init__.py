"""The lake: the results of many clinics as Parquet files, by site and month, for whoever looks at all of them.

A site's manifest names the files that count; it is replaced as a whole once they lie on the disk. What no
manifest names was left behind and is never read.
"""
