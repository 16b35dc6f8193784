"""The clinic's own layout: its workbook or slides with placeholders, filled without disturbing the rest."""
