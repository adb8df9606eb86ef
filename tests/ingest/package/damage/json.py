"""Faults of JSON from outside: in package.json, case lines and shared lines."""

from tests.ingest.package.damage.fault import Fault, drafted, edit, unpacked
from tests.ingest.package.forging import Draft, encode

CASES = "data/000000/cases.jsonl"


def _line(code: str, old: bytes, new: bytes) -> Fault:
    """Return a fault of the first case line's text."""

    def damage(draft: Draft) -> None:
        text = encode(draft.cases["000000"])
        assert old in text
        draft.raw[CASES] = text.replace(old, new, 1)

    return drafted(code, damage)


FAULTS: dict[str, Fault] = {
    "json_cut_off": _line("json.malformed", b'{"case_key"', b'{"case_key'),
    "json_not_utf8": _line("json.malformed", b"HT0", b"\xff\xfe"),
    "json_nan": _line("json.malformed", b'"1000.00"', b"NaN"),
    "json_infinity": _line("json.malformed", b'"1000.00"', b"-Infinity"),
    "json_duplicate_key": _line("json.duplicate_key", b'"f_amount"', b'"d_name"'),
    "json_duplicate_key_in_head": unpacked(
        "json.duplicate_key", edit("package.json", b'"environment"', b'"stage":"x","environment"')
    ),
    "json_float_amount": _line("json.float", b'"1000.00"', b"1000.00"),
    "json_exponent": _line("json.float", b'"1000.00"', b"1e3"),
    "json_float_in_unknown_field": _line("json.float", b'{"case_key"', b'{"x":[1.5],"case_key"'),
    "json_integer_beyond_2_53": _line("json.integer_too_large", b'"1000.00"', b"9007199254740993"),
    "json_integer_of_5000_digits": _line("json.integer_too_large", b'"1000.00"', b"9" * 5000),
    "json_lone_surrogate": _line("json.lone_surrogate", b'"1000.00"', b'"\\ud800"'),
    "json_too_deep": _line("json.too_deep", b'"1000.00"', b"[" * 20 + b"]" * 20),
    "json_absurdly_deep": _line("json.too_deep", b'"1000.00"', b"[" * 9000 + b"]" * 9000),
    "json_line_too_long": _line("json.too_large", b'"1000.00"', b'"' + b"x" * (1 << 20) + b'"'),
    "json_no_object": drafted("json.field_type", lambda draft: draft.raw.update({CASES: b"[]\n"})),
    "json_field_missing": _line("json.field_missing", b'"case_key"', b'"case_kex"'),
    "json_sha256_missing": _line("json.field_missing", b'"sha256"', b'"sha25x"'),
    "json_field_type": _line("json.field_type", b'"category":6', b'"category":"6"'),
    "json_true_for_integer": _line("json.field_type", b'"category":6', b'"category":true'),
    "json_field_value": _line("json.field_value", b'"category":6', b'"category":11'),
    "json_digest_upper_case": _line("json.field_value", b'"sha256":"', b'"sha256":"A'),
    "json_no_such_day": _line("json.field_value", b"2024-06-03T10", b"2024-02-30T10"),
    "json_time_without_zone": _line("json.field_value", b"10:00:00+08:00", b"10:00:00"),
}
