"""WordprocessingML (ISO/IEC 29500) in small pieces: paragraphs, tables, sections, and the package around them.

Written out by hand so that every byte is ours: the same content is the same file, down to the times inside it.
Measures are twips (1/20 pt; 1 mm = 56.6929), sizes of type half points.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip knows: no clock in the file
LATIN = "Times New Roman"
# The standard's faces are not free to ship: named here, with what a machine without them should take (DOMAIN §9.1).
FACES = {
    "仿宋_GB2312": "仿宋,FangSong,STFangsong,华文仿宋,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,KaiTi,STKaiti,华文楷体,Noto Serif CJK SC",
    "方正小标宋简体": "方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    "黑体": "SimHei,STHeiti,Noto Sans CJK SC",
    "宋体": "SimSun,STSong,Noto Serif CJK SC",
}


def twips(mm):
    return round(mm * 1440 / 25.4)


@dataclass(frozen=True)
class Face:
    """A face of type: family, half points, colour, bold, what its Latin letters are set in."""

    family: str = "仿宋_GB2312"
    size: int = 32
    colour: str = ""
    bold: bool = False
    latin: str = ""
    spacing: int = 0  # twips between characters

    def xml(self):
        latin = self.latin or LATIN
        fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{self.family}" w:cs="{LATIN}"/>'
        bold = "<w:b/>" if self.bold else ""
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        spacing = f'<w:spacing w:val="{self.spacing}"/>' if self.spacing else ""
        return f'<w:rPr>{fonts}{bold}{colour}{spacing}<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr>'


BODY = Face()


def run(text, face=BODY):
    return f'<w:r>{face.xml()}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(code, face):
    """A field that Word computes, such as PAGE."""
    parts = [
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ]
    return "".join(f"<w:r>{face.xml()}{part}</w:r>" for part in parts)


def paragraph(
    content, *, align="both", line=0, before=0, after=0, first=0, left=0, right=0, extra="", keep=False, free=False
):
    """Runs in a paragraph. `first`, `left`, `right` are in characters of the body; `line` an exact pitch in twips.

    `free` lines do not stand on the page's lines (small type in tables).
    """
    spacing = f'w:before="{before}" w:after="{after}"' + (f' w:line="{line}" w:lineRule="exact"' if line else "")
    indents = [("firstLine", first), ("left", left), ("right", right)]
    ind = " ".join(f'w:{name}Chars="{round(n * 100)}" w:{name}="{round(n * 315)}"' for name, n in indents if n)
    parts = [
        "<w:keepNext/>" if keep else "",
        extra,
        '<w:snapToGrid w:val="0"/>' if free else "",
        f"<w:spacing {spacing}/>",
        f"<w:ind {ind}/>" if ind else "",
        f'<w:jc w:val="{align}"/>',
    ]
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def rule(where, eighths, colour="auto", space=0):
    """A paragraph's border: a line as wide as the text."""
    return f'<w:pBdr><w:{where} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def section(footers, *, margins, grid="", landscape=False, kind="nextPage", footer=0):
    """The properties of a section of A4; `margins` are top, right, bottom, left in mm, `footers` {type: relation}."""
    wide, high = (297, 210) if landscape else (210, 297)
    turned = ' w:orient="landscape"' if landscape else ""
    refs = "".join(f'<w:footerReference w:type="{kind_}" r:id="{rid}"/>' for kind_, rid in footers.items())
    sides = " ".join(
        f'w:{side}="{twips(mm)}"' for side, mm in zip(("top", "right", "bottom", "left"), margins, strict=True)
    )
    return (
        f'<w:sectPr>{refs}<w:type w:val="{kind}"/><w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{turned}/>'
        f'<w:pgMar {sides} w:header="{twips(15)}" w:footer="{twips(footer)}" w:gutter="0"/>{grid}</w:sectPr>'
    )


def section_end(properties):
    """A section ends with the paragraph that carries its properties."""
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{properties}</w:pPr></w:p>'


