/* bias.pml -- changes of one word without the lock: never beside more than words, never between two looks of a copy.
 *
 *     Promela                     C (src/_mmf/core)
 *     take, give                  the writer lock, taken over from a dead owner (lock.pml has its own model)
 *     changer                     mmf_word_begin, mmf_bias_enter, mmf_word_swap, mmf_word_end (word.h, bias.h), enter_entry
 *                                 (dict.c), mmf_list_set, mmf_list_append (sequence.c); under the lock mmf_bias_grant
 *     revoker, revoke             mmf_bias_revoke (bias.c), then a change of more than a word
 *     barrier                     os_barrier_joined (membarrier(2))
 *     stamp                       mmf_stamp (wait.c), log_state (bias.c)
 *     copier                      copy_one_instant (container.c)
 *     MAY_DIE                     SIGKILL, and the kernel's giving back the life byte
 *
 * A word of `changing` is odd in a pass here, and half of it is how often it was; there these are two parts of it.
 * A changer's stores wait in a buffer and reach memory in their order, at any time, as on x86-64; a barrier empties all buffers,
 * and so does a death. Others have the lock's barriers, so their stores are there at once. Changer 0 counts A up; changer 1
 * reads A and puts what it read into B: at every instant B <= A, so no copy has B > A. With ADDERS both add to A instead, by
 * compare and swap where others may do so, too: none is lost.
 * With ALONE the bias is granted to all or to one changer, which then does not compare (as where it appends), and keeps the bias
 * when it changes more than a word (K10).
 * With ONLY_PASSES the lock is only taken where there is no bias. With NEWCOMERS another process takes the slot of a dead one:
 * for all that can be asked, this lives again; then it clears the slot. With RECKON changes are counted in the end.
 * Variants that must fail: NO_BARRIER, NO_RECHECK (a changer looks at the bias only before it says that it changes), NO_WAIT
 * (who revokes does not wait), NO_ASK (it waits for the dead), NO_PASS_LOOK (a stamp is taken while somebody changes), NO_FOLD
 * (what was counted in passes is forgotten by a revocation), NO_COUNTED (a stamp is taken while it is added), NO_LOOK_AGAIN (a
 * stamp does not look whether the bias has moved meanwhile), FORGET_DEAD (a pass that ended by death is not counted), COUNT_ASKS
 * (a revocation counts the passes of those whom it finds dead then), SWAP_GRANTED (under the lock words are compared only while
 * the bias is granted); with ALONE: BEAR_ALL (under the lock others change a word without revoking), KEEP_OTHERS (who changes more
 * than a word lets another's bias be), LOOK_AT_STATE (the second look of a pass sees only that the bias is granted). */
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef REVOKERS
#define REVOKERS 1
#endif
#ifndef COPIERS
#define COPIERS 0
#endif
#ifndef DEATHS
#define DEATHS 0
#endif
#define GRANTS 2
#define ALL (2 + REVOKERS)

#define STATE(bias) ((bias) & 3)
#define NONE 0
#define GRANTED 1
#define REVOKED 2
#define COUNTED 3
#define CHANGING(c) (c)
#define WORD(c) (2 + (c))
#define ENDED(c) (mem[CHANGING(c)] / 2)
#define BEGUN(c) ((mem[CHANGING(c)] + 1) / 2)
#ifdef FORGET_DEAD
#define COUNTED_OF(c, begun) ENDED(c)
#else
#define COUNTED_OF(c, begun) ((begun) -> BEGUN(c) : ENDED(c)) /* a pass that ended by death counts */
#endif
#ifdef COUNT_ASKS
#define FOLDED(c) COUNTED_OF(c, freed[c])
#else
#define FOLDED(c) COUNTED_OF(c, true)
#endif
#ifdef SWAP_GRANTED
#define MUST_COMPARE (STATE(bias) == GRANTED)
#else
#define MUST_COMPARE (STATE(bias) != NONE)
#endif
#define ALL_OF_THEM 3
#define FOR(me) (STATE(bias) == GRANTED && whom == (me) + 1)
#define ADMITS(me) (FOR(me) || STATE(bias) == GRANTED && whom == ALL_OF_THEM)
#ifdef LOOK_AT_STATE
#define AS_SEEN (STATE(bias) == GRANTED)
#else
#define AS_SEEN (bias == seen) /* and so to whom */
#endif
#ifdef KEEP_OTHERS
#define MUST_REVOKE (STATE(bias) != NONE && whom == ALL_OF_THEM)
#else
#define MUST_REVOKE (STATE(bias) != NONE)
#endif
#ifdef BEAR_ALL
#define BEARS_WORD(me) true
#else
#define BEARS_WORD(me) (STATE(bias) == NONE || whom == ALL_OF_THEM || whom == (me) + 1)
#endif

