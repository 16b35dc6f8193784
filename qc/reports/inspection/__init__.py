"""The inspector's folder (迎检资料包): what is asked for about chosen standards and a period, in one zip."""

from qc.reports.inspection.write import inspection_folder, write_inspection_folder

__all__ = ["inspection_folder", "write_inspection_folder"]
