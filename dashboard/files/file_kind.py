"""What kind of file the bytes are, whatever the file is called."""

import io
import lzma
import re
import zipfile
import zlib

from dashboard.files.reading import Refusal

ARCHIVE_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    ValueError,
    LookupError,
    RuntimeError,
    EOFError,
    OSError,
)
"""What reading a damaged or encrypted archive raises."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 xlsx 或 CSV 后再报送"
_TYPE_IN = "请把其中的数据填入报送模板（xlsx 或 CSV）后再报送"
_UNPACK = "请解压后报送其中的 xlsx 或 CSV 文件"

# first bytes, what it is, what to do
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "PDF 文档", _TYPE_IN),
    (b"\x89PNG", "图片（PNG）", _TYPE_IN),
    (b"\xff\xd8\xff", "图片（JPG）", _TYPE_IN),
    (b"GIF8", "图片（GIF）", _TYPE_IN),
    (b"II*\x00", "图片（TIFF）", _TYPE_IN),
    (b"MM\x00*", "图片（TIFF）", _TYPE_IN),
    (b"{\\rtf", "RTF 文档", _TYPE_IN),
    (b"Rar!", "压缩包（RAR）", _UNPACK),
    (b"7z\xbc\xaf", "压缩包（7z）", _UNPACK),
    (b"\x1f\x8b", "压缩包（gzip）", _UNPACK),
)

# a stream's name inside an OLE container; the first that fits counts, a Word document may well embed a workbook
_OLE_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "加密的工作簿", "请去掉打开密码，另存为 xlsx 或 CSV 后再报送"),
    ("WordDocument", "Word 或 WPS 文字文档（doc、wps）", _TYPE_IN),
    ("PowerPoint Document", "演示文稿（ppt）", _TYPE_IN),
    ("Workbook", "旧版 Excel 工作簿（xls）", _SAVE_AS),
    ("Book", "旧版 Excel 工作簿（xls）", _SAVE_AS),
)

# an entry of a zip archive that gives it away
_ZIP_ENTRIES: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "二进制工作簿（xlsb）", _SAVE_AS),
    ("word/document.xml", "Word 文档（docx）", _TYPE_IN),
    ("ppt/presentation.xml", "演示文稿（pptx）", _TYPE_IN),
    ("ofd.xml", "OFD 版式文档", _TYPE_IN),
)

_MARKUP = re.compile(rb"<(!doctype|html|head|meta|title|style|script|body|div|table|!--)|mime-version:", re.IGNORECASE)


def is_workbook(content: bytes, name: str) -> bool:
    """Whether the bytes are an xlsx workbook; False for text. Everything else raises Refusal and says what it is."""
    if content.startswith(_ZIP):
        _check_archive(content, name)
        return True
    found = _foreign(content)
    if found is not None:
        raise _refusal(name, *found)
    return False


def _refusal(name: str, what: str, advice: str) -> Refusal:
    return Refusal("not-a-table", f"“{name}”是{what}，不能直接读取。{advice}。")


def _foreign(content: bytes) -> tuple[str, str] | None:
    if content.startswith(_OLE):
        return _ole_kind(content)
    for signature, what, advice in _SIGNATURES:
        if content.startswith(signature):
            return what, advice
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return "图片（BMP）", _TYPE_IN
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "图片（WebP）", _TYPE_IN
    return _markup_kind(content)


def _ole_kind(content: bytes) -> tuple[str, str]:
    for stream, what, advice in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return what, advice
    return "旧版 Office 文件", _SAVE_AS


def _markup_kind(content: bytes) -> tuple[str, str] | None:
    # NULs go only for this look, so that markup in UTF-16 is recognised too
    start = content[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _MARKUP.match(start):
        return "网页（HTML）", _SAVE_AS
    if start.startswith(b"<?xml"):
        return "XML 文件", _SAVE_AS
    return None


def _check_archive(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = {entry.lower() for entry in archive.namelist()}
            kind = _opendocument_kind(archive) if "mimetype" in entries else None
    except ARCHIVE_DAMAGE:
        raise Refusal(
            "broken-workbook", f"“{name}”已损坏，打不开。请用 Excel 或 WPS 重新保存为 xlsx 后再报送。"
        ) from None
    if "xl/workbook.xml" in entries:
        return
    known = next(((what, advice) for entry, what, advice in _ZIP_ENTRIES if entry in entries), None)
    raise _refusal(name, *(kind or known or ("压缩包（zip）", _UNPACK)))


def _opendocument_kind(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    with archive.open("mimetype") as entry:
        mimetype = entry.read(100)
    if b"opendocument.spreadsheet" in mimetype:
        return "OpenDocument 表格（ods）", _SAVE_AS
    if b"opendocument" in mimetype:
        return "OpenDocument 文档", _TYPE_IN
    return None
