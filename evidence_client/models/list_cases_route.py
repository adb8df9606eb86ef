from enum import StrEnum


class ListCasesRoute(StrEnum):
    AWAITING_DECISION = "AWAITING_DECISION"
    BATCH_ODR = "BATCH_ODR"
    CORRECTION = "CORRECTION"
    HOLD = "HOLD"
    NON_LITIGATION_CANDIDATE = "NON_LITIGATION_CANDIDATE"
    OUT_OF_JURISDICTION = "OUT_OF_JURISDICTION"

    def __str__(self) -> str:
        return str(self.value)
