"""Characters that stand in misread text and hardly ever in other text: the literals that the
stage is asked about. Whether a line was misread, `line_repair` decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEADS = (*range(0xC2, 0xC6), 0xCE, 0xCF, 0xD0, 0xD1, *range(0xE2, 0xEA), 0xEC, 0xEF, 0xF0)
"""The bytes with which letters of Latin, Greek, Cyrillic, CJK and signs begin in UTF-8."""
_RIGHT_TO_LEFT, _THAI = (0xD7, 0xD8, 0xD9), 0xE0
_CHARSETS = {
    "koi8_r": _LEADS,
    "cp437": (*_LEADS, *_RIGHT_TO_LEFT),
    "mac_roman": (*_LEADS, *_RIGHT_TO_LEFT, _THAI),
    "cp1251": (*_LEADS, *_RIGHT_TO_LEFT, _THAI),
    "cp1250": (*_LEADS, 0xD8, 0xD9),
    "cp1257": tuple(lead for lead in (*_LEADS, 0xD8, 0xD9) if lead != 0xE6),
    "iso8859_2": (*_LEADS, 0xD8, 0xD9),
    "cp1253": tuple(lead for lead in _LEADS if lead < 0xE0),
    "cp1254": (0xD0,),
}
"""Charsets that UTF-8 is read as, with first bytes: none that shows as a letter behind which
quotation marks stand in many texts, such as *ę* of Polish."""
_LETTERS_APART = {"cp1257", "iso8859_2"}
"""Charsets of which letters follow the first bytes: they are looked for as a whole."""
_FOLLOWERS = range(0x80, 0xC0)
_IN_BOXES = "\u2500"


EMOJI = "ğŸ"
"""The first half of most emoji, read as Windows-1254."""


def misread_pairs() -> Iterator[bytes]:
    """Yield, in UTF-8, each sign that UTF-8 in a charset of one byte begins with, with one that
    can follow it: in each of these charsets the first is a letter, and the second hardly ever
    one that follows there. Of those that are no letters of the same alphabet, the first bytes
    do."""
    for charset, leads in _CHARSETS.items():
        for lead in leads:
            for sign in "".join(bytes([byte]).decode(charset, "ignore") for byte in _FOLLOWERS):
                other = "\u0370" <= sign < "\u0500"
                if lead not in _LEADS and (other or sign >= _IN_BOXES):
                    continue
                is_whole = other or (charset in _LETTERS_APART and sign.isalpha())
                data = sign.encode()
                yield bytes([lead]).decode(charset).encode() + (data if is_whole else data[:-1])


RARE = (
    # UTF-8 read as GBK, Big5, Shift-JIS, EUC-KR, EUC-JP; chosen by how often they occur there
    "芯銆銇伪涓鞚鐨浜殑邪鞐浠雼鍦鏈臧鍙鞛慰鍏瓿鎴浣鍚鞁鍒灏毵骞鞝杩瀹茧銈靹鏄瓴澶閫攴懈甯鍊鞎鐢鍔毳靷"
    "郋帢銝鈭芥隞穈柴訄窸憭摰撠鴔雿扼怷窶敺諤臬胯渥撟諻冽潺餈篣摮乓憟篞諝銋渠啣喋箏窱舀氬勗諈舐撣蝘芣閮邽"
    "孵敹賄貐犖銵扎麮怠圉諰諢芸啁賱踵撅臭靽潰鴗禺唳潦乩謔澆賜踹閰詻桀赬湊貒"
    "ｽｰ縺ｺｸ縲ｴｧｼ荳ｳｨｲｹ擽ｱ﨑･ｻ捩ｵ逧揆ｯ"
    "棘慣訝逵餓鸚媛鵝怨恝吏孃勻寃鴉耶烏諛閭琯濡瑜鼇沃筠湲岳恙躍洹壤燁凉硫掠蹂榮瑥紐佯窈堊壅鰲泥鶯"
    "臾獒泳鍮瀯璵嫄繇遙嶺踰龜驪倻曄轢縕黎冶楹罌塋熬鈺蘊鹽獰邕珥"
    "仂筝凌篋篁螳舒ｃ竜螻紊絎篏讌絨蟆潟緇襷綛伎菴覦荀＜朱蠏絖襯鴻荐絲蠍羂僚蟲罩茯絅帥覈茵阪覲篆腟遵豌醇絽"
    "亠綣≪覓綽劫恰荅譬膣祉覿襦蚊冴覃亥糸吾桁綏堺觜磯襴蟇≦≧篌翫臂綺泣莚罸怨吟覯"
    "鈥窶"
)
"""Characters that hardly occur in texts, and in most lines that were read so."""


_OF_THAI = "รยฤล"
"""The first bytes of letters of Western Europe, read as the Thai of Windows."""


def not_behind_small_letters() -> Iterator[str]:
    """Yield what no language writes directly behind a small letter: letters of Western Europe
    as other charsets show them."""
    letters = "".join(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100))))
    yield from (chr(code) for code in range(0xC0, 0xDF) if code != 0xD7)
    yield from _OF_THAI
    yield from "ŽŠŒŸƒ‡†ˆ‰˜§¸˚∞Ω◊ﬂıˇ„‚ﾃ"
    for charset in ("gbk", "big5", "cp949", "euc_jp"):
        for letter in letters:
            read = letter.encode().decode(charset, "ignore")
            if len(read) == 1:
                yield read


def starts_of_latin_1_runs() -> Iterator[bytes]:
    """Yield the beginnings, in UTF-8, of letters and signs of Latin-1 that follow one another:
    Cyrillic, Greek, Chinese, Japanese or Korean that was read as Latin-1."""
    for first in range(0x80, 0xC0):
        yield bytes([0xC3, first, 0xC3])
        if first > 0xA0:
            yield bytes([0xC2, first, 0xC3])
            yield bytes([0xC2, first, 0xC2])
