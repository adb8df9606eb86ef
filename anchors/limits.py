"""Every limit of the product, with its argument, in the one dataclass `Limits`.

Hostile input is the normal case: whatever is read from outside is bounded by a field of this
class, and by nothing else. A policy may lower a limit, never raise it.
"""

from dataclasses import dataclass

__all__ = ["LIMITS", "Limits"]

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on what is read; each field says why it has its value."""

    package_members: int = 1_000_000
    """Members of a package: 50,000 cases with 11 items need 550,000; twice that is room enough."""
    package_cases: int = 50_000
    """Cases of a package (formats, package 5): the largest batch the court announced."""
    package_octets: int = 1024 * GIB
    """Octets of a package: 50,000 cases × 11 items × 2 MB."""
    package_shards: int = 10_000
    """Shards of a package: 50,000 cases in shards of five; ours hold about a hundred."""
    package_findings: int = 1000
    """Findings kept of a package's form, and of one shard's: a person reads a dozen."""
    shard_cases: int = 128
    """Cases of a shard: the unit of work must fit in memory and end in seconds."""
    shard_octets: int = 64 * MIB
    """Octets of a shard's lines and proofs together: 128 cases × 33 proofs × 4 kB is 17 MB."""
    shard_members: int = 65_536
    """Files of a shard, listed in memory: 128 cases with every limit of a case at a fifth."""
    line_octets: int = MIB
    """Octets of one case line: a loan of 360 instalments written out is 60 kB."""
    json_depth: int = 16
    """Nesting of JSON from outside: our deepest schema has 7 levels."""
    json_octets: int = 4 * MIB
    """Octets of one JSON document that is no line (package.json, trust.json)."""
    tag_file_octets: int = 4 * MIB
    """Octets of a tag file other than a payload manifest."""
    tag_files: int = 64
    """Tag files of a package: our form has nine, a bag may bring some of its own."""
    pax_header_octets: int = 64 * KIB
    """Octets of one pax or GNU extended header: a path of 4,096 octets and a few dates."""
    manifest_line_octets: int = 512
    """Octets of a manifest line: a SHA-512 digest in hex and a path of 200 octets."""
    path_octets: int = 200
    """Octets of a path in a native package (formats, package 4)."""
    foreign_path_octets: int = 4096
    """Octets of a path in a foreign archive or bag: PATH_MAX."""
    plain_archive_members: int = 100_000
    """Members of a plain bag or foreign archive, which is held in memory."""
    text_characters: int = 4096
    """Characters of a free text field of a case line."""
    case_evidence: int = 512
    """Evidence rows of a case: ten categories, a long collection history."""
    case_proofs: int = 2048
    """Proofs of a case: four for each evidence row."""
    case_shared: int = 64
    """Shared documents one case refers to: licence, authority, template, a few consents."""
    shared_lines: int = 1024
    """Shared documents of a package: a lender has a dozen, a product some templates."""
    inflated_octets: int = 16 * GIB
    """Octets a single deflated member may grow to; its declared size is checked first."""
    inflate_ratio: int = 1100
    """Deflate cannot exceed 1032 : 1; a member that claims more is a bomb or a lie."""
    read_buffer_octets: int = MIB
    """One reused read buffer: larger ones were measured to gain nothing."""
    archive_comment_octets: int = 65_535
    """Octets of a ZIP comment: what its 16-bit length field can say."""
    proof_octets: int = 8 * MIB
    """Octets of one signature, token or claim: a CMS with a full CRL inside is 2 MB."""
    object_octets: int = 64 * MIB
    """Octets of one file given to `evidence verify` that has to be held in memory."""
    asn1_elements: int = 200_000
    """Elements in one SEQUENCE or SET: a CRL of 100,000 entries is read, a flood is not."""
    cms_signers: int = 16
    """SignerInfos of one CMS: more than a contract has parties."""
    cms_certificates: int = 64
    """Certificates carried in one CMS."""
    cms_timestamps: int = 8
    """Signature timestamps of one SignerInfo."""
    certificate_octets: int = 64 * KIB
    """Octets of one certificate: real ones have 1 to 10 kB, post-quantum ones 20 kB."""
    ocsp_octets: int = 64 * KIB
    """Octets of one OCSP answer: real ones have 0.5 to 10 kB, with their certificates."""
    crls_kept_octets: int = 32 * MIB
    """Octets of the CRLs kept decoded: a dozen of 2 MB serve a batch, and memory stays flat."""
    name_octets: int = 8 * KIB
    """Octets of one distinguished name: X.520 allows 64 characters a part."""
    rsa_bits: int = 8192
    """Larger RSA keys make one verify a denial of service."""
    path_length: int = 10
    """Certificates of one path; real ones have 2 to 4."""
    path_candidates: int = 64
    """Paths tried for one certificate: cross-signing makes them multiply."""
    revocation_depth: int = 3
    """Signers of revocation data whose own revocation is asked in turn: a CRL issuer, its issuer's
    CRL issuer, and one to spare."""
    name_comparisons: int = 100_000
    """Names × subtrees compared for one path: real ones need under a hundred, 64 KiB of both
    would make 25 million."""
    trust_files: int = 10_000
    """Files of a trust directory."""
    near_miss_octets: int = 64 * MIB
    """A digest mismatch of a larger original is stated, not explained."""
    near_miss_revisions: int = 32
    """Earlier revisions of a PDF tried for a mismatch: each costs four digests of a prefix."""
    sniffed_octets: int = 4096
    """Octets from which a media type is told: PDF allows 1,024 before its header."""
    verify_files: int = 100_000
    """Files of one folder given to `evidence verify`."""


LIMITS = Limits()
"""The limits in force where no policy lowers them."""
