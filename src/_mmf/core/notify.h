/* notify.h -- tells those who wait for a container that it has changed. See notify.c. */
#ifndef MMF_NOTIFY_H
#define MMF_NOTIFY_H

#include "layout.h"
#include "shm.h"

/* Containers that somebody waits for and that the lock's holder has changed: first those of changes that are committed,
 * then those of the change that is open. Used only by the holder. */
typedef struct mmf_notify {
    struct mmf_header_shm **touched;
    size_t count, committed, capacity;
} mmf_notify;

/* The upper half of a header's change word: changes for which it stays set, << 1, and 1 while somebody is to be woken.
 * So many take 10 ms and more, for which a busy machine may leave a waiter that is woken without a processor (W7). When
 * nobody waits any more they take twice as long as else. */
#define MMF_NOTIFY_GRACE (1 << 17)
static inline bool mmf_is_awaited(const struct mmf_header_shm *h) { return mmf_high(mmf_load(&h->change)) != 0; }

/* Note that the open change changes `h`, which is awaited. MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_notify_touch(mmf_notify *n, struct mmf_header_shm *h);
/* The open change is committed: count it in the containers that it changed. Lock held. */
void mmf_notify_commit(mmf_notify *n);
/* It is undone, wholly or down to `count` touched ones. */
static inline void mmf_notify_undo_to(mmf_notify *n, size_t count)
{
    n->count = count > n->committed ? count : n->committed;
}
static inline void mmf_notify_forget(mmf_notify *n) { n->count = n->committed = 0; }

/* Before the lock is given back: take up to MMF_NOTIFY_AFTER containers to be woken after it, and wake the others
 * now. */
#define MMF_NOTIFY_AFTER 8
size_t mmf_notify_take(mmf_notify *n, struct mmf_header_shm *after[MMF_NOTIFY_AFTER]);
void mmf_notify_wake(struct mmf_header_shm *h);

/* Lock held: have the next change of `h` told, and the count that it will move. */
uint32_t mmf_notify_arm(struct mmf_header_shm *h);
/* Sleep while the count is still `change`, at most `ms`. MMF_INTERRUPTED. */
MMF_UNUSED_RESULT mmf_status mmf_notify_sleep(struct mmf_header_shm *h, uint32_t change, int ms);

#endif
