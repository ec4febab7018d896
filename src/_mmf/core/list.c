/* list.c -- a ring of cells.
 *
 *     depth 0: place -> one chunk of 4 .. 256 cells, itself the ring
 *     depth 1: place -> directory of 2^log2 guarded units -> chunks of 256 cells; the ring runs through all of them
 *     item i lies at ring position (first + i) mod capacity
 *
 * R1  Cells [first, first + count) of the ring are the items; others hold rubbish.
 * R2  With a directory, a chunk is there exactly where an item lies, and the first and last item never share a chunk
 *     across the ring's end.
 * A directory grows by copying units, never cells: no pause at any size. Inserting in the middle moves the shorter
 * side. */
#include "list.h"

#define CHUNK_LOG2 MMF_RING_CHUNK_LOG2
#define CHUNK_CELLS MMF_RING_CHUNK_CELLS
#define CHUNK_BYTES (CHUNK_CELLS * 16)
#define FIRST_LOG2 2
#define FIRST_DIRECTORY_LOG2 2

static MMF_ALWAYS_INLINE uint64_t *directory_word(const mmf_ring *r, uint64_t chunk)
{
    return mmf_at(r->s, r->place + 8 * chunk, 8);
}

/* The cells of `n` items from `index` on, which lie side by side. */
static MMF_ALWAYS_INLINE uint64_t *cells_at(const mmf_ring *r, uint64_t index, uint64_t n)
{
    uint64_t p = mmf_ring_position(r, index);
    mmf_off chunk = r->place;
    if (r->depth) {
        uint64_t *word = directory_word(r, p >> CHUNK_LOG2), guarded = word ? mmf_load_data(word) : 0;
        if (!mmf_guarded_ok(guarded))
            return NULL;
        chunk = mmf_unit_off(guarded);
        p &= CHUNK_CELLS - 1;
    }
    return chunk >= MMF_HEAP_OFF ? mmf_at(r->s, chunk + 16 * p, 16 * n) : NULL;
}
static MMF_ALWAYS_INLINE uint64_t *cell_at(const mmf_ring *r, uint64_t index) { return cells_at(r, index, 1); }

uint64_t *mmf_list_cell(mmf_segment *s, const struct mmf_header_shm *h, uint64_t index)
{
    mmf_ring r;
    return MMF_LIKELY(mmf_ring_read(s, h, &r) && index < r.count) ? cell_at(&r, index) : NULL;
}

uint64_t *mmf_list_run(mmf_segment *s, const struct mmf_header_shm *h, uint64_t index, uint64_t *run)
{
    mmf_ring r;
    if (MMF_UNLIKELY(!mmf_ring_read(s, h, &r) || index >= r.count))
        return NULL;
    uint64_t p = mmf_ring_position(&r, index),
             left = r.depth ? CHUNK_CELLS - (p & (CHUNK_CELLS - 1)) : mmf_ring_capacity(&r) - p;
    *run = mmf_min(left, r.count - index);
    return cells_at(&r, index, *run);
}

/* Chunks that `count` items from ring position `first` on lie in. */
static uint64_t span(uint64_t first, uint64_t count)
{
    return ((first & (CHUNK_CELLS - 1)) + count + CHUNK_CELLS - 1) >> CHUNK_LOG2;
}

static void put_ring(mmf_log *log, struct mmf_header_shm *h, const mmf_ring *r)
{
    mmf_put_pair(log, &h->shape, mmf_shape(MMF_TAG_LIST, r->depth, r->log2), mmf_guarded(mmf_off_unit(r->place)));
    mmf_put_pair(log, &h->count, mmf_guarded((uint32_t)r->count), r->first);
}

static mmf_status free_storage_later(mmf_log *log, const mmf_ring *r)
{
    if (!r->place)
        return MMF_OK;
    return mmf_log_free_later(log, r->place, r->depth ? UINT64_C(8) << r->log2 : UINT64_C(16) << r->log2);
}

/* Word by word, as `wider` was made a moment before. */
static void become(mmf_ring *r, const mmf_ring *wider)
{
    r->place = wider->place;
    r->depth = wider->depth;
    r->log2 = wider->log2;
    r->first = wider->first;
}

/* A wider single chunk, the items at its start. The old one may be full, so its cells are copied, not moved. */
static mmf_status widen_chunk(mmf_log *log, mmf_ring *r, uint64_t wanted)
{
    mmf_ring wider = {r->s, 0, 0, FIRST_LOG2, 0, r->count};
    while (UINT64_C(1) << wider.log2 < wanted)
        wider.log2++;
    mmf_status status = mmf_heap_alloc(log, UINT64_C(16) << wider.log2, &wider.place);
    if (status != MMF_OK)
        return status;
    for (uint64_t i = 0; i < r->count; i++) {
        uint64_t *from = cell_at(r, i), *to = cell_at(&wider, i);
        if (!from || !to)
            return MMF_CORRUPT;
        mmf_store_data(&to[0], mmf_load(&from[0]));
        mmf_store_data(&to[1], mmf_load(&from[1]));
    }
    status = free_storage_later(log, r);
    become(r, &wider);
    return status;
}

