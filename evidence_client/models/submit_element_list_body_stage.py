from enum import StrEnum


class SubmitElementListBodyStage(StrEnum):
    执行 = "执行"
    诉中 = "诉中"
    诉前 = "诉前"

    def __str__(self) -> str:
        return str(self.value)
