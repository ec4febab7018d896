/* ring.h -- what a list's header says about its ring of cells, read at once. See list.c. */
#ifndef MMF_RING_H
#define MMF_RING_H

#include "header.h"

#define MMF_RING_CHUNK_LOG2 8
#define MMF_RING_CHUNK_CELLS (UINT64_C(1) << MMF_RING_CHUNK_LOG2)
#define MMF_RING_DIRECTORY_LOG2_MAX 26

typedef struct mmf_ring {
    mmf_segment *s;
    mmf_off place;
    unsigned depth, log2;
    uint64_t first, count;
} mmf_ring;

static MMF_ALWAYS_INLINE uint64_t mmf_ring_capacity(const mmf_ring *r)
{
    return !r->place ? 0 : UINT64_C(1) << (r->log2 + (r->depth ? MMF_RING_CHUNK_LOG2 : 0));
}

/* False: broken or torn. */
static MMF_ALWAYS_INLINE bool mmf_ring_read(mmf_segment *s, const struct mmf_header_shm *h, mmf_ring *r)
{
    uint64_t shape = mmf_load_data(&h->shape), place = mmf_load_data(&h->place), count = mmf_load_acquire(&h->count);
    *r = (mmf_ring){s,
                    mmf_unit_off(place),
                    mmf_shape_depth(shape),
                    mmf_shape_log2(shape),
                    mmf_load_data(&h->first),
                    mmf_low(count)};
    return mmf_guarded_ok(shape) && mmf_guarded_ok(place) && mmf_guarded_ok(count) && r->depth <= 1 &&
           r->log2 <= (r->depth ? MMF_RING_DIRECTORY_LOG2_MAX : MMF_RING_CHUNK_LOG2) &&
           r->count <= mmf_ring_capacity(r);
}

static MMF_ALWAYS_INLINE uint64_t mmf_ring_position(const mmf_ring *r, uint64_t index)
{
    return (r->first + index) & (mmf_ring_capacity(r) - 1);
}

/* The cell at a position, told without a call. NULL: broken or torn, or it lies where this process has not looked
 * yet. */
static MMF_ALWAYS_INLINE uint64_t *mmf_ring_glance(const mmf_ring *r, uint64_t position)
{
    uint64_t *at;
    mmf_off chunk = r->place;
    if (r->depth) {
        if (MMF_UNLIKELY(!mmf_at_known(r->s, chunk + 8 * (position >> MMF_RING_CHUNK_LOG2), 8, &at)))
            return NULL;
        uint64_t guarded = mmf_load_data(at);
        if (MMF_UNLIKELY(!mmf_guarded_ok(guarded)))
            return NULL;
        chunk = mmf_unit_off(guarded);
        position &= MMF_RING_CHUNK_CELLS - 1;
    }
    return MMF_LIKELY(chunk >= MMF_HEAP_OFF) && mmf_at_known(r->s, chunk + 16 * position, 16, &at) ? at : NULL;
}

#endif
