"""Codes of coverage: when an item is proved beside when its event was (judgement 5; Art. 5 (2))."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)

ROWS = (
    CodeRow(
        "coverage.late", _HUMAN, "judgement 5",
        "事后存证：可证明的时间晚于所称事件，且超过允许的间隔，需人工认定。",
        "Deposited after the event: what is proved lies later than the event by more than the lag.",
        cure_zh="如有事件发生当时作出的时间戳、链上锚定或者存证回执，请提交。",
        cure_en="Send a timestamp, anchor or receipt that was made at the time of the event.",
        # Told of one proof of one item; whether the event has no other in time, art5_2 asks.
        asks=Asks(Scope.PRODUCT, Effect.ADVISORY),
    ),
    CodeRow(
        "coverage.before_event", _HUMAN, "judgement 5",
        "可证明的时间早于所称事件，事件时间或者所属环节需人工核对。",
        "What is proved lies before the event: its time, or which event it is, wants a look.",
        cure_zh="请核对要素列表中的事件时间，以及该证据所属的业务环节。",
        cure_en="Check the time of the event in the element list, and which event the item is of.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "coverage.content_trivial", _HUMAN, "judgement 5",
        "该影像文件过小，难以载有其标题所称的内容，需人工查看。",
        "The picture is too small to show what its title says.",
        cure_zh="请提交能够辨认内容的原件。",
        cure_en="Send an original in which the content can be made out.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "coverage.one_source", _HUMAN, "judgement 5",
        "该项证据的各种证明（签名、时间戳、链上锚定、回执）出自同一运营方，按一个来源计，能否相互印证需人工认定。",
        "Every technique of this item is run by one operator, and counts as one source.",
        # How a platform makes its proofs is alike in all its cases, and one source still is one.
        asks=Asks(Scope.PLATFORM, Effect.ADVISORY),
    ),
)  # fmt: skip
