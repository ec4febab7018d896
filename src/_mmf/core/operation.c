/* operation.c -- the frame of every change: lock, log, commit or undo, clean up, unlock.
 *
 * O1  Between begin and end the lock is held; end always gives it back if begin took it.
 * O2  Outside a transaction a change commits by itself. Inside, it has a mark of its own to go back to if it fails, and
 *     the namespace's counter is odd from the transaction's first change on, so nobody else reads what may be undone.
 * O3  Garbage that a change made is freed right after it, in changes of their own; a process that dies between leaves
 *     it on the list, where the next one that frees finds it.
 * O4  A change that found no room is undone, and before the lock is given back, what nobody uses is given up. So it
 *     answers that there is no room only if there was nothing to be given up at that very moment; else MMF_RELIEVED.
 *     Trying again as long as that is the answer comes to an end, unless others go on leaving something: an undone
 *     change leaves nothing. A transaction leaves it to its end, and the next one finds it done. */
#include "bias.h"
#include "shared.h"

/* The word had the waiters' bit: wake one, and take the lock without the bit again next time. */
MMF_COLD void mmf_release_and_wake(mmf_ns *ns)
{
    __atomic_store_n(&ns->lock_take, ns->lock_mine, __ATOMIC_RELEASE);
    mmf_lock_wake(&mmf_super_of(ns)->lock);
}

/* Somebody waits for what was changed: wake them once the lock is free. The list is the holder's, so it is taken
 * before. */
MMF_COLD void mmf_release_and_notify(mmf_ns *ns)
{
    struct mmf_header_shm *after[MMF_NOTIFY_AFTER];
    size_t count = mmf_notify_take(&ns->log.notify, after);
    mmf_release(ns);
    for (size_t i = 0; i < count; i++)
        mmf_notify_wake(after[i]);
}

/* The lock is not free, or this process has no slot: the rare ways. */
static MMF_COLD mmf_status take_lock_slowly(mmf_ns *ns, bool *took)
{
    *took = false;
    if (mmf_held_by_me(ns))
        return MMF_LIKELY(mmf_is_lock_mine(ns)) ? MMF_OK : MMF_LOST;
    if (ns->segment.readonly)
        return MMF_READONLY;
    if (!mmf_has_slot(ns)) {
        mmf_status status = mmf_slot_claim(ns);
        if (status != MMF_OK)
            return status;
    }
    *took = !mmf_held_by_other_thread(ns) && mmf_lock_spin(&mmf_super_of(ns)->lock, mmf_lock_name(ns));
    if (!*took)
        mmf_note_refused(ns, MMF_REFUSED_BY_LOCK);
    return *took ? MMF_OK : MMF_BUSY;
}

static inline bool take_lock_quickly(mmf_ns *ns)
{
    uint32_t word = mmf_lock_name_at_once(ns);
    return MMF_LIKELY(word != 0) && mmf_lock_try(&mmf_super_of(ns)->lock, word);
}

mmf_status mmf_take_lock(mmf_ns *ns, bool *took)
{
    *took = take_lock_quickly(ns);
    mmf_status status = *took ? MMF_OK : take_lock_slowly(ns, took);
    if (!*took || (status = mmf_bias_check(ns)) == MMF_OK)
        return status;
    mmf_release(ns);
    *took = false;
    return status;
}

mmf_status mmf_write_begin(mmf_write *w, mmf_ns *ns, enum mmf_operation operation)
{
    w->ns = ns;
    w->header = NULL;
    w->took_lock = take_lock_quickly(ns);
    mmf_status status = MMF_LIKELY(w->took_lock) ? MMF_OK : take_lock_slowly(ns, &w->took_lock);
    if (MMF_UNLIKELY(status != MMF_OK))
        return status;
    struct mmf_super_shm *super = mmf_super_of(ns);
    status = mmf_bias_check_change(ns); /* while this thread holds the lock from before, there is none */
    if (MMF_UNLIKELY(mmf_load(&super->shared)) && status == MMF_OK && w->took_lock && operation != MMF_OPERATION_NONE)
        status = mmf_shared_pass(ns);
    if (MMF_UNLIKELY(status != MMF_OK))
        return mmf_write_cancel(w, status);
    w->in_transaction = ns->transactions > 0;
    if (MMF_UNLIKELY(w->in_transaction)) {
        w->mark = mmf_log_mark(&ns->log);
        uint64_t seq = mmf_load(&super->seq);
        if (!(seq & 1)) {
            mmf_store(&super->seq, seq + 1);
            mmf_write_fence();
        }
    } else if (MMF_UNLIKELY(!mmf_log_begin(&ns->log))) {
        return mmf_write_cancel(w, MMF_CORRUPT);
    }
    uint32_t held = w->in_transaction ? MMF_HELD_TRANSACTION : ns->exclusive_depth ? MMF_HELD_LOCK : MMF_HELD_OPERATION;
    mmf_store(&super->operation, mmf_halves(operation, held));
    w->tree = (mmf_tree){&ns->log, &ns->handles, ns->orphans, ns->slot};
    return MMF_OK;
}

