/* log.pml -- the undo log: every change is all or nothing, whoever dies where.
 *
 * One process at a time writes (it holds the lock); it may die before each store, and so may whoever recovers. A killed
 * process has executed every store before that one and none after, so the steps need no reordering. A reader watches.
 *
 *     Promela                    C (src/_mmf/core)
 *     unit, publish              mmf_log_unit, mmf_log_publish (log.h)
 *     put, make_odd, put_value   mmf_put, mmf_log_make_odd (log.h), mmf_log_put_value (log.c)
 *     undo, make_even, finish     undo (log.c), mmf_log_make_even, mmf_log_end (log.h)
 *     undo_to, roll_back, commit mmf_log_undo_to, mmf_log_rollback (log.c), mmf_log_commit (log.h)
 *     collect                    read_records (log.c)
 *     recovery                   mmf_log_recover (log.c), recover (recovery.c)
 *     set, remove, insert        mmf_dict_set in place (dict.c), mmf_table_remove, mmf_table_insert (table.c)
 *     mark_undone                between undo and mmf_log_end, in mmf_log_rollback and mmf_log_recover (log.c)
 *     writer                     mmf_write_begin/end (operation.c), mmf_txn_begin/commit/rollback (wait.c)
 *     reader                     try_key, glance_at_key (lookup.c)
 *
 * Two entries, two keys; the order number is the high half of an entry's meta word, its version the low half.
 * Variants that must fail: REUSE (an entry is filled again without saving what it held), ALWAYS_EVEN (a counter that
 * has become another entry's is made even), UNMARKED (undoing starts again while counters are even already), EARLY_EVEN
 * (counters even before the commit), LATE_RECORD (the record counts only after its store), FORGET (recovery empties the
 * log first). */
#ifndef DEATHS
#define DEATHS 2
#endif
#ifndef CHANGES
#define CHANGES 2
#endif
#ifndef OPERATIONS /* in a transaction */
#define OPERATIONS 2
#endif
#define UNITS 60
#ifndef UPDATE /* changes outside transactions have up to OPERATIONS operations */
#define UPDATE 0
#endif

#define KEY(e) ((e) * 4)
#define FIRST(e) ((e) * 4 + 1)
#define SECOND(e) ((e) * 4 + 2)
#define META(e) ((e) * 4 + 3)
#define SEQ 8    /* the container's counter */
#define VACANT 9 /* bit e: entry e is vacant */
#define NS_SEQ 10
#define ORDER(meta) ((meta) / 16)

mtype = {WORD, COUNTER, PAIR, ENTRY, EXTRA};

byte mem[11];
mtype record[UNITS];
byte target[UNITS], old[UNITS];
byte state_units;
bool state_committed;

/* The living writer's private memory. */
byte count, odd_count, counter[10], odd[10];

/* What should be there: value and order number of each key (0: absent), committed and in the open change. */
byte value_kept[3], order_kept[3], value_now[3], order_now[3];
byte values_given, orders_given, deaths;
bool shown[16]; /* values that were committed at some time */

#define MAY_DIE if :: deaths < DEATHS -> deaths++; goto recovery :: true fi

inline unit(kind, where, what) {
    MAY_DIE; record[count] = kind; target[count] = where;
    MAY_DIE; old[count] = what; count++
}
inline publish() { MAY_DIE; d_step { state_units = count; state_committed = false } }
inline note(where, value) { d_step { counter[odd_count] = where; odd[odd_count] = value; odd_count++ } }
inline store(where, what) { MAY_DIE; mem[where] = what }

inline put(where, what) {
    unit(WORD, where, mem[where]);
#ifdef LATE_RECORD
    store(where, what); publish()
#else
    publish(); store(where, what)
#endif
}

inline make_odd(where) {
    if
    :: mem[where] % 2 -> skip
    :: else -> note(where, mem[where] + 1); unit(COUNTER, where, mem[where]); publish(); store(where, mem[where] + 1)
    fi
}

/* The words of an entry that is being changed in place. The extra unit: target holds what is put back. */
inline put_value(e, what) {
    if
    :: mem[META(e)] % 2 -> unit(EXTRA, mem[SECOND(e)], 0); unit(PAIR, FIRST(e), mem[FIRST(e)]); publish()
    :: else ->
        note(META(e), mem[META(e)] + 1);
        unit(EXTRA, mem[SECOND(e)], mem[META(e)]); unit(ENTRY, e, mem[FIRST(e)]); publish();
        store(META(e), mem[META(e)] + 1)
    fi;
    store(FIRST(e), what); store(SECOND(e), what)
}

