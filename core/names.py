"""Names of people and numbers of their doors in a Chinese text. Rules and word lists, no dictionary of people."""

import re
from collections.abc import Iterator

# The hundred most frequent surnames cover 85 % of the population; the rest here are frequent in Zhejiang or have two
# characters. A surname that is also an everyday word (和, 安, 方…) counts only where COMMON_WORDS does not explain it.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文虞裘竺应励邬忻乐屠俞施章"
    "柳祝楼娄柴诸翁洪倪严温庄季莫葛鲍费岑"
)
TWO = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯"
SURNAME = rf"(?:{TWO}|[{SURNAMES}])"
GIVEN = r"[\u4e00-\u9fa5]"
TITLES = "先生|女士|小姐|太太|阿姨|阿婆|阿公|大爷|大妈|大伯|大叔|大姐|老伯|老太|奶奶|爷爷|叔叔|伯伯|师傅|同志|老师"

# Words that begin like a name. What follows a label (业主、住户…) and begins with one of them is no name.
COMMON_WORDS = re.compile(
    "高度|高温|高空|高层|高龄|高峰|方面|方便|方案|方法|方式|方可|万元|万一|任何|任务|任意|任期|常常|常年|常见|常住|文明|文件|文化|"
    "文字|金额|石材|石子|江北|江东|白天|白色|田园|余款|余额|于是|许多|许可|程度|程序|周边|周围|周[一二三四五六日末期内]|何时|何地|"
    "马上|马路|夏天|夏季|夏至|龙头|雷雨|易燃|易发|武装|康复|康养|顾虑|顾客|黄色|黄线|林木|曾经|曾多|毛病|毛坯|罗列|黎明|"
    "应当|应该|应急|应于|应在|应对|应付|应用|乐意|乐于|施工|章程|温馨|温度|严重|严格|严禁|季度|季节|费用|费力|诸多|"
    "孔洞|史上|段时|段落|钱款|唐突|董事|胡同|胡乱|章节|祝贺|楼上|楼下|楼道|楼栋|楼梯|楼组|楼里|楼内|楼长|柳树|洪水|庄重"
)
LABEL = r"(?:姓名|联系人|户主|业主|住户|居民|租客|房东|投诉人|举报人|反映人|当事人|名叫|我叫|我是|老人)[:：]?[是为叫 ]?"
AFTER_NAME = r"(?=[\s,，。、;；:：(（)）的说称家住反来打要在]|电话|手机|身份证|提出|认为|投诉|希望|要求|\d|$)"
BEFORE_NAME = r"(?:(?<=^)|(?<=[\s,，。、;；:：(（“]|[由找是叫为给向与和跟同请]))"

NUMBER = r"[\d一二三四五六七八九十]{1,4}"
BUILDING = rf"{NUMBER} ?(?:幢|栋|号楼|楼|弄|座|号)"
ENTRANCE = rf"(?:(?:{NUMBER} ?[-—#]? ?(?:单元|梯|门|号))|[东西]单元)"
ROOM = re.compile(
    rf"(?:{BUILDING}[ ,，-]?(?:{ENTRANCE})?[ ,，-]?\d{{3,4}} ?(?:室|户)?(?![\d\u5e74元万亿㎡平米人户])"
    r"|(?<![\d.-])\d{1,3}[-—]\d{1,2}[-—]\d{3,4}(?![\d-])"
    r"|(?<!\d)\d{3,4} ?室)"
)
OFFICE_BEFORE = re.compile(r"(?:居委会|办事处|街道办|中心|指挥部|项目部|党群)[在于设:： ]{0,3}$")
OFFICE_AFTER = re.compile(r" ?[^,，。;；]{0,4}(?:办公|会议|活动室|值班|窗口|大厅|阅览|接待|领取|领表|咨询|报名)")

FULL_WITH_TITLE = re.compile(rf"{BEFORE_NAME}({SURNAME}{GIVEN}{{1,2}})(?:{TITLES})")
LABELLED = re.compile(rf"{LABEL}({SURNAME}{GIVEN}{{1,2}}?){AFTER_NAME}")
BESIDE_ROOM = re.compile(rf"[的住户业主:：,， ]{{0,4}}({SURNAME}{GIVEN}{{1,2}}?){AFTER_NAME}")
SURNAME_AND_TITLE = re.compile(rf"(?:老|小)?{SURNAME}(?:{TITLES})")
BESIDE = 12  # characters between a door and a surname that together name a person


def rooms(text) -> Iterator[tuple[int, int]]:
    """Doors down to the flat (5幢2单元301室, 5-2-301); a building or a stair alone names nobody, an office's door is
    public."""
    for match in ROOM.finditer(text):
        if not OFFICE_BEFORE.search(text[: match.start()]) and not OFFICE_AFTER.match(text, match.end()):
            yield match.span()


def people(text) -> Iterator[tuple[int, int]]:
    """Full names with a title or after a label (业主王建国), names beside a door, and 王女士 when her door is told."""
    yield from (match.span() for match in FULL_WITH_TITLE.finditer(text) if not is_word(match.group(1)))
    yield from (match.span(1) for match in LABELLED.finditer(text) if not is_word(match.group(1)))
    doors = list(rooms(text))
    for _, end in doors:
        if (match := BESIDE_ROOM.match(text, end)) and not is_word(match.group(1)):
            yield match.span(1)
    for match in SURNAME_AND_TITLE.finditer(text):
        if any(start - BESIDE <= match.end() and match.start() <= end + BESIDE for start, end in doors):
            yield match.span()


def is_word(name):
    return bool(COMMON_WORDS.match(name))