byte lock, deaths, grants;
byte bias = GRANTED, base, log_state;
#ifdef ALONE
byte whom = 1; /* changer 0; one word with the bias */
#else
byte whom = ALL_OF_THEM;
#endif
byte mem[4]; /* changing of both, then A and B */
byte where[6], what[6], waiting[2];
bool exclusive, dead[ALL], freed[ALL]; /* does not own the lock any more; its life byte is free */
#ifdef RECKON
byte changed, ended;
#define CHANGED changed++
#define HAS_ENDED ended++
#else
#define CHANGED skip
#define HAS_ENDED skip
#endif

#if DEATHS
#define MAY_DIE(me) if :: deaths < DEATHS -> deaths++; dead[me] = true; freed[me] = true; if :: me < 2 -> drain(me % 2) :: else fi; goto gone :: true fi
#else
#define MAY_DIE(me) skip
#endif

inline reach_memory(c) { /* the oldest store of changer c */
    assert(!(exclusive && where[c * 3] >= WORD(0)));
    if :: where[c * 3] >= WORD(0) -> CHANGED :: else fi;
    mem[where[c * 3]] = what[c * 3];
    where[c * 3] = where[c * 3 + 1]; what[c * 3] = what[c * 3 + 1];
    where[c * 3 + 1] = where[c * 3 + 2]; what[c * 3 + 1] = what[c * 3 + 2];
    where[c * 3 + 2] = 0; what[c * 3 + 2] = 0;
    waiting[c]--
}
inline drain(c) {
    do
    :: waiting[c] -> reach_memory(c)
    :: else -> break
    od
}
inline store(c, address, value) {
    atomic {
        MAY_DIE(c);
        waiting[c] < 3;
        where[c * 3 + waiting[c]] = address; what[c * 3 + waiting[c]] = value; waiting[c]++
    }
}

/* From a dead owner with the recovery, which moves the number (L6). */
inline take(me) {
    atomic {
        (lock == 0 || dead[lock - 1]) -> log_state = log_state + (lock -> 1 : 0); lock = me + 1; exclusive = false;
        MAY_DIE(me)
    }
}
inline give(me) { atomic { MAY_DIE(me); lock = 0 } }

/* A locked instruction: the buffer is empty then. */
inline compare_and_swap(me, old) {
    do
    :: atomic {
        MAY_DIE(me);
        drain(me);
        assert(!exclusive);
        if
        :: mem[WORD(0)] == old -> mem[WORD(0)] = old + 1; CHANGED; break
        :: else -> old = mem[WORD(0)]
        fi
    }
    od
}

/* Its own store, if that waits still. */
inline load(c, address, value) {
    atomic {
        assert(!exclusive);
        value = mem[address];
        if :: waiting[c] > 0 && where[c * 3] == address -> value = what[c * 3] :: else fi;
        if :: waiting[c] > 1 && where[c * 3 + 1] == address -> value = what[c * 3 + 1] :: else fi;
        if :: waiting[c] > 2 && where[c * 3 + 2] == address -> value = what[c * 3 + 2] :: else fi
    }
}

/* Lock held. Goes on at gave_up if somebody is in a pass. */
inline revoke(me) {
    atomic { MAY_DIE(me); bias = (bias & ~3) | REVOKED };
#ifndef NO_BARRIER
    atomic { MAY_DIE(me); drain(0); drain(1) };
#endif
#ifndef NO_WAIT
#ifdef NO_ASK
    mem[CHANGING(0)] % 2 == 0;
    mem[CHANGING(1)] % 2 == 0;
#else
    if :: mem[CHANGING(0)] % 2 && !freed[0] -> goto gave_up :: else fi;
    if :: mem[CHANGING(1)] % 2 && !freed[1] -> goto gave_up :: else fi;
#endif
#endif
#ifndef NO_COUNTED
    atomic { MAY_DIE(me); bias = bias | 3 };
#endif
#ifndef NO_FOLD
    atomic { MAY_DIE(me); log_state = log_state + FOLDED(0) + FOLDED(1) - base };
#endif
    atomic { MAY_DIE(me); bias = bias & ~3; whom = 0 }
}

/* Lock held: more than a word. */
inline change_more(me) {
    atomic { MAY_DIE(me); exclusive = true };
    atomic { MAY_DIE(me); exclusive = false; log_state++ }
}

active [2] proctype buffers() {
end:
    do
    :: atomic { waiting[_pid] -> reach_memory(_pid) }
    od
}

