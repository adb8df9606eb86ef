from enum import StrEnum


class ListBatchesState(StrEnum):
    CANCELLED = "cancelled"
    DELETED = "deleted"
    JUDGED = "judged"
    JUDGING = "judging"
    RECEIVED = "received"
    REFUSED = "refused"

    def __str__(self) -> str:
        return str(self.value)
