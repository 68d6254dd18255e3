"""The strict reading of YAML: what surprises is refused, what remains is text (FRA-1, FRA-2)."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.canonical import encode
from jisr.core.errors import LANGS, Malformed
from jisr.framework import source
from jisr.framework.source import Block, Items, Scalar, as_json, from_json, read


def refused(raw: bytes) -> Malformed:
    with pytest.raises(Malformed) as caught:
        read(raw, file="pack.yaml")
    return caught.value


def text_of(value: str) -> str:
    node = read(f"key: {value}\n".encode(), file="f")
    assert isinstance(node, Block)
    scalar = node.get("key")
    assert isinstance(scalar, Scalar)
    return scalar.text


@pytest.mark.parametrize(
    "value",
    ["no", "NO", "010", "0o10", "1_000", "2026-01-01", "12:30:45", "~", "null", "1e3", ".inf"],
)
def test_every_scalar_is_its_own_text(value: str) -> None:
    assert text_of(value) == value


def test_a_key_keeps_its_text_too() -> None:
    node = read(b"no: Norway\n", file="f")
    assert isinstance(node, Block)
    assert [key.text for key, _ in node.entries] == ["no"]


def test_nodes_know_their_file_and_line() -> None:
    node = read(b"# a comment\na: b\nlist:\n  - one\n  - two\n", file="ma-fr/pack.yaml")
    assert isinstance(node, Block)
    items = node.get("list")
    assert isinstance(items, Items)
    assert [(item.file, item.line) for item in items.items] == [
        ("ma-fr/pack.yaml", 4),
        ("ma-fr/pack.yaml", 5),
    ]


def test_windows_line_ends_are_layout() -> None:
    assert as_json(read(b"a: b\r\nc: d\r\n", file="f")) == as_json(read(b"a: b\nc: d", file="f"))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x [b]\nc: *x\n", "framework.yaml-feature", 1),
        ("a: b\nc: *x\n", "framework.yaml-feature", 2),
        ("a: !!int 3\n", "framework.yaml-feature", 1),
        ("a: !t b\n", "framework.yaml-feature", 1),
        ("a: ! b\n", "framework.yaml-feature", 1),
        ("--- !t\na: b\n", "framework.yaml-feature", 1),
        ("%YAML 1.1\n---\na: b\n", "framework.yaml-feature", 1),
        ("%TAG ! tag:x,2000:\n---\na: b\n", "framework.yaml-feature", 1),
        ("a: b\n---\nc: d\n", "framework.yaml-feature", 2),
        ("? [a]\n: b\n", "framework.yaml-feature", 1),
        ("a: b\nc: d\na: e\n", "framework.key-twice", 3),
        ("a:\tb\n", "framework.character", 1),
        ("a: b\n\tc: d\n", "framework.character", 2),
        ("a: b\u202ec\n", "framework.character", 1),
        ('a: b\nc: "x\\u202ey"\n', "framework.character", 2),
        ("a: b\u2028c\n", "framework.character", 1),
        ("\ufeffa: b\n", "framework.character", 1),
        ("a: b\u200f\n", "framework.character", 1),
        ("a: \U0001fae8\n", "framework.character", 1),  # Assigned in Unicode 15.0.
        ("a: \ufe1a\n", "framework.character", 1),
        ("a: b\rc: d\n", "framework.character", 1),
        ("a: e\u0301\n", "framework.not-nfc", 1),
        ("a:\n", "framework.empty-value", 1),
        ("a: ''\n", "framework.empty-value", 1),
        ("a: ' '\n", "framework.empty-value", 1),
        ("a: b\nc: {}\n", "framework.empty-value", 2),
        ("a: []\n", "framework.empty-value", 1),
        ("", "framework.empty-value", 1),
        ("# only a comment\n", "framework.empty-value", 2),
        ("a: {b: c, d: e, f}\n", "framework.comma-in-braces", 1),
        ("a: {b: c, d: }\n", "framework.empty-value", 1),
        ("a: {b}\n", "framework.empty-value", 1),
        ("a: {b: [c], d}\n", "framework.empty-value", 1),
        ("a: b\nc: [d\n", "framework.not-yaml", 3),
        ("a: 'b\n", "framework.not-yaml", 2),
        ("a: b: c\n", "framework.not-yaml", 1),
        ("[" * 40, "framework.too-deep", 1),
        ("- " * 40 + "a\n", "framework.too-deep", 1),
    ],
)
def test_what_surprises_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    error = refused(text.encode())
    assert (error.code, error.facts["line"], error.facts["file"]) == (code, line, "pack.yaml")
    for lang in LANGS:
        assert "pack.yaml" in error.text(lang)


def test_a_comma_inside_braces_is_named_with_the_quotes_that_mend_it() -> None:
    error = refused("label: {ar: ب, fr: tenue, armes et frais, en: c}\n".encode())
    for lang in LANGS:
        assert 'fr: "tenue, armes et frais"' in error.text(lang).replace("\u2068", "").replace(
            "\u2069", ""
        )


def test_anchors_that_explode_are_refused_at_the_first() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert refused("\n".join(lines).encode()).code == "framework.yaml-feature"


def test_ten_megabytes_are_refused_unread() -> None:
    assert refused(b"a" * 10_000_000).code == "framework.file-too-large"


def test_other_encodings_are_refused() -> None:
    assert refused("a: é\n".encode("latin-1")).code == "framework.not-utf8"
    assert refused("a: b\n".encode("utf-16")).code == "framework.not-utf8"
    assert refused(b"a: b\nc: \xff\n").facts["line"] == 2


def test_an_error_without_a_mark_is_of_line_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise source.yaml.YAMLError

    monkeypatch.setattr(source.yaml, "parse", fail)
    assert refused(b"a: b\n").facts["line"] == 1


def test_layout_and_comments_are_not_signed() -> None:
    flow = read(b"{a: [b, 'c'], d: \"e\"}", file="f")
    block = read(b"# why\na:\n    - b\n    - c # here\nd: e\n", file="f")
    assert as_json(flow) == as_json(block) == ["map", "a", ["list", "b", "c"], "d", "e"]


def test_the_order_of_entries_is_signed() -> None:
    assert as_json(read(b"{a: b, c: d}", file="f")) != as_json(read(b"{c: d, a: b}", file="f"))


trees = st.recursive(
    st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1).map(
        lambda text: unicodedata.normalize("NFC", text)
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda items: ["list", *items]),
        st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), inner, min_size=1).map(
            lambda block: ["map", *(part for entry in block.items() for part in entry)]
        ),
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(trees)
def test_a_tree_read_back_from_its_signed_form_is_the_same(tree: object) -> None:
    assert as_json(from_json(tree, file="f")) == tree


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "",
        " a",
        {"a": "b"},
        ["list"],
        ["map"],
        ["map", "a"],
        ["map", "a", "b", "c"],
        ["map", 1, "b"],
        ["map", "a", "b", "a", "c"],
        ["set", "a"],
        ["list", None],
        ["map", "a\u202e", "b"],
    ],
)
def test_a_signed_form_that_no_file_gives_is_refused(value: object) -> None:
    with pytest.raises(Malformed):
        from_json(value, file="f")


def test_a_signed_form_too_deep_is_refused() -> None:
    deep: object = "a"
    for _ in range(source.DEPTH_MAX + 1):
        deep = ["list", deep]
    with pytest.raises(Malformed):
        from_json(deep, file="f")


def test_the_deepest_tree_fits_the_byte_form() -> None:
    deepest = "[" * source.DEPTH_MAX + "a" + "]" * source.DEPTH_MAX
    tree = as_json(read(deepest.encode(), file="f"))
    assert encode({"core": 1, "files": {"f": tree}, "pack": "p"})


def test_a_block_gives_none_for_a_key_it_lacks() -> None:
    node = read(b"a: b", file="f")
    assert isinstance(node, Block)
    assert node.get("c") is None
