/* readers.c -- readers take no lock, so nobody knows of them; but a page that is given back to the system must not be
 * read any more, since on a full tmpfs even reading a hole is SIGBUS. So each says when it reads, by plain stores, and
 * who gives pages back waits until all who were reading then have gone on.
 *
 *     lane.reading      odd while a thread that has a lane reads (lane.c)
 *     slot.readers[2]   how many of the process's other threads read, by the parity of super.compact_epoch when they
 *                       began
 *
 * Q1  A reader stores, reads, and stores again. There is no fence between: who waits makes every processor run one
 *     instead (membarrier(2)), so a store that the wait does not see belongs to a reader that began after that, and who
 *     begins after a block was freed finds no way to it.
 * Q2  Threads that count themselves add to the counter of the parity that they saw. The one that waits changes the
 *     parity, and waits for the old counter to become 0, twice: a thread may have been held up between its look at the
 *     parity and its adding. This is sleepable RCU's scheme (McKenney, 2006).
 * Q3  Who has no slot to say it in holds a lock on one byte far behind the file's end, shared with others, and while
 *     somebody does, nobody's wait succeeds. A writable attachment that needs the writer lock to get its slot, and
 *     finds it taken, holds it while it reads, by the open file of its proof of life, in which no other process has a
 *     part. A read-only one, and a writable one that cannot have a slot, hold it for as long as they are attached, by
 *     the mapped open file: that stays when others close the descriptor, and a forked child, which may have no
 *     descriptor left to ask for a lock of its own, has a part in it. Who cannot get it, for want of a descriptor, asks
 *     again with its next read.
 * Q4  Dead processes read nothing: their slots do not count, whatever they say.
 * Not covered: a reader looks at the counters after it has followed what it read, so one that is being torn (the words
 * of a dict's index from before and after a rebuilding, say) may follow rubbish anywhere into the heap, also into a
 * page that was given back long ago. That gives zeros, which are not believed; on a tmpfs that is full at this moment
 * it is SIGBUS. */
#include "readers.h"

#define UNSEEN_OFF (MMF_LIFE_OFF + MMF_SLOTS_MAX + 1)

static bool is_unseen(const mmf_ns *ns) { return __atomic_load_n(&ns->is_unseen, __ATOMIC_RELAXED); }

void mmf_readers_clear(mmf_segment *s, struct mmf_slot_shm *slot)
{
    struct mmf_lane_shm *lane;
    for (uint32_t i = 0; (lane = mmf_lane_at(s, slot, i)); i++)
        mmf_store(&lane->reading, 0);
    mmf_store(&slot->readers[0], 0);
    mmf_store(&slot->readers[1], 0);
}

/* Q3 */
static bool share(const mmf_ns *ns)
{
    const mmf_segment *s = &ns->segment;
    return os_is_file(s->fd, s->device, s->inode) && os_life_share(s->fd, UNSEEN_OFF) == MMF_OK;
}

void mmf_readers_begin(mmf_ns *ns)
{
    ns->reading = (mmf_lanes){{NULL}, 0};
    ns->lanes_refused = 0;
    ns->is_unseen = ns->segment.readonly;
    ns->passing = ns->needs_lock = 0;
    if (is_unseen(ns))
        (void)share(ns); /* where there are no such locks nobody can write, either; a child has its parent's */
}

void mmf_readers_lose(mmf_ns *ns) { mmf_lanes_lose(&ns->reading); }

/* Is it worth asking for a slot? Not if the lock is needed for it, and is taken. */
static bool may_claim(mmf_ns *ns)
{
    return !__atomic_load_n(&ns->needs_lock, __ATOMIC_RELAXED) || !mmf_lock_look(&mmf_super_of(ns)->lock);
}

/* Where this attachment's readers say it, from now on, if there is any place; and where this thread does, if it has a
 * lane. Not if the slot was lost, where others may be in the middle of reading. */
static void settle(mmf_ns *ns)
{
    mmf_status status = MMF_OK;
    if (!is_unseen(ns) && !mmf_has_slot(ns))
        status = may_claim(ns) ? mmf_slot_claim(ns) : MMF_BUSY;
    pthread_mutex_lock(&ns->mutex);
    struct mmf_slot_shm *slot = !is_unseen(ns) && mmf_has_slot(ns) ? mmf_slot_at(&ns->segment, ns->slot) : NULL;
    __atomic_store_n(&ns->needs_lock, status == MMF_BUSY, __ATOMIC_RELAXED);
    if (!mmf_lanes_are_set(&ns->reading) && !slot && !is_unseen(ns) && status != MMF_BUSY && share(ns))
        __atomic_store_n(&ns->is_unseen, 1, __ATOMIC_RELAXED);
    if (!mmf_lanes_are_lost(&ns->reading) && (slot || is_unseen(ns)))
        mmf_lanes_use(ns, &ns->reading, slot);
    pthread_mutex_unlock(&ns->mutex);
}

/* Q3, for this read. */
static uint64_t *pass(mmf_ns *ns)
{
    pthread_mutex_lock(&ns->mutex);
    bool is_held = mmf_life_is_open(ns) && os_life_share(ns->life_fd, UNSEEN_OFF) == MMF_OK;
    if (!is_held && share(ns))
        __atomic_store_n(&ns->is_unseen, 1, __ATOMIC_RELAXED);
    ns->passing++;
    pthread_mutex_unlock(&ns->mutex);
    return &ns->passing;
}

