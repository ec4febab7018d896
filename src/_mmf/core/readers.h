/* readers.h -- who is reading at this moment: what compact.c must wait for before it gives pages away. See
 * readers.c. */
#ifndef MMF_READERS_H
#define MMF_READERS_H

#include "ns.h"

uint64_t *mmf_read_enter_slowly(mmf_ns *ns);
void mmf_read_leave_slowly(mmf_ns *ns, uint64_t *word);

/* Is this the first thread of the process that ever read? Then it has a word of its own, and enters and leaves without
 * a call. */
static MMF_ALWAYS_INLINE bool mmf_is_first_reader(const mmf_ns *ns)
{
    return MMF_LIKELY(__atomic_load_n(&ns->reader, __ATOMIC_RELAXED) == mmf_this_thread());
}
static MMF_ALWAYS_INLINE uint64_t *mmf_read_enter_first(mmf_ns *ns)
{
    uint64_t *word = ns->reading;
    mmf_store(word, mmf_load(word) + 1); /* odd: Q1 */
    mmf_program_order();
    return word;
}
static MMF_ALWAYS_INLINE void mmf_read_leave_first(uint64_t *word)
{
    mmf_program_order();
    mmf_store_release(word, mmf_load(word) + 1);
}

/* Around every look at what a writer may free: between the two its pages stay. Not nested. */
static inline uint64_t *mmf_read_enter(mmf_ns *ns)
{
    return MMF_LIKELY(mmf_is_first_reader(ns)) ? mmf_read_enter_first(ns) : mmf_read_enter_slowly(ns);
}

static inline void mmf_read_leave(mmf_ns *ns, uint64_t *word)
{
    mmf_program_order();
    if (MMF_LIKELY(word == ns->reading))
        mmf_read_leave_first(word);
    else
        mmf_read_leave_slowly(ns, word);
}

/* The attachment is new, or another process's copy of it. */
void mmf_readers_begin(mmf_ns *ns);
/* The slot is lost: nobody goes on saying it by a word of its own, but who is reading ends by that. */
void mmf_readers_lose(mmf_ns *ns);
/* The slot is new to this process: nobody reads by it. */
void mmf_readers_clear(struct mmf_slot_shm *slot);

/* Wait until everybody who was reading at the call has gone on, at most `ms`. MMF_BUSY: somebody has not, or cannot be
 * asked. By one thread at a time of all processes. */
MMF_UNUSED_RESULT mmf_status mmf_readers_wait(mmf_ns *ns, int ms);

#endif
