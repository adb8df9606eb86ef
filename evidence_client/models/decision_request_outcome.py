from enum import StrEnum


class DecisionRequestOutcome(StrEnum):
    ADMIT = "admit"
    ADMIT_NON_LITIGATION = "admit_non_litigation"
    MET = "met"
    NOT_MET = "not_met"
    REFUSE = "refuse"
    RELEASED = "released"

    def __str__(self) -> str:
        return str(self.value)
