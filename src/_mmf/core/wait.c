/* wait.c -- holding the lock across calls, waiting for it, transactions. */
#include "array.h"
#include "bias.h"
#include "mmf.h"
#include "shared.h"

/* How often a sleeper looks whether the owner is alive. Others go on within this, plus the time to recover. */
#define SLICE_MS 20

/* Without write access: nothing to sleep on, so look again and again; a dead writer is recovered through an attachment
 * of its own, where permissions allow it. */
static MMF_COLD mmf_status wait_readonly(mmf_ns *ns, int ms)
{
    uint32_t word = mmf_lock_look(&mmf_super_of(ns)->lock);
    if (!word)
        return MMF_OK;
    mmf_status status = os_pause_ms(ms < 1 ? ms : 1);
    if (status != MMF_OK || mmf_lock_look(&mmf_super_of(ns)->lock) != word || !mmf_owner_is_dead(ns, word))
        return status;
    mmf_options options = {.path = ns->path, .size = MMF_SIZE_DEFAULT, .trust = true};
    mmf_ns *writer;
    mmf_error error;
    if (mmf_open(&options, &writer, &error) != MMF_OK)
        return MMF_OK; /* not allowed: the caller's time-out says so */
    if (writer->segment.inode == ns->segment.inode && writer->segment.device == ns->segment.device)
        status = mmf_recover_from(writer, word);
    mmf_close(writer);
    return status;
}

mmf_status mmf_wait(mmf_ns *ns, int ms)
{
    if (ns->segment.readonly)
        return wait_readonly(ns, ms);
    enum mmf_refused refused = mmf_take_refused(ns);
    ms = ms < SLICE_MS ? ms : SLICE_MS;
    if (refused == MMF_REFUSED_BY_CHANGERS)
        return os_pause_ms(ms < 1 ? ms : 1);
    if (refused >= MMF_REFUSED_BY_SHARERS)
        return mmf_shared_wait(ns, refused == MMF_REFUSED_BY_GATE, ms);
    uint32_t *lock = &mmf_super_of(ns)->lock, seen = mmf_lock_look(lock), word = seen & ~MMF_LOCK_WAITERS;
    if (mmf_held_by_me(ns))
        return MMF_OK;
    if (!seen) /* the bit alone is nobody's: recovered below as of one that is dead */
        return mmf_held_by_other_thread(ns) ? os_pause_ms(ms < 1 ? ms : 1) : MMF_OK;
    mmf_status status = mmf_lock_sleep(lock, ms);
    if (refused == MMF_REFUSED_READING)
        mmf_lock_wake(lock); /* K5 */
    if (mmf_has_slot(ns))
        __atomic_store_n(&ns->lock_take, ns->lock_mine | MMF_LOCK_WAITERS, __ATOMIC_RELEASE); /* K2 */
    if (status != MMF_OK)
        return status;
    uint32_t now = mmf_lock_look(lock);
    return now && (now & ~MMF_LOCK_WAITERS) == word ? mmf_recover_from(ns, now) : MMF_OK;
}

/* MMF_BUSY, MMF_SHARED. */
static mmf_status take(mmf_ns *ns)
{
    uint32_t word = mmf_lock_name_at_once(ns);
    if (!word || !mmf_lock_spin(&mmf_super_of(ns)->lock, word)) {
        mmf_note_refused(ns, MMF_REFUSED_BY_LOCK);
        return MMF_BUSY;
    }
    mmf_status status = mmf_bias_check(ns);
    if (MMF_LIKELY(status == MMF_OK))
        status = mmf_shared_check(ns);
    if (MMF_UNLIKELY(status != MMF_OK))
        mmf_release(ns);
    return status;
}

