"""FISCO BCOS 2.x and 3.x: proofs of a contract's log under a block that its sealers signed."""
