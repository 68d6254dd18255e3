/* Two parties, one case: a model of docs/spec/log.md and docs/spec/case.md, written from those
 * two pages alone.  docs/explanation/model.md says what it covers and what it leaves out.
 *
 * Each reader (the two parties and, with AUDITOR, a third) judges every act once, when it gets it,
 * and keeps its own verdicts; so that all come to the same is found out here, not assumed.
 *
 * Set from outside:
 *   N        acts in each log
 *   HOSTILE  party 1 writes any move it likes, and says it has seen less than it has
 *   AUDITOR  a third reader gets both logs, in any order that log.md allows
 *   BREAK_…  a rule is broken on purpose; the search must then find an error
 *   REACH_…  not a rule but something that must happen; the search must then find it
 */

#ifndef N
#define N 3
#endif

#define ACTS       (2 * N)
#define ROOT       ACTS        /* the opening: in every view, settled from the beginning */
#define NONE       (ACTS + 1)
#define NAME(p, q) ((p) * N + (q))
#define AUTHOR(m)  ((m) / N)
#define SEQ(m)     ((m) % N)
#define OTHER(p)   (1 - (p))

#ifdef AUDITOR
#define READERS 3
#else
#define READERS 2
#endif

/* A procedure in which everything can happen that CAS-9 orders: a turn, a prevailing clause of
 * the other side, a state that rests, and clauses of both sides that prevail.  Party 0 opened. */
#define RECEIVED 0  /* turn: 1 */
#define ANSWERED 1  /* turn: 0 */
#define IN_FORCE 2  /* rests; 1 goes first */
#define ENDED    3
#define RECEIPT  0  /* an act that is no move */
#define GO_ON    1
#define CLOSE    2

#define FIRST(state) (state == ANSWERED -> 0 : 1)
#define PREVAILS(state, p, c) \
    ((state == ANSWERED && p == 1) || (state == IN_FORCE && c == CLOSE))
#define LEADS(state, p, c) \
    (state == RECEIVED -> (p == 1 -> (c == GO_ON -> ANSWERED : ENDED) \
                                   : (c == CLOSE -> ENDED : NONE)) : \
    (state == ANSWERED -> (p == 0 -> (c == GO_ON -> RECEIVED : IN_FORCE) \
                                   : (c == GO_ON -> RECEIVED : NONE)) : \
    (state == IN_FORCE -> (c == GO_ON -> RECEIVED : ENDED) : NONE)))

/* CAS-9, the lower first; within one rank the opener's. */
#ifdef BREAK_CROSSING_BY_ARRIVAL
#define RANK(r, m, state) arrived[(r) * ACTS + m]
#else
#define RANK(r, m, state) \
    (2 * (PREVAILS(state, AUTHOR(m), clause[m]) -> 0 : (FIRST(state) == AUTHOR(m) -> 1 : 2)) \
     + AUTHOR(m))
#endif

/* The acts, as their bytes say them. */
byte clause[ACTS];
byte on[ACTS];
byte saw[ACTS];  /* how many acts of the other log its author had seen, this act's `seen` included */

/* The readers.  A party's view has all of its own log. */
#define UNJUDGED   0
#define VOID       1
#define ADMISSIBLE 2
byte view[READERS * 2];
byte verdict[READERS * ACTS];
bool settled[READERS * ACTS];
#ifdef BREAK_CROSSING_BY_ARRIVAL
byte arrived[READERS * ACTS];
#endif
#define VIEW(r, p) view[(r) * 2 + (p)]

/* For working things out; no part of what is remembered between two steps. */
hidden byte me;                  /* the reader at work */
hidden byte act;                 /* the act it judges */
hidden byte in0, in1;            /* the view it looks at: so many acts of each log */
hidden byte tip, state;          /* the end of the leading path there */
hidden byte best, best_rank, rank, m, other, certain, count, here;

/* CAS-4: the next move of the leading path, by the reader's own verdicts. */
inline best_child() {
    best = NONE; best_rank = 255; m = 0;
    do
    :: m < ACTS ->
        if
        :: SEQ(m) < (AUTHOR(m) == 0 -> in0 : in1) && clause[m] != RECEIPT && on[m] == tip &&
           verdict[me * ACTS + m] == ADMISSIBLE ->
            rank = RANK(me, m, state);
            if
            :: rank < best_rank -> best = m; best_rank = rank
            :: else
            fi
        :: else
        fi;
        m++
    :: else -> break
    od
}

