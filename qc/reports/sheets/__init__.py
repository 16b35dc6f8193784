"""The workbook's sheets: one file a sheet, each with `write(book, report)`."""
