/* longvalue.c -- values whose bytes lie in a block.
 *
 * V1  The block is filled before any cell names it. It is written again only in place of a value of like size, under
 *     the counter of its reader (the entry's version, the list's seq), which does not believe what it copied meanwhile;
 *     the blocks of keys never are. */
#include "longvalue.h"

#include <stdlib.h>

mmf_status mmf_long_store_block(mmf_log *log, const mmf_value *value, mmf_cell *cell)
{
    if (mmf_cell_offset(value->cell)) /* its block was reserved and filled before (reserve.c) */
        return MMF_OK;
    uint64_t length = value->cell.w1;
    mmf_off off;
    mmf_status status = mmf_heap_alloc(log, mmf_long_bytes(length), &off);
    if (status != MMF_OK)
        return status;
    mmf_copy_in(mmf_at(log->segment, off, mmf_round_up(length, 8)), value->data, length);
    *cell = mmf_cell_with_offset(value->cell, off);
    return MMF_OK;
}

mmf_status mmf_long_fetch(mmf_segment *s, mmf_cell cell, mmf_out *out)
{
    uint64_t *payload = mmf_long_payload(s, cell);
    if (!payload)
        return MMF_CORRUPT;
    void *to = out->small;
    if (MMF_UNLIKELY(cell.w1 > MMF_OUT_SMALL)) {
        mmf_out_clear(out); /* of an attempt before */
        if (!(to = out->room(out, cell)))
            return MMF_NOMEM;
    }
    mmf_copy_out(to, payload, cell.w1);
    out->data = to;
    return MMF_OK;
}

bool mmf_long_equals(const uint64_t *payload, const void *bytes, uint64_t length)
{
    const unsigned char *p = bytes;
    for (; length >= 8; length -= 8, p += 8, payload++)
        if (mmf_load_data(payload) != mmf_word_of(p, 8))
            return false;
    return !length || ((mmf_load_data(payload) ^ mmf_word_of(p, length)) & UINT64_MAX >> (64 - 8 * length)) == 0;
}

void *mmf_out_room(mmf_out *out, mmf_cell cell)
{
    out->release = free;
    return out->owned = malloc(cell.w1);
}

void mmf_out_clear(mmf_out *out)
{
    if (out->owned)
        out->release(out->owned);
    out->owned = NULL;
    out->data = NULL;
}

mmf_status mmf_buffer_widen(mmf_buffer *b, size_t more)
{
    size_t capacity = mmf_max(b->bytes + more, mmf_max(2 * b->capacity, 512));
    bool lent = b->data == b->lent;
    unsigned char *wider = realloc(lent ? NULL : b->data, capacity);
    if (!wider)
        return MMF_NOMEM;
    if (lent && b->bytes)
        memcpy(wider, b->data, b->bytes);
    b->lent = NULL;
    b->data = wider;
    b->capacity = capacity;
    return MMF_OK;
}

void mmf_buffer_clear(mmf_buffer *b)
{
    if (b->data != b->lent)
        free(b->data);
    mmf_buffer_init(b);
}