inline step() {
    state = LEADS(state, AUTHOR(best), clause[best]);
    tip = best
}

inline follow() {
    tip = ROOT; state = RECEIVED;
    do
    :: best_child();
        if
        :: best == NONE -> break
        :: else -> step()
        fi
    od
}

/* CAS-5: in the act's own causal past. */
inline judge() {
#ifdef BREAK_JUDGE_BY_READERS_VIEW
    in0 = VIEW(me, 0) - (AUTHOR(act) == 0 -> 1 : 0);
    in1 = VIEW(me, 1) - (AUTHOR(act) == 1 -> 1 : 0);
#else
    in0 = (AUTHOR(act) == 0 -> SEQ(act) : saw[act]);
    in1 = (AUTHOR(act) == 1 -> SEQ(act) : saw[act]);
#endif
    follow();
    if
    :: clause[act] == RECEIPT -> verdict[me * ACTS + act] = ADMISSIBLE
#ifdef BREAK_ANY_TIP
    :: clause[act] != RECEIPT && LEADS(state, AUTHOR(act), clause[act]) != NONE ->
#else
    :: clause[act] != RECEIPT && on[act] == tip && LEADS(state, AUTHOR(act), clause[act]) != NONE ->
#endif
        verdict[me * ACTS + act] = ADMISSIBLE
    :: else -> verdict[me * ACTS + act] = VOID
    fi;
    /* Same acts, same verdict, whoever judges and whenever. */
    other = 0;
    do
    :: other < READERS ->
        assert(verdict[other * ACTS + act] == UNJUDGED ||
               verdict[other * ACTS + act] == verdict[me * ACTS + act]);
        other++
    :: else -> break
    od;
    /* No honest act is void. */
#ifdef HOSTILE
    assert(AUTHOR(act) == 1 || verdict[me * ACTS + act] == ADMISSIBLE)
#else
    assert(verdict[me * ACTS + act] == ADMISSIBLE)
#endif
}

/* A move's receipt is an act of the other party, in the view, that has seen it.  `saw` never goes
 * back, so the last act of that log tells. */
#define LAST_SAW(r, p) (VIEW(r, p) == 0 -> 0 : saw[NAME(p, VIEW(r, p) - 1)])
#ifdef BREAK_SETTLED_WITHOUT_RECEIPT
#define RECEIVED_BY_OTHER true
#else
#define RECEIVED_BY_OTHER (LAST_SAW(me, OTHER(AUTHOR(best))) > SEQ(best))
#endif

/* At most one winner: of the moves that follow one move, no two are settled by whoever's word, and
 * no two of one party are admissible.  `best` follows `tip`. */
inline no_second_winner() {
    m = 0;
    do
    :: m < ACTS ->
        if
        :: m != best && clause[m] != RECEIPT && on[m] == tip ->
            other = 0;
            do
            :: other < READERS ->
                assert(!certain || !settled[other * ACTS + m]);
                other++
            :: else -> break
            od;
            assert(AUTHOR(m) != AUTHOR(best) || verdict[me * ACTS + m] != ADMISSIBLE);
#ifdef REACH_CROSSING
            assert(verdict[me * ACTS + m] != ADMISSIBLE)
#endif
        :: else
        fi;
        m++
    :: else -> break
    od
}

/* CAS-10: walk the leading path of all that is held, and settle what can be. */
inline settle() {
    in0 = VIEW(me, 0); in1 = VIEW(me, 1);
    tip = ROOT; state = RECEIVED; certain = 1; count = 0;
    do
    :: best_child();
        if
        :: best == NONE -> break
        :: else
        fi;
        certain = certain && RECEIVED_BY_OTHER;
        if
        :: certain -> settled[me * ACTS + best] = true; count++
        :: else
        fi;
        no_second_winner();
        step()
    od;
#ifdef REACH_SETTLED_END
    assert(!(certain && state == ENDED && count > 2));
#endif
#ifdef REACH_VOID
    assert(verdict[me * ACTS + act] != VOID);
#endif
    here = tip;
    /* Settled never changes: all that ever was settled is on the path just walked. */
    m = 0;
    do
    :: m < ACTS ->
        if
        :: settled[me * ACTS + m] -> count--
        :: else
        fi;
        m++
    :: else -> break
    od;
    assert(count == 0)
}

