/* seqlock.pml -- readers take no lock: what they accept is never torn.
 *
 *     Promela                    C (src/_mmf/core)
 *     STORE, RELEASE, FENCE      mmf_store and mmf_store_data, mmf_store_release, mmf_write_fence (shm.h)
 *     LOAD                       mmf_load_data, mmf_load_acquire, mmf_read_fence (shm.h), by what must be loaded before
 *     in_place                   mmf_log_put_value (log.c), mmf_log_commit, mmf_log_end (log.h)
 *     remove, insert             mmf_log_make_odd (log.h) with mmf_table_remove, mmf_table_insert (table.c)
 *     hold                       mmf_lock and mmf_unlock, exclusive (wait.c)
 *     get                        mmf_look_begin, mmf_look_end (ns.h), try_key, glance_at_key (lookup.c)
 *     export                     copy_one_instant (container.c), mmf_stamp (wait.c)
 *
 * Memory: the writer's stores wait in a buffer of BUFFER and reach memory in any order that fences, release stores and
 * "same word" allow; loads happen in any order that acquire loads and the fence allow. BUFFER 1 is sequential
 * consistency. All processes see one order of the stores, as on x86-64 and aarch64. The lock's barriers are left out.
 *
 * Entry A has a key word and two value words that are always equal; entry B has one. Under an exclusive hold both get
 * BOTH.
 * Variants that must fail: NO_WRITE_FENCE, NO_RELEASE, NO_ACQUIRE, NO_READ_FENCE, and NO_VERSION, NO_SEQ, NO_NS_SEQ (a
 * reader that leaves out one of the three counters). */
#ifndef BUFFER
#define BUFFER 5
#endif
#ifndef CHANGES
#define CHANGES 2
#endif
#define BOTH 7
#define OTHER 8 /* the value of another key, which takes entry A over */
#define MINE 0  /* the key word: the key that readers look for, none, another */
#define NONE 1
#define OTHERS 2

#define NS_SEQ 0
#define SEQ 1   /* of the container */
#define STATE 2 /* log_state: a multiple of 4 while the log is empty */
#define KEY 3
#define META_A 4
#define A0 5
#define A1 6
#define META_B 7
#define B0 8
#define BARRIER 9

byte mem[9];
byte where[5], what[5], waiting; /* the buffer, oldest first */
bool is_release[5];

inline issue(address, value, release) {
    d_step {
        waiting < BUFFER ->
        where[waiting] = address; what[waiting] = value; is_release[waiting] = release; waiting++
    }
}
#define STORE(address, value) issue(address, value, false)
#ifdef NO_RELEASE
#define RELEASE(address, value) issue(address, value, false)
#else
#define RELEASE(address, value) issue(address, value, true)
#endif
#ifdef NO_WRITE_FENCE
#define FENCE() skip
#else
#define FENCE() issue(BARRIER, 0, false)
#endif

#define FREE(i, j) (where[j] != BARRIER && where[j] != where[i])
#define MAY_PASS(i) (!is_release[i] && where[i] != BARRIER)
inline reach(i) {
    if
    :: where[i] != BARRIER -> mem[where[i]] = what[i]
    :: else -> skip
    fi;
    waiting--;
    k = i;
    do
    :: k < 4 -> where[k] = where[k + 1]; what[k] = what[k + 1]; is_release[k] = is_release[k + 1]; k++
    :: else -> break
    od;
    where[4] = 0; what[4] = 0; is_release[4] = false; k = 0
}

active proctype memory() {
    byte k;
end_memory:
    do
    :: d_step { waiting > 0 -> reach(0) }
    :: d_step { waiting > 1 && MAY_PASS(1) && FREE(1, 0) -> reach(1) }
    :: d_step { waiting > 2 && MAY_PASS(2) && FREE(2, 0) && FREE(2, 1) -> reach(2) }
    :: d_step { waiting > 3 && MAY_PASS(3) && FREE(3, 0) && FREE(3, 1) && FREE(3, 2) -> reach(3) }
    :: d_step { waiting > 4 && MAY_PASS(4) && FREE(4, 0) && FREE(4, 1) && FREE(4, 2) && FREE(4, 3) -> reach(4) }
    od
}

