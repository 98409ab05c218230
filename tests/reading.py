"""How easily a text reads."""

import re


def syllables(word):
    """Groups of vowels, without endings that are not spoken."""
    word = re.sub(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]{1,2}", word)))


def reading_age(text):
    """The Flesch-Kincaid grade of a text plus five, which is the age of the readers it suits."""
    sentences = [s for s in re.split(r"[.!?:]+\s|\n+", text) if s.strip()]
    words = re.findall(r"[A-Za-z\u2019']+", text)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words)
    return grade - 15.59 + 5