/* Same acts, same case: readers with one view have one tip. */
inline compare() {
    other = me; me = 0;
    do
    :: me < READERS ->
        if
        :: VIEW(me, 0) == VIEW(other, 0) && VIEW(me, 1) == VIEW(other, 1) ->
            follow();
            assert(tip == here)
        :: else
        fi;
        me++
    :: else -> break
    od
}

/* A reader takes the next act of one log. */
inline take(reader, log) {
    me = reader;
    act = NAME(log, VIEW(me, log));
#ifdef BREAK_CROSSING_BY_ARRIVAL
    arrived[me * ACTS + act] = VIEW(me, 0) + VIEW(me, 1);
#endif
    VIEW(me, log)++;
    judge();
    settle();
    compare()
}

/* A party writes: first the bytes; then it takes the act as any reader does. */
inline append(author, what, follows, sees) {
    act = NAME(author, VIEW(author, author));
    clause[act] = what;
    on[act] = follows;
    saw[act] = sees;
    take(author, author)
}

/* An honest party follows the tip it sees, by a clause that is open to it, and says all it has seen. */
inline write(writer, c) {
    me = writer; in0 = VIEW(me, 0); in1 = VIEW(me, 1);
    follow();
    if
    :: c == RECEIPT -> append(writer, RECEIPT, NONE, VIEW(writer, OTHER(writer)))
    :: c != RECEIPT && LEADS(state, writer, c) != NONE ->
        append(writer, c, tip, VIEW(writer, OTHER(writer)))
    :: else
    fi
}

proctype Party(byte p) {
    do
    :: d_step { VIEW(p, p) < N -> write(p, RECEIPT); skip }
    :: d_step { VIEW(p, p) < N -> write(p, GO_ON); skip }
    :: d_step { VIEW(p, p) < N -> write(p, CLOSE); skip }
    :: d_step { VIEW(p, OTHER(p)) < VIEW(OTHER(p), OTHER(p)) -> take(p, OTHER(p)); skip }
    od
}

/* Any clause, after any act that exists or none, claiming to have seen as little as LOG-8 allows. */
proctype Liar() {
    byte c, after, seen;
    do
    :: atomic {
        VIEW(1, 1) < N ->
        select(c : RECEIPT .. CLOSE);
        after = NONE;
        if
        :: c != RECEIPT -> select(after : 0 .. ROOT)
        :: else
        fi;
        if
        :: after < ACTS && SEQ(after) >= VIEW(1, AUTHOR(after)) -> after = NONE
        :: else
        fi;
#ifdef BREAK_SEEN_MAY_GO_BACK
        seen = 0;
#else
        seen = LAST_SAW(1, 1);
#endif
        do
        :: seen < VIEW(1, 0) -> seen++
        :: break
        od;
        d_step { append(1, c, after, seen); c = 0; after = 0; seen = 0 }
       }
    :: atomic { VIEW(1, 0) < VIEW(0, 0) -> d_step { take(1, 0); skip } }
    od
}

#ifdef AUDITOR
/* LOG-8: an act waits for what it has seen. */
#define NEXT_SAW(p) saw[NAME(p, VIEW(2, p))]
proctype Auditor() {
    do
    :: atomic { VIEW(2, 0) < VIEW(0, 0) && NEXT_SAW(0) <= VIEW(2, 1) -> d_step { take(2, 0); skip } }
    :: atomic { VIEW(2, 1) < VIEW(1, 1) && NEXT_SAW(1) <= VIEW(2, 0) -> d_step { take(2, 1); skip } }
    od
}
#endif

init {
    atomic {
        run Party(0);
#ifdef HOSTILE
        run Liar();
#else
        run Party(1);
#endif
#ifdef AUDITOR
        run Auditor();
#endif
    }
}
