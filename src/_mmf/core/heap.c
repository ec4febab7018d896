/* heap.c -- hands out blocks of the segment by offset.
 *
 *     | head | payload ... | head | payload ... | ... | head (end mark) |
 *     heap_off                                                     heap_end
 *
 * Large blocks have a head {size, size of the block before} and are coalesced as soon as they are freed; small ones
 * live in pages (slab.c), which are large blocks. Free large blocks hang in bins by size, four to a power of two, as
 * in TLSF (Masmano et al., ECRTS 2004): finding one is O(1).
 *
 * Why our own: libc's malloc stores addresses, and each process maps the file elsewhere.
 * A1  Blocks tile [MMF_HEAP_OFF, heap_end) with no gap; the last is the end mark, of one unit, used.
 * A2  Two free blocks never touch.
 * A3  A block is in a bin exactly if it is marked free; its links lie in the first 16 bytes of its payload.
 * A4  A head folds to HEAD_FOLD, so that a flipped bit is noticed.
 * The space of the file's growth stays with the heap also when the change is undone: heap_end goes back, the file does
 * not get shorter, and the next growth finds the space there. */
#include "heap.h"

#include "mmf.h"
#include "slab.h"

#define HEAD sizeof(struct mmf_block_shm)
#define HEAD_FOLD UINT64_C(0x36c9)
#define USED (UINT64_C(1) << 32)
#define SMALLEST_UNITS 2   /* head and links */
#define BIN_TRIES 16       /* blocks of the request's own bin that are looked at before a larger bin is taken */
#define FREE_UNITS 26      /* an upper bound of the records of one free */
#define PRIMITIVE_UNITS 48 /* an upper bound of the records of one alloc or free, growth included */
_Static_assert(PRIMITIVE_UNITS <= MMF_LOG_SPARE, "the log can always grow");

static uint64_t make_size(uint64_t units, bool used)
{
    uint64_t word = units | (used ? USED : 0);
    return word | (mmf_fold(word) ^ HEAD_FOLD) << 48;
}

typedef struct block {
    struct mmf_block_shm *head;
    mmf_off off;    /* of the head */
    uint64_t units; /* head included */
    bool used;
} block;

/* Read and check the head at `off`. */
static mmf_status read_block(mmf_segment *s, mmf_off off, block *b)
{
    struct mmf_block_shm *head = off >= MMF_HEAP_OFF && off % MMF_UNIT == 0 ? mmf_at(s, off, HEAD) : NULL;
    uint64_t size = head ? mmf_load(&head->size) : 0;
    if (!head || mmf_fold(size) != HEAD_FOLD)
        return MMF_CORRUPT;
    *b = (block){head, off, size & UINT32_MAX, (size & USED) != 0};
    return b->units && off + b->units * MMF_UNIT <= mmf_load(&mmf_super(s)->heap_end) ? MMF_OK : MMF_CORRUPT;
}

static mmf_status read_next(mmf_segment *s, const block *b, block *next) { return read_block(s, b->off + b->units * MMF_UNIT, next); }

static uint64_t *links_of(const block *b) { return (uint64_t *)(b->head + 1); }

static unsigned bin_of(uint64_t units)
{
    if (units < 4)
        return (unsigned)units;
    unsigned log2 = mmf_log2(units);
    return 4 * log2 + (unsigned)(units >> (log2 - 2) & 3);
}

static mmf_status read_free_block(mmf_segment *s, mmf_off off, block *b)
{
    mmf_status status = read_block(s, off, b);
    return status == MMF_OK && (b->used || b->units < SMALLEST_UNITS) ? MMF_CORRUPT : status;
}

static void put_bin_bit(mmf_log *log, unsigned bin, bool filled)
{
    uint64_t *word = &mmf_super(log->segment)->bin_map[bin / 64], bit = UINT64_C(1) << bin % 64;
    mmf_put(log, word, filled ? mmf_load(word) | bit : mmf_load(word) & ~bit);
}