static mmf_status lock_for(mmf_ns *ns, int ms)
{
    mmf_status status = take(ns);
    if (MMF_LIKELY(status != MMF_BUSY))
        return status;
    uint64_t until = os_steady_ms() + (uint64_t)ms;
    for (;;) {
        status = mmf_has_slot(ns) ? MMF_OK : mmf_slot_claim(ns);
        if (status != MMF_OK && status != MMF_BUSY)
            return status;
        if ((status = take(ns)) != MMF_BUSY)
            return status;
        uint64_t now = os_steady_ms();
        if (now >= until)
            return MMF_BUSY;
        if ((status = mmf_wait(ns, (int)(until - now))) != MMF_OK)
            return status;
    }
}

mmf_status mmf_lock(mmf_ns *ns, int ms, bool exclusive)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    if (ns->segment.readonly)
        return MMF_READONLY;
    if (!mmf_held_by_me(ns)) {
        mmf_status status = mmf_shares(ns) ? MMF_SHARED : lock_for(ns, ms);
        if (status != MMF_OK)
            return status;
        __atomic_store_n(&ns->owner, mmf_self(), __ATOMIC_RELAXED);
        mmf_store(&super->owner, mmf_thread_self);
        mmf_store(&super->operation, mmf_halves(MMF_OPERATION_NONE, exclusive ? MMF_HELD_LOCK : MMF_HELD_OPERATION));
    } else if (MMF_UNLIKELY(!mmf_is_lock_mine(ns))) {
        return MMF_LOST;
    }
    ns->depth++;
    if (exclusive && !ns->exclusive_depth++) {
        uint64_t seq = mmf_load(&super->seq);
        if (!(seq & 1)) { /* a transaction may have done so */
            mmf_store(&super->seq, seq + 1);
            mmf_write_fence();
        }
    }
    return MMF_OK;
}

bool mmf_lock_holder(mmf_ns *ns, uint32_t *process, uint32_t *thread)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    uint32_t word = mmf_lock_look(&super->lock) & ~MMF_LOCK_WAITERS;
    uint64_t owner = mmf_load(&super->owner);
    struct mmf_slot_shm *slot = word ? mmf_slot_at(&ns->segment, mmf_lock_slot(word)) : NULL;
    *process = slot ? mmf_low(mmf_load(&slot->pid)) : 0;
    *thread = mmf_low(owner) == *process ? mmf_high(owner) : 0;
    return *process != 0;
}

/* Let others read again, when neither a hold nor a transaction forbids it. */
static void make_readable(mmf_ns *ns)
{
    uint64_t seq = mmf_load(&mmf_super_of(ns)->seq);
    if (!ns->exclusive_depth && !ns->transactions && (seq & 1))
        mmf_store_release(&mmf_super_of(ns)->seq, seq + 1);
}

/* The lock and what was not committed are gone (MMF_LOST), and mostly the slot: then the next operation takes one anew.
 * Nothing of the file is touched. */
static MMF_COLD mmf_status lose(mmf_ns *ns)
{
    ns->depth = ns->exclusive_depth = ns->transactions = 0;
    mmf_log_clear(&ns->log);
    mmf_log_init(&ns->log, &ns->segment);
    if (!mmf_slot_is_mine(ns))
        mmf_slot_lose(ns);
    __atomic_store_n(&ns->owner, 0, __ATOMIC_RELAXED);
    return MMF_LOST;
}

mmf_status mmf_unlock(mmf_ns *ns, bool exclusive)
{
    if (!mmf_held_by_me(ns) || (exclusive && !ns->exclusive_depth))
        return MMF_NOT_HELD;
    if (MMF_UNLIKELY(!mmf_is_lock_mine(ns)))
        return lose(ns);
    if (ns->transactions && ns->depth == 1)
        return MMF_NOT_HELD; /* end the transaction first */
    if (exclusive)
        ns->exclusive_depth--;
    make_readable(ns);
    if (--ns->depth)
        return MMF_OK;
    mmf_store(&mmf_super_of(ns)->owner, 0);
    mmf_clean_up(ns);
    __atomic_store_n(&ns->owner, 0, __ATOMIC_RELAXED);
    mmf_release(ns);
    return MMF_OK;
}

