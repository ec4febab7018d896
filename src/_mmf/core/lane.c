/* lane.c -- which thread of the process has which lane.
 *
 * What a thread does without the lock it must say in shared memory (readers.c, bias.c), before and after. MMF_LANES of
 * a process's threads have a word of their own for that, which plain stores can change, in a cache line of its own; the
 * others count themselves in words of all, by atomic instructions.
 *
 * P4  A lane belongs to one thread of the process, in the slots of all namespaces, from when it first asks until it
 *     ends. The next thread may get it then: nothing goes on in it. A forked child's lanes are its own.
 * P5  slot.lanes says how many lanes are to be looked at. It is raised before a thread uses its lane in the slot, and
 *     never falls: what the lanes have counted stays when the slot gets another owner (K9). Who does not see it raised
 *     does not see the lane's words moved, either, so that the arguments of Q1 and K6 hold for both.
 * P6  A slot's first lane is always there. The others are a block of the heap, which the lock is needed for: a thread
 *     that finds it taken does without its lane, and asks again the next time. Where there is no room, none has one. */
#include "lane.h"

#include "bias.h"

/* ---- the process's threads ---- */

_Thread_local uint32_t mmf_thread_lane = MMF_NO_LANE;

static pthread_once_t key_once = PTHREAD_ONCE_INIT;
static pthread_key_t key; /* of a value that is not NULL in threads with a lane: so their end is told */
static bool has_key;
static uint32_t taken; /* a bit for each lane */

static void give_back(void *value)
{
    (void)value;
    uint32_t lane = mmf_thread_lane;
    mmf_thread_lane = MMF_NO_LANE;
    __atomic_fetch_and(&taken, ~(UINT32_C(1) << lane), __ATOMIC_RELEASE);
}

static void make_key(void) { has_key = pthread_key_create(&key, give_back) == 0; }

/* The lowest that is free. */
static uint32_t take_free(void)
{
    uint32_t old = __atomic_load_n(&taken, __ATOMIC_RELAXED);
    for (uint32_t lane = 0; lane < MMF_LANES; lane++) {
        uint32_t bit = UINT32_C(1) << lane;
        if (!(old & bit) && !((old = __atomic_fetch_or(&taken, bit, __ATOMIC_ACQUIRE)) & bit))
            return lane;
    }
    return MMF_NO_LANE;
}

MMF_COLD uint32_t mmf_lane_take(void)
{
    pthread_once(&key_once, make_key);
    uint32_t lane = has_key ? take_free() : MMF_NO_LANE;
    if (lane == MMF_NO_LANE)
        return lane;
    mmf_thread_lane = lane;
    if (pthread_setspecific(key, &taken) != 0)
        give_back(NULL); /* its end would not be told */
    return mmf_thread_lane;
}

/* If it has a lane, it goes on with the first one, which is always there (P6). */
void mmf_lanes_forget(void)
{
    taken = mmf_thread_lane != MMF_NO_LANE;
    if (taken)
        mmf_thread_lane = 0;
}

/* ---- a slot's lanes ---- */

/* Not the first. */
struct mmf_lane_shm *mmf_lane_behind(mmf_segment *s, struct mmf_slot_shm *slot, uint32_t i)
{
    mmf_off more = mmf_load(&slot->more_lanes);
    struct mmf_lane_shm *lanes = more && i < MMF_LANES ? mmf_at(s, more, MMF_MORE_LANES_BYTES) : NULL;
    return lanes ? &lanes[i - 1] : NULL;
}

/* P6; without waiting. */
static bool add_more(mmf_ns *ns, struct mmf_slot_shm *slot)
{
    uint32_t name = mmf_lock_name_at_once(ns);
    if (!name || mmf_lock_look(&mmf_super_of(ns)->lock) || !mmf_lock_try(&mmf_super_of(ns)->lock, name))
        return false;
    mmf_status status = mmf_bias_check(ns);
    if (status == MMF_OK)
        status = mmf_slots_extend(ns, &slot->more_lanes, MMF_MORE_LANES_BYTES);
    mmf_release(ns);
    if (status != MMF_OK && status != MMF_BUSY)
        __atomic_store_n(&ns->lanes_refused, 1, __ATOMIC_RELAXED);
    return status == MMF_OK;
}

/* Of the process's own slot: how many lanes it has for sure, this thread's among them if that can be, and one at
 * least. */
static uint32_t open_lanes(mmf_ns *ns, struct mmf_slot_shm *slot)
{
    uint32_t lane = mmf_lane(), lanes = lane == MMF_NO_LANE ? 1 : lane + 1;
    if (lanes > 1 && !mmf_load(&slot->more_lanes) && (ns->lanes_refused || !add_more(ns, slot)))
        lanes = 1;
    if (lanes > mmf_load(&slot->lanes))
        mmf_store_release(&slot->lanes, lanes); /* P5 */
    return lanes;
}

bool mmf_lanes_may_grow(const mmf_ns *ns, const mmf_lanes *lanes)
{
    return mmf_lane() != MMF_NO_LANE && !mmf_has_lane(lanes, mmf_thread_lane) && !mmf_lanes_are_lost(lanes) &&
           !__atomic_load_n(&ns->lanes_refused, __ATOMIC_RELAXED);
}

/* Stand for a slot's where there is none. */
static _Alignas(sizeof(struct mmf_lane_shm)) struct mmf_lane_shm unseen[MMF_LANES];

void mmf_lanes_use(mmf_ns *ns, mmf_lanes *lanes, struct mmf_slot_shm *slot)
{
    uint32_t count = slot ? open_lanes(ns, slot) : MMF_LANES;
    for (uint32_t i = lanes->count; i < count; i++) {
        struct mmf_lane_shm *lane = slot ? mmf_lane_at(&ns->segment, slot, i) : &unseen[i];
        if (!lane)
            return; /* somebody wrote rubbish there */
        __atomic_store_n(&lanes->at[i], lane, __ATOMIC_RELEASE);
        __atomic_store_n(&lanes->count, i + 1, __ATOMIC_RELEASE);
    }
}
