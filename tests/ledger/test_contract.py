"""What every ledger promises (docs/spec/ledger.md, LED-1 to LED-14)."""

import threading
from dataclasses import replace

import pytest

from jisr.core.act import Kind
from jisr.core.errors import Conflict
from jisr.core.log import Fence
from jisr.ledger import postgres
from jisr.ledger.base import READ_MAX, TILE_LEAVES, End, PartState, Tile
from jisr.ledger.database import Database
from tests.ledger.given import FR, HOSTILE, MA, OTHER_SPACE, SPACE, TOY, digest, ids, log, part


def refused(code, change, *args, **kwargs):
    with pytest.raises(Conflict) as caught:
        change(*args, **kwargs)
    assert caught.value.code == code


# --- Spaces


def test_a_space_is_recorded_once_with_one_document(ledger):
    ledger.found(SPACE, b"founding MA FR")
    refused("ledger.other-founding", ledger.found, SPACE, b"another document")
    assert ledger.founding(SPACE) == b"founding MA FR"
    assert ledger.founding(digest("nowhere")) is None
    assert list(ledger.spaces()) == [SPACE, OTHER_SPACE]


# --- Appending


def test_what_was_appended_is_read_back_as_it_was(ledger):
    acts = log(3)
    ledger.append(acts[:2])
    ledger.append(acts[2:])
    assert ledger.size(SPACE, MA) == 3
    assert [ledger.entry(SPACE, MA, seq) for seq in range(3)] == acts
    assert [ledger.find(act.id) for act in acts] == acts
    assert list(ledger.after(SPACE, MA, start=0)) == acts


def test_what_is_not_there_is_answered_with_nothing(ledger):
    ledger.append(log(1))
    assert ledger.size(SPACE, FR) == 0
    assert ledger.entry(SPACE, MA, 1) is None
    assert ledger.entry(SPACE, FR, 0) is None
    assert ledger.find(digest("unknown")) is None
    assert list(ledger.after(SPACE, FR, start=0)) == []
    assert list(ledger.after(SPACE, MA, start=7)) == []
    assert list(ledger.of_case(SPACE, MA, digest("unknown"))) == []
    assert list(ledger.tiles(SPACE, FR)) == []
    assert list(ledger.ids(SPACE, FR, start=0, end=5)) == []
    assert ledger.fence(SPACE, FR) is None
    assert ledger.part(digest("unknown"), "subject") is None
    assert list(ledger.parts(digest("unknown"))) == []
    assert list(ledger.proofs(SPACE)) == []


def test_one_batch_may_hold_several_logs(ledger):
    ours, theirs = log(2), log(2, author=FR)
    ledger.append([ours[0], theirs[0], theirs[1], ours[1]])
    assert list(ledger.after(SPACE, MA, start=0)) == ours
    assert list(ledger.after(SPACE, FR, start=0)) == theirs


def test_spaces_do_not_touch_each_other(ledger):
    here, there = log(2), log(1, space=OTHER_SPACE)
    ledger.append([*here, *there])
    assert ledger.size(SPACE, MA) == 2
    assert list(ledger.after(OTHER_SPACE, MA, start=0)) == there
    assert list(ledger.of_case(OTHER_SPACE, MA, here[0].id)) == []


def test_a_batch_with_nothing_changes_nothing(ledger):
    ledger.append([])
    assert ledger.size(SPACE, MA) == 0


first, second, third = log(3)


@pytest.mark.parametrize(
    ("code", "batch"),
    [
        ("ledger.not-next", [second]),
        ("ledger.not-next", [first, third]),
        ("ledger.not-next", [first, first]),
        ("ledger.not-next", [first, second, second]),
        ("ledger.not-next", [first, replace(second, seq=7)]),
        ("ledger.not-next", [replace(first, prev=digest("elsewhere"))]),
        ("ledger.not-next", [first, replace(second, prev=SPACE)]),
        ("ledger.seen-backwards", [replace(first, saw=2), replace(second, saw=1)]),
        ("ledger.recorded-already", [first, replace(second, id=first.id)]),
        ("ledger.not-next", [first, replace(second, id=first.id), third]),
        ("ledger.unknown-space", log(1, space=digest("nowhere"))),
        ("ledger.unknown-space", [second, *log(1, space=digest("nowhere"))]),
    ],
)
def test_a_wrong_batch_is_refused_whole(ledger, code, batch):
    refused(code, ledger.append, batch)
    assert ledger.size(SPACE, MA) == 0
    assert ledger.find(first.id) is None
    ledger.append(log(3))
    assert ledger.size(SPACE, MA) == 3


