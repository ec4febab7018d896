/* slots.c -- one slot for each attached process, and the proof that it lives.
 *
 * P1  A process owns slot i while it holds the life byte of i (os_life_try_hold): nobody else can then hold it. Only
 *     its owner writes a slot's state; its lists are written under the lock.
 * P2  A slot that the lock word names can not be claimed: its last owner died holding the lock, and stays provably dead
 *     until that is recovered. A new owner takes a new generation, so an old lock word never equals a new one. What its
 *     last owner was in the middle of may be another's to undo by now, who has taken the lock over, and died perhaps:
 *     so while the word is not 0, a slot that a dead one left in use is claimed under the lock, when that is done.
 * P3  What a dead process left in its slot (orphans, reserved blocks) is given up by whoever gets hold of its life
 *     byte, under the lock. */
#include "bias.h"
#include "readers.h"

#define SLOTS_AHEAD 8

/* Not of the first chunk. Chunk k has MMF_SLOTS_FIRST << k slots. */
struct mmf_slot_shm *mmf_slot_behind(mmf_segment *s, uint32_t index)
{
    uint64_t first = MMF_SLOTS_FIRST;
    for (unsigned chunk = 1; chunk < MMF_SLOT_CHUNKS; chunk++) {
        uint64_t count = MMF_SLOTS_FIRST << chunk;
        if (index < first + count) {
            mmf_off off = mmf_load(&mmf_super(s)->slot_chunk[chunk]);
            return off ? mmf_at(s, off + (index - first) * sizeof(struct mmf_slot_shm), sizeof(struct mmf_slot_shm))
                       : NULL;
        }
        first += count;
    }
    return NULL;
}

uint32_t mmf_slot_capacity(mmf_segment *s)
{
    uint64_t capacity = MMF_SLOTS_FIRST;
    for (unsigned chunk = 1; chunk < MMF_SLOT_CHUNKS && mmf_load(&mmf_super(s)->slot_chunk[chunk]); chunk++)
        capacity += MMF_SLOTS_FIRST << chunk;
    return (uint32_t)mmf_min(capacity, MMF_SLOTS_MAX);
}

bool mmf_slot_is_dead(mmf_ns *ns, uint32_t index)
{
    bool held;
    return mmf_life_is_held(ns, MMF_LIFE_OFF + index, &held) == MMF_OK && !held;
}

bool mmf_owner_is_dead(mmf_ns *ns, uint32_t lock_word)
{
    uint32_t index = mmf_lock_slot(lock_word & ~MMF_LOCK_WAITERS);
    if (mmf_is_own_slot(ns, index)) { /* a thread of ours; the question below is only about other open files */
        uint32_t mine = mmf_lock_mine(ns);
        return mine && mine != (lock_word & ~MMF_LOCK_WAITERS); /* P2: nobody has our slot by another name */
    }
    return mmf_slot_is_dead(ns, index);
}

mmf_status mmf_slots_extend(mmf_ns *ns, uint64_t *word, uint64_t bytes)
{
    mmf_log *log = &ns->log;
    mmf_off off;
    if (!mmf_log_begin(log))
        return MMF_CORRUPT;
    mmf_store(&mmf_super_of(ns)->operation, mmf_halves(MMF_OPERATION_ATTACH, MMF_HELD_OPERATION));
    mmf_status status = mmf_heap_alloc(log, bytes, &off);
    if (status == MMF_OK)
        status = mmf_log_room(log, 2);
    if (status == MMF_OK) {
        uint64_t *words = mmf_at(&ns->segment, off, bytes);
        for (uint64_t i = 0; i < bytes / 8; i++)
            mmf_store_data(&words[i], 0);
        mmf_put(log, word, off);
        status = mmf_heap_settle(log); /* finding it in pieces may have taken a longer log */
    }
    if (status == MMF_OK)
        mmf_log_commit(log);
    else
        mmf_log_rollback(log);
    return status;
}