/* Take a free block off its bin. Its links stay in its payload and are saved, since the payload may now be overwritten. */
static mmf_status unbin(mmf_log *log, const block *b)
{
    uint64_t *links = links_of(b);
    mmf_off next = mmf_load(&links[0]), previous = mmf_load(&links[1]);
    block after, before;
    if ((next && read_free_block(log->segment, next, &after) != MMF_OK) ||
        (previous && read_free_block(log->segment, previous, &before) != MMF_OK))
        return MMF_CORRUPT;
    mmf_log_save_pair(log, links);
    if (next)
        mmf_put(log, &links_of(&after)[1], previous);
    if (previous) {
        mmf_put(log, &links_of(&before)[0], next);
        return MMF_OK;
    }
    unsigned bin = bin_of(b->units);
    mmf_put(log, &mmf_super(log->segment)->bin[bin], next);
    if (!next)
        put_bin_bit(log, bin, false);
    return MMF_OK;
}

/* Put a block whose head says free into its bin. Its payload is saved where the links go, unless it is new. */
static mmf_status enbin(mmf_log *log, const block *b, bool is_new)
{
    unsigned bin = bin_of(b->units);
    uint64_t *first = &mmf_super(log->segment)->bin[bin], *links = links_of(b);
    mmf_off next = mmf_load(first);
    block after;
    if (next && read_free_block(log->segment, next, &after) != MMF_OK)
        return MMF_CORRUPT;
    if (is_new) {
        mmf_store_data(&links[0], next);
        mmf_store_data(&links[1], 0);
    } else {
        mmf_put_pair(log, links, next, 0);
    }
    if (next)
        mmf_put(log, &links_of(&after)[1], b->off);
    else
        put_bin_bit(log, bin, true);
    mmf_put(log, first, b->off);
    return MMF_OK;
}

static void count_free(mmf_log *log, uint64_t more_units, uint64_t fewer_units)
{
    uint64_t *word = &mmf_super(log->segment)->free_bytes;
    mmf_put(log, word, mmf_load(word) + (more_units - fewer_units) * MMF_UNIT);
}

/* The first bin above `bin` that is not empty, or MMF_BINS. */
static unsigned next_filled_bin(mmf_segment *s, unsigned bin)
{
    for (unsigned i = ++bin / 64; i < 3; i++) {
        uint64_t map = mmf_load(&mmf_super(s)->bin_map[i]);
        if (i == bin / 64)
            map &= UINT64_MAX << bin % 64;
        if (map)
            return i * 64 + (unsigned)__builtin_ctzll(map);
    }
    return MMF_BINS;
}

/* Units lost before a payload that must lie on a page boundary: none, or enough for a block of their own. */
static uint64_t units_to_page(mmf_off off)
{
    uint64_t lost = (mmf_round_up(off + HEAD, MMF_PAGE) - HEAD - off) / MMF_UNIT;
    return lost && lost < SMALLEST_UNITS ? lost + MMF_PAGE / MMF_UNIT : lost;
}

static bool serves(const block *b, uint64_t units, bool on_page)
{
    uint64_t lost = on_page ? units_to_page(b->off) : 0;
    return b->units >= units + lost;
}

/* A free block for the request. MMF_NOT_FOUND: none. */
static mmf_status find_free(mmf_segment *s, uint64_t units, bool on_page, block *b)
{
    for (unsigned bin = bin_of(units); bin < MMF_BINS; bin = next_filled_bin(s, bin)) {
        mmf_off off = mmf_load(&mmf_super(s)->bin[bin]);
        for (int tries = 0; off && tries < BIN_TRIES; tries++) {
            mmf_status status = read_free_block(s, off, b);
            if (status != MMF_OK)
                return status;
            if (serves(b, units, on_page))
                return MMF_OK;
            off = mmf_load(&links_of(b)[0]);
        }
    }
    return MMF_NOT_FOUND;
}

