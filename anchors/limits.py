"""Every limit of the product, with its argument, in the one dataclass `Limits`.

Hostile input is the normal case: whatever is read from outside is bounded by a field of this
class, and by nothing else. A policy may lower a limit, never raise it.
"""

from dataclasses import dataclass

from anchors.servicelimits import ServiceLimits
from anchors.units import GIB, KIB, MIB

__all__ = ["LIMITS", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits(ServiceLimits):
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
    ber_elements: int = 65_536
    """Elements of one message in BER: 8 MB of content in pieces of 1,000 octets need 8,400, and
    certificates and CRLs are not looked into."""
    ber_depth: int = 32
    """Nesting of a message in BER: a signed issuer name inside a response lies 19 levels deep."""
    cms_signers: int = 16
    """SignerInfos of one CMS: more than a contract has parties."""
    cms_certificates: int = 64
    """Certificates carried in one CMS."""
    cms_revocations: int = 64
    """CRLs and OCSP answers carried in one CMS, or beside one of its signers."""
    cms_attributes: int = 256
    """Signed attributes of one SignerInfo: real ones have under a dozen."""
    cms_timestamps: int = 8
    """Signature timestamps of one SignerInfo, and content timestamps."""
    cms_counter_signatures: int = 8
    """Counter-signatures of one SignerInfo: a notary's or a platform's, seldom two."""
    receipt_octets: int = 256 * KIB
    """Octets of a platform's own receipt: real ones have 1 to 20 kB with their certificates."""
    receipt_fields: int = 2048
    """Leaves of a receipt: real ones have under a hundred."""
    receipt_digests: int = 256
    """Digests of one receipt: an attestation of a whole loan has a dozen files."""
    receipt_pointer: int = 512
    """Characters of the way to a field of a receipt: real ones have under a hundred."""
    certificate_octets: int = 64 * KIB
    """Octets of one certificate: real ones have 1 to 10 kB, post-quantum ones 20 kB."""
    ocsp_octets: int = 64 * KIB
    """Octets of one OCSP answer: real ones have 0.5 to 10 kB, with their certificates."""
    crls_kept_octets: int = 32 * MIB
    """Octets of the CRLs kept decoded: a dozen of 2 MB serve a batch, and memory stays flat."""
    name_octets: int = 8 * KIB
    """Octets of one distinguished name: X.520 allows 64 characters a part."""
    inline_message: int = 64 * KIB
    """Octets of an original that is itself kept among the facts, as Ed25519 without signed
    attributes needs it: contracts in text, receipts; whoever signs scans signs attributes."""
    rsa_bits: int = 8192
    """Larger RSA keys make one verify a denial of service."""
    path_length: int = 10
    """Certificates of one path; real ones have 2 to 4."""
    path_candidates: int = 64
    """Paths tried for one certificate: cross-signing makes them multiply."""
    path_steps: int = 640
    """Steps towards trust for all signers of one message together, and as many towards revocation
    data: each may cost a verify, of about a millisecond for the largest keys. Sixteen signers with
    chains of four need 48."""
    revocation_depth: int = 3
    """Signers of revocation data whose own revocation is asked in turn: a CRL issuer, its issuer's
    CRL issuer, and one to spare."""
    name_comparisons: int = 100_000
    """Names × subtrees compared for one path: real ones need under a hundred, 64 KiB of both
    would make 25 million."""
    trust_files: int = 10_000
    """Files of a trust directory."""
    case_numbers: int = 256
    """Rows of one case's table of numbers that are read: a loan is paid out a few times."""
    recall_sightings: int = 4
    """Other places told of one key of a case: a person needs the first, and another borrower's."""
    recall_matches: int = 512
    """Matches kept of one case, other borrowers' first: twenty items with two keys, told whole."""
    recall_contradictions: int = 256
    """Remembered contradictions told of one case: more than its items have proofs; then a mark."""
    recall_group: int = 4096
    """Cases held at once that state one key: together some megabytes."""
    memory_sightings: int = 16
    """Sightings kept of one key, by at most a quarter of one borrower: none hides another's."""
    memory_contradictions: int = 64
    """Wrong proofs kept of one key, and files that differ: a loan has eleven items with two proofs.

    Of more, a mark is kept that there are more, and that is for a person.
    """
    near_miss_octets: int = 64 * MIB
    """A digest mismatch of a larger original is stated, not explained."""
    near_miss_revisions: int = 32
    """Earlier revisions of a PDF tried for a mismatch: each costs four digests of a prefix."""
    sniffed_octets: int = 4096
    """Octets from which a media type is told: PDF allows 1,024 before its header."""
    verify_files: int = 100_000
    """Files of one folder given to `evidence verify`."""
    claim_octets: int = 640 * KIB
    """Octets of one anchor claim: a receipt of 256 KiB and 16 nodes in hex; real ones 4 kB."""
    anchor_name_characters: int = 256
    """Characters of a name in a claim or chain profile: ids, forms, operators."""
    merkle_path: int = 40
    """Nodes of a batch proof: a tree of 2^40 entries."""
    proof_nodes: int = 16
    """Nodes of a receipt proof: the key of a millionth transaction has 8 nibbles."""
    trie_node_octets: int = KIB
    """Octets of a node that is not the last: a branch of 16 digests has 532."""
    evm_receipt_octets: int = 256 * KIB
    """Octets of the last node, which holds the receipt: a thousand logs have 160 kB."""
    block_header_octets: int = 2 * KIB
    """Octets of a block header in RLP: today's 21 fields have 640."""
    block_transactions: int = 1_000_000
    """Transactions of a block: a full Ethereum block has a few hundred."""
    receipt_logs: int = 16_384
    """Logs of one receipt: 256 KiB hold 10,922 of the shortest, of 24 octets."""
    rlp_items: int = 65_536
    """Items of one RLP structure, nested ones too: 256 KiB of the shortest logs have 44,000."""
    rlp_depth: int = 8
    """Nesting of RLP: a receipt has 4 levels, embedded trie nodes some more."""
    fisco_sealers: int = 128
    """Sealers of a FISCO BCOS group, and signatures of a block: PBFT is slow beyond a hundred."""
    fisco_header_octets: int = 16 * KIB
    """Octets of a FISCO BCOS header in RLP, and of extra data: 128 sealers' ids are 8 kB."""
    fisco_proof_levels: int = 32
    """Levels of a FISCO BCOS Merkle proof: two siblings each over four thousand million leaves."""
    pinned_headers: int = 100_000
    """Pinned headers of a chain: one an hour for eleven years."""
    pinned_header_octets: int = 2 * KIB
    """Octets of one pinned-header line: two dozen operators' names."""
    ots_octets: int = 64 * KIB
    """Octets of one OpenTimestamps proof: the longest of the published examples has 5 kB."""
    ots_attestations: int = 64
    """Attestations of one OpenTimestamps proof: four calendars with a block each make eight."""
    ots_depth: int = 256
    """Operations from a document to an attestation: the bound of the reference implementation;
    a document, a calendar's tree, a transaction and a block come to under a hundred."""
    ots_operations: int = 1024
    """Steps of one OpenTimestamps proof, attestations among them: four calendars with a hundred
    steps each have 400; a step with the longest message takes 10 us."""
    tolerance_seconds: int = 86_400
    """Block-time tolerance of a chain profile: a day; Bitcoin's two hours are the loosest known."""

    rpc_octets: int = 8 * MIB
    """Octets of a node's answer: all receipts of a full Ethereum block are 4 MB of JSON."""
    rpc_milliseconds: int = 10_000
    """Milliseconds from asking a node to its whole answer: a block's receipts take some seconds."""
    rpc_batch: int = 100
    """Calls put into one request: the largest batch that most providers of nodes take."""
    block_receipts: int = 10_000
    """Receipts fetched to prove one: a block of 60 million gas holds 2,857 transactions."""
    anchor_wait_milliseconds: int = 180_000
    """Milliseconds waited for our transaction's receipt: fifteen blocks of Ethereum."""

    confined_start_milliseconds: int = 20_000
    """Milliseconds until a child process has imported what it is to call: 100 alone, seconds where
    every processor is busy."""
    confined_result_octets: int = 64 * MIB
    """Octets of what a child process answers: a workbook of 10,000 rows of 60 cells has 15 MB."""
    confined_uses: int = 500
    """Calls that one child process takes: libraries leak, and a new one costs 100 ms."""

    money_digits: int = 13
    """Digits of an amount before its point: the largest claim a court saw has twelve."""
    element_instalments: int = 1200
    """Instalments of a schedule: thirty years by the month have 360, and some pay by the week."""
    element_repayments: int = 4096
    """Rows of a repayment ledger: a payment every day for eleven years."""
    element_disbursements: int = 256
    """Disbursements of one loan: a credit line is drawn upon once a month for decades."""
    element_collections: int = 1024
    """Records of collection of one case: one a day for three years."""
    element_faults: int = 1000
    """Faults told of one element list: a person reads a dozen."""
    element_readings: int = 16_384
    """Cells of one kind kept as read, of at most 254 characters: together some megabytes."""

    report_octets: int = 64 * MIB
    """Octets of a report whose question is answered: a case's has 200 kB."""
    decision_octets: int = 64 * KIB
    """Octets of one signed decision: with its certificate and a page of reasons 10 kB."""
    decision_files: int = 10_000
    """Decisions read of one folder: a dozen a product, and every held case of a large batch."""
    batch_questions: int = 1024
    """Questions of a batch that are told: an honest one of a product has a dozen."""
    paper_groups: int = 4096
    """Sets of blockers told apart in a batch; cases of further sets are counted, not freed."""
    paper_units: int = 12
    """Documents and decisions of which every choice is tried: 4,096 choices; greedy beyond."""
    paper_rows: int = 8
    """Choices shown at the head of a batch, from one paper upwards."""

    workbook_octets: int = 64 * MIB
    """Octets of a filled element list: 10,000 cases with their schedules have 20 MB."""
    workbook_members: int = 1000
    """Parts of a workbook: ours has a dozen and a half."""
    workbook_inflated_octets: int = 512 * MIB
    """Octets of all parts of a workbook: 10,000 rows of 60 cells have 40 MB."""
    workbook_tag_octets: int = 256 * KIB
    """Octets from one tag of a part to the next: a full cell of 32,767 characters has 196 kB."""
    workbook_cells: int = 8_000_000
    """Cells of a workbook: 50,000 cases with schedules and ledgers of a dozen rows each."""
    workbook_rows: int = 1_048_576
    """Rows of one sheet: what a spreadsheet has, and eighty repayments of 12,000 loans."""
    workbook_columns: int = 702
    """Columns of a sheet, to ZZ: ours has forty."""
    workbook_marks: int = 10_000
    """Hidden rows and merged areas that are remembered of one sheet."""
    workbook_text_octets: int = 512 * MIB
    """Octets of the cells of a workbook written out: one shared text may fill a million cells."""
    workbook_milliseconds: int = 300_000
    """Milliseconds of reading a workbook: the largest takes two minutes."""
    workbook_memory_octets: int = 1024 * MIB
    """Address space of what reads a workbook: 10,000 rows of 60 cells take 120 MB."""
    sheet_faults: int = 2000
    """Faults of an element list that are listed; the others are counted."""
    attachment_octets: int = 2 * GIB
    """Octets of one attachment: an hour's recording of a signing has half of that."""

    coverage_cells: int = 64
    """Cells kept of one event, the best first: a contract of two signers in three techniques has
    six, and a row's state is that of its best."""
    article_issues: int = 64
    """Issues told of one article's evidence: a person reads a dozen, the items tell the rest."""
    document_octets: int = 32 * MIB
    """Octets of a document whose text is read: a contract of 50 scanned pages has 20 MB."""
    document_pages: int = 500
    """Pages of such a document: a loan contract with all its annexes has under a hundred."""
    document_characters: int = 1_000_000
    """Characters of such a document: 500 full pages have 600,000."""
    document_milliseconds: int = 5000
    """Milliseconds to read one: 500 full pages take one second."""
    document_memory_octets: int = 512 * MIB
    """Memory of the process that reads them: four of the largest, and what one inflates to."""
    document_failures: int = 4
    """Documents of a shard that may use up their time before the rest of it is not read: else a
    package of 50,000 hostile ones takes three days."""

    # Documents with signatures inside.
    signed_document_octets: int = 64 * MIB
    """Octets of an original whose embedded signatures are read: a scanned contract has 20 MB."""
    kit_covered_octets: int = 256 * MIB
    """Octets that signatures inside of one case's originals cover, written out for an expert: six
    signatures over a dozen contracts of 3 MB."""
    inner_signatures: int = 64
    """Signatures, seals and time-stamps of one document: a contract has two to six."""
    inner_characters: int = 200
    """Characters of a text out of a signed document that are told."""
    inner_listed: int = 32
    """Places of one kind told of one signature: a person reads a dozen."""
    container_members: int = 8192
    """Members of a signed container: an OFD of 500 pages with a picture on each has 2,000."""
    container_octets: int = 256 * MIB
    """Octets of all members of a signed container together, inflated: four times the largest."""
    ofd_references: int = 65_536
    """References of all signatures of one OFD: 32 seals, each on a document of 2,000 parts."""
    foreign_files: int = 10_000
    """Files of a package of another form: a hundred points with a hundred files each."""
    foreign_octets: int = 16 * GIB
    """Octets of all of them, inflated: recordings of a hundred signings."""
    foreign_records: int = 256
    """Records of a foreign package that are read: a chain of evidence has a hundred points."""
    ofd_stamp_side: int = 70
    """Millimetres of the longer side of a later seal: a round one has 42 across, a long one 60."""
    ofd_stamps_area: int = 7500
    """Square millimetres of one page on which later seals are shown, all together: four round ones
    of 42 across, an eighth of the page."""
    xml_octets: int = 8 * MIB
    """Octets of one XML part that is read: a list of 8,192 references has 2 MB."""
    xml_elements: int = 65_536
    """Elements of one XML part: 8,192 references of five elements each, and room."""
    xml_depth: int = 32
    """Nesting of one XML part: signatures and manifests have seven levels."""
    xml_attributes: int = 64
    """Attributes of one element: real ones have half a dozen."""
    xml_names: int = 1024
    """Characters of one name, its namespace included: real ones have a hundred."""

    pdf_milliseconds: int = 10_000
    """Milliseconds to read the signatures of a PDF: one of 500 pages with three revisions takes two
    seconds on a processor of its own, and a busy host may give a tenth of one."""
    pdf_revisions: int = 128
    """Cross-reference sections of a PDF: every signature, time-stamp and store of data is one."""
    pdf_objects: int = 200_000
    """Objects of a PDF that are compared after a signature: 500 pages have 10,000."""
    pdf_second_objects: int = 20_000
    """Objects, of all revisions together, that are read a second time: a contract of 500 pages has
    9,000, and beyond these a change cannot be told to be harmless."""
    pdf_overlay_percent: int = 10
    """Hundredths of a page that the look of one new signature, or a field filled in, may take up: a
    company seal on A4 takes three, a larger one can hide a clause."""
    pdf_stored: int = 256
    """Certificates, CRLs and OCSP answers, each, kept in a PDF: six signers with chains have 60."""
    pdf_stored_octets: int = 16 * MIB
    """Octets of all of them together: a dozen CRLs of 1 MB."""

    debt_prepayments: int = 64
    """Early part-payments of one loan after which the rest is recomputed: two a year for decades;
    later ones are credit."""
    debt_steps: int = 250_000
    """Instalments × payments where payments meet all that is due, and turns of compound interest of
    one loan: thirty years by the month have 130,000 and some thousands."""
    debt_calendars: int = 1024
    """Calendars of due days kept as drawn, of terms up to ten years: some megabytes."""
    debt_rows_explained: int = 1000
    """Instalments and payments of a loan for which other conventions are tried: about a dozen
    accounts more, of half a millisecond each."""


LIMITS = Limits()
"""The limits in force where no policy lowers them."""
