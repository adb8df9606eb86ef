from verify.asn1.kept import KeptByOctets


def counting(octets: int) -> tuple[KeptByOctets[int], list[bytes]]:
    asked: list[bytes] = []

    def decode(data: bytes) -> int:
        asked.append(data)
        return len(data)

    return KeptByOctets(decode, octets), asked


def test_what_was_decoded_is_not_decoded_again() -> None:
    kept, asked = counting(10)
    assert (kept(b"abc"), kept(b"abc"), asked) == (3, 3, [b"abc"])


def test_the_least_recently_used_goes_first() -> None:
    kept, asked = counting(6)
    for data in (b"aaa", b"bbb", b"aaa", b"ccc", b"aaa", b"bbb"):
        kept(data)
    assert asked == [b"aaa", b"bbb", b"ccc", b"bbb"]


def test_what_is_larger_than_all_room_is_not_kept() -> None:
    kept, asked = counting(2)
    assert (kept(b"abc"), kept(b"abc"), len(asked)) == (3, 3, 2)