/* A wider directory with the same chunks, those of the first item at its start. */
static mmf_status widen_directory(mmf_log *log, mmf_ring *r, uint64_t wanted_chunks)
{
    mmf_ring wider = {r->s, 0, 1, FIRST_DIRECTORY_LOG2, r->first & (CHUNK_CELLS - 1), r->count};
    while (UINT64_C(1) << wider.log2 < wanted_chunks)
        wider.log2++;
    if (wider.log2 > MMF_RING_DIRECTORY_LOG2_MAX)
        return MMF_FULL;
    mmf_status status = mmf_heap_alloc(log, UINT64_C(8) << wider.log2, &wider.place);
    if (status != MMF_OK)
        return status;
    uint64_t old_chunks = r->depth ? UINT64_C(1) << r->log2 : 0, old_first = r->first >> CHUNK_LOG2;
    for (uint64_t i = 0; i < UINT64_C(1) << wider.log2; i++) {
        uint64_t word = mmf_guarded(0);
        if (i < old_chunks) {
            uint64_t *from = directory_word(r, (old_first + i) & (old_chunks - 1));
            if (!from)
                return MMF_CORRUPT;
            word = mmf_load(from);
        }
        mmf_store_data(directory_word(&wider, i), word);
    }
    status = free_storage_later(log, r);
    become(r, &wider);
    return status;
}

/* Chunks for ring positions of `n` items from `index` on, where there are none yet. */
static mmf_status fill_directory(mmf_log *log, const mmf_ring *r, uint64_t index, uint64_t n)
{
    for (uint64_t i = 0; i < span(r->first + index, n); i++) {
        uint64_t chunk = (((r->first + index) >> CHUNK_LOG2) + i) & ((UINT64_C(1) << r->log2) - 1);
        uint64_t *word = directory_word(r, chunk);
        if (!word || !mmf_guarded_ok(mmf_load(word)))
            return MMF_CORRUPT;
        if (mmf_low(mmf_load(word)))
            continue;
        mmf_off off;
        mmf_status status = mmf_heap_alloc(log, CHUNK_BYTES, &off);
        if (status != MMF_OK || (status = mmf_log_room(log, 2)) != MMF_OK)
            return status;
        mmf_put(log, word, mmf_guarded(mmf_off_unit(off)));
    }
    return MMF_OK;
}

/* From one chunk to a directory: the items are copied into chunks of their own. */
static mmf_status chunk_to_directory(mmf_log *log, mmf_ring *r, uint64_t wanted)
{
    mmf_ring old = *r, none = {.s = r->s, .count = r->count};
    mmf_status status = widen_directory(log, &none, span(0, wanted) + 1);
    if (status != MMF_OK || (status = fill_directory(log, &none, 0, r->count)) != MMF_OK)
        return status;
    for (uint64_t i = 0; i < r->count; i++) {
        uint64_t *from = cell_at(&old, i), *to = cell_at(&none, i);
        if (!from || !to)
            return MMF_CORRUPT;
        mmf_store_data(&to[0], mmf_load(&from[0]));
        mmf_store_data(&to[1], mmf_load(&from[1]));
    }
    *r = none;
    return free_storage_later(log, &old);
}

/* Storage for `n` more items, at the front or at the back. */
static mmf_status make_room(mmf_log *log, mmf_ring *r, uint64_t n, bool at_front)
{
    uint64_t wanted = r->count + n;
    if (wanted > UINT32_MAX)
        return MMF_FULL;
    if (!r->depth) {
        if (wanted <= mmf_ring_capacity(r))
            return MMF_OK;
        return wanted <= CHUNK_CELLS ? widen_chunk(log, r, wanted) : chunk_to_directory(log, r, wanted);
    }
    if (span(r->first - (at_front ? n : 0), wanted) <= UINT64_C(1) << r->log2)
        return MMF_OK;
    return widen_directory(log, r, mmf_max(span(0, wanted) + 2, UINT64_C(2) << r->log2));
}

/* Of `most` cells, those that lie side by side from item `index` on, or, backwards, up to it and without it. */
static uint64_t neighbours(const mmf_ring *r, uint64_t index, uint64_t most, bool backwards)
{
    uint64_t mask = (r->depth ? CHUNK_CELLS : mmf_ring_capacity(r)) - 1,
             at = (mmf_ring_position(r, index) - backwards) & mask;
    return mmf_min(most, backwards ? at + 1 : mask + 1 - at);
}