inline undo(down_to) {
    i = count;
    do
    :: i > down_to ->
        i--;
        if
        :: record[i] == WORD -> store(target[i], old[i])
        :: record[i] == COUNTER -> skip
        :: record[i] == PAIR -> store(target[i], old[i]); i--; store(target[i + 1] + 1, target[i])
        :: record[i] == ENTRY -> store(FIRST(target[i]), old[i]); i--; store(SECOND(target[i + 1]), target[i])
        fi
    :: else -> break
    od
}

#ifdef ALWAYS_EVEN
#define IS_STILL(i) true
#else
#define IS_STILL(i) (mem[counter[i]] == odd[i])
#endif
inline make_even(from) {
    i = from;
    do
    :: i < odd_count ->
        if
        :: IS_STILL(i) -> store(counter[i], odd[i] + 1)
        :: else -> skip
        fi;
        i++
    :: else -> break
    od;
    odd_count = from
}

inline finish() {
    make_even(0);
    MAY_DIE;
    d_step {
        state_units = 0; state_committed = false; count = 0; odd_count = 0;
        /* Nobody reads these again; they are cleared to have fewer states. */
        for (i : 0 .. UNITS - 1) { record[i] = 0; target[i] = 0; old[i] = 0 }
        for (i : 0 .. 9) { counter[i] = 0; odd[i] = 0 }
        i = 0
    }
}

inline undo_to(mark, odd_mark) {
    undo(mark); make_even(odd_mark);
    count = mark; publish()
}

inline keep_model() {
    value_kept[1] = value_now[1]; value_kept[2] = value_now[2];
    order_kept[1] = order_now[1]; order_kept[2] = order_now[2];
    shown[value_now[1]] = true; shown[value_now[2]] = true
}
inline forget_model() {
    value_now[1] = value_kept[1]; value_now[2] = value_kept[2];
    order_now[1] = order_kept[1]; order_now[2] = order_kept[2]
}

inline commit() {
    if
    :: count == 0 -> skip
    :: else ->
#ifdef EARLY_EVEN
        make_even(0);
#endif
        MAY_DIE; d_step { state_units = count; state_committed = true; keep_model() };
        finish()
    fi
}

/* Undone and committed are the same from here on: the words are what they shall be, and counters become even. */
inline mark_undone() {
#ifdef UNMARKED
    skip
#else
    MAY_DIE; state_committed = true
#endif
}
inline roll_back() {
    d_step { forget_model() };
    if
    :: count == 0 -> skip
    :: else -> undo(0); mark_undone(); finish()
    fi
}

inline collect() {
    d_step {
        i = count; odd_count = 0;
        do
        :: i > 0 ->
            i--;
            if
            :: record[i] == COUNTER -> note(target[i], old[i] + 1)
            :: record[i] == PAIR -> i--
            :: record[i] == ENTRY -> i--; note(META(target[i + 1]), old[i] + 1)
            :: else -> skip
            fi
        :: else -> break
        od;
        i = 0
    }
}

/* The entry that holds key k; 2: none. */
inline find(k) {
    e = (mem[KEY(0)] == k && !(mem[VACANT] & 1) -> 0 : (mem[KEY(1)] == k && !(mem[VACANT] & 2) -> 1 : 2))
}

inline set(k) {
    find(k);
    d_step { values_given++; value_now[k] = values_given };
    put_value(e, values_given)
}

inline remove(k) {
    find(k);
    d_step { value_now[k] = 0; order_now[k] = 0 };
    make_odd(SEQ);
    put(KEY(e), 0); put(VACANT, mem[VACANT] | (1 << e))
}

/* A vacant entry is taken first, perhaps one that this very change has vacated: what is overwritten is saved. */
inline save(where) { unit(WORD, where, mem[where]); publish() }
inline insert(k) {
    e = (mem[VACANT] & 1 -> 0 : 1);
    d_step { values_given++; orders_given++; value_now[k] = values_given; order_now[k] = orders_given };
    make_odd(SEQ);
    put(VACANT, mem[VACANT] & (3 - (1 << e)));
    save(KEY(e));
#ifndef REUSE
    unit(EXTRA, mem[SECOND(e)], 0); unit(PAIR, FIRST(e), mem[FIRST(e)]); publish();
    save(META(e));
#endif
    store(KEY(e), k); store(FIRST(e), values_given); store(SECOND(e), values_given); store(META(e), orders_given * 16)
}

