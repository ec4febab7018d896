/* bin.c -- heads of large blocks, and the bins in which the free ones hang by size: four bins to a power of two, as in
 * TLSF (Masmano et al., ECRTS 2004), so finding a block is O(1).
 *
 * A3  A block is in a bin exactly if it is marked free; its links lie in the first 16 bytes of its payload.
 * A4  A head folds to HEAD_FOLD, so that a flipped bit is noticed. */
#include "bin.h"

#define HEAD_FOLD UINT64_C(0x36c9)
#define FREE_FLAGS (MMF_BLOCK_HOLES | MMF_BLOCK_MARKED)
#define CHECK_SHIFT 48
#define BIN_TRIES 16 /* blocks of the request's own bin that are looked at before a larger bin is taken */

uint64_t mmf_block_size_word(uint64_t units, uint64_t flags)
{
    uint64_t word = units | flags;
    return word | (mmf_fold(word) ^ HEAD_FOLD) << CHECK_SHIFT;
}

mmf_status mmf_block_read(mmf_segment *s, mmf_off off, mmf_block *b)
{
    struct mmf_block_shm *head = off >= MMF_HEAP_OFF && off % MMF_UNIT == 0 ? mmf_at(s, off, MMF_BLOCK_HEAD) : NULL;
    uint64_t size = head ? mmf_load(&head->size) : 0;
    uint64_t flags = size & ((UINT64_C(1) << CHECK_SHIFT) - 1) & ~(uint64_t)UINT32_MAX;
    bool used = flags == MMF_BLOCK_USED, is_free = !(flags & ~FREE_FLAGS);
    if (!head || mmf_fold(size) != HEAD_FOLD || (!used && !is_free))
        return MMF_CORRUPT;
    *b = (mmf_block){head, off, size & UINT32_MAX, flags, used};
    return b->units && off + b->units * MMF_UNIT <= mmf_load(&mmf_super(s)->heap_end) ? MMF_OK : MMF_CORRUPT;
}

mmf_status mmf_block_next(mmf_segment *s, const mmf_block *b, mmf_block *next)
{
    return mmf_block_read(s, b->off + b->units * MMF_UNIT, next);
}

unsigned mmf_bin_of(uint64_t units)
{
    if (units < 4)
        return (unsigned)units;
    unsigned log2 = mmf_log2(units);
    return 4 * log2 + (unsigned)(units >> (log2 - 2) & 3);
}

mmf_status mmf_block_read_free(mmf_segment *s, mmf_off off, mmf_block *b)
{
    mmf_status status = mmf_block_read(s, off, b);
    bool has_links = status == MMF_OK && !b->used && b->units >= MMF_BLOCK_UNITS_MIN &&
                     mmf_at(s, off, MMF_BLOCK_UNITS_MIN * MMF_UNIT); /* heap_end may lie beyond the file */
    return status == MMF_OK && !has_links ? MMF_CORRUPT : status;
}

static void put_bin_bit(mmf_log *log, unsigned bin, bool filled)
{
    uint64_t *word = &mmf_super(log->segment)->bin_map[bin / 64], bit = UINT64_C(1) << bin % 64;
    mmf_put(log, word, filled ? mmf_load(word) | bit : mmf_load(word) & ~bit);
}

/* The links stay in its payload and are saved, since the payload may now be overwritten. */
mmf_status mmf_bin_remove(mmf_log *log, const mmf_block *b)
{
    uint64_t *links = mmf_block_links(b);
    mmf_off next = mmf_load(&links[0]), previous = mmf_load(&links[1]);
    mmf_block after, before;
    if ((next && mmf_block_read_free(log->segment, next, &after) != MMF_OK) ||
        (previous && mmf_block_read_free(log->segment, previous, &before) != MMF_OK))
        return MMF_CORRUPT;
    if (MMF_UNLIKELY(b->flags & MMF_BLOCK_MARKED)) /* J3: not recorded, so undoing does not mark it again */
        mmf_store(&b->head->size, mmf_block_size_word(b->units, b->flags & ~MMF_BLOCK_MARKED));
    mmf_log_save_pair(log, links);
    if (next)
        mmf_put(log, &mmf_block_links(&after)[1], previous);
    if (previous) {
        mmf_put(log, &mmf_block_links(&before)[0], next);
        return MMF_OK;
    }
    unsigned bin = mmf_bin_of(b->units);
    mmf_put(log, &mmf_super(log->segment)->bin[bin], next);
    if (!next)
        put_bin_bit(log, bin, false);
    return MMF_OK;
}

