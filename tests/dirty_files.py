"""Files as offices send them, made byte by byte, and what each gets: the table behind docs/dirty-files.md.

Every case is about the shipped plan, or about the five-year plan below where only such a plan shows it.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl

TAKE, WARN, ROW, FILE = "收下", "收下，请说明", "不收这一行", "不收这个文件"

HEADER = "指标编码,地区,月份,累计值"
FIVE_YEARS = "five-years"


@dataclass(frozen=True, slots=True)
class Dirty:
    """One thing that comes, the verdict it gets, what is said, and what is read.

    `says` are parts of the messages that must all be found; `reads` are (line, region, month, value, verdict) of all
    rows, None leaves them open.
    """

    what: str
    verdict: str
    content: bytes
    says: tuple[str, ...] = ()
    reads: tuple[tuple[object, ...], ...] | None = None
    name: str = "九月.csv"
    plan: str | None = None
    before: bytes = b""
    """What was published before it came."""
    most_rows: int | None = None
    """How many rows the settings allow."""
    closed: str = ""
    """The month that was closed before it came."""
    from_region: str = ""
    """The county that the reporter belongs to who brings it; without one it is somebody who may report everything."""


def lines(*rows: str, header: str = HEADER) -> bytes:
    """A CSV in UTF-8."""
    return "\n".join((header, *rows, "")).encode()


def book(*rows: tuple[object, ...], merged: tuple[str, ...] = (), hidden: tuple[int, ...] = ()) -> bytes:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    for line in hidden:
        made.active.row_dimensions[line].hidden = True
    return _saved(made)


def _saved(made: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _two_sheets() -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "填报说明"
    made.active.append(["请在另一张表里填报"])
    made.create_sheet("数据").append(HEADER.split(","))
    made["数据"].append(["T30-3", "滨城区", "2023-09", 5])
    return _saved(made)


def _zip(entry: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "<x/>")
    return stream.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def _wide(*rows: tuple[object, ...]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def _numbers(*texts: str) -> bytes:
    """One row for each way to write a number of 台, from the second line on, each in a month of its own."""
    return lines(*(f'T30-3,滨城,2023-{place:02d},"{text}"' for place, text in enumerate(texts, 1)))


PLAIN = lines("T30-3,滨城区,2023-09,5")
ONE = ((2, "371602", "2023-09", "5", "new"),)
TWO = lines("T30-3,滨城区,2023-09,5", "T30-3,惠民县,2023-09,7")

ENCODINGS = (
    Dirty("UTF-8，不带 BOM", TAKE, PLAIN, reads=ONE),
    Dirty("UTF-8，带 BOM", TAKE, codecs.BOM_UTF8 + PLAIN, reads=ONE),
    Dirty("GBK、GB2312、GB18030", TAKE, PLAIN.decode().encode("gb18030"), ("GB18030",), ONE),
    Dirty(
        "只有 GB18030 才有的字（㐀、𠀀）",
        TAKE,
        lines("T30-3,滨城区,2023-09,5,㐀𠀀", header=f"{HEADER},备注").decode().encode("gb18030"),
        ("GB18030",),
        ONE,
    ),
    Dirty(
        "UTF-16 LE，制表符（Excel 的“Unicode 文本”）",
        TAKE,
        codecs.BOM_UTF16_LE + PLAIN.decode().replace(",", "\t").encode("utf-16-le"),
        ("UTF-16", "制表符"),
        ONE,
    ),
    Dirty(
        "UTF-16 BE，制表符",
        TAKE,
        codecs.BOM_UTF16_BE + PLAIN.decode().replace(",", "\t").encode("utf-16-be"),
        ("UTF-16",),
        ONE,
    ),
    Dirty(
        "Big5：能当 GB18030 解开，但表头认不出来",
        FILE,
        "指標編碼,地區,月份,累計值\nT30-3,濱城區,2023-09,5\n".encode("big5"),
        ("表头",),
    ),
    Dirty(
        "在一个汉字中间截断",
        FILE,
        "指标编码,地区,月份,累计值\nT30-3,滨城".encode()[:-1],
        ("文件编码无法识别", "字节偏移"),
    ),
    Dirty("文本中有 NUL 字节", FILE, PLAIN.replace(b"5", b"\x005"), ("第2行", "NUL")),
)

SHAPES = (
    Dirty("制表符分隔", TAKE, PLAIN.replace(b",", b"\t"), ("制表符",), ONE),
    Dirty("分号分隔", TAKE, PLAIN.replace(b",", b";"), ("分号",), ONE),
    Dirty("全角逗号分隔", TAKE, PLAIN.decode().replace(",", "，").encode(), ("全角逗号",), ONE),
    Dirty(
        "xlsx，按内容识别而不看文件名", TAKE, book((*HEADER.split(","),), ("T30-3", "滨城区", "2023-09", 5)), reads=ONE
    ),
    Dirty("xlsx，数据在另一张表里", TAKE, _two_sheets(), ("数据", "填报说明"), ONE, name="九月.xlsx"),
    Dirty(
        "xlsx，有隐藏行",
        TAKE,
        book((*HEADER.split(","),), ("T30-3", "滨城区", "2023-09", 5), ("T30-3", "惠民县", "2023-09", 7), hidden=(3,)),
        ("隐藏", "3"),
        (*ONE, (3, "371621", "2023-09", "7", "new")),
        name="九月.xlsx",
    ),
    Dirty("损坏的工作簿", FILE, book(("a",))[:-60], ("损坏",), name="九月.xlsx"),
    Dirty("加密的工作簿", FILE, _ole("EncryptedPackage"), ("加密", "去掉打开密码"), name="九月.xlsx"),
    Dirty("旧版 xls", FILE, _ole("Workbook"), ("xls", "另存为 xlsx"), name="九月.xls"),
    Dirty(
        "网页改名的 .xls", FILE, b"<html><table><tr><td>5</td></tr></table></html>", ("网页", "另存为"), name="九月.xls"
    ),
    Dirty("网页改名的 .csv", FILE, b"<html><table><tr><td>5</td></tr></table></html>", ("网页", "另存为")),
    Dirty("PDF", FILE, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("PDF", "报送模板"), name="九月.pdf"),
    Dirty("图片", FILE, b"\x89PNG\r\n\x1a\n" + bytes(40), ("图片", "报送模板"), name="九月.png"),
    Dirty("Word 文档", FILE, _zip("word/document.xml"), ("Word", "报送模板"), name="九月.docx"),
    Dirty("空文件", FILE, b"", ("空的",)),
    Dirty("比设置所许的行数多", FILE, TWO, ("1行的上限", "分成几个文件"), most_rows=1),
    Dirty("只有表头", FILE, f"{HEADER}\n".encode(), ("没有",)),
    Dirty(
        "CR、LF、CRLF 混用",
        TAKE,
        TWO.replace(b"\n", b"\r", 1).replace(b"\n", b"\r\n", 1),
        reads=(*ONE, (3, "371621", "2023-09", "7", "new")),
    ),
    Dirty(
        "引号里的换行",
        TAKE,
        lines('T30-3,滨城区,2023-09,5,"第一行\n第二行"', "T30-3,惠民县,2023-09,7,", header=f"{HEADER},备注"),
        reads=(*ONE, (4, "371621", "2023-09", "7", "new")),
    ),
    Dirty(
        "表头之上有标题、填报单位、填报日期、单位：台",
        TAKE,
        lines(
            "填报单位：滨城区,,,",
            "填报日期：2023年10月8日,,单位：台,",
            HEADER,
            "T30-3,滨城区,2023-09,5",
            header="九月充电桩情况表,,,",
        ),
        ("表头之上有3行",),
        ((5, "371602", "2023-09", "5", "new"),),
    ),
    Dirty(
        "两行表头、合并的表头，其下的单元格也合并",
        TAKE,
        book(
            ("指标编码", "地区", "月份", "完成情况", ""),
            ("", "", "", "累计值", "备注"),
            ("T30-3", "滨城区", "2023-09", 5, ""),
            ("", "惠民县", "", 7, ""),
            merged=("A1:A2", "B1:B2", "C1:C2", "D1:E1", "A3:A4", "C3:C4"),
        ),
        ("补入",),
        ((3, "371602", "2023-09", "5", "new"), (4, "371621", "2023-09", "7", "new")),
        name="九月.xlsx",
    ),
    Dirty(
        "合并的数值单元格：数值从不向下填",
        TAKE,
        book(
            (*HEADER.split(","),),
            ("T30-3", "滨城区", "2023-09", 5),
            ("T30-3", "惠民县", "2023-09", None),
            merged=("D2:D3",),
        ),
        (),
        (*ONE, (3, "371621", "2023-09", None, "missing")),
        name="九月.xlsx",
    ),
    Dirty(
        "全市、市级、市本级一行：全市自己的数",
        TAKE,
        lines("T30-3,全市,2023-07,5", "T30-3,市级,2023-08,6", "T30-3,市本级,2023-09,7"),
        reads=tuple((at, "371600", f"2023-0{at + 5}", str(at + 3), "new") for at in (2, 3, 4)),
    ),
    Dirty(
        "合计、小计、总计一行：不保存，与明细相符",
        TAKE,
        TWO + "合计,,,12\n".encode(),
        ("合计", "相符"),
        (*ONE, (3, "371621", "2023-09", "7", "new")),
    ),
    Dirty(
        "合计与明细之和不符",
        WARN,
        lines("T30-3,滨城区,2023-09,198", "T30-3,惠民县,2023-09,200") + "合计,,2023-09,400\n".encode(),
        ("合计400与明细之和398不符",),
    ),
    Dirty(
        "空行和签名行（填报人、审核人、联系电话、备注）",
        TAKE,
        PLAIN + ",,,\n填报人：张三,,审核人：李四,\n联系电话：0543-1234567,,,\n备注：无,,,\n".encode(),
        ("空行1行", "没有保存"),
        ONE,
    ),
    Dirty(
        "几张表上下相接，表头再出现一次",
        TAKE,
        PLAIN + lines("惠民县,T30-3,2023年9月,7", header="县区,指标编码,报告期,累计完成值"),
        reads=(*ONE, (4, "371621", "2023-09", "7", "new")),
    ),
    Dirty(
        "县区作列的宽表，合计列只核对",
        TAKE,
        _wide(("指标编码", "月份", "滨城区", "惠民县", "合计"), ("T30-3", "2023-09", 5, 7, 12)),
        (),
        ((2, "371602", "2023-09", "5", "new"), (2, "371621", "2023-09", "7", "new")),
    ),
    Dirty(
        "月份作列的宽表（写了年份）",
        TAKE,
        _wide(("指标编码", "地区", "2023年8月", "2023年9月"), ("T30-3", "滨城区", 4, 5)),
        (),
        ((2, "371602", "2023-08", "4", "new"), (2, "371602", "2023-09", "5", "new")),
    ),
    Dirty(
        "月份作列的宽表（没有写年份）：整张表只问一次",
        WARN,
        _wide(("指标编码", "地区", "8月", "9月"), ("T30-3", "滨城区", 4, 5), ("T30-3", "惠民县", 6, 7)),
        ("没有写年份",),
    ),
    Dirty(
        "表头有多余的列、改了名、加了空格（指 标 名 称、县（市、区））",
        TAKE,
        lines("新建充电桩数,滨城区,2023-09,5,张三", header="指 标 名 称,县（市、区）,报告期,累计完成值,经办"),
        reads=ONE,
    ),
    Dirty(
        "缺少必需的列：列出看到的表头",
        FILE,
        "指标编码,地区,月份\nT30-3,滨城,2023-09\n".encode(),
        ("地区", "月份", "累计值"),
    ),
    Dirty("文件名带路径和 ..", TAKE, PLAIN, reads=ONE, name="../../etc/九月.csv"),
    Dirty("文件名有 300 个字", TAKE, PLAIN, reads=ONE, name=f"{'九' * 300}.csv"),
)

NUMBERS = (
    Dirty(
        "未填：空、—、–、-、/、无、未报、未统计、N/A、NaN",
        TAKE,
        _numbers("", "—", "–", "-", "/", "无", "未报", "未统计", "N/A", "NaN"),
        (),
        tuple((at + 1, "371602", f"2023-{at:02d}", None, "missing") for at in range(1, 11)),
    ),
    Dirty(
        "表格软件的出错标记 #N/A、#DIV/0!",
        TAKE,
        _numbers("#N/A", "#DIV/0!"),
        ("第 2 行 D 列", "“#N/A”", "“#DIV/0!”", "按未填处理"),
        ((2, "371602", "2023-01", None, "missing"), (3, "371602", "2023-02", None, "missing")),
    ),
    Dirty(
        "0、0.0、零：是数",
        TAKE,
        _numbers("0", "0.0", "零"),
        (),
        tuple((at + 1, "371602", f"2023-0{at}", "0", "new") for at in (1, 2, 3)),
    ),
    Dirty("全角的数字、字母和标点", TAKE, lines("Ｔ３０－３,滨城区,２０２３－０９,５"), (), ONE),
    Dirty(
        "按三位分节：1,234、1，234、1 234",
        TAKE,
        _numbers("1,234", "1，234", "1 234"),
        (),
        tuple((at + 1, "371602", f"2023-0{at}", "1234", "new") for at in (1, 2, 3)),
    ),
    Dirty("不是三位分节：12,34", ROW, _numbers("12,34"), ("第 2 行 D 列", "“12,34”", "请")),
    Dirty(
        "千分位逗号没有加引号（列比表头多）",
        ROW,
        PLAIN + "T30-3,惠民县,2023-09,1,234,,\n".encode(),
        ("第3行有7列而表头4列",),
        (*ONE, (3, None, None, None, "rejected")),
    ),
    Dirty(
        "带单位和倍数：1.2万、7.6万路、8600万条、350000万元、1.05E+02",
        TAKE,
        lines(
            "T30-3,滨城,2023-09,1.2万",
            "T08-2,滨城,2023-09,7.6万路",
            "T31-1,全市,2023-09,8600万条",
            "T12-2,滨城,2023-09,350000万元",
            "T30-3,惠民,2023-09,1.05E+02",
        ),
        ("第 2 行 D 列", "“1.2万”", "12000台", "0.86亿条", "35亿元"),
        (
            (2, "371602", "2023-09", "12000", "new"),
            (3, "371602", "2023-09", "76000", "new"),
            (4, "371600", "2023-09", "0.86", "new"),
            (5, "371602", "2023-09", "35", "new"),
            (6, "371621", "2023-09", "105", "new"),
        ),
    ),
    Dirty("另一种单位（台填成户）", ROW, _numbers("5户"), ("第 2 行 D 列", "“5户”", "台")),
    Dirty(
        "约、近、余、左右、以上",
        WARN,
        _numbers("约5", "近5", "5余", "5左右", "5以上"),
        ("第 2 行 D 列", "“约5”", "约数", "请您说明"),
        tuple((at + 1, "371602", f"2023-0{at}", "5", "new") for at in range(1, 6)),
    ),
    Dirty(
        "比率：91.5%、91.5％、百分之91.5、83.2",
        TAKE,
        lines(
            *(f"T08-3,全市,2023-0{at},{text}" for at, text in enumerate(("91.5%", "91.5％", "百分之91.5", "83.2"), 1))
        ),
        (),
        (
            (2, "371600", "2023-01", "91.5", "new"),
            (3, "371600", "2023-02", "91.5", "new"),
            (4, "371600", "2023-03", "91.5", "new"),
            (5, "371600", "2023-04", "83.2", "new"),
        ),
    ),
    Dirty(
        "比率写成小数 0.87",
        WARN,
        lines("T08-3,全市,2023-09,0.87"),
        ("第 2 行 D 列", "“0.87”", "疑似小数,按87%处理"),
        ((2, "371600", "2023-09", "87", "new"),),
    ),
    Dirty("比率写 0：0 %", TAKE, lines("T08-3,全市,2023-09,0"), (), ((2, "371600", "2023-09", "0", "new"),)),
    Dirty("比率写 1：不知是 1 % 还是 100 %", ROW, lines("T08-3,全市,2023-09,1"), ("请写1%或100%",)),
    Dirty("比率超过 100 %", ROW, lines("T08-3,全市,2023-09,101%"), ("“101%”", "超过100%")),
    Dirty(
        "分子大于分母",
        ROW,
        lines("T08-3,滨城,2023-09,9,8", header="指标编码,地区,月份,分子,分母"),
        ("第 2 行", "分子", "分母"),
    ),
    Dirty(
        "分母为 0", ROW, lines("T08-3,滨城,2023-09,0,0", header="指标编码,地区,月份,分子,分母"), ("第 2 行 E 列", "“0”")
    ),
    Dirty(
        "inf、溢出、超过六位小数",
        ROW,
        lines("T12-2,滨城,2023-07,inf", "T12-2,滨城,2023-08,1E+300", "T12-2,滨城,2023-09,1.1234567"),
        ("“inf”", "“1E+300”", "六位"),
    ),
    Dirty("超过目标的十倍", WARN, lines("T30-3,全市,2023-09,15001"), ("第 2 行 D 列", "“15001”", "疑似单位错误")),
    Dirty(
        "数里混了字母 O、l，写中文数字或①②：指出是哪个字符",
        ROW,
        _numbers("8O", "1l", "五", "①"),
        ("“8O”", "字母", "“五”", "“①”"),
        tuple((at + 1, "371602", f"2023-0{at}", None, "rejected") for at in range(1, 5)),
    ),
    Dirty("负数：-5、(5)", ROW, _numbers("-5", "(5)"), ("“-5”", "“(5)”", "负")),
    Dirty("只能是整数的单位填了 12.5", ROW, _numbers("12.5"), ("“12.5”", "整数")),
    Dirty("数值列里的公式 =1+2", ROW, _numbers("=1+2"), ("“=1+2”", "第 2 行 D 列")),
)

_WRITTEN = (
    *(
        "2023年7月",
        "202307",
        "2023-7",
        "2023.07",
        "2023/7/31",
        "2023-07-31 00:00:00",
        "二〇二三年七月",
        "45108",
        "Jul-23",
    ),
)

MONTHS = (
    *(
        Dirty(f"月份写作 {text}", TAKE, lines(f"T30-3,滨城区,{text},5"), (), ((2, "371602", "2023-07", "5", "new"),))
        for text in _WRITTEN
    ),
    Dirty(
        "xlsx 里的日期",
        TAKE,
        book(
            (*HEADER.split(","),),
            ("T30-3", "滨城区", date(2023, 7, 31), 5),
            ("T30-3", "惠民县", datetime(2023, 7, 1), 6),
        ),
        (),
        ((2, "371602", "2023-07", "5", "new"), (3, "371621", "2023-07", "6", "new")),
        name="七月.xlsx",
    ),
    *(
        Dirty(
            f"没有年份的月份：{text}",
            WARN,
            lines(f"T30-3,滨城区,{text},5"),
            ("第 2 行 C 列", f"“{text}”", "没有写年份"),
            ((2, "371602", month, "5", "new"),),
        )
        for text, month in (("7月", "2023-07"), ("1-7月", "2023-07"), ("上半年", "2023-06"), ("前三季度", "2023-09"))
    ),
    Dirty(
        "几年的工作要点里没有年份的月份",
        ROW,
        lines("X1,甲县,7月,5"),
        ("第 2 行 C 列", "“7月”", "缺少年份"),
        plan=FIVE_YEARS,
    ),
    Dirty("7-23：是几月说不准", ROW, lines("T30-3,滨城区,7-23,5"), ("第 2 行 C 列", "“7-23”", "请写成2023-07")),
    Dirty(
        "还没有到的月份", ROW, lines("X1,甲县,2099-11,5"), ("第 2 行 C 列", "“2099-11”", "还没有到"), plan=FIVE_YEARS
    ),
    Dirty("工作要点之外的月份", ROW, lines("T30-3,滨城区,2024-01,5"), ("“2024-01”", "2023-01 至 2023-12 之内")),
    Dirty(
        "第一个月之前的月份：只收存量，作基数",
        ROW,
        lines("T30-4,滨城区,2022-12,5", "T30-3,滨城区,2022-12,5"),
        ("第 3 行 C 列", "只收存量"),
        ((2, "371602", "2022-12", "5", "new"), (3, "371602", "2022-12", None, "rejected")),
    ),
)

KEYS = (
    Dirty(
        "地区写简称、旧称、代码（滨城、邹平县、371621、北海新区），前后有空格",
        TAKE,
        lines("T30-3, 滨城 ,2023-09,5", "T30-3,邹平县,2023-09,6", "T30-3,371621,2023-09,7", "T30-3,北海新区,2023-09,8"),
        (),
        (
            (2, "371602", "2023-09", "5", "new"),
            (3, "371681", "2023-09", "6", "new"),
            (4, "371621", "2023-09", "7", "new"),
            (5, "37160C", "2023-09", "8", "new"),
        ),
    ),
    *(
        Dirty(f"没有这个地区：{text}", ROW, lines(f"T30-3,{text},2023-09,5"), ("第 2 行 B 列", f"“{text}”", *says))
        for text, says in (("滨成区", ("最接近的是", "滨城区")), ("东营区", ()), ("开发区", ()))
    ),
    Dirty(
        "只由全市报送的指标填了县区", ROW, lines("T31-1,滨城区,2023-09,1"), ("第 2 行 B 列", "“滨城区”", "不收县区的数")
    ),
    Dirty(
        "编码与名称不一致：以编码为准",
        WARN,
        lines("T30-3,新开通5G基站数,滨城,2023-09,5", header="指标编码,指标名称,地区,月份,累计值"),
        ("第 2 行 B 列", "“新开通5G基站数”"),
        ONE,
    ),
    Dirty(
        "只写了指标名称",
        TAKE,
        lines("新建充电桩数,滨城,2023-09,5", header="指标名称,地区,月份,累计值"),
        (),
        ONE,
    ),
    Dirty(
        "前导撇号、零宽、不间断和全角空格、方向符",
        TAKE,
        lines("'T30-3,\u200b滨城\u3000,\u202a2023-09\u202c,\u00a0'5"),
        (),
        ONE,
    ),
    Dirty(
        "备注以 = + - @ 开头：照原样保存",
        TAKE,
        lines("T30-3,滨城区,2023-09,5,=HYPERLINK(1)", header=f"{HEADER},备注"),
        (),
        ONE,
    ),
    Dirty(
        "同一行写了两遍",
        TAKE,
        lines("T30-3,滨城区,2023-09,5", "T30-3,滨城区,2023-09,5"),
        ("第 3 行", "只计一次"),
        (*ONE, (3, "371602", "2023-09", "5", "same")),
    ),
    Dirty(
        "同一指标、地区、月份有两个数：都不收",
        ROW,
        lines("T30-3,滨城区,2023-09,5", "T30-3,滨城区,2023-09,6"),
        ("第 2 行、第 3 行", "数值不同"),
        ((2, "371602", "2023-09", None, "rejected"), (3, "371602", "2023-09", None, "rejected")),
    ),
    Dirty(
        "累计值低于上月",
        WARN,
        lines("T30-3,滨城区,2023-08,6", "T30-3,滨城区,2023-09,5"),
        ("第 3 行 D 列", "“5”", "低于 2023-08 的 6"),
    ),
    Dirty(
        "只有本月值，上月累计值在同一文件里",
        TAKE,
        lines("T30-3,滨城区,2023-01,,5", "T30-3,滨城区,2023-02,,6", header=f"{HEADER},本月值"),
        (),
        ((2, "371602", "2023-01", "5", "new"), (3, "371602", "2023-02", "11", "new")),
    ),
    Dirty(
        "只有本月值，上月累计值没有报过",
        ROW,
        lines("T30-3,滨城区,2023-09,,5", header=f"{HEADER},本月值"),
        ("第 2 行 E 列", "“5”"),
    ),
)

STANDING = (
    Dirty(
        "月份已结账：说明由谁、何时结的",
        ROW,
        PLAIN,
        ("第 2 行 C 列", "2023-09 已由", "结账，更正请与其联系"),
        ((2, "371602", "2023-09", None, "rejected"),),
        closed="2023-09",
    ),
    Dirty(
        "替别的单位报",
        ROW,
        TWO,
        ("第 2 行", "您所在单位无权填报"),
        ((2, "371602", "2023-09", None, "rejected"), (3, "371621", "2023-09", "7", "new")),
        from_region="371621",
    ),
    Dirty(
        "与数据库里的相同：什么都不写",
        TAKE,
        PLAIN,
        before=PLAIN,
        reads=((2, "371602", "2023-09", "5", "same"),),
    ),
    Dirty(
        "与数据库里的不同：变更，旧值列出",
        TAKE,
        lines("T30-3,滨城区,2023-09,6"),
        before=PLAIN,
        reads=((2, "371602", "2023-09", "6", "changed"),),
    ),
    Dirty(
        "累计值低于数据库里上月的",
        WARN,
        PLAIN,
        ("第 2 行 D 列", "“5”", "低于 2023-08 的 6"),
        before=lines("T30-3,滨城区,2023-08,6"),
        reads=ONE,
    ),
    Dirty(
        "只有本月值，上月累计值在数据库里",
        TAKE,
        lines("T30-3,滨城区,2023-09,,5", header=f"{HEADER},本月值"),
        before=lines("T30-3,滨城区,2023-08,6"),
        reads=((2, "371602", "2023-09", "11", "new"),),
    ),
)

_COUNTIES = ("滨城", "沾化", "惠民", "阳信", "无棣", "博兴", "邹平", "经开区", "高新区", "北海")
_JANUARY_ON = lines(*(f"T28-1,全市,2023-{at:02},{total}" for at, total in enumerate((30, 62, 91, 120), 1)))

ODD = (
    Dirty(
        "一个月增加以往每月增量的十倍以上",
        WARN,
        lines("T28-1,全市,2023-05,1200"),
        ("第 2 行 D 列", "“1200”", "每月增加 1080", "中位数 29"),
        before=_JANUARY_ON,
    ),
    Dirty(
        "连续三个月一个数（还没有达标，也不是 0）",
        WARN,
        lines("T28-1,全市,2023-09,600"),
        ("第 2 行 D 列", "“600”", "连续 3 个月都是 600"),
        before=lines("T28-1,全市,2023-07,600", "T28-1,全市,2023-08,600"),
    ),
    Dirty(
        "连续两次恰好等于序时应达数",
        WARN,
        lines("T28-1,全市,2023-08,900"),
        ("第 2 行 D 列", "“900”", "恰好等于序时应达数"),
        before=lines("T28-1,全市,2023-04,450"),
    ),
    Dirty(
        "全市自己报的数与各县区合计相差 5% 以上",
        WARN,
        lines("T28-1,全市,2023-09,200", *(f"T28-1,{name},2023-09,10" for name in _COUNTIES)),
        ("第 2 行 D 列", "“200”", "下级合计 100"),
    ),
    Dirty(
        "一对指标（新增与累计）对不上，相差超过目标的 5%",
        WARN,
        lines("T28-1,全市,2023-09,905", "T28-2,全市,2023-09,11900"),
        ("第 2 行 D 列", "“905”", "与 T28-2 对不上", "基数 9650 加新增 905 不等于累计 11900"),
    ),
)

DIRTY = (*ENCODINGS, *SHAPES, *NUMBERS, *MONTHS, *KEYS, *STANDING, *ODD)
