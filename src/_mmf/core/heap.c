/* heap.c -- hands out blocks of the segment by offset.
 *
 *     | head | payload ... | head | payload ... | ... | head (end mark) |
 *     heap_off                                                     heap_end
 *
 * Large blocks have a head {size, size of the block before} and are coalesced as soon as they are freed (bin.c); small
 * ones live in pages (slab.c), which are large blocks.
 *
 * Why our own: libc's malloc stores addresses, and each process maps the file elsewhere.
 * A1  Blocks tile [MMF_HEAP_OFF, heap_end) with no gap; the last is the end mark, of one unit, used.
 * A2  Two free blocks never touch.
 * A3, A4: see bin.c. J1 to J3: see compact.c.
 * The space of the file's growth stays with the heap also when the change is undone: heap_end goes back, the file does
 * not get shorter, and the next growth finds the space there. */
#include "heap.h"

#include "../os/os.h"
#include "bin.h"
#include "slab.h"

#define HEAD MMF_BLOCK_HEAD
#define LINKS_BYTES 16
#define GROWTH_FRACTION 16
#define GROWTH_LEAST UINT64_C(65536)
#define PRIMITIVE_UNITS 48 /* an upper bound of the records of one alloc or free, growth included */
_Static_assert(PRIMITIVE_UNITS <= MMF_LOG_SPARE, "the log can always grow");

static void count_free(mmf_log *log, uint64_t more_units, uint64_t fewer_units)
{
    uint64_t *word = &mmf_super(log->segment)->free_bytes;
    mmf_put(log, word, mmf_load(word) + (more_units - fewer_units) * MMF_UNIT);
}

/* Write the head of a block that begins inside memory that was free: no records (L4). */
static mmf_block new_head(mmf_segment *s, mmf_off off, uint64_t units, uint64_t flags, uint64_t previous_units)
{
    mmf_block b = {(struct mmf_block_shm *)(s->base + off), off, units, flags, flags == MMF_BLOCK_USED};
    mmf_store_data(&b.head->size, mmf_block_size_word(units, flags));
    mmf_store_data(&b.head->previous, previous_units);
    return b;
}

/* Cut `units` out of the free block `b`; what is left before (for a page) and behind goes back to the bins. */
static mmf_status carve(mmf_log *log, mmf_block b, uint64_t units, bool on_page, mmf_off *payload)
{
    mmf_segment *s = log->segment;
    uint64_t lost = on_page ? mmf_block_units_to_page(b.off) : 0, rest = b.units - lost - units;
    uint64_t holes = b.flags & MMF_BLOCK_HOLES;
    if (rest < MMF_BLOCK_UNITS_MIN) {
        units += rest;
        rest = 0;
    }
    mmf_off taken = b.off + lost * MMF_UNIT, behind = taken + units * MMF_UNIT;
    mmf_block next;
    mmf_status status = mmf_block_next(s, &b, &next);
    if (status == MMF_OK && MMF_UNLIKELY(holes)) /* J1: what is touched from here on */
        status = mmf_segment_fill(s, taken, units * MMF_UNIT + (rest ? HEAD + LINKS_BYTES : 0));
    if (status != MMF_OK || (status = mmf_bin_remove(log, &b)) != MMF_OK)
        return status;
    if (lost) {
        mmf_put(log, &b.head->size, mmf_block_size_word(lost, holes));
        b.units = lost;
        new_head(s, taken, units, MMF_BLOCK_USED, lost);
        status = mmf_bin_insert(log, &b, true); /* its links were saved by mmf_bin_remove */
    } else {
        mmf_put(log, &b.head->size, mmf_block_size_word(units, MMF_BLOCK_USED));
    }
    if (status == MMF_OK && rest) {
        mmf_block remainder = new_head(s, behind, rest, holes, units);
        status = mmf_bin_insert(log, &remainder, true);
    }
    if (status != MMF_OK)
        return status;
    mmf_put(log, &next.head->previous, rest ? rest : units);
    count_free(log, 0, units);
    *payload = taken + HEAD;
    return MMF_OK;
}

