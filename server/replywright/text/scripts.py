"""Which code points are letters of words, and which belong to scripts that put no spaces between words."""

# Coarse on purpose: a class of few ranges keeps compiled patterns small. Punctuation inside them is cut out.
WORD = (
    "0-9A-Za-z_\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u0386\u0388-\u0588"
    "\u0591-\u05bd\u05bf-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u0963\u0966-\u0dff"
    "\u10a0-\u10fa\u10fc-\u135f\u1380-\u13ff\u1401-\u166c\u166f-\u177f\u180b-\u1fbc\u1fc2-\u1fff"
    "\u2071\u207f\u2c00-\u2dff\ua640-\ua6ef\ua700-\ua873\ua880-\uabff\uac00-\ud7ff\U00010300-\U0001efff"
)
# Han, kana, Thai, Lao, Myanmar, Khmer: words stand side by side.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)

_RANGES: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = (
    ("Latn", ((0x41, 0x5A), (0x61, 0x7A), (0xAA, 0xAA), (0xBA, 0xBA), (0xC0, 0xD6), (0xD8, 0xF6),
              (0xF8, 0x2AF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF), (0xFF21, 0xFF5A))),
    ("Cyrl", ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F))),
    ("Hani", ((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
              (0x20000, 0x3FFFF))),
    ("Kana", ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F))),
    ("Hang", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))),
    ("Grek", ((0x370, 0x3FF), (0x1F00, 0x1FFF))),
    ("Arab", ((0x620, 0x64A), (0x66E, 0x6D3), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))),
    ("Hebr", ((0x5D0, 0x5F2),)),
    ("Thai", ((0xE01, 0xE4E),)),
    ("Deva", ((0x900, 0x963), (0x966, 0x97F))),
    ("Geor", ((0x10A0, 0x10FF),)),
    ("Armn", ((0x531, 0x588),)),
)  # fmt: skip


def script_of(char: str) -> str | None:
    """The ISO 15924 code of a letter (``Hani`` for Han, ``Kana`` for both kana); None for other signs."""
    code = ord(char)
    for script, ranges in _RANGES:
        if any(low <= code <= high for low, high in ranges):
            return script if char.isalpha() or script == "Deva" else None
    return None