@dataclass(frozen=True)
class Cell:
    """A table cell: its paragraph, the columns it spans, whether it begins or continues a merge downwards."""

    content: str
    span: int = 1
    merge: str = ""  # "restart" or "continue"
    width: int = 0
    edges: tuple = ()  # (side, eighths of a point), where they differ from the table's

    def xml(self):
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        merge = f'<w:vMerge w:val="{self.merge}"/>' if self.merge else ""
        width = f'<w:tcW w:w="{self.width}" w:type="dxa"/>'
        borders = f"<w:tcBorders>{sides(self.edges)}</w:tcBorders>" if self.edges else ""
        return f'<w:tc><w:tcPr>{width}{span}{merge}{borders}<w:vAlign w:val="center"/></w:tcPr>{self.content}</w:tc>'


SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def sides(edges):
    """Border elements in the schema's order; nothing where a line is 0 wide."""
    found = dict(edges)
    kinds = {side: "single" if found[side] else "nil" for side in SIDES if side in found}
    return "".join(
        f'<w:{side} w:val="{kind}" w:sz="{found[side]}" w:space="0" w:color="auto"/>' for side, kind in kinds.items()
    )


def table(lines, widths, heads, heights=(), edge=4):
    """Lines of cells under `heads` heading lines, which Word repeats on each page; `heights` exact, in twips."""
    edges = sides([(side, edge) for side in SIDES])
    margins = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
    heights = heights or [0] * len(lines)
    body = "".join(row(cells, at < heads, heights[at]) for at, cells in enumerate(lines))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def row(cells, head, height=0):
    high = f'<w:trHeight w:val="{height}" w:hRule="exact"/>' if height else ""
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{repeat}</w:trPr>{''.join(cell.xml() for cell in cells)}</w:tr>"


def package(body, *, title, created, footers):
    """The bytes of a .docx: `footers` {relation: paragraph}; `created` an ISO time of the facts, not of the clock."""
    parts = {
        "[Content_Types].xml": content_types(footers),
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml"), **PROPERTIES}),
        "docProps/core.xml": core(title, created),
        "docProps/app.xml": APP,
        "word/document.xml": f"{HEADER}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles(),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": font_table(),
        "word/_rels/document.xml.rels": relations(FIXED | {rid: ("footer", f"{rid}.xml") for rid in footers}),
    }
    for rid, content in footers.items():
        parts[f"word/{rid}.xml"] = f"{HEADER}<w:ftr {NAMESPACES}>{content}</w:ftr>"
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            file.writestr(info, text.encode())
    return buffer.getvalue()


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
FIXED = {"rId1": ("styles", "styles.xml"), "rId2": ("settings", "settings.xml"), "rId3": ("fontTable", "fontTable.xml")}
CORE_RELATION = f"{PACKAGE}relationships/metadata/core-properties"
PROPERTIES = {"rId2": (CORE_RELATION, "docProps/core.xml"), "rId3": ("extended-properties", "docProps/app.xml")}
APP = (
    f'{HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Ningbo Renewal</Application></Properties>"
)
SETTINGS = (
    f'{HEADER}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def content_types(footers):
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    kinds |= dict.fromkeys(footers, "footer")
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}{kind}+xml"/>' for name, kind in kinds.items()
    )
    office = "application/vnd.openxmlformats-"
    return (
        f'{HEADER}<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" '
        f'ContentType="{office}package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{office}package.core-properties+xml"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{office}officedocument.extended-properties+xml"/></Types>'
    )


def relations(found):
    lines = "".join(
        f'<Relationship Id="{rid}" Type="{kind if kind.startswith("http") else OFFICE + kind}" Target="{target}"/>'
        for rid, (kind, target) in found.items()
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}relationships">{lines}</Relationships>'


def core(title, created):
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{created}</dcterms:modified></cp:coreProperties>'
    )


def styles():
    """Normal is the body of an official document, so that the grid of characters is measured in its type."""
    return (
        f"{HEADER}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault>{BODY.xml()[:-8]}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>{BODY.xml()}</w:style></w:styles>'
    )


def font_table():
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        '<w:charset w:val="86"/><w:family w:val="roman"/></w:font>'
        for name, others in FACES.items()
    )
    return f"{HEADER}<w:fonts {NAMESPACES}>{fonts}</w:fonts>"
