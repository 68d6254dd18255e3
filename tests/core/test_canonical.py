"""The one byte form (docs/spec/canonical.md, CAN-1 to CAN-6)."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.canonical import DEPTH_MAX, INTEGER_MAX, decode, encode
from jisr.core.errors import Malformed
from tests.core.kit import refusal

ASCII = st.text(st.characters(max_codepoint=127), max_size=8)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-INTEGER_MAX, INTEGER_MAX)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ASCII, inner, max_size=4),
    max_leaves=12,
)

BAD = [
    # bytes, why refused
    (b"", "core.not-json"),
    (b"{", "core.not-json"),
    (b"NaN", "core.not-json"),
    (b"Infinity", "core.not-json"),
    (b"-Infinity", "core.not-json"),
    (b"1" + b"0" * 400, "core.not-json"),
    (b'{"a":1}{"a":1}', "core.not-json"),
    (b"{}\0", "core.not-json"),
    (b"[1,]", "core.not-json"),
    (b"{'a':1}", "core.not-json"),
    (b"\xef\xbb\xbf{}", "core.not-json"),  # byte order mark
    ('{"a":1}'.encode("utf-16"), "core.not-json"),
    ('{"a":1}'.encode("utf-16-le"), "core.not-json"),
    (b'"\xff"', "core.not-json"),
    (b'"\xed\xa0\x80"', "core.not-json"),  # a surrogate in UTF-8
    (b'"\\ud800"', "core.not-json"),  # a lone surrogate, escaped
    (b'"\n"', "core.not-json"),
    (b"[" * 100_000, "core.not-json"),
    (b"1.5", "core.outside-profile"),
    (b"1.0", "core.outside-profile"),
    (b"1e2", "core.outside-profile"),
    (b"-0.0", "core.outside-profile"),
    (str(2**53).encode(), "core.outside-profile"),
    (str(-(2**53)).encode(), "core.outside-profile"),
    (str(2**64).encode(), "core.outside-profile"),
    ('{"é":1}'.encode(), "core.outside-profile"),
    ('{"a":{"جسر":1}}'.encode(), "core.outside-profile"),
    (b"[[1.5]]", "core.outside-profile"),
    (b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1), "core.outside-profile"),
    (b'{"a":' * DEPTH_MAX + b"{}" + b"}" * DEPTH_MAX, "core.outside-profile"),
    (b" {}", "core.not-canonical"),
    (b"{} ", "core.not-canonical"),
    (b"{}\n", "core.not-canonical"),
    (b'{"a": 1}', "core.not-canonical"),
    (b'{"b":1,"a":1}', "core.not-canonical"),
    (b'{"a":1,"a":1}', "core.not-canonical"),
    (b'{"a":1,"a":2}', "core.not-canonical"),
    (b"-0", "core.not-canonical"),
    (b'"\\u0061"', "core.not-canonical"),
    (b'"\\/"', "core.not-canonical"),
    (b'"\\u000a"', "core.not-canonical"),
    (b'"\\u001F"', "core.not-canonical"),
    (b'"\\u007f"', "core.not-canonical"),
    (b'"\\u00e9"', "core.not-canonical"),
]


@pytest.mark.parametrize(("raw", "code"), BAD, ids=[repr(raw[:24]) for raw, _ in BAD])
def test_what_is_not_in_the_one_form_is_malformed(raw, code):
    with pytest.raises(Malformed) as caught:
        decode(raw, bytes_max=1_000_000)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "raw",
    [
        b"null",
        b"true",
        b"0",
        b"-1",
        str(INTEGER_MAX).encode(),
        str(-INTEGER_MAX).encode(),
        b'""',
        b"[]",
        b"{}",
        b'{"a":[1,"b",null,false]}',
        b'"\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001f"',
        b'"/\x7f"',
        '"جسر é 🌉"'.encode(),
        b"[" * DEPTH_MAX + b"]" * DEPTH_MAX,
        b'{"a":' * (DEPTH_MAX - 1) + b"{}" + b"}" * (DEPTH_MAX - 1),
    ],
)
def test_what_is_in_the_one_form_is_read_and_written_back(raw):
    assert encode(decode(raw, bytes_max=len(raw))) == raw


def test_bytes_over_the_limit_are_refused_before_they_are_read():
    with pytest.raises(Malformed) as caught:
        decode(b"not json at all", bytes_max=14)
    assert caught.value.code == "core.too-large"
    assert caught.value.facts == {"size": 15, "limit": 14}


@given(VALUES)
def test_every_value_of_the_profile_goes_there_and_back(value):
    raw = encode(value)
    assert decode(raw, bytes_max=len(raw)) == value


@given(VALUES)
def test_the_form_is_that_of_rfc_8785(value):
    assert encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_the_form_is_what_the_specification_says_python_writes(value):
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert encode(value) == written.encode()


@given(st.binary(max_size=60))
def test_any_bytes_are_one_form_or_malformed(raw):
    try:
        value = decode(raw, bytes_max=60)
    except Malformed:
        return
    assert encode(value) == raw


@pytest.mark.parametrize("value", [1.5, {"é": 1}, 2**53, {1: 1}, object(), [[{"a": 0.5}]]])
def test_a_value_of_ours_outside_the_profile_is_our_mistake(value):
    with pytest.raises(AssertionError):
        encode(value)


def test_a_tuple_is_written_as_a_list():
    assert encode({"a": ("b", "c")}) == b'{"a":["b","c"]}'
    assert refusal(lambda: decode(b"[1e400]", bytes_max=10)) == "core.not-json"
