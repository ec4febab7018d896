/* list.h -- a list's content: a ring of value cells, O(1) at both ends.
 *
 * Readers call mmf_list_cell() and mmf_list_run(), or look at the ring themselves, under the container's counters. The
 * others: lock held; they make h->seq odd. Nothing here frees what cells refer to; that is the caller's. */
#ifndef MMF_LIST_H
#define MMF_LIST_H

#include "ring.h"

/* Acquire: an item is in its cell before it is counted. */
static inline uint64_t mmf_list_count(const struct mmf_header_shm *h) { return mmf_low(mmf_load_acquire(&h->count)); }

/* An index, which may count from the end, as one from the front, or false if it lies outside. */
static inline bool mmf_list_resolve(int64_t index, uint64_t count, uint64_t *at)
{
    *at = (uint64_t)(index < 0 ? index + (int64_t)count : index);
    return *at < count;
}

/* The two words of item `index` (< count), or NULL: broken or torn. */
uint64_t *mmf_list_cell(mmf_segment *s, const struct mmf_header_shm *h, uint64_t index);

/* The same; *run: how many items from `index` on have their cells side by side there. */
uint64_t *mmf_list_run(mmf_segment *s, const struct mmf_header_shm *h, uint64_t index, uint64_t *run);

/* The cell behind the last item, if there is one where this process has looked: filling it and then counting it in
 * h->count adds an item. Lock held. */
static MMF_ALWAYS_INLINE uint64_t *mmf_list_spare_cell(const mmf_ring *r)
{
    uint64_t position = mmf_ring_position(r, r->count);
    if (MMF_UNLIKELY(r->count == mmf_ring_capacity(r)) || MMF_UNLIKELY(r->count == UINT32_MAX))
        return NULL;
    /* At the start of a chunk there may be no chunk yet, or that of the first item (R2). */
    return MMF_LIKELY(!r->depth || position & (MMF_RING_CHUNK_CELLS - 1)) ? mmf_ring_glance(r, position) : NULL;
}

/* Make room for `n` items before item `index` (<= count); their cells hold rubbish until the caller fills them, in the
 * same change. MMF_FULL, MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_list_open_gap(mmf_log *log, struct mmf_header_shm *h, uint64_t index, uint64_t n);
/* Fill a gap that this change opened at an end of the list, and before which it did nothing else to the list. No
 * records: the cells were nobody's (R1). MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_list_fill(mmf_segment *s, const struct mmf_header_shm *h, uint64_t index,
                                           const mmf_cell *cells, uint64_t n);
/* Take out `n` items from `index` on, giving back storage that is not needed. */
MMF_UNUSED_RESULT mmf_status mmf_list_close_gap(mmf_log *log, struct mmf_header_shm *h, uint64_t index, uint64_t n);
/* Set a cell that is there. */
MMF_UNUSED_RESULT mmf_status mmf_list_put(mmf_log *log, struct mmf_header_shm *h, uint64_t index, mmf_cell value);
/* Set `n` cells that are there, from `index` on: in runs, each under one record. */
MMF_UNUSED_RESULT mmf_status mmf_list_put_many(mmf_log *log, struct mmf_header_shm *h, uint64_t index,
                                               const mmf_cell *cells, uint64_t n);

/* Move the whole content to another, empty header, leaving this one empty. */
MMF_UNUSED_RESULT mmf_status mmf_list_move_content(mmf_log *log, struct mmf_header_shm *from,
                                                   struct mmf_header_shm *to);

/* For verify: `block` gets each block of storage. MMF_CORRUPT. */
typedef mmf_status (*mmf_list_block_visitor)(void *context, mmf_off off, uint64_t bytes);
MMF_UNUSED_RESULT mmf_status mmf_list_check(mmf_segment *s, const struct mmf_header_shm *h,
                                            mmf_list_block_visitor block, void *context);

#endif
