"""Small containers in which every field can lie; signatures are octets, and nobody's."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from fixtures.archive import stored_all, zip_archive

E = b"application/vnd.etsi.asic-e+zip"
S = b"application/vnd.etsi.asic-s+zip"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
URIS = {
    "sha256": SHA256,
    "sha384": "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512",
    "sha1": "http://www.w3.org/2000/09/xmldsig#sha1",
    "md5": "http://www.w3.org/2001/04/xmldsig-more#md5",
    "sm3": "urn:oid:1.2.156.10197.1.401",
}
SIGNATURE = "META-INF/signature001.p7s"
MANIFEST = "META-INF/ASiCManifest001.xml"
TOKEN = "META-INF/timestamp001.tst"
ARCHIVE = "META-INF/ASiCArchiveManifest.xml"
Files = dict[str, bytes]


def reference(
    name: str, octets: bytes, algorithm: str = "sha256", *, uri: str | None = None
) -> str:
    """Return a DataObjectReference with the digest of `octets`."""
    digest = b64encode(hashlib.new(algorithm, octets).digest()).decode()
    return (
        f"<a:DataObjectReference URI={quoteattr(uri or name)}>"
        f"<d:DigestMethod Algorithm={quoteattr(URIS[algorithm])}/>"
        f"<d:DigestValue>{digest}</d:DigestValue></a:DataObjectReference>"
    )


def manifest(signature: str, references: str) -> bytes:
    """Return an ASiCManifest."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" '
        'xmlns:d="http://www.w3.org/2000/09/xmldsig#">'
        f"<a:SigReference URI={quoteattr(signature)}/>{references}</a:ASiCManifest>"
    ).encode()


def extended(files: Mapping[str, bytes], algorithm: str = "sha256") -> Files:
    """Return the members of an ASiC-E with one signature over all of `files`."""
    references = "".join(reference(name, octets, algorithm) for name, octets in files.items())
    return {
        "mimetype": E,
        **files,
        SIGNATURE: b"signature",
        MANIFEST: manifest(SIGNATURE, references),
    }


def archived(members: Files) -> Files:
    """Return the members with a token over an archive manifest of signature and manifest."""
    listed = "".join(reference(name, members[name]) for name in (SIGNATURE, MANIFEST))
    return {**members, TOKEN: b"token", ARCHIVE: manifest(TOKEN, listed)}


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return the ZIP."""
    return zip_archive(stored_all(members))