/* Write the head of a block that begins inside memory that was free: no records (L4). */
static block new_head(mmf_segment *s, mmf_off off, uint64_t units, bool used, uint64_t previous_units)
{
    block b = {(struct mmf_block_shm *)(s->base + off), off, units, used};
    mmf_store_data(&b.head->size, make_size(units, used));
    mmf_store_data(&b.head->previous, previous_units);
    return b;
}

/* Cut `units` out of the free block `b`; what is left before (for a page) and behind goes back to the bins. */
static mmf_status carve(mmf_log *log, block b, uint64_t units, bool on_page, mmf_off *payload)
{
    mmf_segment *s = log->segment;
    uint64_t lost = on_page ? units_to_page(b.off) : 0, rest = b.units - lost - units;
    block next;
    mmf_status status = read_next(s, &b, &next);
    if (status != MMF_OK || (status = unbin(log, &b)) != MMF_OK)
        return status;
    if (rest < SMALLEST_UNITS) {
        units += rest;
        rest = 0;
    }
    mmf_off taken = b.off + lost * MMF_UNIT, behind = taken + units * MMF_UNIT;
    if (lost) {
        mmf_put(log, &b.head->size, make_size(lost, false));
        b.units = lost;
        new_head(s, taken, units, true, lost);
        status = enbin(log, &b, true); /* its links were saved by unbin */
    } else {
        mmf_put(log, &b.head->size, make_size(units, true));
    }
    if (status == MMF_OK && rest) {
        block remainder = new_head(s, behind, rest, false, units);
        status = enbin(log, &remainder, true);
    }
    if (status != MMF_OK)
        return status;
    mmf_put(log, &next.head->previous, rest ? rest : units);
    count_free(log, 0, units);
    *payload = taken + HEAD;
    return MMF_OK;
}

/* Free the used block `b`, joining it with free neighbours. Heads that come to lie inside the joint block are saved: what is
 * carved out of it in this change is written without records. */
static mmf_status release(mmf_log *log, block b)
{
    mmf_segment *s = log->segment;
    uint64_t units = b.units, previous_units = mmf_load(&b.head->previous);
    block next, before = {0};
    mmf_status status = read_next(s, &b, &next);
    if (status == MMF_OK && mmf_load(&next.head->previous) != b.units)
        status = MMF_CORRUPT;
    if (status == MMF_OK && previous_units)
        status = read_block(s, b.off - mmf_min(previous_units * MMF_UNIT, b.off), &before);
    if (status == MMF_OK && previous_units && before.units != previous_units)
        status = MMF_CORRUPT;
    if (status != MMF_OK)
        return status;
    count_free(log, units, 0);
    if (!next.used) {
        block behind = {0};
        status = read_next(s, &next, &behind);
        if (status != MMF_OK || (status = unbin(log, &next)) != MMF_OK)
            return status;
        mmf_log_save_pair(log, (uint64_t *)next.head);
        b.units += next.units;
        next = behind;
    }
    if (previous_units && !before.used) {
        if ((status = unbin(log, &before)) != MMF_OK)
            return status;
        mmf_log_save_pair(log, (uint64_t *)b.head);
        before.units += b.units;
        b = before;
    }
    mmf_put(log, &b.head->size, make_size(b.units, false));
    mmf_put(log, &next.head->previous, b.units);
    return enbin(log, &b, false);
}

/* ---- growth ---- */

static uint64_t largest_file(mmf_segment *s)
{
    uint64_t most = mmf_super(s)->fixed.max_size;
    return mmf_min(s->reserved, most ? most : UINT64_MAX);
}

