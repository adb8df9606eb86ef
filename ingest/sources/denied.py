"""Keys of the fixtures' world: whoever has the program has them, so no production trusts one.

The keys of the world's authorities, platforms and court are named by the SHA-256 of their
SubjectPublicKeyInfo; every certificate of that world, whatever keys it was made anew with, says
虚构 in its subject.
"""

from collections.abc import Iterable
from hashlib import sha256

from verify.signers import readable_certificates
from verify.trust import TrustStore

__all__ = ["DENIED", "denied_in"]

_MARK = "虚构"

DENIED = frozenset(
    {
        "010b556bbcf4274d3f3629dccb9ea1bcc35c93819beaf481ae39d033a3a4e0fb",
        "022be30f2e0b79a8577cac13148b1709cea04d6400f6c94ebc12dd5e0efd1e64",
        "0573cb17c06093e0abb98842f24b236f486144ff62df8c6628b9b9b27f3b8b3d",
        "0eb63cfdc92ed9a4cf9ca0d48a6497c42e16859cf177100b45a1c0be198f7f76",
        "15b69ec87e045af89d95b4210e778f42e3f7e5272e303d02b03ada9d5d77fe9b",
        "1f20eb0b0122e453147fb1ee64e52d53f56f08d1f2ef82d74dd1668a79ce52ab",
        "31df00d958025c02b5cd127437e825f45cd03e74880753ef421f844638ec902f",
        "41de0df5bb5468676e2d943228f7015aa22360d8e2d5781d079980dcf96c6f05",
        "445f252e3093879a3d306bb36d7ce8e3c096bdcffbf605d5f495cff6fa12b01a",
        "480908150702cbc27965b6f16f48353481b44f5bfeff9dfbe4034623bef8bd80",
        "51178f74206d5727863c77c483b24a50328b470520336b817c1e834a0e1e0ba1",
        "5e94c9f4494f3f7cd2fdbec2f8f1c1cf22cc9d599d566ab39ce0b31a1aa81b24",
        "67aa2d4d2519229d2a0889d52966e2d312b243ed5dfe2a15912d11607143bae7",
        "7678a6e5689f58f39213c052c7d27a8b3d6e36dc9d5ca6dcfcff527c6fcaa7f5",
        "790eb132576c5469ba3685516be3dffee9ad1d665a9899cfb1b639a9ace0aef0",
        "8024550840d79c3b8c30076b56e498406485d41e6895b3d5ac7b6b91e3f6f4e7",
        "810fd9fb578951e6fe8c1167badfadf31d2e4707fa7dd2b863a324b78fe43c5f",
        "83d9da2f252ac1d31a24ac59a5ffd805d43743e35b185935e6a39c76176fcf7d",
        "9995bfa267087aefbfa59171f20ff8207117d9b89742237cb7726a812df1bd52",
        "a42a08e79ae563d04afb9c7100a12cc9fd1a3033b1e2027369aa9b862f3b642e",
        "b4445055860265d97c9b7c201c031b77e1f759535efe8d7afc4c9a18daf74f0d",
        "b646d695c5af5c09ecb61b4e587e90727fd93501741505bc5e5d865f46ddd51a",
        "b9338109f51af2afcb90308f214acbc1e0000270cb8e9ba04f460f783104e7c5",
        "bcfeb2b31b6c96950efde0a113850985587b3404520f24f94ade464f5caf3c52",
        "c4867ede69a26c8aeafbbd0717a497773a5dac5298aeeb864ed86e6cd3e3ee91",
        "c7f8614d1844693cbcb85446ee155dc659f93aaaa2d922fd4d977397e7c7b2f7",
        "d29b15ba083bf219706fc29f17fb769ff72c5d0dbc4fdbfde4d3f6bdd0abb076",
        "dce911d5dc559a358e89b5702fa6502c4efeb475faae06726e80a2ede3d568d2",
        "eebedd9b1d5a4f2659e5fefc251aae85a8e0efbb0ba037f9063b6d4ecb7591ec",
        "f9638a095decb647a704d6b2410175017ccb9029ef9c53094df5d3dc36e5bb71",
    }
)
"""SHA-256 of SubjectPublicKeyInfo in DER, in hex."""


def denied_in(store: TrustStore) -> tuple[str, ...]:
    """Return the subjects of certificates of a store that anybody can sign for."""
    return tuple(
        one.subject_text
        for one in readable_certificates(_certificates(store))
        if _MARK in one.subject_text or sha256(one.spki).hexdigest() in DENIED
    )


def _certificates(store: TrustStore) -> Iterable[bytes]:
    yield from (root.der for root in store.roots)
    yield from store.intermediates
    for record in (store.platforms or {}).values():
        yield from (certificate.der for certificate in record.certificates)
