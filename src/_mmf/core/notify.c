/* notify.c -- waiting for a container to change, without polling and without a word to the writers unless somebody
 * waits.
 *
 *     header's change word:  commits counted (32 bits, what waiters sleep on) | armed: grace (31 bits), wake (1 bit)
 *
 *     waiter                                       writer
 *     lock; armed = most, wake; remember count;    lock
 *     unlock                                       change, and note the container, for it is armed
 *     look at the value: as wanted? done           commit
 *     sleep while the count is the same            {count + 1, grace - 1, no wake}; unlock; wake all,
 *     and begin again                              if there was `wake`
 *
 * W1  `armed` is set under the lock, so every change that begins after it finds it set: a writer pays one load of a
 *     line that it has read anyway. Changes before it are seen by the look that follows.
 * W2  The count moves after the commit and before the lock is given back, by one store that also takes `wake` away. A
 *     change that is undone, a savepoint too, moves nothing; a transaction moves the count once, when it ends.
 * W3  The kernel compares the count before it lets a waiter sleep, so a change between arming and sleeping is not slept
 *     through. All are woken: who is not content arms again.
 * W4  A waiter leaves nothing behind when it dies or gives up but `armed`, which the next changes take away.
 * W7  Who waits for one key compares its version when it arms again, and only changes of an armed container are sure to
 *     move that (L6). So `armed` outlasts MMF_NOTIFY_GRACE changes: what happens to the key while a waiter wakes is not
 *     missed. If as many have been counted, it may be: then the key counts as changed.
 * W5  A writer that dies between its commit and the count is recovered, and the number of recoveries moves instead; one
 *     that dies between the count and the waking has moved the count. Sleeps are bounded, and after each the waiter
 *     looks at both numbers, and whether the lock's owner is dead, which else nobody might notice. After a recovery a
 *     change of the same place that was undone may look like one that was made: a waiter may be told once too often,
 *     never too seldom.
 * W6  The count is not logged and not reset: a header that is given up and used again goes on counting, so a waiter on
 *     the old container wakes, and finds the serial another's.
 * W8  Losing its place, and getting one back, counts as a change of a container: whoever waits for it finds it stale
 *     then, except in the process that keeps it as an orphan, which is told once too often.
 * The compare in the kernel is that of futex(2). */
#include "notify.h"

#include <limits.h>

#include "../os/os.h"
#include "array.h"

mmf_status mmf_notify_touch(mmf_notify *n, struct mmf_header_shm *h)
{
    for (size_t i = n->count; i-- > n->committed;)
        if (n->touched[i] == h)
            return MMF_OK;
    if (n->count == n->capacity) {
        struct mmf_header_shm **wider = mmf_array_widen(n->touched, &n->capacity, 8, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        n->touched = wider;
    }
    n->touched[n->count++] = h;
    return MMF_OK;
}

void mmf_notify_commit(mmf_notify *n)
{
    size_t kept = n->committed;
    for (size_t i = n->committed; i < n->count; i++) {
        struct mmf_header_shm *h = n->touched[i];
        uint64_t change = mmf_load(&h->change);
        uint32_t grace = mmf_high(change) >> 1;
        bool is_kept = !(mmf_high(change) & 1); /* nobody to wake: they have been, and arm again or have given up */
        mmf_store_release(&h->change, mmf_halves(mmf_low(change) + 1, (grace ? grace - 1 : 0) << 1)); /* W2 */
        for (size_t k = 0; k < n->committed && !is_kept; k++)
            is_kept = n->touched[k] == h; /* by an earlier change of the same hold, and armed once more meanwhile */
        if (!is_kept)
            n->touched[kept++] = h;
    }
    n->count = n->committed = kept;
}

/* The half of the word that the kernel compares. */
static uint32_t *count_of(struct mmf_header_shm *h) { return (uint32_t *)&h->change; }

void mmf_notify_wake(struct mmf_header_shm *h) { os_wake(count_of(h), INT_MAX); }

size_t mmf_notify_take(mmf_notify *n, struct mmf_header_shm *after[MMF_NOTIFY_AFTER])
{
    size_t taken = 0;
    for (size_t i = 0; i < n->committed; i++) {
        if (taken < MMF_NOTIFY_AFTER)
            after[taken++] = n->touched[i];
        else
            mmf_notify_wake(n->touched[i]);
    }
    mmf_notify_forget(n);
    return taken;
}

uint32_t mmf_notify_arm(struct mmf_header_shm *h)
{
    uint32_t count = mmf_low(mmf_load(&h->change));
    mmf_store(&h->change, mmf_halves(count, MMF_NOTIFY_GRACE << 1 | 1)); /* W1 */
    return count;
}

mmf_status mmf_notify_sleep(struct mmf_header_shm *h, uint32_t change, int ms)
{
    return os_sleep_on(count_of(h), change, ms);
}