/* Another chunk of slots, under the lock. */
static mmf_status add_chunk(mmf_ns *ns)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    unsigned chunk = 1;
    while (chunk < MMF_SLOT_CHUNKS && mmf_load(&super->slot_chunk[chunk]))
        chunk++;
    if (chunk == MMF_SLOT_CHUNKS)
        return MMF_FULL;
    return mmf_slots_extend(ns, &super->slot_chunk[chunk], (MMF_SLOTS_FIRST << chunk) * sizeof(struct mmf_slot_shm));
}

static bool has_left_overs(const struct mmf_slot_shm *slot)
{
    uint64_t any = mmf_load(&slot->orphans);
    for (int i = 0; i < MMF_RESERVED_BLOCKS; i++)
        any |= mmf_load(&slot->reserved[i]);
    return any != 0;
}

/* Take the lock with `word` as our name in it, also from a dead owner. MMF_BUSY. */
static mmf_status take_lock_as(mmf_ns *ns, uint32_t word)
{
    /* With the waiters' bit: this thread may have slept before it claimed (K2). Other threads must not use the word
     * yet. */
    if (mmf_lock_spin(&mmf_super_of(ns)->lock, word | MMF_LOCK_WAITERS))
        return MMF_OK;
    uint32_t owner = mmf_lock_look(&mmf_super_of(ns)->lock);
    if (!owner || !mmf_owner_is_dead(ns, owner))
        return MMF_BUSY;
    return mmf_recover_holding(ns, owner, word);
}

/* The life byte `index` is ours, but the slot may not be there yet, or lie in a chunk that a dead process did not live
 * to commit: under the lock, with a name of a random generation, it is made sure of. */
static mmf_status make_slot(mmf_ns *ns, uint32_t index)
{
    uint32_t generation;
    if (os_random(&generation, sizeof generation) != MMF_OK)
        return MMF_OS;
    mmf_status status = take_lock_as(ns, mmf_lock_word(index, generation));
    if (status != MMF_OK)
        return status;
    if (!mmf_slot_at(&ns->segment, index))
        status = mmf_bias_check(ns);
    while (status == MMF_OK && !mmf_slot_at(&ns->segment, index))
        status = add_chunk(ns);
    mmf_release(ns);
    return status;
}

static mmf_status give_up_all(mmf_ns *ns, struct mmf_slot_shm *slot);

/* A slot whose life byte is ours, and a name that will be ours: what its last owner did is undone or finished first,
 * since undoing it would write there later (P2). *holds: the lock is held now. MMF_BUSY. */
static mmf_status end_change_of_dead(mmf_ns *ns, const struct mmf_slot_shm *slot, uint32_t word, bool *holds)
{
    *holds = false;
    if (mmf_high(mmf_load(&slot->state)) != 1 || !__atomic_load_n(&mmf_super_of(ns)->lock, __ATOMIC_ACQUIRE))
        return MMF_OK;
    mmf_status status = mmf_clean_end(ns); /* it looks in use, and lives */
    if (status == MMF_OK)
        status = take_lock_as(ns, word);
    *holds = status == MMF_OK;
    return status;
}

/* MMF_BUSY: it still looks in use, and dead when we are gone: others will clear it. */
static mmf_status clear_left_overs(mmf_ns *ns, struct mmf_slot_shm *slot, uint32_t word, bool *holds)
{
    mmf_status status = *holds ? MMF_OK : take_lock_as(ns, word);
    if (status != MMF_OK)
        return status;
    *holds = true;
    status = mmf_bias_check(ns);
    return status == MMF_OK ? give_up_all(ns, slot) : status;
}

