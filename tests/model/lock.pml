/* lock.pml -- the writer lock: mutual exclusion, sleeping, and what happens when processes die.
 *
 *     Promela                     C (src/_mmf/core)
 *     NAME                        mmf_lock_word (lock.h)
 *     try                         mmf_lock_try (lock.h), one round of mmf_lock_spin (lock.c)
 *     release, wake               mmf_release, mmf_release_and_wake (ns.h, operation.c), mmf_lock_wake (lock.c)
 *     sleep                       mmf_lock_sleep (lock.c), os_sleep_on
 *     DEAD                        mmf_owner_is_dead (slots.c), os_life_is_held
 *     take_over                   mmf_recover_holding, recover (recovery.c), mmf_lock_take_over (lock.c)
 *     recover_from                mmf_recover_from (recovery.c)
 *     claim                       mmf_slot_claim, claim_locked, settle_in, take_lock_as (slots.c)
 *     wait                        mmf_wait (wait.c)
 *     thread                      lock_for (wait.c) and a change under the lock; mmf_slot_drop at the end
 *     reader                      an operation that only reads, while another holds the lock exclusively
 *     MAY_DIE                     SIGKILL, and the kernel's giving back the life byte
 *
 * Between two steps that touch shared memory or the kernel others may run; a process may die before each. The kernel
 * compares and sleeps in one step, and wakes one sleeper. Process 0 has THREADS threads.
 * The first processes are attached already if they have one thread; newcomers claim a slot.
 * With SLEEP_BOUNDED a sleep may end by time at any moment. Without it (and without deaths) a run that ends with a
 * sleeper is a lost wake-up, which spin reports as an invalid end state. With LIVE the claim is that every thread comes
 * to its end, under weak fairness.
 * Variants that must fail: BLIND_SLEEP (sleeps without comparing), NO_BIT (K2 broken), NO_GENERATION and NO_P2 (see
 * slots.c), PUBLISH_EARLY (other threads see a claim's lock word before the claim is certain), KEEP_WAKE (a reader that
 * was woken does not wake the next), CLAIM_BARE (a claim takes the lock without the bit), STEAL (takes over without
 * proof of death). */
#ifndef PROCESSES
#define PROCESSES 3
#endif
#ifndef THREADS
#define THREADS 1
#endif
#ifndef READERS
#define READERS 0
#endif
#ifndef DEATHS
#define DEATHS 0
#endif
#ifndef NEWCOMERS /* how many of the dead are followed by a new process */
#define NEWCOMERS 0
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif
#define SLOTS (PROCESSES + (DEATHS > 0)) /* for the living, and one that the lock word may name */
#define WRITERS (PROCESSES + THREADS - 1)
#define ALL (WRITERS + READERS)

#define WAITERS 128
#define NAME(slot, generation) ((generation) * 8 + (slot) + 1)
#define BARE(word) ((word) & 127)
#define SLOT(word) (((word) & 7) - 1)

/* Shared. life: 0, or the process that holds the byte, + 1. dirty: the log is not empty. */
byte lock, generation[5], life[5];
bool left_overs[5];
bool dirty, exclusive; /* exclusive: the namespace's counter is odd */

/* Of each process: lock_mine, lock_take, slot, mutex. */
#if THREADS + READERS > 1
byte mine_of[4], take_of[4], own_of[4];
bool claiming[4];
#define mine mine_of[p]
#define take take_of[p]
#define own own_of[p]
#endif

/* Of each thread: its place in the kernel's queue, and what a monitor sees. */
bool asleep[5], inside[5], changing[5];
byte ended, deaths, newcomers, lost, recovered;

#if DEATHS
#define MAY_DIE if :: deaths < DEATHS -> die(); goto dead :: true fi
#else
#define MAY_DIE skip
#endif

inline give_back(slot) {
    left_overs[slot] = left_overs[slot] || life[slot] == p + 1;
    life[slot] = (life[slot] == p + 1 -> 0 : life[slot])
}
inline die() {
    d_step {
        deaths++;
        lost = lost + changing[me];
        inside[me] = false; changing[me] = false;
        give_back(0); give_back(1); give_back(2); give_back(3); give_back(4)
    }
}

