/* readers.h -- who is reading at this moment: what compact.c must wait for before it gives pages away. See
 * readers.c. */
#ifndef MMF_READERS_H
#define MMF_READERS_H

#include "lane.h"

uint64_t *mmf_read_enter_slowly(mmf_ns *ns);
void mmf_read_leave_slowly(mmf_ns *ns, uint64_t *word);

/* Has this thread a lane to say it in? Then it does so in *word, and enters and leaves without a call. */
static MMF_ALWAYS_INLINE bool mmf_reads_in_lane(const mmf_ns *ns, uint64_t **word)
{
    uint32_t lane = mmf_thread_lane;
    if (MMF_UNLIKELY(!mmf_has_lane(&ns->reading, lane)))
        return false;
    *word = &mmf_lane_in(&ns->reading, lane)->reading;
    return true;
}
/* The same for who has entered by it, also if the slot has been lost since. */
static MMF_ALWAYS_INLINE uint64_t *mmf_reading_of(const mmf_ns *ns)
{
    return &mmf_lane_in(&ns->reading, mmf_thread_lane)->reading;
}
static MMF_ALWAYS_INLINE uint64_t *mmf_read_enter_lane(uint64_t *word)
{
    mmf_store(word, mmf_load(word) + 1); /* odd: Q1 */
    mmf_program_order();
    return word;
}
static MMF_ALWAYS_INLINE void mmf_read_leave_lane(uint64_t *word)
{
    mmf_program_order();
    mmf_store_release(word, mmf_load(word) + 1);
}

/* Around every look at what a writer may free: between the two its pages stay. Not nested. */
static inline uint64_t *mmf_read_enter(mmf_ns *ns)
{
    uint64_t *word;
    return MMF_LIKELY(mmf_reads_in_lane(ns, &word)) ? mmf_read_enter_lane(word) : mmf_read_enter_slowly(ns);
}

static inline void mmf_read_leave(mmf_ns *ns, uint64_t *word)
{
    mmf_program_order();
    if (MMF_LIKELY(mmf_is_in_lane(&ns->reading, word)))
        mmf_read_leave_lane(word);
    else
        mmf_read_leave_slowly(ns, word);
}

/* The attachment is new, or another process's copy of it. */
void mmf_readers_begin(mmf_ns *ns);
/* The slot is lost: nobody goes on saying it in a lane of it, but who is reading ends by that. */
void mmf_readers_lose(mmf_ns *ns);
/* The slot is new to this process: nobody reads by it. */
void mmf_readers_clear(mmf_segment *s, struct mmf_slot_shm *slot);

/* Wait until everybody who was reading at the call has gone on, at most `ms`. MMF_BUSY: somebody has not, or cannot be
 * asked. By one thread at a time of all processes. */
MMF_UNUSED_RESULT mmf_status mmf_readers_wait(mmf_ns *ns, int ms);

#endif