/* The life byte `index` is ours: take the slot over. MMF_BUSY: the lock was needed and is taken. */
static mmf_status settle_in(mmf_ns *ns, uint32_t index)
{
    mmf_status status = index < MMF_SLOTS_FIRST ? MMF_OK : make_slot(ns, index);
    if (status != MMF_OK)
        return status;
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, index);
    if (!slot)
        return MMF_CORRUPT;
    uint32_t generation = mmf_low(mmf_load(&slot->state)) + 1, word = mmf_lock_word(index, generation);
    bool holds;
    if ((status = end_change_of_dead(ns, slot, word, &holds)) != MMF_OK)
        return status;
    mmf_store(&slot->pid, os_process_id());
    mmf_store(&slot->start_ns, os_now_ns());
    mmf_store(&slot->shared_count, 0); /* a dead one's */
    mmf_readers_clear(&ns->segment, slot);
    mmf_bias_clear(&ns->segment, slot);
    mmf_store_release(&slot->state, mmf_halves(generation, 1));
    status = mmf_clean_end(ns);
    if (status == MMF_OK && has_left_overs(slot))
        status = clear_left_overs(ns, slot, word, &holds);
    if (holds)
        mmf_release(ns);
    if (status != MMF_OK)
        return status;
    ns->slot = index;
    ns->orphans = &slot->orphans;
    __atomic_store_n(&ns->lock_mine, word, __ATOMIC_RELEASE); /* only now is the claim certain */
    __atomic_store_n(&ns->lock_take, word | MMF_LOCK_WAITERS, __ATOMIC_RELEASE);
    mmf_leave_chores(ns, MMF_CHORES_ALL); /* the first write looks for slots of the dead */
    return MMF_OK;
}

/* Few slots are left behind the one that was just claimed: make more while there is room, since a process without a
 * slot could not even delete something. The next claim tries again. */
static void make_more(mmf_ns *ns)
{
    if (ns->slot + SLOTS_AHEAD < mmf_slot_capacity(&ns->segment) ||
        !mmf_lock_spin(&mmf_super_of(ns)->lock, mmf_lock_name(ns)))
        return;
    if (mmf_bias_check(ns) == MMF_OK)
        (void)add_chunk(ns);
    mmf_release(ns);
}

static mmf_status claim_locked(mmf_ns *ns)
{
    if (mmf_has_slot(ns))
        return MMF_OK; /* another thread was quicker */
    if (ns->passing && !mmf_life_is_open(ns))
        return MMF_BUSY; /* a reader holds a lock by the open file (Q3), which would be closed */
    mmf_status status = mmf_life_open(ns);
    if (status != MMF_OK)
        return status;
    status = MMF_FULL;
    int busy = 0;
    for (uint32_t index = 0; index < MMF_SLOTS_MAX && busy < 4; index++) {
        status = mmf_life_try_hold(ns, MMF_LIFE_OFF + index);
        if (status == MMF_BUSY)
            continue;
        if (status != MMF_OK)
            return status;
        __atomic_store_n(&ns->life, index + 1, __ATOMIC_RELEASE);
        uint32_t word = mmf_lock_look(&mmf_super_of(ns)->lock);
        status = MMF_BUSY;
        if (!word || mmf_lock_slot(word & ~MMF_LOCK_WAITERS) != index) /* P2 */
            status = settle_in(ns, index);
        if (status == MMF_OK) {
            make_more(ns);
            return status;
        }
        __atomic_store_n(&ns->life, 0, __ATOMIC_RELEASE);
        mmf_life_drop(ns, MMF_LIFE_OFF + index);
        if (status != MMF_BUSY)
            return status;
        busy++;
    }
    return status;
}

mmf_status mmf_slot_claim(mmf_ns *ns)
{
    if (ns->segment.readonly)
        return MMF_READONLY;
    pthread_mutex_lock(&ns->mutex);
    mmf_status status = claim_locked(ns);
    pthread_mutex_unlock(&ns->mutex);
    return status;
}

