/* reserve.c -- big values: their block is reserved in a first short change, filled without the lock, and published in a
 * second. So nobody waits for a copy of many megabytes, nor for the file to grow by as much: it grows step by step,
 * each a change of its own.
 *
 * G1  From the first change to the second the block is listed in this process's slot: if the process dies in between,
 *     whoever clears the slot frees it.
 * G2  The thread that reserved it alone writes its word, until it marks it as abandoned. */
#include "reserve.h"

static mmf_status reserve_block(mmf_write *w, uint64_t bytes, uint64_t **word, mmf_off *off)
{
    struct mmf_slot_shm *slot = mmf_slot_at(&w->ns->segment, w->ns->slot);
    mmf_status status = mmf_heap_prepare(&w->ns->log, bytes);
    if (status != MMF_OK)
        return status;
    *word = NULL;
    for (int i = 0; slot && i < MMF_RESERVED_BLOCKS && !*word; i++)
        if (!mmf_load(&slot->reserved[i]))
            *word = &slot->reserved[i];
    if (!*word)
        return MMF_NOT_FOUND; /* other threads reserve as many already: do without */
    if ((status = mmf_heap_alloc(&w->ns->log, bytes, off)) != MMF_OK ||
        (status = mmf_log_room(&w->ns->log, 2)) != MMF_OK)
        return status;
    mmf_put(&w->ns->log, *word, *off);
    return MMF_OK;
}

mmf_status mmf_reserve(mmf_ns *ns, const mmf_value *value, mmf_reserved *reserved)
{
    *reserved = (mmf_reserved){*value, NULL};
    uint64_t bytes = value->cell.w1;
    if (!mmf_is_big(value) || mmf_held_by_me(ns))
        return MMF_OK;
    mmf_off off = 0;
    mmf_status status;
    bool grew;
    do {
        mmf_write w;
        if ((status = mmf_write_begin(&w, ns, MMF_OPERATION_RESERVE)) != MMF_OK)
            return status;
        status = reserve_block(&w, bytes, &reserved->word, &off);
        grew = status == MMF_BUSY;
        status = mmf_write_end(&w, grew ? MMF_OK : status);
    } while (grew && status == MMF_OK);
    if (status != MMF_OK) {
        reserved->word = NULL;
        return status == MMF_NOT_FOUND ? MMF_OK : status;
    }
    mmf_copy_in(mmf_at(&ns->segment, off, mmf_round_up(bytes, 8)), value->data, bytes);
    reserved->value = (mmf_value){mmf_cell_with_offset(value->cell, off), NULL};
    return MMF_OK;
}

mmf_status mmf_reserve_end(mmf_write *w, const mmf_reserved *reserved, mmf_status status)
{
    if (status == MMF_OK && reserved->word) {
        status = mmf_log_room(&w->ns->log, 2);
        if (status == MMF_OK)
            mmf_put(&w->ns->log, reserved->word, 0);
    }
    return mmf_write_end(w, status);
}

void mmf_reserve_cancel(mmf_ns *ns, const mmf_reserved *reserved)
{
    mmf_write w;
    if (!reserved->word)
        return;
    if (mmf_write_begin(&w, ns, MMF_OPERATION_RESERVE) != MMF_OK) { /* the next write frees it */
        mmf_store_release(reserved->word, mmf_load(reserved->word) | MMF_ABANDONED);
        mmf_leave_chores(ns, MMF_CHORES_ALL);
        return;
    }
    mmf_off off = mmf_cell_offset(reserved->value.cell);
    (void)mmf_reserve_end(&w, reserved, mmf_log_free_later(&ns->log, off, reserved->value.cell.w1));
}