mmf_status mmf_bin_insert(mmf_log *log, const mmf_block *b, bool is_new)
{
    unsigned bin = mmf_bin_of(b->units);
    uint64_t *first = &mmf_super(log->segment)->bin[bin], *links = mmf_block_links(b);
    mmf_off next = mmf_load(first);
    mmf_block after;
    if (next && mmf_block_read_free(log->segment, next, &after) != MMF_OK)
        return MMF_CORRUPT;
    if (is_new) {
        mmf_store_data(&links[0], next);
        mmf_store_data(&links[1], 0);
    } else {
        mmf_put_pair(log, links, next, 0);
    }
    if (next)
        mmf_put(log, &mmf_block_links(&after)[1], b->off);
    else
        put_bin_bit(log, bin, true);
    mmf_put(log, first, b->off);
    return MMF_OK;
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

uint64_t mmf_block_units_to_page(mmf_off off)
{
    uint64_t lost = (mmf_round_up(off + MMF_BLOCK_HEAD, MMF_PAGE) - MMF_BLOCK_HEAD - off) / MMF_UNIT;
    return lost && lost < MMF_BLOCK_UNITS_MIN ? lost + MMF_PAGE / MMF_UNIT : lost;
}

static bool serves(const mmf_block *b, uint64_t units, bool on_page)
{
    uint64_t lost = on_page ? mmf_block_units_to_page(b->off) : 0;
    return b->units >= units + lost;
}

mmf_status mmf_bin_find(mmf_segment *s, uint64_t units, bool on_page, mmf_block *b)
{
    for (unsigned bin = mmf_bin_of(units); bin < MMF_BINS; bin = next_filled_bin(s, bin)) {
        mmf_off off = mmf_load(&mmf_super(s)->bin[bin]);
        for (int tries = 0; off && tries < BIN_TRIES; tries++) {
            mmf_status status = mmf_block_read_free(s, off, b);
            if (status != MMF_OK)
                return status;
            if (serves(b, units, on_page))
                return MMF_OK;
            off = mmf_load(&mmf_block_links(b)[0]);
        }
    }
    return MMF_NOT_FOUND;
}

/* ---- checking ---- */

mmf_status mmf_bin_check(mmf_segment *s, uint64_t *binned, const char **what)
{
    uint64_t most = mmf_most(s, MMF_UNIT);
    for (unsigned bin = 0; bin < MMF_BINS; bin++) {
        mmf_off previous = 0, off = mmf_load(&mmf_super(s)->bin[bin]);
        if (!(mmf_load(&mmf_super(s)->bin_map[bin / 64]) >> bin % 64 & 1) != !off) {
            *what = "A3: the map of the bins disagrees with a bin";
            return MMF_CORRUPT;
        }
        for (mmf_block b; off; previous = off, off = mmf_load(&mmf_block_links(&b)[0])) {
            bool sound = mmf_block_read_free(s, off, &b) == MMF_OK && mmf_bin_of(b.units) == bin && ++*binned <= most;
            if (!sound || mmf_load(&mmf_block_links(&b)[1]) != previous) {
                *what = sound ? "A3: the links of a bin are broken"
                              : "A3: a bin holds a block that is not free or of another size";
                return MMF_CORRUPT;
            }
        }
    }
    return MMF_OK;
}