/* Before `run` cells side by side are changed: note them, under one record. `target` NULL: they can't be reached. */
static mmf_status note_run(mmf_log *log, uint64_t *target, uint64_t run)
{
    mmf_status status = mmf_log_room(log, MMF_RUN_UNITS);
    if (!target || status != MMF_OK)
        return status != MMF_OK ? status : MMF_CORRUPT;
    mmf_log_run(log, target, 2 * run);
    mmf_log_publish(log);
    return MMF_OK;
}

/* Copy `count` items over as many others: in runs, each under one record, in the order in which nothing is overwritten
 * that is still to be copied. */
static mmf_status move_items(mmf_log *log, const mmf_ring *r, uint64_t from, uint64_t to, uint64_t count)
{
    bool backwards = to > from;
    for (uint64_t left = count, run; left; left -= run) {
        uint64_t edge = backwards ? left : count - left;
        run = neighbours(r, from + edge, mmf_min(left, MMF_RUN_WORDS / 2), backwards);
        run = neighbours(r, to + edge, run, backwards);
        uint64_t first = backwards ? edge - run : edge, words = 2 * run;
        uint64_t *source = cells_at(r, from + first, run), *target = cells_at(r, to + first, run);
        mmf_status status = note_run(log, source ? target : NULL, run);
        if (status != MMF_OK)
            return status;
        for (uint64_t i = words; backwards && i-- > 0;)
            mmf_store_data(&target[i], mmf_load(&source[i]));
        for (uint64_t i = 0; !backwards && i < words; i++)
            mmf_store_data(&target[i], mmf_load(&source[i]));
    }
    return MMF_OK;
}

mmf_status mmf_list_open_gap(mmf_log *log, struct mmf_header_shm *h, uint64_t index, uint64_t n)
{
    mmf_ring r;
    mmf_status status = mmf_log_room(log, 16);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &h->seq)) != MMF_OK)
        return status;
    if (!mmf_ring_read(log->segment, h, &r) || index > r.count)
        return MMF_CORRUPT;
    bool at_front = index < r.count - index;
    if ((status = make_room(log, &r, n, at_front)) != MMF_OK)
        return status;
    if (at_front)
        r.first = (r.first - n) & (mmf_ring_capacity(&r) - 1);
    r.count += n;
    if (r.depth)
        status = fill_directory(log, &r, at_front ? 0 : r.count - n, n);
    if (status == MMF_OK)
        status =
            at_front ? move_items(log, &r, n, 0, index) : move_items(log, &r, index, index + n, r.count - n - index);
    if (status != MMF_OK || (status = mmf_log_room(log, 8)) != MMF_OK)
        return status;
    put_ring(log, h, &r);
    return MMF_OK;
}

mmf_status mmf_list_fill(mmf_segment *s, const struct mmf_header_shm *h, uint64_t index, const mmf_cell *cells,
                         uint64_t n)
{
    for (uint64_t done = 0, run; done < n; done += run) {
        uint64_t *to = mmf_list_run(s, h, index + done, &run);
        if (!to)
            return MMF_CORRUPT;
        run = mmf_min(run, n - done);
        for (uint64_t i = 0; i < run; i++) {
            mmf_store_data(&to[2 * i], cells[done + i].w0);
            mmf_store_data(&to[2 * i + 1], cells[done + i].w1);
        }
    }
    return MMF_OK;
}

/* Give back the chunks of `n` items from `index` on that no item of the ring `kept` lies in. */
static mmf_status give_chunks(mmf_log *log, const mmf_ring *r, uint64_t index, uint64_t n, const mmf_ring *kept)
{
    uint64_t chunks = UINT64_C(1) << r->log2, first_kept = kept->first >> CHUNK_LOG2,
             kept_span = kept->count ? span(kept->first, kept->count) : 0;
    for (uint64_t i = 0; i < span(r->first + index, n); i++) {
        uint64_t chunk = (((r->first + index) >> CHUNK_LOG2) + i) & (chunks - 1);
        if (((chunk - first_kept) & (chunks - 1)) < kept_span)
            continue;
        uint64_t *word = directory_word(r, chunk);
        if (!word || !mmf_guarded_ok(mmf_load(word)))
            return MMF_CORRUPT;
        if (!mmf_low(mmf_load(word)))
            continue;
        mmf_status status = mmf_log_free_later(log, mmf_unit_off(mmf_load(word)), CHUNK_BYTES);
        if (status != MMF_OK || (status = mmf_log_room(log, 2)) != MMF_OK)
            return status;
        mmf_put(log, word, mmf_guarded(0));
    }
    return MMF_OK;
}