inline operation() {
    if
    :: value_now[1] && values_given < 14 -> set(1)
    :: value_now[1] -> remove(1)
    :: !value_now[2] && values_given < 14 -> insert(2)
    :: value_now[2] -> remove(2)
    :: else -> skip
    fi
}

/* Lock held, log empty: all is as it was committed, and every counter is even. */
inline check_key(k) {
    find(k);
    assert(e == 2 -> value_kept[k] == 0 : true);
    assert(e < 2 -> mem[FIRST(e % 2)] == value_kept[k] && mem[SECOND(e % 2)] == value_kept[k] : true);
    assert(e < 2 -> ORDER(mem[META(e % 2)]) == order_kept[k] : true)
}
inline check() {
    d_step {
        assert(mem[SEQ] % 2 == 0 && mem[META(0)] % 2 == 0 && mem[META(1)] % 2 == 0 && mem[NS_SEQ] % 2 == 0);
        check_key(1); check_key(2);
        e = 0
    }
}

active proctype writer() {
    byte i, e, changes, done, mark, odd_mark, value_mark[3], order_mark[3];
    d_step {
        mem[KEY(0)] = 1; mem[FIRST(0)] = 1; mem[SECOND(0)] = 1; mem[META(0)] = 16; mem[VACANT] = 2;
        values_given = 1; orders_given = 1; shown[1] = true;
        value_kept[1] = 1; order_kept[1] = 1; forget_model()
    };
again:
    do
    :: changes == CHANGES -> break
    :: changes < CHANGES ->
        changes++; done = 0;
        if
        :: operation(); /* one that stands for itself, or an update of several keys */
            do
            :: UPDATE && done < OPERATIONS - 1 -> done++; operation()
            :: break
            od;
            if
            :: commit()
            :: roll_back()
            fi
        :: store(NS_SEQ, mem[NS_SEQ] + 1); /* a transaction */
            do
            :: done < OPERATIONS -> done++; operation()
            :: done < OPERATIONS && count -> /* with a savepoint */
                done++;
                d_step {
                    mark = count; odd_mark = odd_count;
                    value_mark[1] = value_now[1]; value_mark[2] = value_now[2];
                    order_mark[1] = order_now[1]; order_mark[2] = order_now[2]
                };
                operation();
                undo_to(mark, odd_mark);
                d_step {
                    value_now[1] = value_mark[1]; value_now[2] = value_mark[2];
                    order_now[1] = order_mark[1]; order_now[2] = order_mark[2];
                    value_mark[1] = 0; value_mark[2] = 0; order_mark[1] = 0; order_mark[2] = 0; mark = 0; odd_mark = 0
                }
            :: done -> break
            od;
            if
            :: commit()
            :: roll_back()
            fi;
            store(NS_SEQ, mem[NS_SEQ] + 1)
        fi;
        check();
        goto again;
recovery:  skip;
        d_step {
            value_mark[1] = 0; value_mark[2] = 0; order_mark[1] = 0; order_mark[2] = 0;
            mark = 0; odd_mark = 0; done = 0; count = state_units; odd_count = 0; i = 0; e = 0; forget_model()
        }
        if
        :: count ->
#ifdef FORGET
            state_units = 0;
#endif
            collect();
            if
            :: state_committed -> skip
            :: else -> undo(0); mark_undone()
            fi;
            finish()
        :: else -> skip
        fi;
        if
        :: mem[NS_SEQ] % 2 -> store(NS_SEQ, mem[NS_SEQ] + 1)
        :: else -> skip
        fi;
        check()
    od
}

/* One look at key 1 in the entry where it lies: what it accepts was committed, and is whole. */
#ifdef READER
active proctype reader() {
    byte ns_seq, seq, meta, key, first, second;
    ns_seq = mem[NS_SEQ];
    seq = mem[SEQ];
    key = mem[KEY(0)];
    meta = mem[META(0)];
    first = mem[FIRST(0)];
    second = mem[SECOND(0)];
    atomic {
        if
        :: (seq | ns_seq | meta) % 2 == 0 && meta == mem[META(0)] && seq == mem[SEQ] && ns_seq == mem[NS_SEQ] ->
            assert(key == 0 || (first == second && shown[first]))
        :: else -> skip
        fi
    }
}
#endif
