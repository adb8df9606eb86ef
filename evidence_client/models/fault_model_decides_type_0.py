from enum import StrEnum


class FaultModelDecidesType0(StrEnum):
    DEFECT = "defect"
    QUESTION = "question"

    def __str__(self) -> str:
        return str(self.value)
