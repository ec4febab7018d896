/* bias.pml -- changes of one word without the lock: never beside more than words, never between two looks of a copy.
 *
 *     Promela                     C (src/_mmf/core)
 *     take, give                  the writer lock, taken over from a dead owner (lock.pml has its own model)
 *     changer                     mmf_word_begin, mmf_bias_enter, mmf_word_end (word.h, bias.h); under the lock mmf_bias_grant
 *     revoker                     mmf_bias_revoke (bias.c), then a change of more than a word
 *     barrier                     os_barrier_joined (membarrier(2))
 *     stamp                       mmf_stamp (wait.c), log_state (bias.c)
 *     copier                      copy_one_instant (container.c)
 *     MAY_DIE                     SIGKILL, and the kernel's giving back the life byte
 *
 * A changer's stores wait in a buffer and reach memory in their order, at any time, as on x86-64; a barrier empties all buffers,
 * and so does a death. Others have the lock's barriers, so their stores are there at once. Changer 0 counts A up; changer 1
 * reads A and puts what it read into B: at every instant B <= A, so no copy has B > A.
 * With ONLY_PASSES the lock is only taken where there is no bias.
 * Variants that must fail: NO_BARRIER, NO_RECHECK (a changer looks at the bias only before it says that it changes), NO_WAIT
 * (who revokes does not wait), NO_ASK (it waits for the dead), NO_PASS_LOOK (a stamp is taken while somebody changes), NO_FOLD
 * (what was counted in passes is forgotten by a revocation), NO_COUNTED (a stamp is taken while it is added), NO_LOOK_AGAIN (a
 * stamp does not look whether the bias has moved meanwhile), FORGET_DEAD (a pass that ended by death is not counted). */
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
#ifdef FORGET_DEAD
#define CHANGES(c) (mem[CHANGING(c)] / 2)
#else
#define CHANGES(c) ((mem[CHANGING(c)] + dead[c]) / 2) /* a pass that ended by death counts */
#endif

byte lock, deaths, grants;
byte bias = GRANTED, base, log_state;
byte mem[4]; /* changing of both, then A and B */
byte where[6], what[6], waiting[2];
bool exclusive, dead[ALL];

#if DEATHS
#define MAY_DIE(me) if :: deaths < DEATHS -> deaths++; dead[me] = true; if :: me < 2 -> drain(me % 2) :: else fi; goto gone :: true fi
#else
#define MAY_DIE(me) skip
#endif

inline reach_memory(c) { /* the oldest store of changer c */
    assert(!(exclusive && where[c * 3] >= WORD(0)));
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

active [2] proctype buffers() {
end:
    do
    :: atomic { waiting[_pid] -> reach_memory(_pid) }
    od
}

proctype changer(byte me) {
    byte mine, round, value;
    round = 1;
    do
    :: round <= ROUNDS ->
        if
        :: STATE(bias) == GRANTED ->
            store(me, CHANGING(me), mine + 1);
#ifndef NO_RECHECK
            if
            :: STATE(bias) != GRANTED -> store(me, CHANGING(me), mine); goto locked
            :: else
            fi;
#endif
            atomic { assert(!exclusive); value = (me -> mem[WORD(0)] : round) };
            store(me, WORD(me), value);
            mine = mine + 2;
            store(me, CHANGING(me), mine)
#ifdef ONLY_PASSES
        :: else ->
#else
        :: true -> /* a thread without a pass, or an append (K8); or there is no bias */
#endif
locked:     atomic { take(me); drain(me); value = (me -> mem[WORD(0)] : round) };
            atomic { MAY_DIE(me); mem[WORD(me)] = value };
            atomic { MAY_DIE(me); log_state++ };
            if
            :: STATE(bias) == NONE && grants < GRANTS ->
                grants++;
                atomic { MAY_DIE(me); base = CHANGES(0) + CHANGES(1) };
                atomic { MAY_DIE(me); bias = (bias | 3) + 1 + GRANTED }
            :: true
            fi;
            give(me)
        fi;
        round++
    :: else -> break
    od;
gone: skip
}

proctype revoker(byte me) {
    take(me);
    if
    :: STATE(bias) != NONE ->
        atomic { MAY_DIE(me); bias = (bias & ~3) | REVOKED };
#ifndef NO_BARRIER
        atomic { MAY_DIE(me); drain(0); drain(1) };
#endif
#ifndef NO_WAIT
#ifdef NO_ASK
        mem[CHANGING(0)] % 2 == 0;
        mem[CHANGING(1)] % 2 == 0;
#else
        mem[CHANGING(0)] % 2 == 0 || dead[0];
        mem[CHANGING(1)] % 2 == 0 || dead[1];
#endif
#endif
#ifndef NO_COUNTED
        atomic { MAY_DIE(me); bias = bias | 3 };
#endif
#ifndef NO_FOLD
        atomic { MAY_DIE(me); log_state = log_state + CHANGES(0) + CHANGES(1) - base };
#endif
        atomic { MAY_DIE(me); bias = bias & ~3 }
    :: else
    fi;
    atomic { MAY_DIE(me); exclusive = true };
    atomic { MAY_DIE(me); exclusive = false; log_state++ };
    give(me);
gone: skip
}

/* Loads in their order. */
inline stamp(result) {
    then = bias;
    result = log_state;
    if
    :: STATE(then) == COUNTED -> goto refused
    :: STATE(then) == GRANTED || STATE(then) == REVOKED ->
        count = 0 - base;
#ifndef NO_PASS_LOOK
        if :: mem[CHANGING(0)] % 2 && !dead[0] -> goto refused :: else fi;
#endif
        count = count + CHANGES(0);
#ifndef NO_PASS_LOOK
        if :: mem[CHANGING(1)] % 2 && !dead[1] -> goto refused :: else fi;
#endif
        count = count + CHANGES(1);
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
    stamp(before);
    a = mem[WORD(0)];
    b = mem[WORD(1)];
    stamp(after);
    assert(before != after || a >= b);
refused: skip
}

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
    }
}