/* Lengthen the file by a free block of at least `units`, or, if that is more than a step, by one step. */
static mmf_status grow(mmf_log *log, uint64_t units, uint64_t step_most)
{
    mmf_segment *s = log->segment;
    struct mmf_super_shm *super = mmf_super(s);
    uint64_t end = mmf_load(&super->heap_end), most = mmf_round_down(largest_file(s), MMF_UNIT);
    uint64_t least = mmf_min((units + 1) * MMF_UNIT, step_most);
    if (end > most || most - end < mmf_min(least, MMF_PAGE))
        return MMF_FULL;
    uint64_t step = mmf_min(mmf_max(mmf_round_up(least, MMF_PAGE), mmf_min(end / 4, MMF_GROWTH_STEP)), most - end);
    uint64_t new_end = mmf_min(mmf_round_up(end + step, MMF_PAGE), most);
    mmf_status status = mmf_segment_extend(s, new_end);
    if (status == MMF_FULL && new_end > end + mmf_round_up(least, MMF_PAGE)) {
        new_end = end + mmf_round_up(least, MMF_PAGE); /* the file system has no more than a little */
        status = mmf_segment_extend(s, new_end);
    }
    if (status != MMF_OK)
        return status;
    uint64_t fresh = (new_end - end) / MMF_UNIT;
    block mark;
    status = read_block(s, end - HEAD, &mark);
    if (status != MMF_OK || mark.units != 1 || !mark.used)
        return MMF_CORRUPT; /* A1 */
    new_head(s, new_end - HEAD, 1, true, fresh);
    mmf_put(log, &super->heap_end, new_end);
    mmf_put(log, &mark.head->size, make_size(fresh, true)); /* the old end mark becomes the new block */
    mark.units = fresh;
    return release(log, mark);
}

/* Could a free block serve now, or after giving back an idle page of small blocks? */
static mmf_status find_or_reclaim(mmf_log *log, uint64_t units, bool on_page, block *b)
{
    mmf_status status;
    while ((status = find_free(log->segment, units, on_page, b)) == MMF_NOT_FOUND) {
        mmf_off page = mmf_slab_take_empty_page(log);
        if (!page)
            return MMF_NOT_FOUND;
        if ((status = read_block(log->segment, page - HEAD, b)) != MMF_OK || (status = release(log, *b)) != MMF_OK)
            return status;
        if ((status = mmf_log_room(log, PRIMITIVE_UNITS)) != MMF_OK)
            return status;
    }
    return status;
}

static mmf_status alloc_large(mmf_log *log, uint64_t bytes, bool on_page, mmf_off *off)
{
    uint64_t units = mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT;
    units = mmf_max(units, SMALLEST_UNITS);
    block b;
    mmf_status status = find_or_reclaim(log, units, on_page, &b);
    while (status == MMF_NOT_FOUND) {
        status = grow(log, units + (on_page ? MMF_PAGE / MMF_UNIT + SMALLEST_UNITS : 0), MMF_GROWTH_STEP);
        if (status == MMF_OK && (status = mmf_log_room(log, PRIMITIVE_UNITS)) == MMF_OK)
            status = find_free(log->segment, units, on_page, &b);
    }
    return status == MMF_OK ? carve(log, b, units, on_page, off) : status;
}

/* ---- public ---- */

uint64_t mmf_heap_block_bytes(uint64_t bytes)
{
    return bytes <= MMF_SMALL_MAX ? mmf_slab_class_bytes(mmf_slab_class(bytes)) : mmf_round_up(bytes + HEAD, MMF_UNIT);
}

mmf_status mmf_heap_alloc(mmf_log *log, uint64_t bytes, mmf_off *off)
{
    if (bytes >= MMF_SIZE_MAX)
        return MMF_FULL;
    mmf_status status = mmf_log_room(log, PRIMITIVE_UNITS);
    if (MMF_UNLIKELY(status != MMF_OK))
        return status;
    if (bytes > MMF_SMALL_MAX)
        return alloc_large(log, bytes, false, off);
    unsigned klass = mmf_slab_class(bytes);
    status = mmf_slab_take(log, klass, off);
    if (MMF_LIKELY(status != MMF_NOT_FOUND))
        return status;
    mmf_off page;
    if ((status = mmf_heap_alloc_page(log, &page)) != MMF_OK || (status = mmf_log_room(log, PRIMITIVE_UNITS)) != MMF_OK ||
        (status = mmf_slab_add_page(log, klass, page)) != MMF_OK)
        return status;
    return mmf_slab_take(log, klass, off);
}