inline begin() { STORE(STATE, state + 1) }
inline commit() { STORE(STATE, state + 2) }
inline finish() { RELEASE(STATE, state + 4); state = state + 4 }

inline in_place_a(value) {
    begin();
    STORE(META_A, meta_a + 1); FENCE();
    STORE(A0, value); STORE(A1, value);
    commit();
    RELEASE(META_A, meta_a + 2); meta_a = meta_a + 2;
    finish()
}
inline in_place_b(value) {
    begin();
    STORE(META_B, meta_b + 1); FENCE();
    STORE(B0, value);
    commit();
    RELEASE(META_B, meta_b + 2); meta_b = meta_b + 2;
    finish()
}
inline remove() {
    begin();
    STORE(SEQ, seq + 1); FENCE();
    STORE(KEY, NONE);
    commit();
    RELEASE(SEQ, seq + 2); seq = seq + 2;
    finish()
}
inline insert() { /* a new order number, version 0 */
    begin();
    STORE(SEQ, seq + 1); FENCE();
    STORE(KEY, OTHERS); STORE(A0, OTHER); STORE(A1, OTHER); STORE(META_A, 64);
    commit();
    RELEASE(SEQ, seq + 2); seq = seq + 2; meta_a = 64;
    finish()
}
inline hold() {
    STORE(NS_SEQ, ns_seq + 1); FENCE();
    in_place_a(BOTH); in_place_b(BOTH);
    RELEASE(NS_SEQ, ns_seq + 2); ns_seq = ns_seq + 2
}

active proctype writer() {
    byte changes, state, meta_a, meta_b, seq, ns_seq;
    bool other, held;
    do
    :: changes < CHANGES && !other -> changes++; in_place_a(changes)
    :: changes < CHANGES && !other -> changes++; other = true; remove(); insert()
    :: changes < CHANGES && !other && !held -> changes++; held = true; hold()
    :: changes == CHANGES || other -> break
    od
}

/* ---- readers: each bit of `got` is one load; `after` are the loads that come first ---- */

#define NS_1 1
#define SEQ_1 2
#define META_1 4
#define KEY_1 8
#define FIRST 16
#define SECOND 32
#define META_2 64
#define SEQ_2 128
#define NS_2 256
#define STATE_1 512
#define STATE_2 1024

#define MAY_LOAD(bit, after) (!(got & (bit)) && (got & (after)) == (after))
#define LOAD(bit, after, to, address) d_step { MAY_LOAD(bit, after) -> to = mem[address]; got = got | (bit) }

#ifdef NO_ACQUIRE
#define AFTER(loads) 0
#else
#define AFTER(loads) (loads)
#endif
#ifdef NO_READ_FENCE
#define DATA_FIRST(data, first) (first)
#else
#define DATA_FIRST(data, first) ((data) | (first))
#endif

#ifdef NO_VERSION
#define VERSION_OK(meta, again) true
#else
#define VERSION_OK(meta, again) (meta % 2 == 0 && meta == again)
#endif
#ifdef NO_SEQ
#define SEQ_OK true
#else
#define SEQ_OK (seq % 2 == 0 && seq == seq_again)
#endif
#ifdef NO_NS_SEQ
#define NS_SEQ_OK true
#else
#define NS_SEQ_OK (ns_seq % 2 == 0 && ns_seq == ns_seq_again)
#endif

