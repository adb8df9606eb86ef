from enum import StrEnum


class DecisionRequestScope(StrEnum):
    BATCH = "batch"
    CASE = "case"

    def __str__(self) -> str:
        return str(self.value)
