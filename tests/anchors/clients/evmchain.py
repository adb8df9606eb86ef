"""eth-tester as a node: the Python EVM in this process, answering as nodes do on the wire."""

from collections.abc import Mapping, Sequence
from typing import Any

import rlp
from eth_account import Account
from eth_tester import EthereumTester
from eth_tester.exceptions import TransactionFailed
from eth_typing import HexStr
from eth_utils.exceptions import ValidationError
from web3 import EthereumTesterProvider, Web3
from web3.exceptions import Web3RPCError
from web3.types import RPCEndpoint

from anchors.evmprofile import EvmProfile, evm_profile
from fixtures.blocks import Log, bloom_of
from fixtures.contract import TOPIC, anchor_contract
from fixtures.nodes import RefusedError

__all__ = ["EvmChain"]

_BLOOM_OCTETS = 256


class EvmChain:
    """A chain with the anchor contract on it, and an account that can pay."""

    def __init__(self) -> None:
        self.tester = EthereumTester()
        self.web3 = Web3(EthereumTesterProvider(self.tester))
        self.web3.middleware_onion.remove("ens_name_to_address")
        keys = self.tester.backend.account_keys
        self.account = Account.from_key(keys[0].to_bytes())
        self.other = Account.from_key(keys[1].to_bytes())
        self.contract = self._deploy()

    def _deploy(self) -> bytes:
        sent = {"from": self.account.address, "data": anchor_contract().bytecode, "gas": 1_000_000}
        receipt = self.web3.eth.wait_for_transaction_receipt(
            self.web3.eth.send_transaction(sent)  # type: ignore[arg-type]
        )
        address = receipt["contractAddress"]
        assert address is not None
        return bytes.fromhex(address[2:])

    def profile(self) -> EvmProfile:
        """The chain profile that a court would register."""
        genesis = self.web3.eth.get_block(0)["hash"]
        return evm_profile(
            {
                "id": "evm-tester", "kind": "evm", "chain_id": self.web3.eth.chain_id,
                "genesis": bytes(genesis).hex(), "contract": self.contract.hex(),
                "code_hash": anchor_contract().code_hash.hex(), "topic": TOPIC.hex(),
                "layout": "root-submitter-meta/1", "submitters": None, "first_write": "contract",
                "finality": {"rule": "finalized", "operators": 2}, "tolerance_s": 60,
                "operator": "虚构", "from": "2020-01-01T00:00:00Z", "to": None,
            }
        )  # fmt: skip

    def answer(self, method: str, params: Sequence[object]) -> object:
        """Answer a call as a node does: hex for integers, an error object for a refusal."""
        if method == "debug_getRawHeader":
            return self._raw_header(str(params[0]))
        try:
            result = self.web3.manager.request_blocking(RPCEndpoint(method), _given(params))
        except (Web3RPCError, TransactionFailed, ValidationError) as error:
            raise RefusedError(-32_000, str(error)) from None
        found = _on_the_wire(result)
        if method == "eth_getTransactionReceipt" and found is not None:
            found["logsBloom"] = HexStr(f"0x{bloom_of([_log(row) for row in found['logs']]).hex()}")
        return found

    def _raw_header(self, block_hash: str) -> str:
        """Return a header's octets: in eth-tester's JSON some fields are not those of the block."""
        header = self.tester.backend.chain.get_block_by_hash(bytes.fromhex(block_hash[2:])).header
        return HexStr(f"0x{rlp.encode(header).hex()}")


def _given(params: Sequence[object]) -> list[Any]:
    """Turn heights back to integers: eth-tester does not read its own hex."""
    heights = [p for p in params if isinstance(p, str) and p.startswith("0x") and len(p) < 20]
    return [int(str(p), 16) if p in heights else p for p in params]


def _log(row: Mapping[str, Any]) -> Log:
    """Read a log: eth-tester leaves the bloom of a receipt out."""
    topics = tuple(bytes.fromhex(topic[2:]) for topic in row["topics"])
    return Log(bytes.fromhex(row["address"][2:]), topics, bytes.fromhex(row["data"][2:]))


def _on_the_wire(value: object, name: str = "") -> Any:
    if name == "logsBloom" and isinstance(value, int):
        return Web3.to_hex(value.to_bytes(_BLOOM_OCTETS, "big"))
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return hex(value)
    if isinstance(value, bytes):
        return HexStr(f"0x{value.hex()}")
    if isinstance(value, Mapping):
        return {key: _on_the_wire(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_on_the_wire(item) for item in value]
    return value