def test_of_two_writers_one_wins(ledger):
    ledger.append(log(1))
    refused("ledger.not-next", ledger.append, log(1, label="'", prev=SPACE))
    assert ledger.entry(SPACE, MA, 0) == log(1)[0]


def test_an_id_held_in_another_log_is_refused(ledger):
    ledger.append(log(1))
    double = replace(log(1, author=FR)[0], id=log(1)[0].id)
    refused("ledger.recorded-already", ledger.append, [double])
    assert ledger.size(SPACE, FR) == 0


def test_what_was_seen_never_goes_back_between_batches(ledger):
    ledger.append(log(1, saw=lambda _: 4))
    refused("ledger.seen-backwards", ledger.append, log(1, start=1, saw=lambda _: 3))
    ledger.append(log(1, start=1, saw=lambda _: 4))


def test_threads_take_turns(ledger):
    acts = {author: log(60, author=author) for author in (MA, FR)}

    def write(author):
        for act in acts[author]:
            ledger.append([act])

    writers = [threading.Thread(target=write, args=(author,)) for author in acts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    for author, written in acts.items():
        assert list(ledger.after(SPACE, author, start=0)) == written


# --- Reading


def test_a_page_starts_anywhere_and_is_bounded(ledger):
    acts = log(READ_MAX + 5)
    ledger.append(acts)
    assert len(ledger.after(SPACE, MA, start=0)) == READ_MAX
    assert list(ledger.after(SPACE, MA, start=READ_MAX)) == acts[READ_MAX:]
    assert list(ledger.after(SPACE, MA, start=3, limit=2)) == acts[3:5]
    with pytest.raises(AssertionError):
        ledger.after(SPACE, MA, start=0, limit=READ_MAX + 1)


def test_a_case_is_read_log_by_log_from_its_beginning(ledger):
    [opening] = log(1)
    notes = log(2, author=FR, kind=Kind.NOTE, case=opening.id)
    [move] = log(1, start=1, kind=Kind.MOVE, case=opening.id)
    ledger.append([opening, notes[0], move, notes[1], *log(1, start=2)])
    assert list(ledger.of_case(SPACE, FR, opening.id)) == notes
    assert list(ledger.of_case(SPACE, MA, opening.id)) == [opening, move]
    assert list(ledger.of_case(SPACE, MA, opening.id, limit=1)) == [opening]
    assert list(ledger.of_case(SPACE, MA, opening.id, limit=9)) == [opening, move]


def test_it_is_known_which_cases_are_named_already(ledger):
    [opening], unknown = log(1), digest("unknown")
    early = log(1, author=FR, kind=Kind.NOTE, case=opening.id)
    assert ledger.named([opening.id, unknown]) == set()
    ledger.append(early)
    assert ledger.named([opening.id, unknown]) == {opening.id}
    ledger.append([opening])
    assert ledger.named([opening.id]) == {opening.id}
    ledger.prune(SPACE, FR, [0])
    ledger.prune(SPACE, MA, [0])
    assert ledger.named([opening.id]) == set()


def test_one_kind_of_acts_is_found(ledger):
    ledger.append(log(2))
    keys = log(2, start=2, kind=Kind.KEY)
    ledger.append(keys)
    ledger.append(log(1, author=FR, kind=Kind.KEY))
    assert list(ledger.of_kind(SPACE, MA, Kind.KEY)) == keys
    assert list(ledger.of_kind(SPACE, MA, Kind.PRUNE)) == []


def test_a_receipt_is_the_first_act_that_has_seen(ledger):
    seen_by = {0: 0, 1: 2, 2: 2, 3: 5}
    answers = log(4, author=FR, saw=seen_by.get)
    ledger.append(log(6))
    ledger.append(answers)
    ledger.append(log(1, space=OTHER_SPACE, author=FR, saw=lambda _: 6))
    receipts = [ledger.receipt(SPACE, MA, seq) for seq in range(6)]
    first, later = answers[1], answers[3]
    assert receipts == [first, first, later, later, later, None]
    assert ledger.receipt(SPACE, FR, 0) is None


def test_a_log_that_stands_alone_has_no_receipts(ledger):
    ledger.append(log(1))
    assert ledger.receipt(SPACE, MA, 0) is None


def test_the_ends_of_all_logs_are_read_at_once(ledger):
    assert list(ledger.ends()) == []
    ledger.append([*log(2), *log(1, author=FR)])
    ledger.set_fence(SPACE, FR, Fence(epoch=3, seq=1))
    ledger.set_fence(OTHER_SPACE, MA, Fence(epoch=1, seq=0))
    assert sorted(ledger.ends(), key=repr) == sorted(
        [
            End(space=SPACE, author=MA, size=2, head=log(2)[1].id, fence=None),
            End(
                space=SPACE,
                author=FR,
                size=1,
                head=log(1, author=FR)[0].id,
                fence=Fence(epoch=3, seq=1),
            ),
            End(
                space=OTHER_SPACE,
                author=MA,
                size=0,
                head=OTHER_SPACE,
                fence=Fence(epoch=1, seq=0),
            ),
        ],
        key=repr,
    )


def test_ids_are_read_in_ranges(ledger):
    acts = log(5)
    ledger.append(acts)
    assert list(ledger.ids(SPACE, MA, start=1, end=4)) == [act.id for act in acts[1:4]]
    assert list(ledger.ids(SPACE, MA, start=4, end=9)) == [acts[4].id]
    with pytest.raises(AssertionError):
        ledger.ids(SPACE, MA, start=0, end=TILE_LEAVES + 1)


# --- Tiles


def tile(index, *, author=MA):
    return Tile(space=SPACE, author=author, index=index, root=bytes([index]) * 32)


def test_tiles_are_kept_with_the_acts_that_complete_them(ledger):
    acts = log(2 * TILE_LEAVES)
    ledger.append(acts[:TILE_LEAVES], tiles=[tile(0)])
    ledger.append(acts[TILE_LEAVES:], tiles=[tile(1)])
    assert list(ledger.tiles(SPACE, MA)) == [tile(0).root, tile(1).root]


@pytest.mark.parametrize(
    ("acts", "tiles"),
    [
        (TILE_LEAVES - 1, [tile(0)]),
        (2 * TILE_LEAVES, [tile(1)]),
        (2 * TILE_LEAVES, [tile(0), tile(0)]),
        (TILE_LEAVES, [tile(0), tile(1)]),
        (TILE_LEAVES, [tile(0, author=FR)]),
    ],
)
def test_a_tile_out_of_place_takes_the_batch_with_it(ledger, acts, tiles):
    refused("ledger.tile-astray", ledger.append, log(acts), tiles=tiles)
    assert ledger.size(SPACE, MA) == 0
    assert list(ledger.tiles(SPACE, MA)) == []


# --- Parts


def test_parts_are_kept_with_their_act(ledger):
    [act] = log(1)
    held, awaited = part(act), part(act, "annex", state=PartState.AWAITED, text="annex")
    ledger.append([act], parts=[held, awaited])
    assert ledger.part(act.id, "subject") == held
    assert ledger.part(act.id, "unknown") is None
    assert list(ledger.parts(act.id)) == [awaited, held]
    [*_, other] = log(2)
    ledger.append([other], parts=[part(other)])
    assert list(ledger.parts(other.id, act.id)) == [part(other), awaited, held]
    assert list(ledger.parts()) == []


def test_a_part_without_its_act_takes_the_batch_with_it(ledger):
    act, other = log(2)
    ledger.append([act])
    for astray in (part(act), replace(part(other), space=OTHER_SPACE)):
        refused("ledger.part-astray", ledger.append, [other], parts=[astray])
    refused("ledger.recorded-already", ledger.append, [other], parts=[part(other), part(other)])
    assert ledger.size(SPACE, MA) == 1


def test_an_erasure_finds_every_part_with_a_commitment(ledger):
    acts = log(3)
    parts = [part(acts[0]), part(acts[1], text="someone else"), part(acts[2], "copy")]
    ledger.append(acts, parts=parts)
    assert list(ledger.parts_by_commitment(parts[0].commitment)) == [parts[0], parts[2]]
    assert list(ledger.parts_by_commitment(digest("unknown"))) == []


def test_an_awaited_part_arrives_and_is_erased(ledger):
    [act] = log(1)
    awaited = part(act, state=PartState.AWAITED)
    ledger.append([act], parts=[awaited])
    for state in (PartState.HELD, PartState.AWAITED, PartState.ERASED):
        ledger.put_part(part(act, state=state))
        assert ledger.part(act.id, "subject") == part(act, state=state)


def test_parts_are_erased_all_of_them_or_none(ledger):
    acts = log(3)
    ledger.append(acts, parts=[part(act) for act in acts])
    gone = [part(act, state=PartState.ERASED) for act in acts]
    refused("ledger.part-final", ledger.put_part, gone[0], part(acts[1], text="other"), gone[2])
    assert [ledger.part(act.id, "subject") for act in acts] == [part(act) for act in acts]
    ledger.put_part(*gone)
    assert [ledger.part(act.id, "subject") for act in acts] == gone
    ledger.put_part()
    assert [ledger.part(act.id, "subject") for act in acts] == gone


@pytest.mark.parametrize("final", [PartState.ERASED, PartState.REFUSED])
def test_a_part_in_a_final_state_never_comes_back(ledger, final):
    [act] = log(1)
    ledger.append([act], parts=[part(act, state=final)])
    for state in PartState:
        refused("ledger.part-final", ledger.put_part, part(act, state=state))
    assert ledger.part(act.id, "subject") == part(act, state=final)


def test_only_the_part_that_was_announced_can_be_put(ledger):
    [act] = log(1)
    ledger.append([act], parts=[part(act)])
    strangers = (
        part(act, "unknown"),
        part(act, text="other content"),
        replace(part(act), space=OTHER_SPACE),
        part(log(2)[1]),
    )
    for stranger in strangers:
        refused("ledger.part-final", ledger.put_part, stranger)
    assert ledger.part(act.id, "subject") == part(act)


def test_bytes_are_there_exactly_when_a_part_is_held():
    [act] = log(1)
    with pytest.raises(AssertionError):
        replace(part(act), sealed=None)
    with pytest.raises(AssertionError):
        replace(part(act), state=PartState.ERASED)


# --- Fences, proofs, pruning


def test_a_fence_moves_to_later_epochs_only(ledger):
    for fence in (Fence(epoch=1, seq=4), Fence(epoch=1, seq=5), Fence(epoch=3, seq=2)):
        ledger.set_fence(SPACE, MA, fence)
        assert ledger.fence(SPACE, MA) == fence
    refused("ledger.fence-lower", ledger.set_fence, SPACE, MA, Fence(epoch=2, seq=9))
    assert ledger.fence(SPACE, MA) == Fence(epoch=3, seq=2)
    assert ledger.fence(SPACE, FR) is None


def test_a_fence_may_stand_before_the_first_act(ledger):
    ledger.set_fence(SPACE, MA, Fence(epoch=1, seq=0))
    ledger.append(log(1))
    assert ledger.fence(SPACE, MA) == Fence(epoch=1, seq=0)
    assert ledger.size(SPACE, MA) == 1
    nowhere = digest("nowhere")
    refused("ledger.unknown-space", ledger.set_fence, nowhere, MA, Fence(epoch=1, seq=0))


def test_a_log_without_a_fence_has_none(ledger):
    ledger.append(log(1))
    assert ledger.fence(SPACE, MA) is None


def test_proofs_of_equivocation_are_kept_once_in_order(ledger):
    for proof in (b"second headed", b"first", b"second headed"):
        ledger.add_proof(SPACE, proof)
    assert list(ledger.proofs(SPACE)) == [b"second headed", b"first"]
    assert list(ledger.proofs(OTHER_SPACE)) == []
    refused("ledger.unknown-space", ledger.add_proof, digest("nowhere"), b"proof")


def test_pruning_leaves_ids_and_sizes(ledger):
    acts = [*log(2), *log(2, start=2, kind=Kind.ACK)]
    ledger.append(acts, parts=[part(acts[0]), part(acts[3])])
    ledger.prune(SPACE, MA, [0, 1, 2])
    ledger.prune(SPACE, MA, [1, 0])
    assert ledger.size(SPACE, MA) == 4
    assert list(ledger.ids(SPACE, MA, start=0, end=4)) == [act.id for act in acts]
    assert ledger.entry(SPACE, MA, 2) is None
    assert ledger.find(acts[0].id) is None
    assert list(ledger.after(SPACE, MA, start=0, limit=2)) == acts[3:]
    assert list(ledger.of_case(SPACE, MA, acts[0].id)) == []
    assert list(ledger.of_kind(SPACE, MA, Kind.ACK)) == acts[3:]
    assert ledger.part(acts[0].id, "subject") is None
    assert ledger.part(acts[3].id, "subject") == part(acts[3])
    ledger.append(log(1, start=4))
    refused("ledger.not-next", ledger.append, acts[:1])


def test_pruning_takes_exactly_the_positions_named(ledger):
    acts = log(5)
    ledger.append(acts, parts=[part(act) for act in acts])
    ledger.prune(SPACE, MA, [3, 1, 7])
    ledger.prune(SPACE, MA, [1])
    ledger.prune(SPACE, MA, [])
    kept = [acts[0], acts[2], acts[4]]
    assert list(ledger.after(SPACE, MA, start=0, limit=5)) == kept
    assert list(ledger.after(SPACE, MA, start=1, limit=1)) == [acts[2]]
    assert [list(ledger.of_case(SPACE, MA, act.id)) for act in acts[:2]] == [[acts[0]], []]
    assert [bool(ledger.parts(act.id)) for act in acts] == [True, False, True, False, True]
    same = ledger.parts_by_commitment(part(acts[1]).commitment)
    assert [found.entry for found in same] == [act.id for act in kept]
    assert list(ledger.ids(SPACE, MA, start=0, end=5)) == [act.id for act in acts]
    assert ledger.size(SPACE, MA) == 5


def test_pruning_leaves_the_tiles(ledger):
    ledger.append(log(TILE_LEAVES), tiles=[tile(0)])
    ledger.prune(SPACE, MA, range(TILE_LEAVES - 1))
    assert list(ledger.tiles(SPACE, MA)) == [tile(0).root]


def test_a_pruned_receipt_is_not_replaced_by_a_later_one(ledger):
    ledger.append(log(1))
    ledger.append(log(2, author=FR, saw=lambda _: 1))
    ledger.prune(SPACE, FR, [0])
    assert ledger.receipt(SPACE, MA, 0) is None


def test_what_stays_as_a_receipt_is_of_no_case_and_has_no_parts(ledger):
    acts = log(3)
    ledger.append(acts, parts=[part(act) for act in acts])
    ledger.append(log(1, author=FR, saw=lambda _: 1))
    ledger.prune(SPACE, MA, [0], receipts=[1])
    assert list(ledger.after(SPACE, MA, start=0)) == [replace(acts[1], case=None), acts[2]]
    assert list(ledger.of_case(SPACE, MA, acts[1].id)) == []
    assert list(ledger.parts(*[act.id for act in acts])) == [part(acts[2])]
    ledger.prune(SPACE, MA, [0], receipts=[1])
    assert ledger.find(acts[1].id) == replace(acts[1], case=None)


def test_pruning_an_unknown_log_changes_nothing(ledger):
    ledger.prune(digest("nowhere"), MA, [0, 1, 2])
    assert ledger.size(SPACE, MA) == 0


# --- Blocks


@pytest.fixture(params=["file", "postgresql"])
def toy(request, tmp_path):
    if request.param == "file":
        opened = Database(tmp_path / "toy.db", TOY)
    else:
        opened = postgres.Postgres(request.getfixturevalue("database")(), TOY)
    with opened:
        yield opened


def test_an_inner_block_is_undone_by_itself(toy):
    def twice():
        with toy.writing():
            toy.write("insert into toy values (2, null)")
            toy.write("insert into toy values (1, null)")

    with toy.writing():
        toy.write("insert into toy values (1, null)")
        refused("ledger.recorded-already", twice)
        toy.write("insert into toy values (3, null)")
    assert ids(toy) == [1, 3]


def test_an_outer_block_takes_the_inner_ones_with_it(toy):
    def both():
        with toy.writing():
            with toy.writing():
                toy.write("insert into toy values (1, null)")
            toy.write("insert into toy values (1, null)")

    refused("ledger.recorded-already", both)
    assert ids(toy) == []


# --- A second process


def test_a_second_process_finds_what_the_first_left(home, ledger):
    acts = log(TILE_LEAVES)
    ledger.append(acts, parts=[part(acts[0])], tiles=[tile(0)])
    ledger.set_fence(SPACE, MA, Fence(epoch=1, seq=7))
    ledger.add_proof(SPACE, b"proof")
    home.leave()
    after = home.ledger()
    assert list(after.spaces()) == [SPACE, OTHER_SPACE]
    assert list(after.after(SPACE, MA, start=0)) == acts
    assert after.part(acts[0].id, "subject") == part(acts[0])
    assert list(after.tiles(SPACE, MA)) == [tile(0).root]
    assert after.fence(SPACE, MA) == Fence(epoch=1, seq=7)
    assert list(after.proofs(SPACE)) == [b"proof"]
    after.append(log(1, start=TILE_LEAVES))
    assert after.size(SPACE, MA) == TILE_LEAVES + 1


def test_a_text_that_would_be_a_statement_or_a_pattern_is_a_text(ledger):
    acts = log(1)
    ledger.append(acts, parts=[part(acts[0], name, text=name) for name in HOSTILE])
    assert {one.name for one in ledger.parts(acts[0].id)} == set(HOSTILE)
    for name in HOSTILE:
        assert ledger.part(acts[0].id, name) == part(acts[0], name, text=name)
        assert list(ledger.after(SPACE, name, start=0)) == []
    assert list(ledger.spaces()) == [SPACE, OTHER_SPACE]
    assert list(ledger.after(SPACE, MA, start=0)) == acts
