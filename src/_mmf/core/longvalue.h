/* longvalue.h -- values whose bytes lie in a block, outside their cell. */
#ifndef MMF_LONGVALUE_H
#define MMF_LONGVALUE_H

#include "heap.h"
#include "value.h"

/* The offset part of a cell that has one (C3). */
static inline mmf_cell mmf_cell_with_offset(mmf_cell c, mmf_off off)
{
    c.w0 = (c.w0 & 0xffff) | (uint64_t)mmf_off_unit(off) << 32;
    c.w0 |= (mmf_fold(c.w0) ^ mmf_fold(c.w1) ^ MMF_CELL_FOLD) << 16;
    return c;
}
static inline bool mmf_cell_offset_ok(mmf_cell c) { return (mmf_fold(c.w0) ^ mmf_fold(c.w1)) == MMF_CELL_FOLD; }
static inline mmf_off mmf_cell_offset(mmf_cell c) { return mmf_unit_off(c.w0 >> 32); }

static inline mmf_cell mmf_cell_load(const uint64_t *words)
{
    return (mmf_cell){mmf_load_data(words), mmf_load_data(words + 1)};
}

/* A block of its own for a long value; empty ones take the smallest block. */
static inline uint64_t mmf_long_bytes(uint64_t length) { return length ? length : 1; }

/* The payload of a long value's cell, or NULL if the cell is broken. */
static inline uint64_t *mmf_long_payload(mmf_segment *s, mmf_cell c)
{
    mmf_off off = mmf_cell_offset(c);
    if (MMF_UNLIKELY(!mmf_cell_offset_ok(c) || off < MMF_HEAP_OFF || c.w1 > MMF_SIZE_MAX))
        return NULL;
    return mmf_at_unit(s, mmf_high(c.w0), mmf_round_up(mmf_long_bytes(c.w1), 8));
}

static inline uint64_t mmf_long_words(uint64_t length) { return (mmf_long_bytes(length) + 7) / 8; }

/* Put a scalar into the file: allocates and fills a block if it is long (store_block, to which *cell comes as the
 * value's). Lock held. MMF_FULL, ... */
MMF_UNUSED_RESULT mmf_status mmf_long_store_block(mmf_log *log, const mmf_value *value, mmf_cell *cell);
MMF_UNUSED_RESULT static inline mmf_status mmf_long_store(mmf_log *log, const mmf_value *value, mmf_cell *cell)
{
    *cell = value->cell;
    return MMF_LIKELY(!mmf_tag_is_long(mmf_cell_tag(*cell))) ? MMF_OK : mmf_long_store_block(log, value, cell);
}

/* Could a value, just as small, take over the block of the one in `old`? */
#define MMF_IN_PLACE_BYTES (8 * MMF_RUN_WORDS)
static inline bool mmf_long_fits(mmf_cell old, const mmf_value *value)
{
    return mmf_tag_is_long(mmf_cell_tag(old)) && mmf_tag_is_long(mmf_cell_tag(value->cell)) &&
           value->cell.w1 <= MMF_IN_PLACE_BYTES && old.w1 <= MMF_IN_PLACE_BYTES &&
           (value->cell.w1 == old.w1 ||
            mmf_heap_block_bytes(mmf_long_bytes(old.w1)) == mmf_heap_block_bytes(mmf_long_bytes(value->cell.w1)));
}

/* Its payload there, which lies in the file with the new length too and is in the log now, and the cell that is to name
 * it, for which there is room. MMF_CORRUPT, MMF_FULL. */
MMF_UNUSED_RESULT static inline mmf_status mmf_long_take_over(mmf_log *log, mmf_cell old, const mmf_value *value,
                                                              mmf_cell *cell, uint64_t **payload)
{
    *cell = mmf_cell_with_offset(value->cell, mmf_cell_offset(old));
    *payload = MMF_LIKELY(mmf_cell_offset_ok(old)) ? mmf_long_payload(log->segment, *cell) : NULL;
    mmf_status status = MMF_LIKELY(*payload != NULL) ? mmf_log_room(log, 4 + MMF_RUN_UNITS) : MMF_CORRUPT;
    if (MMF_LIKELY(status == MMF_OK))
        mmf_log_run(log, *payload, mmf_long_words(value->cell.w1));
    return status;
}

/* Copy a long value's payload into out->small, or where out->room says. MMF_CORRUPT, MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_long_fetch(mmf_segment *s, mmf_cell cell, mmf_out *out);

/* Copy any value out. Without the lock the result may be torn; the caller checks its counters before it believes it.
 * MMF_CORRUPT (broken cell or torn), MMF_NOMEM. */
MMF_UNUSED_RESULT static inline mmf_status mmf_fetch(mmf_segment *s, mmf_cell cell, mmf_out *out)
{
    out->cell = cell;
    out->data = NULL; /* of an attempt before */
    return MMF_LIKELY(!mmf_tag_is_long(mmf_cell_tag(cell))) ? MMF_OK : mmf_long_fetch(s, cell, out);
}

/* Memory for `more` bytes behind those that are there. MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_buffer_widen(mmf_buffer *b, size_t more);

/* Are the stored bytes equal to private ones? */
bool mmf_long_equals(const uint64_t *payload, const void *bytes, uint64_t length);

#endif
