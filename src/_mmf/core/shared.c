/* shared.c -- shared locks: while any thread of any process has one, nobody changes anything.
 *
 *     slot.shared_count      1 while threads of that process share                  (written by that process)
 *     super.shared           1 if some slot may say so, or the gate be closed       (0 only under the writer lock)
 *     super.shared_gate      until when no new shares are given out, by the clock   (by writers that wait)
 *     super.shared_turn      moves when a share is given up or the gate opens: what sleepers sleep on
 *
 * M1  A share is taken under the writer lock: first super.shared, then the slot. So a writer that has the lock and
 *     reads super.shared == 0 (one load of the line that it has just taken) is alone, and stays alone while it has the
 *     lock.
 * M2  A writer that reads 1 asks the slots. A slot's share counts while its process lives, by the proof of life; that
 *     of a dead one is taken away, under the lock. Does none count, super.shared becomes 0 and the writer goes on. Else
 *     it gives the lock back and waits: the lock is never held while waiting for sharers.
 * M3  A share is given up by one store to the slot, without the lock: that can always be done at once. Death before or
 *     after it leaves a share, or none, of a dead process.
 * M4  A writer that waits closes the gate for a moment, and again with each try: who has no share yet waits, so a
 *     stream of new sharers keeps no writer out. A gate closed by one that died or gave up opens by itself. The next
 *     writer that gets in opens it: closing it also sets super.shared, so that this one looks. A thread that has a
 *     share already may nest: nobody waits for one that waits.
 * M5  Giving up stores the slot and then looks at the gate; waiting closes the gate and then looks at the slots, and at
 *     the gate again, which a writer that got in may have opened; a full fence between: one sees the other, so no
 *     wake-up is lost. Sleeps are bounded all the same.
 * M6  Within a process each thread has its share (ns->sharers); the slot says whether there is any. A forked child has
 *     none. */
#include "shared.h"

#include <limits.h>

#include "mmf.h"

#define GATE_MS 200
#define TRY_MS 1 /* who waits no longer than this has only tried, and closes no gate */

/* Of the last refusal of this thread: it may go on with another namespace without having waited. */
static _Thread_local struct {
    const mmf_ns *ns;
    enum mmf_refused why;
} refused;

void mmf_note_refused(const mmf_ns *ns, enum mmf_refused why)
{
    refused.ns = ns;
    refused.why = why;
}

enum mmf_refused mmf_take_refused(const mmf_ns *ns)
{
    enum mmf_refused why = refused.ns == ns ? refused.why : MMF_REFUSED_READING;
    refused.ns = NULL;
    return why;
}

/* Something that sleepers wait for has happened. */
static void move_turn(mmf_ns *ns)
{
    mmf_crash_point();
    __atomic_fetch_add(&mmf_super_of(ns)->shared_turn, 1, __ATOMIC_RELEASE);
    os_wake(&mmf_super_of(ns)->shared_turn, INT_MAX);
}

bool mmf_is_sharer(mmf_ns *ns)
{
    pthread_mutex_lock(&ns->mutex);
    bool found = mmf_threads_depth(&ns->sharers, mmf_self()) > 0;
    pthread_mutex_unlock(&ns->mutex);
    return found;
}

/* ---- the writer's side ---- */

/* Is any slot's share still wanted? `thorough`: ask for proofs of life, and take away those of the dead; lock held. */
static bool any_share(mmf_ns *ns, bool thorough)
{
    uint32_t capacity = mmf_slot_capacity(&ns->segment);
    bool any = false;
    for (uint32_t index = 0; index < capacity; index++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, index);
        if (!slot || !mmf_load_acquire(&slot->shared_count))
            continue;
        if (thorough && !mmf_is_own_slot(ns, index) && mmf_slot_is_dead(ns, index))
            mmf_store(&slot->shared_count, 0); /* M2 */
        else
            any = true;
    }
    return any;
}

mmf_status mmf_shared_pass(mmf_ns *ns)
{
    if (mmf_shares(ns))
        return MMF_SHARED;
    if (any_share(ns, true)) {
        mmf_note_refused(ns, MMF_REFUSED_BY_SHARERS);
        return MMF_BUSY;
    }
    mmf_store(&mmf_super_of(ns)->shared, 0);
    mmf_store(&mmf_super_of(ns)->shared_gate, 0); /* M4 */
    move_turn(ns);
    return MMF_OK;
}

