/* recovery.c -- what the next process does when the lock's owner has died.
 *
 *     owner dead? --take the word over--> undo or finish the log --> namespace counter even --> note it --> slots of the dead
 *
 * Y1  Only the process that won the lock word recovers, and it may die at any step: the log is emptied last of what others
 *     depend on, and all steps before are idempotent, so the next one starts again.
 * Y2  The namespace counter becomes even only after the log is undone or finished: nobody reads in between. */
#include "mmf.h"
#include "ns.h"

static void note(mmf_ns *ns, uint32_t dead_word, uint64_t undone, uint64_t operation)
{
    struct mmf_super_shm *super = mmf_super(&ns->segment);
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, mmf_lock_slot(dead_word & ~MMF_LOCK_WAITERS));
    uint64_t number = mmf_load(&super->recoveries) + 1;
    struct mmf_recovery_shm *record = &super->recovery[number % MMF_RECOVERIES_KEPT];
    mmf_store(&record->when_ns, os_now_ns());
    mmf_store(&record->undone, undone);
    mmf_store(&record->pids, mmf_halves(slot ? mmf_low(mmf_load(&slot->pid)) : 0, os_process_id()));
    mmf_store(&record->operation, operation);
    mmf_store_release(&super->recoveries, number);
    mmf_store(&super->recovered, 1);
}

static mmf_status recover(mmf_ns *ns, uint32_t dead_word)
{
    struct mmf_super_shm *super = mmf_super(&ns->segment);
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
    return mmf_slots_reclaim(ns);
}

mmf_status mmf_recover_holding(mmf_ns *ns, uint32_t dead_word, uint32_t mine)
{
    struct mmf_super_shm *super = mmf_super(&ns->segment);
    if (!mmf_lock_take_over(&super->lock, dead_word, mine))
        return MMF_BUSY; /* another was quicker */
    mmf_status status = recover(ns, dead_word);
    if (status != MMF_OK)
        mmf_release(ns);
    return status;
}

mmf_status mmf_recover_from(mmf_ns *ns, uint32_t lock_word)
{
    if (!mmf_owner_is_dead(ns, lock_word))
        return MMF_OK;
    if (!ns->lock_mine) {
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