#define DATA_A (KEY_1 | META_1 | FIRST | SECOND)
inline get_a() {
    do
    :: LOAD(NS_1, 0, ns_seq, NS_SEQ)
    :: LOAD(SEQ_1, AFTER(NS_1), seq, SEQ)
    :: LOAD(KEY_1, AFTER(NS_1 | SEQ_1), key, KEY)
    :: LOAD(META_1, AFTER(NS_1 | SEQ_1), meta, META_A)
    :: LOAD(FIRST, AFTER(NS_1 | SEQ_1 | META_1), first, A0)
    :: LOAD(SECOND, AFTER(NS_1 | SEQ_1 | META_1), second, A1)
    :: LOAD(META_2, DATA_FIRST(DATA_A, META_1), meta_again, META_A)
    :: LOAD(SEQ_2, DATA_FIRST(DATA_A, SEQ_1), seq_again, SEQ)
    :: LOAD(NS_2, DATA_FIRST(DATA_A, NS_1), ns_seq_again, NS_SEQ)
    :: got == 511 -> break
    od;
    accepted = VERSION_OK(meta, meta_again) && SEQ_OK && NS_SEQ_OK && key == MINE;
    got = 0
}
#define DATA_B (META_1 | FIRST)
inline get_b() {
    do
    :: LOAD(NS_1, 0, ns_seq, NS_SEQ)
    :: LOAD(SEQ_1, AFTER(NS_1), seq, SEQ)
    :: LOAD(META_1, AFTER(NS_1 | SEQ_1), meta, META_B)
    :: LOAD(FIRST, AFTER(NS_1 | SEQ_1 | META_1), second, B0)
    :: LOAD(META_2, DATA_FIRST(DATA_B, META_1), meta_again, META_B)
    :: LOAD(SEQ_2, DATA_FIRST(DATA_B, SEQ_1), seq_again, SEQ)
    :: LOAD(NS_2, DATA_FIRST(DATA_B, NS_1), ns_seq_again, NS_SEQ)
    :: got == 511 - KEY_1 - SECOND -> break
    od;
    accepted = VERSION_OK(meta, meta_again) && SEQ_OK && NS_SEQ_OK;
    got = 0
}

#ifdef EXPORT
#define DATA_ALL (KEY_1 | FIRST | SECOND | META_1)
#define STARTED (NS_1 | STATE_1 | SEQ_1)
active proctype export() { /* SEQ_1, SEQ_2: mmf_stamp()'s looks at the namespace's counter; META_1: the value of B */
    byte ns_seq, stamp, ns_seq_in_stamp, key, first, second, value_b, stamp_again, ns_seq_again, ns_seq_last;
    short got;
    do
    :: LOAD(NS_1, 0, ns_seq, NS_SEQ)
    :: LOAD(STATE_1, AFTER(NS_1), stamp, STATE)
    :: LOAD(SEQ_1, AFTER(NS_1 | STATE_1), ns_seq_in_stamp, NS_SEQ)
    :: LOAD(KEY_1, AFTER(STARTED), key, KEY)
    :: LOAD(FIRST, AFTER(STARTED), first, A0)
    :: LOAD(SECOND, AFTER(STARTED), second, A1)
    :: LOAD(META_1, AFTER(STARTED), value_b, B0)
    :: LOAD(STATE_2, DATA_FIRST(DATA_ALL, STATE_1), stamp_again, STATE)
    :: LOAD(SEQ_2, DATA_FIRST(DATA_ALL, SEQ_1 | STATE_2), ns_seq_again, NS_SEQ)
    :: LOAD(NS_2, DATA_FIRST(DATA_ALL, SEQ_2), ns_seq_last, NS_SEQ)
    :: got == 2047 - META_2 -> break
    od;
    atomic {
        if
        :: stamp % 4 == 0 && stamp_again == stamp && (ns_seq_in_stamp | ns_seq_again) % 2 == 0 &&
           ns_seq_last == ns_seq ->
            assert(first == second);
            assert(key == MINE -> first != OTHER : true);
            assert(key == OTHERS -> first == OTHER : true);
            assert(first == BOTH -> value_b == BOTH : true)
        :: else -> skip
        fi
    }
}
#else
active proctype reader() {
    byte ns_seq, seq, meta, key, first, second, meta_again, seq_again, ns_seq_again;
    short got;
    bool accepted;
    get_a();
    if
    :: accepted ->
        assert(first == second && first != OTHER);
        if
        :: first == BOTH ->
            get_b();
            assert(accepted -> second == BOTH : true)
        :: else -> skip
        fi
    :: else -> skip
    fi
}
#endif