/* Free the used block `b`, joining it with free neighbours. Heads that come to lie inside the joint block are saved:
 * what is carved out of it in this change is written without records. */
static mmf_status release(mmf_log *log, mmf_block b)
{
    mmf_segment *s = log->segment;
    uint64_t units = b.units, previous_units = mmf_load(&b.head->previous), holes = 0;
    mmf_block next, before = {0};
    log->released = true;
    mmf_status status = mmf_block_next(s, &b, &next);
    if (status == MMF_OK && mmf_load(&next.head->previous) != b.units)
        status = MMF_CORRUPT;
    if (status == MMF_OK && previous_units)
        status = mmf_block_read(s, b.off - mmf_min(previous_units * MMF_UNIT, b.off), &before);
    if (status == MMF_OK && previous_units && before.units != previous_units)
        status = MMF_CORRUPT;
    if (status != MMF_OK)
        return status;
    count_free(log, units, 0);
    if (!next.used) {
        mmf_block behind = {0};
        status = mmf_block_next(s, &next, &behind);
        if (status != MMF_OK || (status = mmf_bin_remove(log, &next)) != MMF_OK)
            return status;
        mmf_log_save_pair(log, (uint64_t *)next.head);
        holes |= next.flags;
        b.units += next.units;
        next = behind;
    }
    if (previous_units && !before.used) {
        if ((status = mmf_bin_remove(log, &before)) != MMF_OK)
            return status;
        mmf_log_save_pair(log, (uint64_t *)b.head);
        holes |= before.flags;
        before.units += b.units;
        b = before;
    }
    mmf_put(log, &b.head->size, mmf_block_size_word(b.units, holes & MMF_BLOCK_HOLES));
    mmf_put(log, &next.head->previous, b.units);
    return mmf_bin_insert(log, &b, false);
}

/* ---- growth ---- */

static uint64_t largest_file(mmf_segment *s)
{
    uint64_t most = mmf_super(s)->fixed.max_size;
    return mmf_min(s->reserved, most ? most : UINT64_MAX);
}

/* Lengthen the file by a used block of at least `units`, or, if that is more than a step, by one step. It begins where
 * the end mark was. */
static mmf_status lengthen(mmf_log *log, uint64_t units, uint64_t step_most, mmf_block *b)
{
    mmf_segment *s = log->segment;
    struct mmf_super_shm *super = mmf_super(s);
    uint64_t end = mmf_load(&super->heap_end), most = mmf_round_down(largest_file(s), MMF_UNIT);
    uint64_t least = mmf_min((units + 1) * MMF_UNIT, step_most);
    if (end > most || most - end < mmf_min(least, MMF_PAGE))
        return MMF_FULL;
    uint64_t wanted = mmf_max(end / GROWTH_FRACTION, GROWTH_LEAST); /* a larger fraction would show as unused space */
    uint64_t step = mmf_min(mmf_max(mmf_round_up(least, MMF_PAGE), mmf_min(wanted, MMF_GROWTH_STEP)), most - end);
    uint64_t new_end = mmf_min(mmf_round_up(end + step, MMF_PAGE), most);
    mmf_status status = mmf_segment_extend(s, new_end);
    if (status == MMF_NO_SPACE && new_end > end + mmf_round_up(least, MMF_PAGE)) {
        new_end = end + mmf_round_up(least, MMF_PAGE); /* the file system has no more than a little */
        status = mmf_segment_extend(s, new_end);
    }
    if (status != MMF_OK)
        return status;
    uint64_t fresh = (new_end - end) / MMF_UNIT;
    status = mmf_block_read(s, end - HEAD, b);
    if (status != MMF_OK || b->units != 1 || !b->used)
        return MMF_CORRUPT; /* A1 */
    new_head(s, new_end - HEAD, 1, MMF_BLOCK_USED, fresh);
    mmf_put(log, &super->heap_end, new_end);
    mmf_put(log, &b->head->size,
            mmf_block_size_word(fresh, MMF_BLOCK_USED)); /* the old end mark becomes the new block */
    b->units = fresh;
    return MMF_OK;
}