/* In the same step as taking the lock. */
inline enter() { assert(inside[0] + inside[1] + inside[2] + inside[3] + inside[4] == 0); inside[me] = true }

inline try(word) {
    atomic {
        MAY_DIE;
        got = lock == 0;
        if
        :: got -> lock = word; enter(); assert(!dirty)
        :: else -> skip
        fi
    }
}

inline wake() {
    atomic {
        MAY_DIE;
        if
        :: asleep[0] -> asleep[0] = false
        :: asleep[1] -> asleep[1] = false
        :: asleep[2] -> asleep[2] = false
        :: asleep[3] -> asleep[3] = false
        :: asleep[4] -> asleep[4] = false
        :: else -> skip
        fi
    }
}

inline release() {
    atomic { MAY_DIE; had_bit = lock >= WAITERS; lock = 0; inside[me] = false };
    if
    :: had_bit -> had_bit = false; take = mine; wake()
    :: else -> skip
    fi
}

/* Does no other process hold the life byte? Of its own slot a process knows better. */
#ifdef PUBLISH_EARLY
#define IS_OWN(slot) (mine && own == slot)
#else
#define IS_OWN(slot) (own == slot)
#endif
#ifdef STEAL
#define DEAD(word) true
#else
#define DEAD(word) ((life[SLOT(word)] == 0 || life[SLOT(word)] == p + 1) && !IS_OWN(SLOT(word)))
#endif

/* The log has records, then none. */
inline change() {
    atomic { MAY_DIE; assert(inside[me] && !dirty); dirty = true; changing[me] = true };
    atomic { MAY_DIE; assert(inside[me] && dirty); dirty = false; changing[me] = false }
}

/* One step takes the word, another ends the undoing. */
inline take_over(word, name) {
    atomic {
        MAY_DIE;
        got = lock == word;
        if
        :: got -> lock = name | WAITERS; enter()
        :: else -> skip
        fi
    };
    if
    :: got -> atomic { MAY_DIE; assert(inside[me]); recovered = recovered + dirty; dirty = false }
    :: else -> skip
    fi
}

/* It may have been woken from a sleep, so it takes the lock with the waiters' bit, and once more afterwards (K2). */
#ifdef CLAIM_BARE
#define WITH_BIT(word) (word)
#else
#define WITH_BIT(word) ((word) | WAITERS)
#endif

/* The life byte of slot `index` is ours: settle_in(). */
inline settle() {
    atomic {
        MAY_DIE;
        own = index;
#ifndef NO_GENERATION
        generation[index]++;
        assert(generation[index] < 16);
#endif
        name = NAME(index, generation[index])
    };
    if
    :: left_overs[index] ->
#ifdef PUBLISH_EARLY
        mine = name; take = name;
#endif
        try(WITH_BIT(name));
        if
        :: !got ->
            atomic { MAY_DIE; word = lock; got = word && DEAD(word) };
            if
            :: got -> take_over(word, name)
            :: else -> skip
            fi
        :: else -> skip
        fi;
        if
        :: got -> change(); left_overs[index] = false; release()
        :: else -> /* nobody saw the name: the model, which counts only to 15, gives the number back */
#ifndef NO_GENERATION
            generation[index]--
#else
            skip
#endif
        fi
    :: left_overs[index] -> left_overs[index] = false /* the dead owner left nothing */
    :: else -> skip
    fi
}

inline claim() {
#if THREADS + READERS > 1
    atomic { !claiming[p] -> claiming[p] = true };
#endif
    index = 0;
    do
    :: mine || index == SLOTS -> break
    :: else ->
        atomic {
            MAY_DIE;
            got = life[index] == 0;
            if
            :: got -> life[index] = p + 1
            :: else -> index++
            fi
        };
        if
        :: got ->
#ifndef NO_P2
            atomic { MAY_DIE; word = lock; got = word == 0 || SLOT(word) != index };
#endif
            if
            :: got -> settle()
            :: else -> skip
            fi;
            if
            :: got -> atomic { mine = name; take = WITH_BIT(name) }
            :: else -> atomic { mine = 0; take = 0; own = SLOTS }; atomic { MAY_DIE; life[index] = 0; index++ }
            fi
        :: else -> skip
        fi
    od;
    atomic {
        index = 0; word = 0; name = 0; got = false;
#if THREADS + READERS > 1
        claiming[p] = false
#endif
    }
}