bool mmf_lock_held(mmf_ns *ns) { return mmf_held_by_me(ns); }

bool mmf_take_recovered(mmf_ns *ns)
{
    if (!mmf_held_by_me(ns) || !mmf_load(&mmf_super_of(ns)->recovered))
        return false;
    mmf_store(&mmf_super_of(ns)->recovered, 0);
    return true;
}

mmf_status mmf_stamp(mmf_ns *ns, uint64_t *stamp)
{
    uint64_t state;
    mmf_status status = mmf_bias_log_state(ns, &state);
    if (status != MMF_OK)
        return status;
    uint64_t seq = mmf_load_acquire(&mmf_super_of(ns)->seq);
    uint64_t in_use = state & ((UINT64_C(1) << MMF_LOG_OPERATION_SHIFT) - 1);
    bool holding = (in_use || (seq & 1)) && mmf_held_by_me(ns);
    if ((in_use || (seq & 1)) && !holding)
        return MMF_BUSY;
    *stamp = holding ? state : state - in_use; /* inside a transaction each change moves it as well */
    return MMF_OK;
}

/* ---- transactions ---- */

uint32_t mmf_txn_depth(mmf_ns *ns) { return mmf_held_by_me(ns) ? ns->transactions : 0; }

mmf_status mmf_txn_begin(mmf_ns *ns)
{
    if (!mmf_held_by_me(ns))
        return MMF_NOT_HELD;
    if (MMF_UNLIKELY(!mmf_is_lock_mine(ns)))
        return MMF_LOST;
    if (ns->transactions == ns->savepoint_capacity) {
        mmf_mark *wider = mmf_array_widen(ns->savepoints, &ns->savepoint_capacity, 4, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        ns->savepoints = wider;
    }
    if (!ns->transactions && !mmf_log_begin(&ns->log))
        return MMF_CORRUPT;
    ns->savepoints[ns->transactions++] = mmf_log_mark(&ns->log);
    return MMF_OK;
}

/* An orphan that was stored meanwhile is one again, and may have lost its last handle when it was none: then nobody
 * has left word of it. */
static void look_for_orphans(mmf_ns *ns)
{
    if (mmf_has_slot(ns) && mmf_load(ns->orphans))
        mmf_leave_chores(ns, MMF_CHORES_ALL);
}

static mmf_status end_outermost(mmf_ns *ns, bool keep)
{
    mmf_status status = keep ? mmf_heap_settle(&ns->log) : MMF_OK;
    if (keep && status == MMF_OK) {
        mmf_log_commit(&ns->log);
    } else {
        mmf_log_rollback(&ns->log);
        look_for_orphans(ns);
        if (keep) /* it found no room */
            mmf_leave_chores(ns, MMF_CHORES_FOR_ROOM);
    }
    ns->transactions = 0;
    make_readable(ns);
    return status;
}

mmf_status mmf_txn_commit(mmf_ns *ns)
{
    if (!mmf_held_by_me(ns) || !ns->transactions)
        return MMF_NOT_HELD;
    if (MMF_UNLIKELY(!mmf_is_lock_mine(ns)))
        return lose(ns);
    if (ns->transactions > 1) {
        ns->transactions--;
        return MMF_OK;
    }
    return end_outermost(ns, true);
}

mmf_status mmf_txn_rollback(mmf_ns *ns)
{
    if (!mmf_held_by_me(ns) || !ns->transactions)
        return MMF_NOT_HELD;
    if (MMF_UNLIKELY(!mmf_is_lock_mine(ns)))
        return lose(ns);
    if (ns->transactions > 1) {
        mmf_log_undo_to(&ns->log, ns->savepoints[--ns->transactions]);
        look_for_orphans(ns);
        return MMF_OK;
    }
    return end_outermost(ns, false);
}
