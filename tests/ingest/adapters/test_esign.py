"""e签宝's chain of evidence: which record is about which file, and what it claims."""

import json

import pytest

from anchors.limits import LIMITS
from fixtures.esign import REPORT, Chain, chain_of
from ingest.adapters.base import ForeignBundle
from ingest.adapters.esign import EsignChain
from tests.ingest.adapters.samples import files_of
from verify.model import DepositState, Evidence

_CONTRACT = b"%PDF-1.7 contract"


def _read(chain: Chain) -> ForeignBundle:
    return EsignChain().read(files_of(chain.octets), LIMITS)


def _row(bundle: ForeignBundle, name: str) -> Evidence:
    return next(one for one in bundle.evidence if one.title == name)


def _over(bundle: ForeignBundle) -> dict[str, str]:
    """Return each record with the title of the item it is over."""
    titles = {one.id: one.title for one in bundle.evidence}
    return {one.locator.path: titles[one.over.id] for one in bundle.proofs}


def test_a_record_is_about_the_file_whose_digest_it_states() -> None:
    chain = chain_of({"借款合同.pdf": _CONTRACT, "实名认证.txt": b"identity"})
    bundle = _read(chain)
    assert _over(bundle) == {
        "区块链存证/借款合同.pdf.json": "借款合同.pdf",
        "区块链存证/实名认证.txt.json": "实名认证.txt",
    }


def test_the_deposit_is_what_the_record_claims() -> None:
    deposit = _row(_read(chain_of({"a.pdf": _CONTRACT})), "a.pdf").deposit
    assert deposit is not None
    assert (deposit.platform_id, deposit.state) == ("esign", DepositState.DEPOSITED)
    assert deposit.deposited_at == "2024-06-01T00:00:00Z"
    assert len(deposit.deposit_no) == 64


def test_a_number_as_an_id_is_kept_as_it_is_written() -> None:
    chain = chain_of({})
    chain.files["a.pdf"] = _CONTRACT
    chain.tell("a.pdf", _CONTRACT, antTxHash=840175805404684288123)
    deposit = _row(_read(chain), "a.pdf").deposit
    assert deposit is not None
    assert deposit.deposit_no == "840175805404684288123"


def test_of_two_files_with_one_digest_it_is_the_one_of_that_name() -> None:
    chain = chain_of({"a.pdf": _CONTRACT})
    chain.files["b.pdf"] = _CONTRACT
    name = chain.tell("b.pdf", _CONTRACT)
    assert _over(_read(chain))[name] == "b.pdf"


def test_a_record_that_names_a_file_and_states_another_digest_is_about_that_file() -> None:
    chain = chain_of({})
    chain.files["原文/a.pdf"] = _CONTRACT
    name = chain.tell("a.pdf", b"another")
    assert _over(_read(chain)) == {name: "a.pdf"}


def test_a_record_without_its_file_is_an_item_of_digest_only() -> None:
    chain = chain_of({})
    chain.tell("实名认证.pdf", b"identity")
    row = _row(_read(chain), "实名认证.pdf")
    assert (row.path, row.category, row.event) == (None, 4, "identity")
    assert row.deposit is not None
    assert row.deposit.state is DepositState.DIGEST_ONLY
    assert set(row.digests) == {"sha256"}


def test_a_record_that_names_two_files_and_neither_digest_is_of_none() -> None:
    chain = chain_of({})
    chain.files |= {"甲/a.pdf": _CONTRACT, "乙/a.pdf": b"%PDF-1.4"}
    name = chain.tell("a.pdf", b"another")
    bundle = _read(chain)
    assert next(one for one in bundle.evidence if one.path is None).title == _over(bundle)[name]


def test_the_report_is_of_the_seventh_category() -> None:
    assert _row(_read(chain_of({"a.pdf": _CONTRACT})), REPORT).category == 7


@pytest.mark.parametrize(
    "octets",
    [b"{", b"[]", b"{}", b'{"docHash":"x"}', b'{"docHash":"x","docHash":"y","antTxHash":""}'],
    ids=["cut off", "a list", "empty", "without its marks", "a name twice"],
)
def test_json_that_is_no_record_is_an_item(octets: bytes) -> None:
    chain = chain_of({"a.pdf": _CONTRACT})
    chain.files["other.json"] = octets
    assert _row(_read(chain), "other.json").path == "other.json"


def test_a_record_over_the_limit_is_an_item() -> None:
    chain = chain_of({"a.pdf": _CONTRACT})
    name = chain.tell("b.pdf", b"b")
    chain.files[name] = json.dumps(
        {**json.loads(chain.files[name]), "more": "x" * LIMITS.receipt_octets}
    ).encode()
    assert _row(_read(chain), "b.pdf.json").path == name
