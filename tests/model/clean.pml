/* clean.pml -- is all of the file on the device? The device never says so while it is not, whenever the machine goes down.
 *
 *     Promela                     C (src/_mmf/core)
 *     word, LEAVING + me          the superblock's word `clean`; who leaves stores one of its own (clean.c)
 *     on_device                   what the device has of that word; the system may write it there at any time
 *     attached                    the slots, of the living
 *     come                        mmf_slot_claim (slots.c), mmf_clean_end
 *     leave                       mmf_slot_drop, mmf_clean_begin
 *     MAY_DIE                     SIGKILL
 *
 * Any order of steps; sequential consistency, since both sides have a full fence between their store and their look (N4).
 * What was changed counts as being on the device once all was flushed by a flush that began afterwards. In the end, when
 * nobody has died, the device says that all is there.
 * Variants that must fail: ONE_WORD (all who leave store the same), ALWAYS_RESTORE (who leaves and sees others puts IN_USE
 * there whatever it found), NO_LOOK (at the slots), NO_FLUSH (a newcomer relies on another's COMING). */
#ifndef PROCESSES
#define PROCESSES 3
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef DEATHS
#define DEATHS 0
#endif
#define IN_USE 0
#define CLEAN 1
#define COMING 2
#define LEAVING 3

byte word = CLEAN, on_device = CLEAN, deaths, ended;
bool attached[PROCESSES];
bool missing, late[PROCESSES]; /* something was changed since all was flushed; since this one's flush began */

#if DEATHS
#define MAY_DIE if :: deaths < DEATHS -> deaths++; attached[me] = false; goto gone :: true fi
#else
#define MAY_DIE skip
#endif
#define MUST_HOLD assert(on_device != CLEAN || !missing)

inline flush_word() { atomic { MAY_DIE; on_device = word; MUST_HOLD } }

inline come() {
    atomic { MAY_DIE; attached[me] = true };
    atomic { MAY_DIE; seen = word };
    if
    :: seen == IN_USE -> skip
#ifdef NO_FLUSH
    :: seen == COMING -> skip
    :: seen != IN_USE && seen != COMING ->
#else
    :: seen != IN_USE ->
#endif
        atomic { MAY_DIE; word = COMING };
        flush_word();
        atomic { MAY_DIE; word = IN_USE }
    fi;
    seen = 0
}

inline leave() {
    atomic { MAY_DIE; attached[me] = false };
    atomic { MAY_DIE; seen = word; word = mine };
    anybody = false;
    i = 0;
#ifndef NO_LOOK
    do
    :: i < PROCESSES -> atomic { MAY_DIE; anybody = anybody || attached[i]; i++ }
    :: else -> break
    od;
#endif
    i = 0;
    if
    :: anybody ->
#ifdef ALWAYS_RESTORE
        atomic { MAY_DIE; if :: word == mine -> word = IN_USE :: else fi }
#else
        atomic { MAY_DIE; if :: seen == IN_USE && word == mine -> word = IN_USE :: else fi }
#endif
    :: else ->
        atomic { MAY_DIE; late[me] = false };
        atomic { MAY_DIE; missing = missing && late[me]; late[me] = true };
        atomic { MAY_DIE; if :: word == mine -> word = CLEAN; anybody = true :: else fi };
        if
        :: anybody -> flush_word()
        :: else -> skip
        fi
    fi;
    anybody = false;
    seen = 0
}

proctype process(byte me; byte mine) {
    byte seen, i, rounds;
    bool anybody;
    do
    :: rounds == ROUNDS -> break
    :: else ->
        come();
        atomic {
            MAY_DIE;
            missing = true;
            for (i : 0 .. PROCESSES - 1) { late[i] = true }
            i = 0;
            MUST_HOLD
        };
        leave();
        rounds++
    od;
gone:
    ended++
}

active proctype system() {
end_writing:
    do
    :: on_device != word -> atomic { on_device = word; MUST_HOLD }
    od
}

init {
    byte n;
    atomic {
        for (n : 0 .. PROCESSES - 1) { late[n] = true };
        for (n : 0 .. PROCESSES - 1) {
#ifdef ONE_WORD
            run process(n, LEAVING)
#else
            run process(n, LEAVING + n)
#endif
        };
        n = 0
    };
    ended == PROCESSES ->
    assert(deaths || word == CLEAN)
}
