"""Codes of languages, as files write them: `zh`, `zh-CN`, `zh_cn`."""

from __future__ import annotations


def language_tag(code: str) -> str:
    """Return a code in the one spelling that codes are compared in.

    >>> language_tag(" zh_CN")
    'zh-cn'
    """
    return code.strip().lower().replace("_", "-")


def is_language(code: str, language: str) -> bool:
    """Return whether a code is a language or a variety of it: `zh-CN` is `zh`, not the reverse.

    >>> is_language("zh_CN", "zh"), is_language("ZH-cn", "zh_CN"), is_language("zh", "zh-CN")
    (True, True, False)
    >>> is_language("enm", "en"), is_language("zh-CN", "zh-C")
    (False, False)
    """
    return f"{language_tag(code)}-".startswith(f"{language_tag(language)}-")


def main_language(code: str) -> str:
    """Return the language of which a code may name a variety.

    >>> main_language("pt_BR"), main_language("ja")
    ('pt', 'ja')
    """
    return language_tag(code).partition("-")[0]
