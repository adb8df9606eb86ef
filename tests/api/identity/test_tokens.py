from datetime import timedelta

import pytest

from api.identity.tokens import ACCESS, SESSION, Tokens
from api.identity.webtokens import TokenRefusedError
from tests.services.edge import AT, TOKEN_SECRET


def tokens(**changed: str) -> Tokens:
    stated = {"environment": "sandbox", "audience": "https://gateway.test", **changed}
    return Tokens(stated.pop("secret", TOKEN_SECRET), **stated)


def test_a_token_says_who_shows_it() -> None:
    issued = tokens().issue(ACCESS, "platform", AT)
    assert tokens().read(ACCESS, issued, AT).client == "platform"


def test_a_token_holds_for_its_term_and_no_longer() -> None:
    issued = tokens().issue(ACCESS, "platform", AT)
    tokens().read(ACCESS, issued, AT + ACCESS.term - timedelta(seconds=1))
    with pytest.raises(TokenRefusedError):
        tokens().read(ACCESS, issued, AT + ACCESS.term)


@pytest.mark.parametrize(
    "changed", [{"environment": "production"}, {"audience": "https://b.test"}, {"secret": "s" * 43}]
)
def test_a_token_of_another_service_opens_nothing(changed: dict[str, str]) -> None:
    issued = tokens(**changed).issue(ACCESS, "platform", AT)
    with pytest.raises(TokenRefusedError):
        tokens().read(ACCESS, issued, AT)


def test_a_session_is_no_access_token_and_the_other_way_round() -> None:
    for made, shown in ((ACCESS, SESSION), (SESSION, ACCESS)):
        with pytest.raises(TokenRefusedError):
            tokens().read(shown, tokens().issue(made, "platform", AT), AT)


def test_every_altered_character_is_seen() -> None:
    issued = tokens().issue(ACCESS, "platform", AT)
    for place in range(0, len(issued), 7):
        other = "A" if issued[place] != "A" else "B"
        altered = issued[:place] + other + issued[place + 1 :]
        with pytest.raises(TokenRefusedError):
            tokens().read(ACCESS, altered, AT)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 octets"):
        tokens(secret="x" * 31)
