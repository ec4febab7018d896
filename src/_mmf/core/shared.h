/* shared.h -- shared locks, as the rest of the core sees them. See shared.c. */
#ifndef MMF_SHARED_H
#define MMF_SHARED_H

#include "ns.h"

/* Lock held, and there may be sharers: go on if there are none. MMF_BUSY, MMF_SHARED (this thread is one). */
MMF_UNUSED_RESULT mmf_status mmf_shared_pass(mmf_ns *ns);
/* The same where nobody ever shares, at the cost of a load. */
static inline mmf_status mmf_shared_check(mmf_ns *ns)
{
    return MMF_LIKELY(!mmf_load(&mmf_super_of(ns)->shared)) ? MMF_OK : mmf_shared_pass(ns);
}
/* Sleep until the sharers, or the writer that waits for them (`for_gate`), may have gone. MMF_INTERRUPTED. */
MMF_UNUSED_RESULT mmf_status mmf_shared_wait(mmf_ns *ns, bool for_gate, int ms);
bool mmf_is_sharer(mmf_ns *ns);
static inline bool mmf_shares(mmf_ns *ns) /* this thread; its own share would be seen without a lock */
{
    return MMF_UNLIKELY(mmf_threads_count(&ns->sharers)) && mmf_is_sharer(ns);
}
/* This process detaches: give up all of its shares. */
void mmf_shared_leave(mmf_ns *ns);

/* Why this thread's last operation was MMF_BUSY, for the mmf_wait() that follows. */
enum mmf_refused {
    MMF_REFUSED_READING,
    MMF_REFUSED_BY_LOCK,
    MMF_REFUSED_BY_CHANGERS, /* see bias.c */
    MMF_REFUSED_BY_SHARERS,
    MMF_REFUSED_BY_GATE
};
void mmf_note_refused(const mmf_ns *ns, enum mmf_refused why);
enum mmf_refused mmf_take_refused(const mmf_ns *ns); /* once; MMF_REFUSED_READING if none is noted for `ns` */

#endif
