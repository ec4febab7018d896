/* share.pml -- shared locks: no writer inside with a sharer, no wake-up lost, nobody kept out by the dead.
 *
 *     Promela                     C (src/_mmf/core)
 *     take, give                  the writer lock, taken over from a dead owner (lock.pml has its own model)
 *     share, give_up              try_share, give_up (shared.c)
 *     pass                        mmf_shared_pass, any_share (shared.c)
 *     sleep_for_sharers, _gate    mmf_shared_wait (shared.c)
 *     flag, shared, gate          slot.shared_count, super.shared, super.shared_gate
 *     same[me]                    super.shared_turn is what was read before: to sleep nothing more of it is compared
 *     MAY_DIE                     SIGKILL, and the kernel's giving back the life byte
 *
 * Sequential consistency: shared.c has full fences where two stores and loads cross (M5). Without deaths no sleep ends by
 * time: a run that ends with a sleeper is a lost wake-up. Each death wakes those who sleep once, and a gate
 * opens by itself once no writer waits any more.
 * Variants that must fail: FLAG_LATE (a share that is marked after the lock is given back), NO_RESCAN (a writer that closes
 * the gate and does not look at the slots again), NO_GATE_LOOK (nor at the gate, which another writer may have opened),
 * GATE_ONLY (one that closes it and leaves nothing that has the next one open it), NO_ASK (dead sharers count), EARLY_LOOK
 * (a sharer that gives up looks at the gate before it clears its mark). */
#ifndef SHARERS
#define SHARERS 2
#endif
#ifndef WRITERS
#define WRITERS 2
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef DEATHS
#define DEATHS 0
#endif
#define ALL (SHARERS + WRITERS)

byte lock, deaths, ended, heard[ALL];
bool shared, gate, flag[SHARERS], sharing[SHARERS], dead[ALL], same[ALL], asleep[ALL], waits[ALL], writing;
#define NOBODY_WAITS (!waits[SHARERS] && !waits[ALL - 1]) /* for two writers at most */

#if DEATHS
#define MAY_DIE if :: deaths < DEATHS -> die(); goto gone :: true fi
#else
#define MAY_DIE skip
#endif
inline die() {
    deaths++;
    dead[me] = true;
    same[me] = false;
    waits[me] = false;
    if
    :: me < SHARERS -> sharing[me] = false
    :: else -> writing = (lock == me + 1 -> false : writing)
    fi
}

inline take() {
    atomic { lock == 0 || dead[lock - 1] -> lock = me + 1; MAY_DIE }
}
inline give() { atomic { MAY_DIE; lock = 0 } }

inline read_turn() { atomic { MAY_DIE; same[me] = true } }
inline move_turn() {
    atomic {
        MAY_DIE;
        for (i : 0 .. ALL - 1) { same[i] = false };
        i = 0
    };
    atomic {
        MAY_DIE;
        for (i : 0 .. ALL - 1) { asleep[i] = false };
        i = 0
    }
}

inline sleep_on_turn() {
    atomic { MAY_DIE; asleep[me] = same[me]; same[me] = false };
    if
    :: !asleep[me]
#if DEATHS
    :: asleep[me] && me >= SHARERS && heard[me] < deaths -> atomic { heard[me] = deaths; asleep[me] = false }
    :: asleep[me] && me < SHARERS && (!gate || NOBODY_WAITS) -> atomic { asleep[me] = false; gate = (NOBODY_WAITS -> false : gate) }
    :: atomic { deaths < DEATHS -> die(); goto gone }
#endif
    fi
}

proctype sharer(byte me) {
    byte rounds, i;
    bool seen;
    do
    :: rounds == ROUNDS -> break
    :: else ->
        take();
        atomic { MAY_DIE; seen = gate };
        if
        :: seen ->
            give();
            read_turn();
            atomic { MAY_DIE; seen = gate };
            if
            :: seen -> sleep_on_turn()
            :: else -> same[me] = false
            fi
        :: else ->
            atomic { MAY_DIE; shared = true };
#ifdef FLAG_LATE
            give();
#endif
            atomic { MAY_DIE; flag[me] = true; sharing[me] = true; assert(!writing) };
#ifndef FLAG_LATE
            give();
#endif
            atomic { MAY_DIE; assert(!writing) };
#ifdef EARLY_LOOK
            atomic { MAY_DIE; seen = gate };
            atomic { MAY_DIE; sharing[me] = false; flag[me] = false };
#else
            atomic { MAY_DIE; sharing[me] = false; flag[me] = false };
            atomic { MAY_DIE; seen = gate };
#endif
            if
            :: seen -> move_turn()
            :: else -> skip
            fi;
            rounds++
        fi;
        seen = false
    od;
gone:
    ended++
}

/* Does any slot's share count? The marks of the dead are taken away. */
inline scan(thorough) {
    seen = false;
    i = 0;
    do
    :: i == SHARERS -> break
    :: else ->
        atomic {
            MAY_DIE;
            if
#ifndef NO_ASK
            :: thorough && flag[i] && dead[i] -> flag[i] = false
#endif
            :: else -> seen = seen || flag[i]
            fi;
            i++
        }
    od;
    i = 0
}

proctype writer(byte me) {
    byte rounds, i;
    bool seen;
    do
    :: rounds == ROUNDS -> break
    :: else ->
        take();
        seen = false;
        if
        :: shared -> scan(true)
        :: else -> skip
        fi;
        if
        :: seen ->
            give();
            atomic { MAY_DIE; gate = true };
#ifndef GATE_ONLY
            atomic { MAY_DIE; shared = true };
#endif
            read_turn();
#ifndef NO_RESCAN
            scan(false);
#endif
#ifndef NO_GATE_LOOK
            atomic { MAY_DIE; seen = seen && gate };
#endif
            if
            :: seen -> waits[me] = true; sleep_on_turn(); waits[me] = false
            :: else -> same[me] = false
            fi
        :: else ->
            if
            :: shared ->
                atomic { MAY_DIE; shared = false };
                atomic { MAY_DIE; gate = false };
                move_turn()
            :: else -> skip
            fi;
            atomic { MAY_DIE; writing = true };
            assert(sharing[0] + sharing[SHARERS - 1] == 0);
            atomic { MAY_DIE; writing = false };
            give();
            rounds++
        fi;
        seen = false
    od;
gone:
    ended++
}

init {
    byte n;
    atomic {
        for (n : 0 .. SHARERS - 1) { run sharer(n) }
        for (n : SHARERS .. ALL - 1) { run writer(n) }
    };
    ended == ALL
}
