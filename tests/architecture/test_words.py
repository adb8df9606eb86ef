import re
from pathlib import Path

from tests.architecture.tree import ROOT, name_of, product_files, text_files

OUTSIDE = re.compile(
    r"(?<![\w.])/(?:home|root|Users|work|mnt|srv|opt)/"  # one machine's paths
    r"|[A-Z]:\\\\?Users"
    r"|pypi\.org|pythonhosted\.org|registry\.npmjs|proxy\.golang|--index-url|--find-links"
)
SAYING = ("verify/codes", "verify/words.py", "api/render", "api/web")
NEVER = re.compile("疑似篡改|虚假证据|真实有效|鉴定结论|裁定书|判决书|信任锚|移送|原告")
QUOTED = re.compile(r'"[^"\n]*"')


def _says(path: Path) -> bool:
    return name_of(path).startswith(SAYING)


def test_no_file_names_a_machine_or_a_registry() -> None:
    others = [path for path in text_files() if path != Path(__file__)]
    named = [name_of(path) for path in others if OUTSIDE.search(path.read_text("utf-8"))]
    assert named == []


def _too_much(path: Path) -> list[str]:
    sentences = QUOTED.findall(path.read_text("utf-8"))
    return [sentence for sentence in sentences if NEVER.search(sentence)]


def test_no_sentence_says_more_than_a_machine_may() -> None:
    said = {name_of(path): _too_much(path) for path in product_files() if _says(path)}
    assert {name: found for name, found in said.items() if found} == {}


def test_no_page_says_more_than_a_machine_may() -> None:
    templates = (ROOT / "api/web/templates").glob("*.j2")
    assert [path.name for path in templates if NEVER.search(path.read_text("utf-8"))] == []