/* Where the heap would end with a free block of `units` at its end, where one of less may be. *holes: the bytes before
 * its end now that may be holes. */
static uint64_t end_with(mmf_segment *s, uint64_t units, uint64_t *holes)
{
    uint64_t end = mmf_load(&mmf_super(s)->heap_end), there = 0;
    mmf_block mark, last;
    *holes = 0;
    if (mmf_block_read(s, end - HEAD, &mark) == MMF_OK) {
        uint64_t bytes = mmf_min(mmf_load(&mark.head->previous) * MMF_UNIT, end - HEAD);
        if (mmf_block_read(s, end - HEAD - bytes, &last) == MMF_OK && !last.used) {
            there = bytes;
            *holes = last.flags & MMF_BLOCK_HOLES ? bytes : 0;
        }
    }
    return end + units * MMF_UNIT - mmf_min(there, units * MMF_UNIT);
}

/* Is there room for all the steps to a free block of `units`, and for what is a hole there? The file would keep those
 * that it got, and a block of so much would still not be there. *more: the units that all the steps have to give. */
static mmf_status check_room(mmf_segment *s, uint64_t units, uint64_t *more)
{
    mmf_status status = mmf_segment_check_length(s); /* before the heap's end is touched */
    if (status != MMF_OK)
        return status;
    uint64_t holes, end = end_with(s, units, &holes), heap_end = mmf_load(&mmf_super(s)->heap_end);
    uint64_t there = mmf_max(__atomic_load_n(&s->limit, __ATOMIC_RELAXED), heap_end);
    if (end > largest_file(s))
        return MMF_FULL;
    if (end > there && end > os_longest_file())
        return MMF_NO_SPACE;
    *more = (end - heap_end) / MMF_UNIT;
    uint64_t missing = end - mmf_min(end, there), enough = mmf_max(os_free_bytes(s->fd), MMF_GROWTH_STEP);
    if (missing + holes > enough && holes)
        holes = os_missing_bytes(s->fd, heap_end - holes, holes);
    return missing + holes > enough ? MMF_NO_SPACE : MMF_OK;
}

/* One step towards a free block of `units`. */
static mmf_status grow(mmf_log *log, uint64_t units)
{
    mmf_block b;
    uint64_t more = units;
    mmf_status status = units > MMF_GROWTH_STEP / MMF_UNIT ? check_room(log->segment, units, &more) : MMF_OK;
    if (status == MMF_OK)
        status = lengthen(log, more, MMF_GROWTH_STEP, &b);
    return status == MMF_OK ? release(log, b) : status;
}

/* A used block of `units` behind all others: not joined with the one before, so that no head that is saved comes to lie
 * in it. */
static mmf_status alloc_at_end(mmf_log *log, uint64_t units, mmf_off *payload)
{
    mmf_block b;
    mmf_status status = lengthen(log, units, UINT64_MAX, &b);
    if (status != MMF_OK)
        return status;
    if (b.units < units)
        return MMF_FULL;
    *payload = b.off + HEAD;
    uint64_t rest = b.units - units;
    if (rest < MMF_BLOCK_UNITS_MIN)
        return MMF_OK;
    mmf_put(log, &b.head->size, mmf_block_size_word(units, MMF_BLOCK_USED));
    mmf_block remainder = new_head(log->segment, b.off + units * MMF_UNIT, rest, 0, units);
    new_head(log->segment, b.off + b.units * MMF_UNIT, 1, MMF_BLOCK_USED, rest); /* the end mark, new as well */
    count_free(log, rest, 0);
    return mmf_bin_insert(log, &remainder, true);
}