mmf_status mmf_heap_alloc_page(mmf_log *log, mmf_off *off)
{
    mmf_status status = mmf_log_room(log, PRIMITIVE_UNITS);
    return status == MMF_OK ? alloc_large(log, MMF_SLAB_BYTES, true, off) : status;
}

mmf_status mmf_heap_free(mmf_log *log, mmf_off off, uint64_t bytes)
{
    mmf_status status = mmf_log_room(log, FREE_UNITS);
    if (status != MMF_OK)
        return status;
    if (bytes && bytes <= MMF_SMALL_MAX) {
        status = mmf_slab_give(log, mmf_slab_class(bytes), off, &off);
        if (status != MMF_OK || !off)
            return status;
        bytes = MMF_SLAB_BYTES; /* the page has become empty: free it as well */
    }
    block b;
    if (off < MMF_HEAP_OFF + HEAD || (status = read_block(log->segment, off - HEAD, &b)) != MMF_OK)
        return MMF_CORRUPT;
    if (!b.used || b.units < mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT)
        return MMF_CORRUPT; /* freed twice, or another's offset */
    return release(log, b);
}

mmf_status mmf_heap_log_grow(mmf_log *log, uint64_t units)
{
    while (!mmf_log_has_room(log, units)) {
        /* What is left is at least MMF_LOG_SPARE, which pays for this alloc; it must not ask for room itself. */
        unsigned chunk = mmf_log_chunks(log) + 1;
        if (chunk >= MMF_LOG_CHUNKS)
            return MMF_FULL;
        uint64_t bytes = mmf_log_chunk_bytes(chunk), block_units = (bytes + HEAD) / MMF_UNIT;
        block b;
        mmf_off off;
        mmf_status status = find_free(log->segment, block_units, false, &b);
        if (status == MMF_NOT_FOUND) {
            status = grow(log, block_units, UINT64_MAX);
            if (status == MMF_OK)
                status = find_free(log->segment, block_units, false, &b);
            if (status == MMF_NOT_FOUND)
                status = MMF_FULL; /* a step of growth is always larger than a chunk that fits the spare */
        }
        if (status != MMF_OK || (status = carve(log, b, block_units, false, &off)) != MMF_OK)
            return status;
        mmf_log_add_chunk(log, off);
    }
    return MMF_OK;
}

mmf_status mmf_heap_settle(mmf_log *log)
{
    /* Room for all of it first: a log that grew in between could take a block that was just freed, whose content is
     * still wanted if the change is undone. Growing adds a chunk, to be freed as well. */
    mmf_status status = MMF_OK;
    unsigned chunks;
    do {
        chunks = mmf_log_chunks(log);
        status = mmf_log_room(log, (log->pending_count + chunks) * FREE_UNITS);
    } while (status == MMF_OK && chunks != mmf_log_chunks(log));
    for (size_t i = 0; i < log->pending_count && status == MMF_OK; i++)
        status = mmf_heap_free(log, log->pending[i].off, log->pending[i].bytes);
    for (; status == MMF_OK && chunks; chunks--)
        status = mmf_heap_free(log, mmf_load(&mmf_super(log->segment)->log_chunk[chunks]), mmf_log_chunk_bytes(chunks));
    return status;
}

mmf_status mmf_heap_prepare(mmf_log *log, uint64_t bytes)
{
    block b;
    mmf_status status = find_free(log->segment, mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT, false, &b);
    if (status != MMF_NOT_FOUND)
        return status;
    status = grow(log, mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT, MMF_GROWTH_STEP);
    return status == MMF_OK ? MMF_BUSY : status;
}

