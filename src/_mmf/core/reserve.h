/* reserve.h -- big values: their block is filled without the lock. */
#ifndef MMF_RESERVE_H
#define MMF_RESERVE_H

#include "ns.h"

#define MMF_BIG_BYTES UINT64_C(262144)

static inline bool mmf_is_big(const mmf_value *value)
{
    return mmf_tag_is_long(mmf_cell_tag(value->cell)) && value->cell.w1 >= MMF_BIG_BYTES;
}

typedef struct mmf_reserved {
    mmf_value value;  /* to store in place of the one that was asked for */
    uint64_t *word;   /* in this process's slot; NULL: nothing is reserved */
} mmf_reserved;

/* If `value` is a big scalar and this thread does not hold the lock: reserve a block, fill it, and let reserved->value
 * name it. Else reserved->value is `value`. MMF_BUSY, MMF_FULL, ... */
MMF_UNUSED_RESULT mmf_status mmf_reserve(mmf_ns *ns, const mmf_value *value, mmf_reserved *reserved);
/* mmf_write_end() of the change that stores reserved->value: the block is the tree's now. */
mmf_status mmf_reserve_end(mmf_write *w, const mmf_reserved *reserved, mmf_status status);
/* The change failed: give the block back. */
void mmf_reserve_cancel(mmf_ns *ns, const mmf_reserved *reserved);

#endif