mmf_status mmf_write_begin_on(mmf_write *w, const mmf_ref *ref, uint8_t tag, enum mmf_operation operation,
                              struct mmf_header_shm **h)
{
    mmf_status status = mmf_write_begin(w, ref->ns, operation);
    if (MMF_UNLIKELY(status != MMF_OK))
        return status;
    *h = mmf_ref_header(ref);
    if (MMF_UNLIKELY(!mmf_is_usable(ref, *h)))
        return mmf_write_cancel(w, MMF_STALE);
    uint64_t shape = mmf_load(&(*h)->shape);
    w->header = *h;
    if (MMF_LIKELY(mmf_shape_tag(shape) == tag && mmf_guarded_ok(shape)))
        return MMF_OK;
    return mmf_write_cancel(w, MMF_CORRUPT);
}

/* Run one more change in the same hold of the lock; false when there was nothing to do. */
static bool small_change(mmf_write *w, mmf_status (*work)(mmf_write *))
{
    mmf_log *log = &w->ns->log;
    if (!mmf_log_begin(log)) /* broken: it is not to be lost */
        return false;
    uint64_t *operation = &mmf_super_of(w->ns)->operation;
    mmf_store(operation, mmf_halves(MMF_OPERATION_FREE, mmf_high(mmf_load(operation)))); /* held as before */
    mmf_status status = work(w);
    if (status == MMF_OK)
        status = mmf_heap_settle(log);
    if (status == MMF_OK)
        mmf_log_commit(log);
    else
        mmf_log_rollback(log);
    w->ns->gave_up |= status == MMF_OK;
    return status == MMF_OK;
}

static mmf_status free_garbage(mmf_write *w) { return mmf_tree_free_some(&w->tree); }

static mmf_status drop_orphan(mmf_write *w) { return mmf_tree_drop_orphan(&w->tree, w->tree.orphans, w->header); }

/* Orphans of ours that have lost their last handle. One walk finds all: none comes while the lock is held. */
static void free_orphans(mmf_write *w)
{
    uint64_t left = mmf_most(&w->ns->segment, sizeof(struct mmf_header_shm)); /* a circle of containers with handles */
    for (mmf_off off = w->tree.orphans ? mmf_load(w->tree.orphans) : 0; off && left; left--) {
        struct mmf_header_shm *h = w->header = mmf_header_at(&w->ns->segment, off);
        if (!h)
            return;
        mmf_off next = mmf_unit_off(mmf_high(mmf_load(&h->chain)));
        if (!mmf_handles_has(&w->ns->handles, off, mmf_load(&h->serial) & ~MMF_SERIAL_MARKS) &&
            !small_change(w, drop_orphan))
            return;
        off = next;
    }
}

/* Blocks that were reserved for values which then could not be stored. */
static mmf_status free_abandoned(mmf_write *w)
{
    struct mmf_slot_shm *slot = w->tree.orphans ? mmf_slot_at(&w->ns->segment, w->ns->slot) : NULL;
    for (int i = 0; slot && i < MMF_RESERVED_BLOCKS; i++) {
        uint64_t word = mmf_load(&slot->reserved[i]);
        if (!(word & MMF_ABANDONED))
            continue;
        mmf_status status = mmf_log_room(&w->ns->log, 2);
        if (status != MMF_OK)
            return status;
        mmf_put(&w->ns->log, &slot->reserved[i], 0);
        return mmf_log_free_later(&w->ns->log, word & ~MMF_ABANDONED, MMF_SMALL_MAX + 1);
    }
    return MMF_NOT_FOUND;
}

static mmf_status give_up_idle_page(mmf_write *w) { return mmf_heap_give_up_page(&w->ns->log); }

static MMF_COLD void clean_up_now(mmf_write *w)
{
    enum mmf_chores chores = __atomic_exchange_n(&w->ns->chores, 0, __ATOMIC_ACQ_REL);
    if (chores) {
        if (chores & MMF_CHORES_FOR_ROOM)
            while (small_change(w, give_up_idle_page)) /* one in a change: many would need a longer log */
                ;
        if (chores & MMF_CHORES_ALL)
            free_orphans(w);
        while (small_change(w, free_abandoned))
            ;
        if (mmf_slots_reclaim(w->ns) != MMF_OK) {
            mmf_leave_chores(w->ns, chores);
            return;
        }
    }
    while (small_change(w, free_garbage))
        ;
}

