from enum import StrEnum


class ReadyReasonsItem(StrEnum):
    BLOBS = "blobs"
    DATABASE = "database"
    ROOM = "room"
    SCHEMA = "schema"

    def __str__(self) -> str:
        return str(self.value)