static void end_pass(mmf_ns *ns)
{
    pthread_mutex_lock(&ns->mutex);
    if (!--ns->passing)
        mmf_life_drop(ns, UNSEEN_OFF);
    pthread_mutex_unlock(&ns->mutex);
}

MMF_COLD uint64_t *mmf_read_enter_slowly(mmf_ns *ns)
{
    if (!mmf_lanes_are_set(&ns->reading) || mmf_lanes_may_grow(ns, &ns->reading)) {
        settle(ns);
        uint64_t *word;
        if (mmf_reads_in_lane(ns, &word))
            return mmf_read_enter_lane(word);
        if (!mmf_lanes_are_set(&ns->reading))
            return pass(ns);
    }
    if (is_unseen(ns))
        return NULL;
    if (!mmf_has_slot(ns) && mmf_slot_claim(ns) != MMF_OK) /* it was lost */
        return pass(ns);
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, ns->slot);
    if (!slot)
        return NULL; /* somebody wrote rubbish over the chunks of slots */
    uint64_t *word = &slot->readers[mmf_load(&mmf_super_of(ns)->compact_epoch) & 1];
    mmf_crash_point();
    __atomic_fetch_add(word, 1, __ATOMIC_SEQ_CST); /* Q2 */
    return word;
}

MMF_COLD void mmf_read_leave_slowly(mmf_ns *ns, uint64_t *word)
{
    if (!word)
        return;
    if (word == &ns->passing) {
        end_pass(ns);
        return;
    }
    mmf_crash_point();
    __atomic_fetch_sub(word, 1, __ATOMIC_RELEASE);
}

/* ---- waiting for them ---- */

static bool counts(mmf_ns *ns, uint32_t index, const struct mmf_slot_shm *slot)
{
    return mmf_high(mmf_load(&slot->state)) == 1 &&
           (mmf_is_own_slot(ns, index) || !mmf_slot_is_dead(ns, index)); /* Q4 */
}

/* MMF_OK: look again. */
static mmf_status wait_a_little(uint64_t until_ms) { return os_steady_ms() < until_ms ? os_pause_ms(1) : MMF_BUSY; }

/* Has the word become 0, or, from `odd` on, another? */
static bool has_moved(const uint64_t *word, uint64_t odd)
{
    uint64_t now = mmf_load_acquire(word);
    return odd ? now != odd : !now;
}

static mmf_status wait_for(mmf_ns *ns, uint32_t index, const struct mmf_slot_shm *slot, const uint64_t *word,
                           uint64_t odd, uint64_t until_ms)
{
    mmf_status status = MMF_OK;
    while (status == MMF_OK && !has_moved(word, odd) && counts(ns, index, slot))
        status = wait_a_little(until_ms);
    return status;
}

static mmf_status wait_for_lanes(mmf_ns *ns, uint32_t index, struct mmf_slot_shm *slot, uint64_t until_ms)
{
    mmf_status status = MMF_OK;
    struct mmf_lane_shm *lane;
    for (uint32_t i = 0; status == MMF_OK && (lane = mmf_lane_at(&ns->segment, slot, i)); i++) {
        uint64_t reading = mmf_load_acquire(&lane->reading);
        if (reading & 1)
            status = wait_for(ns, index, slot, &lane->reading, reading, until_ms);
    }
    return status;
}

static mmf_status wait_for_all(mmf_ns *ns, bool counters, uint64_t parity, uint64_t until_ms)
{
    mmf_status status = MMF_OK;
    uint32_t capacity = mmf_slot_capacity(&ns->segment);
    for (uint32_t index = 0; index < capacity && status == MMF_OK; index++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, index);
        if (!slot)
            return MMF_CORRUPT;
        status = counters ? wait_for(ns, index, slot, &slot->readers[parity], 0, until_ms)
                          : wait_for_lanes(ns, index, slot, until_ms);
    }
    return status;
}

/* Q3; also threads of this process, whose own lock cannot be asked about. */
static bool may_some_be_unseen(mmf_ns *ns)
{
    bool held, none_there = mmf_life_is_held(ns, UNSEEN_OFF, &held) == MMF_OK && !held;
    pthread_mutex_lock(&ns->mutex);
    bool none_here = !ns->passing && !is_unseen(ns);
    pthread_mutex_unlock(&ns->mutex);
    return !none_there || !none_here;
}

static mmf_status wait_for_unseen(mmf_ns *ns, uint64_t until_ms)
{
    mmf_status status = MMF_OK;
    while (status == MMF_OK && may_some_be_unseen(ns))
        status = wait_a_little(until_ms);
    return status;
}

mmf_status mmf_readers_wait(mmf_ns *ns, int ms)
{
    uint64_t until = os_steady_ms() + (uint64_t)ms;
    mmf_status status = wait_for_unseen(ns, until);
    if (status == MMF_OK)
        status = os_barrier_everywhere() == MMF_OK ? MMF_OK : MMF_BUSY;
    for (int i = 0; i < 2 && status == MMF_OK; i++) { /* Q2 */
        uint64_t epoch = mmf_load(&mmf_super_of(ns)->compact_epoch);
        mmf_store_release(&mmf_super_of(ns)->compact_epoch, epoch + 1);
        if ((status = os_barrier_everywhere()) != MMF_OK)
            return MMF_BUSY;
        status = wait_for_all(ns, true, epoch & 1, until);
    }
    return status == MMF_OK ? wait_for_all(ns, false, 0, until) : status;
}