inline recover_from(dead_word) {
    atomic { MAY_DIE; got = DEAD(dead_word) };
    if
    :: got ->
        if
        :: !mine -> claim()
        :: else -> skip
        fi;
        if
        :: mine ->
            take_over(dead_word, mine);
            if
            :: got -> change(); release()
            :: else -> skip
            fi
        :: else -> skip
        fi
    :: else -> skip
    fi
}

inline sleep() {
    atomic { MAY_DIE; now = lock };
    if
    :: now == 0 -> skip
    :: else ->
        got = true;
        if
        :: now < WAITERS -> /* set the bit, if the word has not moved */
            atomic {
                MAY_DIE;
                got = lock == now;
                if
                :: got -> now = now | WAITERS; lock = now
                :: else -> skip
                fi
            }
        :: else -> skip
        fi;
        if
        :: got ->
            atomic {
                MAY_DIE;
#ifdef BLIND_SLEEP
                asleep[me] = true
#else
                asleep[me] = lock == now
#endif
            };
            if
            :: !asleep[me]
#ifdef SLEEP_BOUNDED
            :: asleep[me] -> asleep[me] = false
#endif
#if DEATHS
            :: atomic { asleep[me] && deaths < DEATHS -> asleep[me] = false; die(); goto dead }
#endif
            fi
        :: else -> skip
        fi
    fi
}

inline wait() {
    atomic { MAY_DIE; seen = BARE(lock) };
    if
    :: seen ->
        sleep();
#ifndef NO_BIT
        if
        :: mine -> take = mine | WAITERS /* K2 */
        :: else -> skip
        fi;
#endif
        atomic { MAY_DIE; now = lock };
        if
        :: BARE(now) == seen -> recover_from(now)
        :: else -> skip
        fi
    :: else -> skip
    fi;
    atomic { seen = 0; now = 0; got = false }
}

proctype thread(byte p, me) {
    byte index, word, name, seen, now, rounds;
    bool got, had_bit;
#if THREADS + READERS == 1
    byte own = me, mine = NAME(me, 1), take = NAME(me, 1);
#endif
born:
    do
    :: rounds == ROUNDS -> break
    :: else ->
        if
        :: !mine -> claim()
        :: else -> skip
        fi;
        if
        :: take -> try(take)
        :: else -> skip
        fi;
        if
        :: got -> exclusive = READERS > 0; change(); exclusive = false; rounds++; release(); got = false
        :: else -> wait()
        fi
    od;
#if THREADS + READERS == 1
    if
    :: mine -> atomic { MAY_DIE; life[own] = 0; own = SLOTS; mine = 0; take = 0 }
    :: else -> skip
    fi;
#endif
#if DEATHS
    goto gone;
dead:
    atomic {
        mine = 0; take = 0; own = SLOTS;
        index = 0; word = 0; name = 0; seen = 0; now = 0; rounds = 0; got = false; had_bit = false;
        if
        :: newcomers < NEWCOMERS -> newcomers++; goto born
        :: true
        fi
    };
gone:
#endif
    ended++
}

#if READERS
proctype reader(byte p, me) {
    byte index, word, name, seen, now;
    bool got, had_bit;
    do
    :: !exclusive -> break
    :: else ->
        wait();
#ifndef KEEP_WAKE
        wake()
#endif
    od;
    ended++
}
#endif

/* In the end each change that a death cut short was undone once, unless nobody was left to do it. */
init {
    byte i;
    atomic {
#if THREADS + READERS > 1
        left_overs[0] = true;
        for (i : 0 .. PROCESSES - 1) { own_of[i] = SLOTS }
#else
        for (i : 0 .. PROCESSES - 1) { life[i] = i + 1; generation[i] = 1 }
#endif
        for (i : 0 .. WRITERS - 1) { run thread((i < PROCESSES -> i : 0), i) }
#if READERS
        for (i : 0 .. READERS - 1) { run reader(PROCESSES - 1 - i, WRITERS + i) }
#endif
        i = 0
    };
    ended == ALL -> assert(recovered + dirty == lost && (lock == 0 || life[SLOT(lock)] == 0))
}

#ifdef LIVE
ltl live { <> (ended == ALL) }
#endif
