/* notify.pml -- waiting for a change: no commit stays unseen by those who sleep, whoever dies.
 *
 *     Promela                     C (src/_mmf/core)
 *     take, give                  mmf_take_lock, mmf_release; a dead owner's word is taken over and recovered (recovery.c)
 *     arm                         mmf_watch_arm (watch.c), mmf_notify_arm (notify.c)
 *     look                        the caller's reading
 *     sleep                       mmf_watch_sleep, mmf_watch_moved, os_sleep_on
 *     writer                      a change of the container: mmf_write_end, mmf_notify_touch, mmf_notify_commit, and
 *                                 mmf_release_and_notify (operation.c)
 *     MAY_DIE                     SIGKILL
 *
 * Any order of steps; sequential consistency, since all but the compare in the kernel is done under the lock. A sleeper that
 * sleeps in slices (SLEEP_BOUNDED) goes on once there is something to see. In the end, when nothing moves any more, each
 * waiter that lives must have seen the last value. With KEY each waits for one key of several: when it arms again, and the key
 * was changed meanwhile, it knows (W7).
 * Variants that must fail: ARM_UNLOCKED, LOOK_FIRST (before arming), BLIND_SLEEP (without comparing), WAKE_ONE,
 * NO_RECOVERIES (their number is not looked at), NO_GRACE (that it has run out does not count). */
#ifndef GRACE
#define GRACE 1
#endif
#ifndef WRITERS
#define WRITERS 2
#endif
#ifndef WAITERS
#define WAITERS 2
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef DEATHS
#define DEATHS 0
#endif
#define ALL (WRITERS + WAITERS)

byte lock, count, value, recoveries, deaths, ended; /* lock: 0, or who has it, + 1 */
byte grace;                                         /* changes for which the container stays armed */
bool wake, committed;                               /* committed: the log says so, and is not yet empty */
byte changes, version;                              /* of one key: how many there were; what moves while it is armed */
bool asleep[ALL], dead[ALL];
byte seen[ALL];

#if DEATHS
#define MAY_DIE if :: deaths < DEATHS -> deaths++; dead[me] = true; goto gone :: true fi
#else
#define MAY_DIE skip
#endif

inline take() {
    atomic {
        if
        :: lock == 0 -> lock = me + 1
        :: lock && dead[lock - 1] -> lock = me + 1; committed = false; recoveries++
        fi;
        MAY_DIE
    }
}
inline give() { atomic { MAY_DIE; lock = 0 } }

inline arm() {
#ifndef ARM_UNLOCKED
    take();
#endif
    atomic {
        MAY_DIE;
#ifdef KEY
#ifdef NO_GRACE
        assert(!has_armed || changes == then_changes || version != then_version);
#else
        assert(!has_armed || changes == then_changes || version != then_version || count - then >= GRACE);
#endif
        has_armed = true; then_changes = changes; then_version = version;
#endif
        known = recoveries; then = count
    };
    atomic { MAY_DIE; grace = GRACE; wake = true };
#ifndef ARM_UNLOCKED
    give()
#endif
}
inline look() { atomic { MAY_DIE; seen[me] = value } }

proctype waiter(byte me) {
    byte then, known;
#ifdef KEY
    byte then_changes, then_version;
    bool has_armed;
#endif
    do
    :: true ->
#ifdef LOOK_FIRST
        look();
        arm();
#else
        arm();
        look();
#endif
        atomic {
            MAY_DIE;
#ifdef BLIND_SLEEP
            asleep[me] = true
#else
            asleep[me] = count == then
#endif
        };
end_asleep:
        if
        :: !asleep[me]
#if DEATHS
        :: count != then -> asleep[me] = false
#ifndef NO_RECOVERIES
        :: recoveries != known -> asleep[me] = false
#endif
        :: lock && dead[lock - 1] -> /* recovers, and then looks at the numbers again */
            take();
            give();
            goto end_asleep
        :: atomic { deaths < DEATHS -> deaths++; dead[me] = true; goto gone }
#endif
        fi
    od;
gone:
    ended++
}

inline wake_all() {
    atomic {
        MAY_DIE;
#ifdef WAKE_ONE
        if
        :: asleep[WRITERS] -> asleep[WRITERS] = false
        :: else -> asleep[ALL - 1] = false
        fi
#else
        byte i;
        for (i : WRITERS .. ALL - 1) { asleep[i] = false }
#endif
    }
}

proctype writer(byte me) {
    byte rounds;
    bool touched, wakes;
    do
    :: rounds == ROUNDS -> break
    :: else ->
        take();
        atomic { MAY_DIE; touched = grace > 0 };
        if
        :: atomic {
                MAY_DIE; value++; committed = true /* one store commits */
#ifdef KEY
                ;
                if
                :: changes++; if :: touched -> version++ :: else fi
                :: true /* of another key */
                fi
#endif
            };
            atomic { MAY_DIE; committed = false };
            if
            :: touched -> atomic { MAY_DIE; count++; grace--; wakes = wake; wake = false }
            :: else -> skip
            fi;
            give();
            if
            :: wakes -> wake_all()
            :: else -> skip
            fi
        :: true -> give() /* undone: nobody is told */
        fi;
        touched = false; wakes = false;
        rounds++
    od;
gone:
    ended++
}

init {
    byte n;
    atomic {
        for (n : 0 .. WRITERS - 1) { run writer(n) }
        for (n : WRITERS .. ALL - 1) { run waiter(n) }
        n = 0
    };
    timeout ->
    for (n : WRITERS .. ALL - 1) { assert(dead[n] || seen[n] == value) }
}
