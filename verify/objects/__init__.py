"""One object on its own, as `evidence verify` asks: kinds by content, one check a kind."""
