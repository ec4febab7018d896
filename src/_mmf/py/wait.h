/* wait.h -- what to do when the core answers MMF_BUSY: wait, and try again; or MMF_RELIEVED: try again at once.
 *
 *     wait w = WAIT_START;
 *     do
 *         status = mmf_dict_get(...);
 *     while (wait_more(&w, handle, &status));
 *     wait_end(&w, handle);
 *
 * Nothing here costs anything unless that is the answer. Between two tries the GIL was released and signal handlers
 * have run; the operation itself runs with the GIL, unless it retains the attachment and gives the GIL away, as
 * verify() does. No Python object may be made or dropped before wait_end(), but for what made_room() makes: bytes and
 * str, which run no code. */
#ifndef PY_WAIT_H
#define PY_WAIT_H

#include "handle.h"

#define WAIT_SLICE_MS 50 /* a signal is served after at most so long */

typedef struct wait {
    uint32_t tries;
    uint32_t reliefs; /* tries that found no room, which was made then */
    bool locked; /* we hold the writer lock for the next try */
    int64_t deadline_ms;
} wait;

#define WAIT_START {.tries = 0, .reliefs = 0, .locked = false}

bool wait_again(wait *w, const Handle *handle, mmf_status *status);
void wait_unlock(wait *w, const Handle *handle);

/* Should the operation be tried again? Else *status is its answer, or STATUS_RAISED. */
static ALWAYS_INLINE bool wait_more(wait *w, const Handle *handle, mmf_status *status)
{
    _Static_assert(MMF_BUSY == 1 && MMF_RELIEVED == 2, "they are told by one comparison");
    return UNLIKELY((unsigned)*status - MMF_BUSY <= MMF_RELIEVED - MMF_BUSY) && wait_again(w, handle, status);
}

static ALWAYS_INLINE void wait_end(wait *w, const Handle *handle)
{
    if (UNLIKELY(w->locked))
        wait_unlock(w, handle);
}

/* The moment, by the steady clock, at which a wait that begins now is over; milliseconds to sleep until it, at most a
 * slice, 0 when it is over. */
int64_t wait_deadline(int64_t timeout_ms);
int wait_slice(int64_t deadline_ms);

/* watch_type.c: the moment itself, or the earlier one until which a look of this thread may take (Watch.look()). May
 * run Python code. */
int64_t watch_deadline(const Handle *handle, int64_t deadline_ms);

/* How many waits of this thread a signal handler, or a handler of the log, has ended by an exception. */
PyObject *wait_interruptions(void);

/* Take the lock as ns.acquire() does, waiting at most timeout_ms. 1: taken, 0: not in time, -1: exception. */
int wait_acquire(const Handle *handle, int64_t timeout_ms, bool shared);

#endif