proctype changer(byte me) {
    byte mine, round, value, seen;
    round = 1;
    do
    :: round <= ROUNDS ->
        if
        :: atomic { ADMITS(me) -> seen = bias };
            store(me, CHANGING(me), mine + 1);
#ifndef NO_RECHECK
            if
            :: !AS_SEEN -> store(me, CHANGING(me), mine); goto locked
            :: else
            fi;
#endif
#ifdef ADDERS
            if
            :: FOR(me) -> load(me, WORD(0), value); store(me, WORD(0), value + 1)
            :: else -> value = mem[WORD(0)]; compare_and_swap(me, value)
            fi;
#else
            atomic { assert(!exclusive); value = (me -> mem[WORD(0)] : round) };
            store(me, WORD(me), value);
#endif
            mine = mine + 2;
            store(me, CHANGING(me), mine)
#ifdef ONLY_PASSES
        :: else ->
#else
        :: true -> /* a thread without a pass, or an append (K8); or there is no bias */
#endif
#ifdef ADDERS
locked:     atomic { take(me); drain(me) };
            if :: !BEARS_WORD(me) -> revoke(me) :: else fi;
            value = mem[WORD(0)];
            if
            :: MUST_COMPARE && !FOR(me) -> compare_and_swap(me, value)
            :: else -> atomic { MAY_DIE(me); mem[WORD(0)] = value + 1; CHANGED }
            fi;
#else
locked:     atomic { take(me); drain(me) };
            if :: !BEARS_WORD(me) -> revoke(me) :: else fi;
            value = (me -> mem[WORD(0)] : round);
            atomic { MAY_DIE(me); assert(!exclusive); mem[WORD(me)] = value; CHANGED };
#endif
            atomic { MAY_DIE(me); log_state++ };
            if
            :: STATE(bias) == NONE && grants < GRANTS ->
                grants++;
                atomic { MAY_DIE(me); base = ENDED(0) + ENDED(1) };
                if
#ifdef ALONE
                :: atomic { MAY_DIE(me); bias = (bias | 3) + 1 + GRANTED; whom = me + 1 }
#endif
                :: atomic { MAY_DIE(me); bias = (bias | 3) + 1 + GRANTED; whom = ALL_OF_THEM }
                fi
#ifdef ALONE
            :: STATE(bias) == NONE || FOR(me) -> change_more(me)
#endif
            :: true
            fi;
gave_up:    give(me)
        fi;
        round++
    :: else -> break
    od;
gone:
    HAS_ENDED;
#ifdef NEWCOMERS
    if
    :: dead[me] -> freed[me] = false; mem[CHANGING(me)] = mem[CHANGING(me)] + mem[CHANGING(me)] % 2
    :: else
    fi
#else
    skip
#endif
}

proctype revoker(byte me) {
    take(me);
    if :: MUST_REVOKE -> revoke(me) :: else fi;
    change_more(me);
gave_up:
    give(me);
gone: HAS_ENDED
}

/* Loads in their order. */
inline add_count(c) {
    is_dead = mem[CHANGING(c)] % 2;
    if
    :: is_dead && !freed[c] ->
#ifdef NO_PASS_LOOK
        is_dead = false
#else
        goto refused
#endif
    :: else
    fi;
    count = count + COUNTED_OF(c, is_dead)
}
inline stamp(result) {
    then = bias;
    result = log_state;
    if
    :: STATE(then) == COUNTED -> goto refused
    :: STATE(then) == GRANTED || STATE(then) == REVOKED ->
        count = 0 - base;
        add_count(0);
        add_count(1);
        result = result + count;
#ifndef NO_LOOK_AGAIN
        if :: bias != then -> goto refused :: else fi
#endif
    :: else
    fi
}

proctype copier() {
    byte before, after, a, b, then;
    short count;
    bool is_dead;
    stamp(before);
    a = mem[WORD(0)];
    b = mem[WORD(1)];
    stamp(after);
    assert(before != after || a >= b);
refused: skip
}

#ifdef RECKON
/* When all have ended: every change has been counted (perhaps twice), and nobody's adding was undone by another's. */
proctype reckoner() {
    ended == ALL && !waiting[0] && !waiting[1] -> log_state = log_state + (lock -> 1 : 0);
    if
    :: STATE(bias) != NONE -> log_state = log_state + FOLDED(0) + FOLDED(1) - base
    :: else
    fi;
    assert(log_state >= changed);
#ifdef ADDERS
    assert(mem[WORD(0)] == changed)
#endif
}
#endif

init {
    atomic {
        run changer(0);
        run changer(1);
        run revoker(2);
#if REVOKERS > 1
        run revoker(3);
#endif
#if COPIERS
        run copier();
#endif
#ifdef RECKON
        run reckoner();
#endif
    }
}
