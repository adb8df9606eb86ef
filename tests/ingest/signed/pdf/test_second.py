"""pyHanko's analysis of differences can only make things worse; that it was not asked does, too."""

from ingest.signed.pdf.second import SecondReader


def test_a_document_with_too_many_objects_for_a_second_reading_is_in_doubt() -> None:
    second = SecondReader(b"", 10)
    assert second.doubt(0, 1, 11) == "pyHanko: not asked, too many objects"


def test_the_objects_of_every_step_count_together() -> None:
    second = SecondReader(b"no document", 10)
    assert "not asked" not in (second.doubt(0, 1, 6) or "")
    assert "not asked" in (second.doubt(1, 2, 6) or "")
