/* recovery.c -- what the next process does when the lock's owner has died.
 *
 *     owner dead? --take the word over--> undo or finish the log --> namespace counter even --> note it
 *       --> slots of the dead
 *
 * Y1  Only the process that won the lock word recovers, and it may die at any step: the log is emptied last of what
 *     others depend on, and all steps before are idempotent, so the next one starts again.
 * Y2  The namespace counter becomes even only after the log is undone or finished: nobody reads in between. */
#include "bias.h"
#include "mmf.h"

bool mmf_has_news(const mmf_ns *ns)
{
    return __atomic_load_n(&ns->news_count, __ATOMIC_RELAXED) != __atomic_load_n(&ns->news_taken, __ATOMIC_RELAXED);
}

bool mmf_take_news(mmf_ns *ns, mmf_recovery *recovery)
{
    if (MMF_LIKELY(!mmf_has_news(ns)))
        return false;
    pthread_mutex_lock(&ns->news_mutex);
    uint64_t taken = ns->news_taken;
    if (ns->news_count - taken > MMF_RECOVERIES_KEPT)
        taken = ns->news_count - MMF_RECOVERIES_KEPT;
    bool any = taken < ns->news_count;
    if (any)
        *recovery = ns->news[taken++ % MMF_RECOVERIES_KEPT];
    __atomic_store_n(&ns->news_taken, taken, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&ns->news_mutex);
    return any;
}

static void add_news(mmf_ns *ns, const mmf_recovery *recovery)
{
    pthread_mutex_lock(&ns->news_mutex);
    ns->news[ns->news_count % MMF_RECOVERIES_KEPT] = *recovery;
    __atomic_store_n(&ns->news_count, ns->news_count + 1, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&ns->news_mutex);
}

void mmf_pass_news_on(mmf_ns *from, mmf_ns *to)
{
    mmf_recovery recovery;
    while (to && mmf_take_news(from, &recovery))
        add_news(to, &recovery);
}

mmf_recovery mmf_recovery_read(const struct mmf_recovery_shm *record)
{
    uint64_t pids = mmf_load(&record->pids), operation = mmf_load(&record->operation);
    return (mmf_recovery){
        .when_ns = mmf_load(&record->when_ns),
        .undone = mmf_load(&record->undone),
        .pid = mmf_low(pids),
        .by_pid = mmf_high(pids),
        .operation = mmf_low(operation),
        .held = mmf_high(operation),
        .thread = mmf_low(mmf_load(&record->thread)),
    };
}

static void note(mmf_ns *ns, uint32_t dead_word, uint64_t undone, uint64_t operation)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, mmf_lock_slot(dead_word & ~MMF_LOCK_WAITERS));
    uint64_t number = mmf_load(&super->recoveries) + 1;
    struct mmf_recovery_shm *record = &super->recovery[number % MMF_RECOVERIES_KEPT];
    mmf_store(&record->when_ns, os_now_ns());
    mmf_store(&record->undone, undone);
    uint32_t pid = slot ? mmf_low(mmf_load(&slot->pid)) : 0;
    uint64_t owner = mmf_load(&super->owner);
    mmf_store(&record->pids, mmf_halves(pid, os_process_id()));
    mmf_store(&record->operation, operation);
    mmf_store(&record->thread, mmf_low(owner) == pid ? mmf_high(owner) : 0);
    mmf_store_release(&super->recoveries, number);
    mmf_store(&super->recovered, 1);
    mmf_store(&super->owner, 0);
    mmf_recovery news = mmf_recovery_read(record);
    add_news(ns, &news);
}

static mmf_status recover(mmf_ns *ns, uint32_t dead_word)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    uint64_t undone, operation = mmf_load(&super->operation), seq;
    bool in_flight = mmf_log_state_units(mmf_load(&super->log_state)) != 0;
    if (!in_flight)
        operation = mmf_halves(MMF_OPERATION_NONE, mmf_high(operation));
    mmf_status status = mmf_log_recover(&ns->log, &undone);
    if (status != MMF_OK)
        return status; /* the log is broken and stays as it is: every change from now on answers MMF_CORRUPT */
    seq = mmf_load(&super->seq);
    if (seq & 1)
        mmf_store_release(&super->seq, seq + 1);
    note(ns, dead_word, undone, operation);
    status = mmf_bias_check(ns);
    if (status == MMF_BUSY) { /* so it did no more than change a word, and what it left can wait */
        mmf_leave_chores(ns, MMF_CHORES_ALL);
        return MMF_OK;
    }
    return status == MMF_OK ? mmf_slots_reclaim(ns) : status;
}

mmf_status mmf_recover_holding(mmf_ns *ns, uint32_t dead_word, uint32_t mine)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    mmf_status status = mmf_segment_check_length(&ns->segment); /* the log may name any place */
    if (status != MMF_OK)
        return status;
    if (!mmf_lock_take_over(&super->lock, dead_word, mine))
        return MMF_BUSY; /* another was quicker */
    status = recover(ns, dead_word);
    if (status != MMF_OK)
        mmf_release(ns);
    return status;
}

mmf_status mmf_recover_from(mmf_ns *ns, uint32_t lock_word)
{
    if (!mmf_owner_is_dead(ns, lock_word))
        return MMF_OK;
    if (mmf_held_by_other_thread(ns) || mmf_life_open_segment(ns) != MMF_OK)
        return MMF_OK; /* others must do that */
    if (!mmf_has_slot(ns)) {
        mmf_status status = mmf_slot_claim(ns);
        if (status != MMF_OK)
            return status == MMF_BUSY ? MMF_OK : status;
    }
    mmf_status status = mmf_recover_holding(ns, lock_word, ns->lock_mine);
    if (status == MMF_OK) {
        mmf_clean_up(ns);
        mmf_release(ns);
    }
    return status == MMF_BUSY ? MMF_OK : status;
}