/* Milliseconds for which the gate is still closed. What no clock of ours can have written is no gate. */
static int gate_closed_for(mmf_ns *ns)
{
    uint64_t until = mmf_load(&mmf_super_of(ns)->shared_gate), now = until ? os_steady_ms() : 0;
    return until > now && until - now <= GATE_MS ? (int)(until - now) : 0;
}

mmf_status mmf_shared_wait(mmf_ns *ns, bool for_gate, int ms)
{
    uint32_t *turn_word = &mmf_super_of(ns)->shared_turn, turn;
    if (for_gate) {
        turn = __atomic_load_n(turn_word, __ATOMIC_ACQUIRE);
        int left = gate_closed_for(ns);
        return left ? os_sleep_on(turn_word, turn, left < ms ? left : ms) : MMF_OK;
    }
    if (ms > TRY_MS) {
        mmf_store(&mmf_super_of(ns)->shared_gate, os_steady_ms() + GATE_MS);
        /* M4: whoever gets in opens it, also if the sharers have gone by now. */
        mmf_store(&mmf_super_of(ns)->shared, 1);
    }
    mmf_full_fence(); /* M5 */
    turn = __atomic_load_n(turn_word, __ATOMIC_ACQUIRE);
    /* By a writer that got in since: then nobody would wake us. */
    bool is_open = !mmf_load(&mmf_super_of(ns)->shared_gate);
    return any_share(ns, false) && (!is_open || ms <= TRY_MS) ? os_sleep_on(turn_word, turn, ms) : MMF_OK;
}

/* ---- the sharer's side ---- */

/* One try. Lock not held by this thread, which has no share yet. */
static mmf_status try_share(mmf_ns *ns)
{
    bool took;
    mmf_status status = mmf_take_lock(ns, &took);
    if (status != MMF_OK)
        return status;
    if (gate_closed_for(ns)) {
        mmf_note_refused(ns, MMF_REFUSED_BY_GATE);
        mmf_release(ns);
        return MMF_BUSY;
    }
    pthread_mutex_lock(&ns->mutex);
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, ns->slot);
    if (!slot)
        status = MMF_CORRUPT;
    else if (!mmf_threads_enter(&ns->sharers, mmf_self()))
        status = MMF_NOMEM;
    else if (ns->sharers.count == 1) {
        mmf_store(&mmf_super_of(ns)->shared, 1); /* M1 */
        mmf_program_order();
        mmf_store_release(&slot->shared_count, 1);
    }
    pthread_mutex_unlock(&ns->mutex);
    mmf_release(ns);
    return status;
}

mmf_status mmf_share(mmf_ns *ns, int ms)
{
    if (ns->segment.readonly)
        return MMF_READONLY;
    if (mmf_held_by_me(ns))
        return mmf_lock(ns, ms, true);
    if (mmf_shares(ns)) {
        pthread_mutex_lock(&ns->mutex);
        (void)mmf_threads_enter(&ns->sharers, mmf_self()); /* takes no memory: it is inside */
        pthread_mutex_unlock(&ns->mutex);
        return MMF_OK;
    }
    mmf_status status = try_share(ns);
    uint64_t until = status == MMF_BUSY && ms ? os_steady_ms() + (uint64_t)ms : 0, now;
    while (status == MMF_BUSY && until && (now = os_steady_ms()) < until) {
        status = mmf_wait(ns, (int)(until - now));
        if (status == MMF_OK)
            status = try_share(ns);
    }
    return status;
}

static void give_up(mmf_ns *ns)
{
    struct mmf_slot_shm *slot = mmf_has_slot(ns) ? mmf_slot_at(&ns->segment, ns->slot) : NULL;
    if (!slot || !mmf_load(&slot->shared_count))
        return;
    mmf_store_release(&slot->shared_count, 0); /* M3 */
    mmf_full_fence(); /* M5 */
    if (mmf_load(&mmf_super_of(ns)->shared_gate))
        move_turn(ns);
}

mmf_status mmf_unshare(mmf_ns *ns)
{
    if (mmf_held_by_me(ns))
        return mmf_unlock(ns, true); /* what mmf_share() took inside of it */
    pthread_mutex_lock(&ns->mutex);
    bool was_mine = mmf_threads_leave(&ns->sharers, mmf_self());
    if (was_mine && !ns->sharers.count)
        give_up(ns);
    pthread_mutex_unlock(&ns->mutex);
    return was_mine ? MMF_OK : MMF_NOT_HELD;
}

void mmf_shared_leave(mmf_ns *ns)
{
    ns->sharers.count = 0;
    give_up(ns);
}