void mmf_clean_up(mmf_ns *ns)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    mmf_write w = {.ns = ns, .tree = {&ns->log, &ns->handles, ns->orphans, ns->slot}};
    if (!mmf_load(&super->garbage) && !__atomic_load_n(&ns->chores, __ATOMIC_RELAXED))
        return;
    if ((mmf_load(&super->bias) & MMF_BIAS_STATES) == MMF_BIAS_REVOKED) /* somebody could not be waited for */
        return;
    if (mmf_bias_check_change(ns) == MMF_OK)
        clean_up_now(&w);
}

/* No change is open, but perhaps a transaction. false: nothing has been given up, or not yet. */
static MMF_COLD bool relieve(mmf_write *w)
{
    mmf_leave_chores(w->ns, MMF_CHORES_FOR_ROOM);
    if (w->in_transaction)
        return false;
    w->ns->gave_up = false;
    clean_up_now(w);
    return w->ns->gave_up;
}

mmf_status mmf_relieve(mmf_ns *ns)
{
    mmf_write w;
    mmf_status status = mmf_write_begin(&w, ns, MMF_OPERATION_FREE);
    if (status != MMF_OK)
        return status;
    (void)relieve(&w);
    return mmf_write_cancel(&w, MMF_OK);
}

static MMF_COLD mmf_status undo(mmf_write *w, mmf_status status)
{
    if (w->in_transaction)
        mmf_log_undo_to(&w->ns->log, w->mark);
    else
        mmf_log_rollback(&w->ns->log);
    bool had_no_room = status == MMF_FULL || status == MMF_NO_SPACE;
    return had_no_room && relieve(w) ? MMF_RELIEVED : status;
}

static inline void unlock(mmf_write *w)
{
    struct mmf_super_shm *super = mmf_super_of(w->ns);
    if (!w->in_transaction &&
        MMF_UNLIKELY(mmf_load(&super->garbage) || __atomic_load_n(&w->ns->chores, __ATOMIC_RELAXED)))
        clean_up_now(w);
    if (w->took_lock)
        mmf_release(w->ns);
}

mmf_status mmf_write_end(mmf_write *w, mmf_status status)
{
    mmf_log *log = &w->ns->log;
    if (w->header && MMF_UNLIKELY(mmf_is_awaited(w->header)) && status == MMF_OK &&
        log->count > (w->in_transaction ? w->mark.count : 0)) /* else nothing changed */
        status = mmf_notify_touch(&log->notify, w->header);
    if (MMF_LIKELY(status == MMF_OK) && MMF_LIKELY(!w->in_transaction)) {
        if (MMF_UNLIKELY(log->pending_count || log->capacity != MMF_LOG_UNITS))
            status = mmf_heap_settle(log);
        if (MMF_LIKELY(status == MMF_OK))
            mmf_log_commit(log);
    }
    if (MMF_UNLIKELY(status != MMF_OK))
        status = undo(w, status);
    unlock(w);
    return status;
}

mmf_status mmf_write_word(mmf_write *w, uint64_t *word, uint64_t value)
{
    mmf_store_release(word, value);
    mmf_log_commit_word(&w->ns->log);
    unlock(w);
    return MMF_OK;
}

uint64_t mmf_write_stamp(const mmf_write *w)
{
    uint64_t operation = w->ns->log.operation + mmf_bias_uncounted(w->ns);
    return operation | (w->in_transaction ? w->ns->log.count << 1 : 0);
}

mmf_status mmf_write_cancel(mmf_write *w, mmf_status status)
{
    if (w->took_lock)
        mmf_release(w->ns);
    return status;
}

mmf_status mmf_write_old(const mmf_write *w, const mmf_cell *cells, int count, mmf_buffer *old)
{
    if (!old)
        return MMF_OK;
    if (old->stamp != MMF_ANY_STAMP)
        return mmf_write_moved(w, old->stamp) ? MMF_MOVED : MMF_OK; /* the copy was made by the call before */
    mmf_status status = MMF_OK;
    for (int i = 0; i < count && status == MMF_OK; i++)
        status = mmf_tree_export(&w->ns->segment, cells[i], old);
    if (status != MMF_OK || (!old->unsure && old->bytes <= MMF_BYTES_SURE))
        return status;
    old->stamp = mmf_write_stamp(w);
    return MMF_UNSURE;
}