mmf_status mmf_list_close_gap(mmf_log *log, struct mmf_header_shm *h, uint64_t index, uint64_t n)
{
    mmf_ring r;
    mmf_status status = mmf_log_room(log, 16);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &h->seq)) != MMF_OK)
        return status;
    if (!mmf_ring_read(log->segment, h, &r) || index > r.count || n > r.count - index)
        return MMF_CORRUPT;
    if (!n)
        return MMF_OK;
    uint64_t before = index, behind = r.count - index - n;
    bool at_front = before < behind;
    status = at_front ? move_items(log, &r, 0, n, before) : move_items(log, &r, index + n, index, behind);
    uint64_t first = at_front ? (r.first + n) & (mmf_ring_capacity(&r) - 1) : r.first;
    mmf_ring kept = {r.s, r.place, r.depth, r.log2, first, r.count - n};
    if (status == MMF_OK && r.depth)
        status = give_chunks(log, &r, at_front ? 0 : kept.count, n, &kept);
    if (status == MMF_OK && !kept.count) {
        status = free_storage_later(log, &r);
        kept = (mmf_ring){.s = r.s};
    }
    if (status != MMF_OK || (status = mmf_log_room(log, 8)) != MMF_OK)
        return status;
    put_ring(log, h, &kept);
    return MMF_OK;
}

mmf_status mmf_list_put(mmf_log *log, struct mmf_header_shm *h, uint64_t index, mmf_cell value)
{
    mmf_status status = mmf_log_room(log, 4);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &h->seq)) != MMF_OK)
        return status;
    uint64_t *cell = mmf_list_cell(log->segment, h, index);
    if (!cell)
        return MMF_CORRUPT;
    mmf_put_pair(log, cell, value.w0, value.w1);
    return MMF_OK;
}

mmf_status mmf_list_put_many(mmf_log *log, struct mmf_header_shm *h, uint64_t index, const mmf_cell *cells, uint64_t n)
{
    mmf_ring r;
    mmf_status status = mmf_log_room(log, 2);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &h->seq)) != MMF_OK)
        return status;
    if (!mmf_ring_read(log->segment, h, &r) || index > r.count || n > r.count - index)
        return MMF_CORRUPT;
    for (uint64_t done = 0, run; done < n; done += run) {
        run = neighbours(&r, index + done, mmf_min(n - done, MMF_RUN_WORDS / 2), false);
        uint64_t *target = cells_at(&r, index + done, run);
        if ((status = note_run(log, target, run)) != MMF_OK)
            return status;
        for (uint64_t i = 0; i < run; i++) {
            mmf_store_data(&target[2 * i], cells[done + i].w0);
            mmf_store_data(&target[2 * i + 1], cells[done + i].w1);
        }
    }
    return MMF_OK;
}

mmf_status mmf_list_move_content(mmf_log *log, struct mmf_header_shm *from, struct mmf_header_shm *to)
{
    mmf_status status = mmf_log_room(log, 32);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &from->seq)) != MMF_OK ||
        (status = mmf_log_make_odd(log, &to->seq)) != MMF_OK)
        return status;
    mmf_put_pair(log, &to->shape, mmf_load(&from->shape), mmf_load(&from->place));
    mmf_put_pair(log, &to->count, mmf_load(&from->count), mmf_load(&from->first));
    mmf_put_pair(log, &from->shape, mmf_shape(MMF_TAG_LIST, 0, 0), mmf_guarded(0));
    mmf_put_pair(log, &from->count, mmf_guarded(0), 0);
    return MMF_OK;
}

mmf_status mmf_list_check(mmf_segment *s, const struct mmf_header_shm *h, mmf_list_block_visitor block, void *context)
{
    mmf_ring r;
    if (!mmf_ring_read(s, h, &r))
        return MMF_CORRUPT;
    if (!r.place)
        return MMF_OK;
    mmf_status status = block(context, r.place, r.depth ? UINT64_C(8) << r.log2 : UINT64_C(16) << r.log2);
    if (!r.depth || status != MMF_OK)
        return status;
    uint64_t chunks = UINT64_C(1) << r.log2, used = r.count ? span(r.first, r.count) : 0;
    for (uint64_t i = 0; i < chunks && status == MMF_OK; i++) {
        uint64_t *word = directory_word(&r, (i + (r.first >> CHUNK_LOG2)) & (chunks - 1));
        if (!word || !mmf_guarded_ok(mmf_load(word)) || !mmf_low(mmf_load(word)) == (i < used))
            return MMF_CORRUPT; /* R2 */
        if (i < used)
            status = block(context, mmf_unit_off(mmf_load(word)), CHUNK_BYTES);
    }
    return status;
}
