/* lane.h -- a place for each thread of this process to say what it does without the lock. See lane.c. */
#ifndef MMF_LANE_H
#define MMF_LANE_H

#include "ns.h"

/* Which lanes are this thread's, in all slots; MMF_NO_LANE: none, perhaps since it never asked. */
#define MMF_NO_LANE UINT32_MAX
extern _Thread_local uint32_t mmf_thread_lane;

/* This thread's from now on; MMF_NO_LANE: all are taken. */
uint32_t mmf_lane_take(void);
static inline uint32_t mmf_lane(void)
{
    return MMF_LIKELY(mmf_thread_lane != MMF_NO_LANE) ? mmf_thread_lane : mmf_lane_take();
}

/* After a fork: of the process's threads only this one is left. */
void mmf_lanes_forget(void);

/* The i-th lane of a slot, of those that have ever been in use; else NULL, for all from there on. */
struct mmf_lane_shm *mmf_lane_behind(mmf_segment *s, struct mmf_slot_shm *slot, uint32_t i);
static inline struct mmf_lane_shm *mmf_lane_at(mmf_segment *s, struct mmf_slot_shm *slot, uint32_t i)
{
    if (MMF_LIKELY(i >= mmf_load_acquire(&slot->lanes)))
        return NULL;
    return i == 0 ? &slot->lane : mmf_lane_behind(s, slot, i);
}

/* Where threads with a lane say something: as many of the pointers as `count` says. Under ns->mutex: have those of the
 * slot, up to this thread's; NULL: of those that nobody looks at. */
void mmf_lanes_use(mmf_ns *ns, mmf_lanes *lanes, struct mmf_slot_shm *slot);
static MMF_ALWAYS_INLINE bool mmf_has_lane(const mmf_lanes *lanes, uint32_t lane)
{
    return MMF_LIKELY(lane < __atomic_load_n(&lanes->count, __ATOMIC_ACQUIRE));
}
/* NULL: it has not been used yet. */
static MMF_ALWAYS_INLINE struct mmf_lane_shm *mmf_lane_in(const mmf_lanes *lanes, uint32_t lane)
{
    return __atomic_load_n(&lanes->at[lane], __ATOMIC_RELAXED);
}
/* Is the word that lane's? Also if the slot has been lost meanwhile. */
static MMF_ALWAYS_INLINE bool mmf_is_in_lane(const mmf_lanes *lanes, const uint64_t *word)
{
    uint32_t lane = mmf_thread_lane;
    const struct mmf_lane_shm *at = lane != MMF_NO_LANE ? mmf_lane_in(lanes, lane) : NULL;
    return MMF_LIKELY(at != NULL) && MMF_LIKELY(word == &at->reading || word == &at->changing);
}
/* They were used, and may not be used any more, since the slot was lost; who is in the middle of it ends there. */
static inline void mmf_lanes_lose(mmf_lanes *lanes) { __atomic_store_n(&lanes->count, 0, __ATOMIC_RELAXED); }
static inline bool mmf_lanes_are_set(const mmf_lanes *lanes) { return mmf_lane_in(lanes, 0) != NULL; }
static inline bool mmf_lanes_are_lost(const mmf_lanes *lanes)
{
    return mmf_lanes_are_set(lanes) && !__atomic_load_n(&lanes->count, __ATOMIC_RELAXED);
}
/* This thread's is not among them: is it worth asking for? */
bool mmf_lanes_may_grow(const mmf_ns *ns, const mmf_lanes *lanes);

#endif