void mmf_slot_drop(mmf_ns *ns)
{
    struct mmf_slot_shm *slot = mmf_has_slot(ns) ? mmf_slot_at(&ns->segment, ns->slot) : NULL;
    if (!slot)
        return;
    if (!has_left_overs(slot)) /* else it stays in use, so that whoever finds it dead clears it */
        mmf_store_release(&slot->state, mmf_halves(mmf_low(mmf_load(&slot->state)), 0));
    mmf_slot_lose(ns);
    mmf_life_drop(ns, MMF_LIFE_OFF + ns->slot);
}

bool mmf_slot_is_mine(mmf_ns *ns)
{
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, ns->slot);
    uint64_t state = slot ? mmf_load(&slot->state) : 0;
    return mmf_high(state) == 1 && mmf_lock_word(ns->slot, mmf_low(state)) == ns->lock_mine;
}

void mmf_slot_lose(mmf_ns *ns)
{
    pthread_mutex_lock(&ns->mutex); /* other threads may be about to use its lanes, or to claim another one */
    __atomic_store_n(&ns->lock_mine, 0, __ATOMIC_RELEASE);
    __atomic_store_n(&ns->lock_take, 0, __ATOMIC_RELEASE);
    ns->orphans = NULL;
    mmf_readers_lose(ns);
    mmf_bias_lose(ns);
    __atomic_store_n(&ns->life, 0, __ATOMIC_RELEASE);
    pthread_mutex_unlock(&ns->mutex);
}

/* ---- what the dead left (P3) ---- */

static mmf_status give_up_one(mmf_ns *ns, struct mmf_slot_shm *slot)
{
    mmf_tree tree = {&ns->log, &ns->handles, NULL, 0};
    mmf_off first = mmf_load(&slot->orphans);
    if (first) {
        struct mmf_header_shm *h = mmf_header_at(&ns->segment, first);
        return h ? mmf_tree_drop_orphan(&tree, &slot->orphans, h) : MMF_CORRUPT;
    }
    for (int i = 0; i < MMF_RESERVED_BLOCKS; i++) {
        mmf_off off = mmf_load(&slot->reserved[i]) & ~MMF_ABANDONED;
        if (!off)
            continue;
        mmf_status status = mmf_log_room(&ns->log, 2);
        if (status != MMF_OK)
            return status;
        mmf_put(&ns->log, &slot->reserved[i], 0);
        return mmf_log_free_later(&ns->log, off, MMF_SMALL_MAX + 1);
    }
    return MMF_NOT_FOUND;
}

static mmf_status give_up_all(mmf_ns *ns, struct mmf_slot_shm *slot)
{
    mmf_status status;
    do {
        if (!mmf_log_begin(&ns->log))
            return MMF_CORRUPT;
        status = give_up_one(ns, slot);
        if (status == MMF_OK)
            status = mmf_heap_settle(&ns->log);
        if (status == MMF_OK)
            mmf_log_commit(&ns->log);
        else
            mmf_log_rollback(&ns->log);
        ns->gave_up |= status == MMF_OK;
    } while (status == MMF_OK);
    return status == MMF_NOT_FOUND ? MMF_OK : status;
}

mmf_status mmf_slots_reclaim(mmf_ns *ns)
{
    uint32_t capacity = mmf_slot_capacity(&ns->segment);
    for (uint32_t index = 0; index < capacity; index++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, index);
        if (!slot)
            return MMF_CORRUPT;
        uint64_t state = mmf_load(&slot->state);
        if (mmf_high(state) != 1 || mmf_is_own_slot(ns, index))
            continue;
        if (mmf_life_try_hold(ns, MMF_LIFE_OFF + index) != MMF_OK)
            continue; /* alive */
        state = mmf_load(&slot->state); /* now nobody else changes it */
        mmf_status status = give_up_all(ns, slot);
        mmf_store(&slot->shared_count, 0);
        mmf_bias_clear(&ns->segment, slot);
        if (status == MMF_OK)
            mmf_store_release(&slot->state, mmf_halves(mmf_low(state), 0));
        mmf_life_drop(ns, MMF_LIFE_OFF + index);
        if (status != MMF_OK)
            return status;
    }
    return MMF_OK;
}
