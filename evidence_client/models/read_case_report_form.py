from enum import StrEnum


class ReadCaseReportForm(StrEnum):
    HTML = "html"
    JSON = "json"

    def __str__(self) -> str:
        return str(self.value)
