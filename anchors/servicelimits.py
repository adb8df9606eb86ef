"""The limits of the service: intake, sources, reading. Part of the one dataclass `Limits`."""

from dataclasses import dataclass

from anchors.units import GIB, KIB, MIB

__all__ = ["ServiceLimits"]


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """Upper bounds on what the service takes and keeps; each field says why it has its value."""

    blob_read_octets: int = 256 * MIB
    """Octets of a stored blob read into memory at once: the reports of a shard have 25 MB."""
    stamp_octets: int = 128 * KIB
    """Octets of an authority's answer: a token with its certificates has 3 to 20 kB."""
    stamp_milliseconds: int = 10_000
    """Milliseconds from asking for a token to having it: authorities answer within one second."""
    list_octets: int = 32 * MIB
    """Octets of a list of revoked certificates: with the 100,000 entries that are read, 4 MB."""
    list_milliseconds: int = 60_000
    """Milliseconds for fetching one: 4 MB over a line of one megabit take 32 seconds."""
    lists_kept: int = 32
    """Days of which a source's lists stay in the trust directory: what expired since is told by the
    list of its last day alone, and a case comes within a month."""
    case_wants: int = 16
    """Items that one case awaits at a time: a loan's anchors stand in a handful of blocks."""
    source_items: int = 256
    """Items asked of a source in one turn: three exchanges each, so a turn ends in minutes."""
    source_retry_seconds: int = 1
    """Seconds until a source that failed is asked again; doubled with every failure."""
    source_retry_most_seconds: int = 900
    """Seconds at most until it is asked again: a case waits no longer once it is back."""
    intake_idle_milliseconds: int = 30_000
    """Milliseconds without an octet before a sender is taken to hang: a mobile link recovers in
    ten seconds."""
    intake_octets_a_second: int = 4096
    """Slowest a sender may be on the whole: a modem of 1998; slower ones hold a connection for no
    more than this."""
    intake_cases_read: int = 128
    """Case lines looked through for real people's numbers before a sandbox accepts a package: a
    shard; at the others the judgement looks."""
    intake_milliseconds: int = 120_000
    """Milliseconds to list a package of a million members before it is accepted: that takes ten
    seconds on a processor of its own."""
    idempotency_silence_seconds: int = 60
    """Seconds without a word from a request before its key is given to another: it says one every
    ten, and a stalled disk takes some."""
    idempotency_seconds: int = 7 * 86_400
    """Seconds that an answer is kept under its key: whoever tries again does so within days."""
    upload_files: int = 65_536
    """Files of an upload by parts, of which the digests are held in memory: 5,900 cases with eleven
    items; a larger batch is sent as one archive, or as several packages."""
    upload_plans: int = 2
    """Uploads by parts of which the files are compared at a time: some twenty megabytes each."""
    upload_tags_octets: int = 64 * MIB
    """Octets of an upload's tag files: two manifests of 65,536 lines of the longest."""
    upload_missing: int = 10_000
    """Missing files that are named in one answer, 650 kB of it; the others are counted."""
    element_list_octets: int = 64 * GIB
    """Octets of an element list with its attachments: 10,000 cases × 11 items × 500 kB."""
    element_list_milliseconds: int = 3_600_000
    """Milliseconds to make a package of them: each attachment is read twice, at 50 MB a second."""
    element_field_octets: int = 256
    """Octets of one field of a form beside its files: a date, a word."""
    element_parts: int = 8
    """Parts of such a form: two files and what is said beside them."""
    retention_packages: int = 50
    """Packages deleted in one go, of which the names of all blobs are held: with 65,536 parts each
    some hundred megabytes at the very worst."""
    samples_kept: int = 64
    """Samples of a sandbox kept once made: of a few hundred kilobytes each."""
    sample_milliseconds: int = 60_000
    """Milliseconds to make one, most of which a process needs to begin with."""
    sweep_rows: int = 1000
    """Rows swept in one go: the next go takes the rest."""
    connections: int = 900
    """Connections at a time: below the 1,024 descriptors that a process has where nobody says
    more, with room for the database and blobs."""
    request_milliseconds: int = 30_000
    """Milliseconds for the body of such a request: some kilobytes over any line."""
    request_octets: int = MIB
    """Octets of a request that is no upload: decisions and tokens have some kilobytes."""
    web_token_octets: int = 16 * KIB
    """Characters of a JSON Web Token: an assertion has under a thousand."""
    decision_packages: int = 50
    """Packages of one decision whose judgements are asked for in one transaction: on SQLite every
    other writer waits for it, some tens of milliseconds."""
    event_listeners: int = 500
    """Listeners to progress at a time: each costs a connection and some kilobytes."""
    event_listeners_each: int = 50
    """Of them, by one client: a clerk has a few pages open, a platform asks instead."""
    event_seconds: int = 600
    """Seconds that one listener is served before it has to come again, its right checked anew."""
    report_pages: int = 2
    """Pages of whole packages that are made at a time: each reads every report of its package."""
    report_pages_kept: int = 200
    """Such pages kept to be read again, of half a megabyte each."""
    originals_kept: int = 4
    """Originals of which a part was read, kept to read on: a few people look at one each."""
    original_kept_octets: int = 1 << 29
    """Octets of one that is kept: a recorded conversation; four of them are 2 GiB of the disk."""
    original_kept_seconds: int = 60
    """Seconds that one is kept: long enough to look at it, too short to outlive a deletion."""
    report_page_cases: int = 200
    """Cases of such a page that is made by the server itself: under a second at some three
    milliseconds a masked case; a longer one pays for a process of its own, which lets others be
    answered meanwhile."""
    report_page_milliseconds: int = 600_000
    """That process may take: the 50,000 cases of the largest package need some three minutes."""
    judgements_held: int = 4
    """Judgements that a worker holds open at a time: each has an open package, the caches of its
    trust store and its shared documents, some ten megabytes; turns alternate between a few."""