mmf_status mmf_heap_give_up_page(mmf_log *log)
{
    mmf_block b;
    mmf_status status = mmf_log_room(log, PRIMITIVE_UNITS);
    mmf_off page = status == MMF_OK ? mmf_slab_take_empty_page(log) : 0;
    if (!page)
        return status == MMF_OK ? MMF_NOT_FOUND : status;
    status = mmf_block_read(log->segment, page - HEAD, &b);
    return status == MMF_OK ? release(log, b) : status;
}

/* Could a free block serve now, or after giving back an idle page of small blocks? There is room in the log, also after
 * it. */
static mmf_status find_or_reclaim(mmf_log *log, uint64_t units, bool on_page, mmf_block *b)
{
    mmf_status status;
    while ((status = mmf_bin_find(log->segment, units, on_page, b)) == MMF_NOT_FOUND) {
        if ((status = mmf_heap_give_up_page(log)) != MMF_OK || (status = mmf_log_room(log, PRIMITIVE_UNITS)) != MMF_OK)
            return status;
    }
    return status;
}

static mmf_status alloc_large(mmf_log *log, uint64_t bytes, bool on_page, mmf_off *off)
{
    uint64_t units = mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT;
    units = mmf_max(units, MMF_BLOCK_UNITS_MIN);
    mmf_block b;
    mmf_status status = find_or_reclaim(log, units, on_page, &b);
    while (status == MMF_NOT_FOUND) {
        status = grow(log, units + (on_page ? MMF_PAGE / MMF_UNIT + MMF_BLOCK_UNITS_MIN : 0));
        if (status == MMF_OK && (status = mmf_log_room(log, PRIMITIVE_UNITS)) == MMF_OK)
            status = mmf_bin_find(log->segment, units, on_page, &b);
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
    if ((status = mmf_heap_alloc_pages(log, 1, &page)) != MMF_OK ||
        (status = mmf_log_room(log, PRIMITIVE_UNITS)) != MMF_OK ||
        (status = mmf_slab_add_page(log, klass, page)) != MMF_OK)
        return status;
    return mmf_slab_take(log, klass, off);
}

mmf_status mmf_heap_alloc_pages(mmf_log *log, uint64_t count, mmf_off *off)
{
    mmf_status status = mmf_log_room(log, PRIMITIVE_UNITS);
    return status == MMF_OK ? alloc_large(log, count * MMF_PAGE - HEAD, true, off) : status;
}

mmf_status mmf_heap_free(mmf_log *log, mmf_off off, uint64_t bytes)
{
    mmf_status status = mmf_log_room(log, MMF_FREE_UNITS);
    if (status != MMF_OK)
        return status;
    if (bytes && bytes <= MMF_SMALL_MAX) {
        status = mmf_slab_give(log, mmf_slab_class(bytes), off, &off);
        if (status != MMF_OK || !off)
            return status;
        bytes = MMF_PAGE_PAYLOAD; /* an empty page: free it as well */
    }
    mmf_block b;
    if (off < MMF_HEAP_OFF + HEAD || (status = mmf_block_read(log->segment, off - HEAD, &b)) != MMF_OK)
        return MMF_CORRUPT;
    if (!b.used || b.units < mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT)
        return MMF_CORRUPT; /* freed twice, or another's offset */
    return release(log, b);
}

/* A free block whose beginning can be a chunk of the log (L5). MMF_NOT_FOUND: none was found soon. */
static mmf_status find_for_log(mmf_log *log, uint64_t units, mmf_block *b)
{
    mmf_status status;
    for (uint64_t least = units; (status = mmf_bin_find(log->segment, least, false, b)) == MMF_OK; least = 2 * b->units)
        if (!log->released ||
            !mmf_log_aims_into(log, b->off + HEAD + LINKS_BYTES, units * MMF_UNIT - HEAD - LINKS_BYTES))
            break;
    return status;
}

mmf_status mmf_heap_log_grow(mmf_log *log, uint64_t units)
{
    while (!mmf_log_has_room(log, units)) {
        /* What is left is at least MMF_LOG_SPARE, which pays for this alloc; it must not ask for room itself. */
        unsigned chunk = mmf_log_chunks(log) + 1;
        if (chunk >= MMF_LOG_CHUNKS)
            return MMF_FULL;
        uint64_t bytes = mmf_log_chunk_bytes(chunk), block_units = (bytes + HEAD) / MMF_UNIT;
        mmf_block b;
        mmf_off off;
        mmf_status status = find_for_log(log, block_units, &b);
        if (status == MMF_OK)
            status = carve(log, b, block_units, false, &off);
        else if (status == MMF_NOT_FOUND)
            status = alloc_at_end(log, block_units, &off);
        if (status != MMF_OK)
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
        status = mmf_log_room(log, (log->pending_count + chunks) * MMF_FREE_UNITS);
    } while (status == MMF_OK && chunks != mmf_log_chunks(log));
    for (size_t i = 0; i < log->pending_count && status == MMF_OK; i++)
        status = mmf_heap_free(log, log->pending[i].off, log->pending[i].bytes);
    for (; status == MMF_OK && chunks; chunks--)
        status = mmf_heap_free(log, log->chunk[chunks], mmf_log_chunk_bytes(chunks));
    return status;
}

mmf_status mmf_heap_prepare(mmf_log *log, uint64_t bytes)
{
    mmf_block b;
    mmf_status status = mmf_bin_find(log->segment, mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT, false, &b);
    if (status != MMF_NOT_FOUND)
        return status;
    status = grow(log, mmf_round_up(bytes + HEAD, MMF_UNIT) / MMF_UNIT);
    return status == MMF_OK ? MMF_BUSY : status;
}

uint64_t mmf_heap_free_bytes(mmf_segment *s) { return mmf_load(&mmf_super(s)->free_bytes) + mmf_slab_free_bytes(s); }

void mmf_heap_format(mmf_segment *s, uint64_t bytes)
{
    uint64_t end = mmf_round_down(bytes, MMF_UNIT), units = (end - HEAD - MMF_HEAP_OFF) / MMF_UNIT;
    struct mmf_super_shm *super = mmf_super(s);
    mmf_store(&super->heap_end, end);
    mmf_store(&super->free_bytes, units * MMF_UNIT);
    mmf_block b = new_head(s, MMF_HEAP_OFF, units, 0, 0);
    new_head(s, end - HEAD, 1, MMF_BLOCK_USED, units);
    mmf_store(&mmf_block_links(&b)[0], 0);
    mmf_store(&mmf_block_links(&b)[1], 0);
    unsigned bin = mmf_bin_of(units);
    mmf_store(&super->bin[bin], b.off);
    mmf_store(&super->bin_map[bin / 64], UINT64_C(1) << bin % 64);
}

/* ---- checking ---- */

static mmf_status fail(const char **what, const char *text)
{
    *what = text;
    return MMF_CORRUPT;
}

mmf_status mmf_heap_check(mmf_segment *s, mmf_block_visitor visit, void *context, const char **what)
{
    uint64_t end = mmf_load(&mmf_super(s)->heap_end), previous_units = 0, free_units = 0, free_blocks = 0, binned = 0;
    if (end % MMF_UNIT || end <= MMF_HEAP_OFF + 2 * HEAD || !mmf_at(s, 0, end))
        return fail(what, "A1: the heap's end lies outside the file");
    bool previous_used = true;
    for (mmf_off off = MMF_HEAP_OFF; off < end;) {
        mmf_block b;
        if (mmf_block_read(s, off, &b) != MMF_OK)
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
    mmf_status status = mmf_bin_check(s, &binned, what);
    if (status != MMF_OK)
        return status;
    if (binned != free_blocks)
        return fail(what, "A3: a free block is in no bin");
    if (free_units * MMF_UNIT != mmf_load(&mmf_super(s)->free_bytes))
        return fail(what, "the count of free bytes is wrong");
    return MMF_OK;
}
