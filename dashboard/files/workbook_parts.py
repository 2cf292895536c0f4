"""The parts of an xlsx workbook beside its sheets: list of sheets, shared texts, number formats."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from dashboard.files import cell_text
from dashboard.files.cell_text import NumberText
from dashboard.files.reading import ReadLimits, Refusal, size_text

_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
_SHARED_TEXTS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_MOST_ENTRIES = 10_000
# sheets shrink ten to thirty times; what shrinks a hundred times was made to do harm
_MOST_SHRINKING = 100
_ALWAYS_UNPACKED = 16 * 1024 * 1024


class BrokenPart(Exception):
    """A part of the workbook does not say what it must; the workbook is damaged."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet as the workbook lists it: its name, its entry in the archive, whether it is hidden."""

    name: str
    entry: str
    hidden: bool


def open_archive(content: bytes, limits: ReadLimits) -> zipfile.ZipFile:
    """The workbook's archive, after its sizes were found to be within the limits; raises Refusal otherwise."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    allowed = min(limits.max_unpacked, max(_ALWAYS_UNPACKED, len(content) * _MOST_SHRINKING))
    if unpacked > allowed:
        raise _too_large(f"解压后有{size_text(unpacked)}，超过{size_text(allowed)}")
    if len(entries) > _MOST_ENTRIES:
        raise _too_large(f"有{len(entries)}个部件，超过{_MOST_ENTRIES}个")
    return archive


def open_part(archive: zipfile.ZipFile, entry: str) -> IO[bytes]:
    """The part's bytes as a stream; archives differ in upper and lower case."""
    stored = stored_name(archive, entry)
    if stored is None:
        raise BrokenPart(entry)
    return archive.open(stored)


def parser() -> expat.XMLParserType:
    """An XML parser that accepts no document type, so no entity can grow."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_doctype
    return made


def sheet_parts(archive: zipfile.ZipFile) -> tuple[SheetPart, ...]:
    """The worksheets in their order; chart sheets are left out."""
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in _tree(archive, _RELATIONSHIPS).iterfind("{*}Relationship")
        if link.get("Type", "").endswith("/worksheet")
    }
    sheets = _tree(archive, _WORKBOOK).iterfind("{*}sheets/{*}sheet")
    return tuple(
        SheetPart(sheet.get("name", ""), targets[link], sheet.get("state", "visible") != "visible")
        for sheet in sheets
        if (link := _relationship(sheet)) in targets
    )


def shared_texts(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """The texts that cells refer to by number; empty where the workbook has none."""
    if stored_name(archive, _SHARED_TEXTS) is None:
        return ()
    with open_part(archive, _SHARED_TEXTS) as source:
        return _SharedTexts().read(source)


def number_texts(archive: zipfile.ZipFile) -> dict[str, NumberText]:
    """By a cell's style number: how its number is shown. Styles that show the plain number are left out."""
    if stored_name(archive, _STYLES) is None:
        return {}
    styles = _tree(archive, _STYLES)
    codes = {item.get("numFmtId"): item.get("formatCode") for item in styles.iterfind("{*}numFmts/{*}numFmt")}
    since_1904 = _counts_from_1904(archive)
    found: dict[str, NumberText] = {}
    for style, item in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        number = item.get("numFmtId", "0")
        shown = cell_text.number_text_for(int(number), codes.get(number))
        if shown is cell_text.date_text and since_1904:
            shown = cell_text.date_text_from_1904
        if shown is not cell_text.plain_text:
            found[str(style)] = shown
    return found


class _SharedTexts:
    """Collects the texts of a shared-strings part; phonetic readings are not part of a text."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pieces: list[str] = []
        self._phonetic = False
        self._parser = parser()
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close

    def read(self, source: IO[bytes]) -> tuple[str, ...]:
        self._parser.ParseFile(source)
        return tuple(self._texts)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t" and not self._phonetic:
            self._parser.CharacterDataHandler = self._pieces.append

    def _close(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._parser.CharacterDataHandler = None
        if name == "si":
            self._texts.append(cell_text.unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._phonetic = False


class _PlainTree(ElementTree.TreeBuilder):
    """Builds a tree and accepts no document type, so no entity can grow."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise BrokenPart(name)


def _tree(archive: zipfile.ZipFile, entry: str) -> ElementTree.Element:
    with open_part(archive, entry) as source:
        return ElementTree.parse(source, ElementTree.XMLParser(target=_PlainTree())).getroot()


def stored_name(archive: zipfile.ZipFile, entry: str) -> str | None:
    """An entry as the archive spells it; archives differ in upper and lower case."""
    return next((name for name in archive.namelist() if name.lower() == entry.lower()), None)


def _too_large(what: str) -> Refusal:
    return Refusal("too-large", f"工作簿{what}的上限。请只保留报送用的工作表，另存后再报送。")


def _relationship(sheet: ElementTree.Element) -> str | None:
    return next((value for key, value in sheet.items() if key.endswith("}id")), None)


def _counts_from_1904(archive: zipfile.ZipFile) -> bool:
    properties = _tree(archive, _WORKBOOK).iterfind("{*}workbookPr")
    return any(item.get("date1904") in {"1", "true"} for item in properties)


def _refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise BrokenPart(name)
