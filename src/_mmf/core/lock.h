/* lock.h -- the writer lock: one word in the file.
 *
 *     word:  0 free; else  waiters << 31 | generation << 16 | slot index + 1
 */
#ifndef MMF_LOCK_H
#define MMF_LOCK_H

#include "base.h"
#include "shm.h"

#define MMF_LOCK_WAITERS UINT32_C(0x80000000)
#define MMF_LOCK_GENERATIONS UINT32_C(0x8000)
#define MMF_SLOTS_MAX UINT32_C(0xfffe)

static inline uint32_t mmf_lock_word(uint32_t slot, uint32_t generation)
{
    return (generation % MMF_LOCK_GENERATIONS) << 16 | (slot + 1);
}
static inline uint32_t mmf_lock_slot(uint32_t word) { return (word & 0xffff) - 1; }

static inline uint32_t mmf_lock_look(const uint32_t *lock) { return __atomic_load_n(lock, __ATOMIC_RELAXED); }

/* Take it if it is free. Acquire. */
static inline bool mmf_lock_try(uint32_t *lock, uint32_t mine)
{
    uint32_t free_word = 0;
    mmf_crash_point();
    return __atomic_compare_exchange_n(lock, &free_word, mine, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

/* Wake one sleeper: after giving it back (mmf_release() in ns.h), if the word had the waiters' bit. */
void mmf_lock_wake(uint32_t *lock);

/* Try for a moment without sleeping. */
bool mmf_lock_spin(uint32_t *lock, uint32_t mine);
/* Sleep until the word changes or `ms` have passed. MMF_INTERRUPTED. */
MMF_UNUSED_RESULT mmf_status mmf_lock_sleep(uint32_t *lock, int ms);
/* Take it from a dead owner: only if the word is still `dead`. */
bool mmf_lock_take_over(uint32_t *lock, uint32_t dead, uint32_t mine);

#endif
