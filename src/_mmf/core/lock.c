/* lock.c -- the writer lock: spin a moment, then sleep in the kernel.
 *
 * K1  Nobody sleeps on the word unless it has the waiters' bit, set while the word was not 0; so the release that makes
 *     it 0 sees the bit and wakes one.
 * K2  Who takes the word after a sleep takes it with the waiters' bit: others may still sleep, and its release wakes
 *     the next.
 * K3  A woken waiter may die before it takes the word, and the wake-up with it: every sleep is bounded, and whoever
 *     wakes by time looks again. So a lost wake-up costs a slice, never a hang.
 * K4  Only the owner, or one that has proof that the owner is dead, changes a word that is not 0 (but for the bit).
 * K5  Who slept without wanting the word, a reader, passes the wake-up on: it may have been the only one of a release,
 *     and it will not release the word itself.
 * The first two are the mutex of Drepper's "Futexes Are Tricky" (2011). */
#include "lock.h"

#include "../os/os.h"

#define SPINS 200        /* pauses before it sleeps */
#define SPINS_AT_ONCE 16 /* between two looks */

void mmf_lock_wake(uint32_t *lock) { os_wake(lock, 1); }

/* Each look takes the word's line away from its owner, and who gets the word all other lines of the change. So looks
 * get rarer: who has the word does some changes in the meantime (Anderson, "The Performance of Spin Lock Alternatives
 * for Shared-Memory Multiprocessors", IEEE TPDS 1990). */
bool mmf_lock_spin(uint32_t *lock, uint32_t mine)
{
    int pauses = 1;
    for (int spins = 0; spins < SPINS; spins += pauses) {
        uint32_t word = mmf_lock_look(lock);
        if (!word && mmf_lock_try(lock, mine))
            return true;
        if (word & MMF_LOCK_WAITERS)
            return false; /* others sleep already: this may take long */
        if (pauses < SPINS_AT_ONCE)
            pauses *= 2;
        for (int i = 0; i < pauses; i++)
            os_relax();
    }
    return false;
}

mmf_status mmf_lock_sleep(uint32_t *lock, int ms)
{
    uint32_t word = mmf_lock_look(lock);
    if (!word)
        return MMF_OK;
    if (!(word & MMF_LOCK_WAITERS)) {
        if (!__atomic_compare_exchange_n(lock, &word, word | MMF_LOCK_WAITERS, false, __ATOMIC_RELAXED,
                                         __ATOMIC_RELAXED))
            return MMF_OK; /* it moved: look again */
        word |= MMF_LOCK_WAITERS;
    }
    return os_sleep_on(lock, word, ms);
}

bool mmf_lock_take_over(uint32_t *lock, uint32_t dead, uint32_t mine)
{
    mmf_crash_point();
    return __atomic_compare_exchange_n(lock, &dead, mine | MMF_LOCK_WAITERS, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