uint64_t mmf_heap_free_bytes(mmf_segment *s) { return mmf_load(&mmf_super(s)->free_bytes) + mmf_slab_free_bytes(s); }

void mmf_heap_format(mmf_segment *s, uint64_t bytes)
{
    uint64_t end = mmf_round_down(bytes, MMF_UNIT), units = (end - HEAD - MMF_HEAP_OFF) / MMF_UNIT;
    struct mmf_super_shm *super = mmf_super(s);
    mmf_store(&super->heap_end, end);
    mmf_store(&super->free_bytes, units * MMF_UNIT);
    block b = new_head(s, MMF_HEAP_OFF, units, false, 0);
    new_head(s, end - HEAD, 1, true, units);
    mmf_store(&links_of(&b)[0], 0);
    mmf_store(&links_of(&b)[1], 0);
    unsigned bin = bin_of(units);
    mmf_store(&super->bin[bin], b.off);
    mmf_store(&super->bin_map[bin / 64], UINT64_C(1) << bin % 64);
}

/* ---- checking ---- */

static mmf_status fail(const char **what, const char *text)
{
    *what = text;
    return MMF_CORRUPT;
}

/* Count the blocks in the bins, checking their links. */
static mmf_status check_bins(mmf_segment *s, uint64_t *binned, const char **what)
{
    uint64_t most = mmf_load(&mmf_super(s)->heap_end) / MMF_UNIT;
    for (unsigned bin = 0; bin < MMF_BINS; bin++) {
        mmf_off previous = 0, off = mmf_load(&mmf_super(s)->bin[bin]);
        if (!(mmf_load(&mmf_super(s)->bin_map[bin / 64]) >> bin % 64 & 1) != !off)
            return fail(what, "A3: the map of the bins disagrees with a bin");
        for (block b; off; previous = off, off = mmf_load(&links_of(&b)[0])) {
            if (read_free_block(s, off, &b) != MMF_OK || bin_of(b.units) != bin || ++*binned > most)
                return fail(what, "A3: a bin holds a block that is not free or of another size");
            if (mmf_load(&links_of(&b)[1]) != previous)
                return fail(what, "A3: the links of a bin are broken");
        }
    }
    return MMF_OK;
}

mmf_status mmf_heap_check(mmf_segment *s, mmf_block_visitor visit, void *context, const char **what)
{
    uint64_t end = mmf_load(&mmf_super(s)->heap_end), previous_units = 0, free_units = 0, free_blocks = 0, binned = 0;
    if (end % MMF_UNIT || end <= MMF_HEAP_OFF + 2 * HEAD || !mmf_at(s, 0, end))
        return fail(what, "A1: the heap's end lies outside the file");
    bool previous_used = true;
    for (mmf_off off = MMF_HEAP_OFF; off < end;) {
        block b;
        if (read_block(s, off, &b) != MMF_OK)
            return fail(what, "A1/A4: a block's head is broken");
        if (mmf_load(&b.head->previous) != previous_units)
            return fail(what, "A1: a block disagrees with the one before it about its size");
        if (!b.used && !previous_used)
            return fail(what, "A2: two free blocks touch");
        if (!b.used) {
            free_blocks++;
            free_units += b.units;
        } else if (off + HEAD != end) {
            mmf_status status = visit(context, off + HEAD, (b.units - 1) * MMF_UNIT);
            if (status != MMF_OK)
                return status;
        } else if (b.units != 1) {
            return fail(what, "A1: there is no end mark");
        }
        previous_units = b.units;
        previous_used = b.used;
        off += b.units * MMF_UNIT;
    }
    mmf_status status = check_bins(s, &binned, what);
    if (status != MMF_OK)
        return status;
    if (binned != free_blocks)
        return fail(what, "A3: a free block is in no bin");
    if (free_units * MMF_UNIT != mmf_load(&mmf_super(s)->free_bytes))
        return fail(what, "the count of free bytes is wrong");
    return MMF_OK;
}
