"""Names in Chinese text: of people by the office beside them, of firms and places by their word, foreign ones by sound.

Where a person's name ends a surname tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.text.glossary import keys
from qa.types import Span

#: A character of a name: none of the small words that stand between two names.
HAN = r"[^\W\d_a-zA-Zа-яА-Я的由是和与及跟同在从向对将被把给为了]"
_OFFICE = (
    r"(?:部长|总统|主席|总理|教授|先生|女士|主任|总裁|院长|经理|工程师|董事长|行长|校长|局长|市长|主编|负责人|发言人|"
    r"书记|秘书长|所长|站长|厂长|矿长|船长|队长|组长|处长|科长|司长|县长|省长|州长|会长|理事长|总监|大使|首席执行官|记者|关长|镇长|区长|研究员|分析师)"
)
#: The commonest surnames, of nine in ten people and more; two of two characters among them.
_SURNAME = (
    r"(?:欧阳|司马|上官|诸葛|夏侯|司徒|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    r"苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柳穆栾"
    r"殷施康洪温牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申耿欧焦左关祝季俞祁毕骆舒尤柯梅裴霍卜路管甘宁阎尚成辛])"
)
#: What may follow a name at once: a character that goes on with the sentence, and is then none of the name's.
_FOLLOWS = (
    r"(?:自|于|任|兼|率|称|说|主持|表示|介绍|指出|认为|透露|强调|宣布|出席|接受|参加|会见|签署|担任|负责|致辞|讲话|"
    r"回答|告诉|今天|昨天)"
)
_GIVEN = rf"(?:(?!{_FOLLOWS}){HAN})"
_JOINED = r"(?:为|是|系|：|:)?"
_PERSON = re.compile(
    rf"{_OFFICE}{_JOINED}({HAN}{{1,6}}·{HAN}{{1,6}}|{_SURNAME}{_GIVEN}{{1,2}})"
    rf"|({HAN}{{1,4}}·{HAN}{{1,4}})(?=工程师|教授|博士|先生|女士|部长|市长|局长|主任|总?经理|院长|律师|议员)"
    rf"|{_OFFICE}(?P<foreign>{_GIVEN}{{2,4}})"
)


def persons(text: str) -> dict[Span, bool]:
    """The names of people in `text`, without their offices, and whether each is sure: by its surname or its dot.

    What else stands behind an office may be a foreign name, or any other word.
    """
    return {Span(*match.span(match.lastindex or 0)): match["foreign"] is None for match in _PERSON.finditer(text)}


_NAMED = re.compile(
    rf"(?=[\u3400-\u9fff]){HAN}{{2,14}}?(?:公司|银行|集团|委员会|大学|机构|联盟|(?<![全内外东南西北中大局深上下])部|局|船厂|工厂|医院|学院|协会)|"
    rf"(?=[\u3400-\u9fff]){HAN}{{1,8}}?(?:省|市|州|港|站|口岸|县|区)"
)


def chinese_names(text: str, language: str) -> Iterator[Span]:
    """What is written like a name of a firm, an office or a place, and in Chinese the foreign names besides."""
    own = [Span(*match.span()) for match in _NAMED.finditer(text)]
    yield from own
    for key in keys(text, language) if language == "zh" else ():
        span = Span(key.start, key.end)
        if key.kind == "name" and text[key.start] >= "\u3400" and not any(one.overlaps(span) for one in own):
            yield span
