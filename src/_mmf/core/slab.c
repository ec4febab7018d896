/* slab.c -- small blocks: pages of equal blocks with a map of the free ones.
 *
 *     page: | kind | next | previous | - | map 4 x 64 bits | block 0 | block 1 | ...
 *
 * Why pages: taking and giving a block changes one word of the map, so it costs one record of the log; nothing is
 * stored in the block itself, so a free needs not save the block's bytes; an empty page goes back to the heap whole.
 * B1  A page is on its class's list exactly if it has a free block.
 * B2  Bits of the map beyond the page's last block are 0.
 * B3  `previous` of the first page of a list means nothing.
 * B4  An empty page is the only one on its list, so that it can be found: once another has a free block, it goes back.
 * The page of a block is found by rounding its offset down; whoever gives a block back names its class, and the page
 * must agree. Bonwick's slab allocator (USENIX 1994) is the model. */
#include "slab.h"

static const uint16_t class_bytes[] = {16,  32,  48,  64,  80,  96,  112, 128, 160, 192,
                                       224, 256, 320, 400, 496, 560, 656, 800, 992};
#define CLASSES (sizeof class_bytes / sizeof class_bytes[0])
_Static_assert(CLASSES <= MMF_CLASSES, "format");

/* Class of a size in units of 16 bytes. */
static const uint8_t class_of_units[63] = {0,  0,  1,  2,  3,  4,  5,  6,  7,  8,  8,  9,  9,  10, 10, 11,
                                           11, 12, 12, 12, 12, 13, 13, 13, 13, 13, 14, 14, 14, 14, 14, 14,
                                           15, 15, 15, 15, 16, 16, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17,
                                           17, 17, 17, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18, 18};

unsigned mmf_slab_class(uint64_t bytes) { return class_of_units[(bytes + 15) / 16]; }
uint64_t mmf_slab_class_bytes(unsigned klass) { return class_bytes[klass]; }

/* Division by a class's bytes as a multiplication; exact for all offsets within a page. */
#define RECIPROCAL_SHIFT 22
#define RECIPROCAL(bytes) ((UINT64_C(1) << RECIPROCAL_SHIFT) / (bytes) + 1)
static const uint64_t reciprocal[CLASSES] = {RECIPROCAL(16),  RECIPROCAL(32),  RECIPROCAL(48),  RECIPROCAL(64),
                                             RECIPROCAL(80),  RECIPROCAL(96),  RECIPROCAL(112), RECIPROCAL(128),
                                             RECIPROCAL(160), RECIPROCAL(192), RECIPROCAL(224), RECIPROCAL(256),
                                             RECIPROCAL(320), RECIPROCAL(400), RECIPROCAL(496), RECIPROCAL(560),
                                             RECIPROCAL(656), RECIPROCAL(800), RECIPROCAL(992)};

static unsigned blocks_in_page(unsigned klass)
{
    return (unsigned)((MMF_PAGE_PAYLOAD - sizeof(struct mmf_slab_shm)) * reciprocal[klass] >> RECIPROCAL_SHIFT);
}

static struct mmf_slab_shm *page_at(mmf_segment *s, mmf_off page, unsigned klass)
{
    struct mmf_slab_shm *slab = page % MMF_PAGE == 0 && page >= MMF_HEAP_OFF ? mmf_at(s, page, MMF_PAGE_PAYLOAD) : NULL;
    return slab && mmf_load(&slab->kind) == mmf_guarded(klass) ? slab : NULL;
}

static bool is_full(const struct mmf_slab_shm *slab)
{
    uint64_t any = 0;
    for (unsigned i = 0; i < MMF_SLAB_WORDS; i++)
        any |= mmf_load(&slab->free[i]);
    return !any;
}

/* Bits of word `i` of the map that stand for blocks. */
static uint64_t map_of_all(unsigned blocks, unsigned i)
{
    unsigned here = blocks > i * 64 ? blocks - i * 64 : 0;
    return here >= 64 ? UINT64_MAX : (UINT64_C(1) << here) - 1;
}

static bool is_empty(const struct mmf_slab_shm *slab, unsigned blocks)
{
    for (unsigned i = 0; i < MMF_SLAB_WORDS; i++)
        if (mmf_load(&slab->free[i]) != map_of_all(blocks, i))
            return false;
    return true;
}

/* Take a page off its list. The first page's `previous` means nothing (B3), so a page that has become full costs one
 * record: blocks are taken from the first page only. */
static mmf_status unlist(mmf_log *log, unsigned klass, struct mmf_slab_shm *slab)
{
    uint64_t *head = &mmf_super(log->segment)->slab[klass];
    mmf_off next = mmf_load(&slab->next);
    if (MMF_LIKELY(mmf_load(head) == mmf_off_of(log->segment, slab))) {
        mmf_put(log, head, next);
        return MMF_OK;
    }
    struct mmf_slab_shm *before = page_at(log->segment, mmf_load(&slab->previous), klass);
    struct mmf_slab_shm *after = next ? page_at(log->segment, next, klass) : NULL;
    if (!before || (next && !after))
        return MMF_CORRUPT;
    mmf_put(log, &before->next, next);
    if (after)
        mmf_put(log, &after->previous, mmf_load(&slab->previous));
    return MMF_OK;
}

/* Put a page at the head of its list. Its link is recorded: this very change may have taken the page off, and undoing
 * that needs the old one. */
static mmf_status enlist(mmf_log *log, unsigned klass, struct mmf_slab_shm *slab)
{
    uint64_t *head = &mmf_super(log->segment)->slab[klass];
    mmf_off first = mmf_load(head), page = mmf_off_of(log->segment, slab);
    struct mmf_slab_shm *after = first ? page_at(log->segment, first, klass) : NULL;
    if (first && !after)
        return MMF_CORRUPT;
    mmf_put(log, &slab->next, first);
    if (after)
        mmf_put(log, &after->previous, page);
    mmf_put(log, head, page);
    return MMF_OK;
}

mmf_status mmf_slab_take(mmf_log *log, unsigned klass, mmf_off *off)
{
    mmf_off page = mmf_load(&mmf_super(log->segment)->slab[klass]);
    if (!page)
        return MMF_NOT_FOUND;
    struct mmf_slab_shm *slab = page_at(log->segment, page, klass);
    if (!slab)
        return MMF_CORRUPT;
    for (unsigned i = 0; i < MMF_SLAB_WORDS; i++) {
        uint64_t map = mmf_load(&slab->free[i]);
        if (!map)
            continue;
        unsigned block = i * 64 + (unsigned)__builtin_ctzll(map);
        if (block >= blocks_in_page(klass))
            return MMF_CORRUPT;
        map &= map - 1;
        mmf_put(log, &slab->free[i], map);
        *off = page + sizeof *slab + (uint64_t)block * class_bytes[klass];
        return !map && is_full(slab) ? unlist(log, klass, slab) : MMF_OK;
    }
    return MMF_CORRUPT; /* B1 */
}

mmf_status mmf_slab_add_page(mmf_log *log, unsigned klass, mmf_off page)
{
    struct mmf_slab_shm *slab = mmf_at(log->segment, page, MMF_PAGE_PAYLOAD);
    unsigned blocks = blocks_in_page(klass);
    mmf_store_data(&slab->kind, mmf_guarded(klass)); /* a new page: no records (L4) */
    for (unsigned i = 0; i < MMF_SLAB_WORDS; i++)
        mmf_store_data(&slab->free[i], map_of_all(blocks, i));
    return enlist(log, klass, slab);
}

/* Take the first page off its list if it is empty: another is about to be listed (B4). *empty_page: it, or 0. */
static mmf_status unlist_if_empty(mmf_log *log, unsigned klass, mmf_off *empty_page)
{
    mmf_off page = mmf_load(&mmf_super(log->segment)->slab[klass]);
    struct mmf_slab_shm *slab = page ? page_at(log->segment, page, klass) : NULL;
    *empty_page = 0;
    if (!slab)
        return page ? MMF_CORRUPT : MMF_OK;
    if (MMF_LIKELY(!is_empty(slab, blocks_in_page(klass))))
        return MMF_OK;
    *empty_page = page;
    return unlist(log, klass, slab);
}

mmf_status mmf_slab_give(mmf_log *log, unsigned klass, mmf_off off, mmf_off *empty_page)
{
    mmf_off page = mmf_round_down(off, MMF_PAGE), within = off - page - sizeof(struct mmf_slab_shm);
    struct mmf_slab_shm *slab = page_at(log->segment, page, klass);
    unsigned block = (unsigned)(within * reciprocal[klass] >> RECIPROCAL_SHIFT), blocks = blocks_in_page(klass);
    if (!slab || off - page < sizeof *slab || (uint64_t)block * class_bytes[klass] != within || block >= blocks)
        return MMF_CORRUPT;
    uint64_t *word = &slab->free[block / 64], map = mmf_load(word), bit = UINT64_C(1) << block % 64;
    if (map & bit)
        return MMF_CORRUPT; /* freed twice */
    bool was_full = !map && is_full(slab);
    mmf_put(log, word, map | bit);
    *empty_page = 0;
    if (was_full) {
        mmf_status status = unlist_if_empty(log, klass, empty_page);
        return status == MMF_OK ? enlist(log, klass, slab) : status;
    }
    if (MMF_LIKELY(!is_empty(slab, blocks)))
        return MMF_OK;
    bool only_one = mmf_load(&mmf_super(log->segment)->slab[klass]) == page && !mmf_load(&slab->next);
    if (only_one)
        return MMF_OK;
    mmf_status status = unlist(log, klass, slab);
    if (status == MMF_OK)
        *empty_page = page;
    return status;
}

mmf_off mmf_slab_take_empty_page(mmf_log *log)
{
    for (unsigned klass = 0; klass < CLASSES; klass++) {
        mmf_off page = mmf_load(&mmf_super(log->segment)->slab[klass]);
        struct mmf_slab_shm *slab = page ? page_at(log->segment, page, klass) : NULL;
        if (slab && is_empty(slab, blocks_in_page(klass)) && unlist(log, klass, slab) == MMF_OK) {
            /* Its memory may become new in this change, and is written without records then (L4). */
            for (size_t i = 0; i < sizeof *slab / 8; i += 2)
                mmf_log_save_pair(log, (uint64_t *)slab + i);
            return page;
        }
    }
    return 0;
}

mmf_status mmf_slab_view_page(mmf_segment *s, mmf_off page, mmf_slab_view *view)
{
    for (unsigned klass = 0; klass < CLASSES; klass++) {
        struct mmf_slab_shm *slab = page_at(s, page, klass);
        if (!slab)
            continue;
        view->block_bytes = class_bytes[klass];
        view->count = blocks_in_page(klass);
        for (unsigned i = 0; i < MMF_SLAB_WORDS; i++) {
            view->free[i] = mmf_load(&slab->free[i]);
            if (view->free[i] & ~map_of_all(view->count, i))
                return MMF_CORRUPT; /* B2 */
        }
        return MMF_OK;
    }
    return MMF_CORRUPT;
}

/* Walk one class's list, at most as far as the heap has pages. */
static mmf_status walk_list(mmf_segment *s, unsigned klass, uint64_t *free_bytes, uint64_t *pages)
{
    uint64_t most = mmf_most(s, MMF_PAGE);
    mmf_off previous = 0;
    for (mmf_off page = mmf_load(&mmf_super(s)->slab[klass]); page;) {
        struct mmf_slab_shm *slab = page_at(s, page, klass);
        if (!slab || (previous && mmf_load(&slab->previous) != previous) || is_full(slab) || ++*pages > most)
            return MMF_CORRUPT;
        for (unsigned i = 0; i < MMF_SLAB_WORDS; i++)
            *free_bytes += (uint64_t)__builtin_popcountll(mmf_load(&slab->free[i])) * class_bytes[klass];
        previous = page;
        page = mmf_load(&slab->next);
    }
    return MMF_OK;
}

uint64_t mmf_slab_free_bytes(mmf_segment *s)
{
    uint64_t free_bytes = 0, pages = 0;
    for (unsigned klass = 0; klass < CLASSES; klass++)
        if (walk_list(s, klass, &free_bytes, &pages) != MMF_OK)
            break;
    return free_bytes;
}

mmf_status mmf_slab_check_lists(mmf_segment *s, uint64_t *listed)
{
    uint64_t free_bytes = 0;
    *listed = 0;
    for (unsigned klass = 0; klass < CLASSES; klass++) {
        mmf_status status = walk_list(s, klass, &free_bytes, listed);
        if (status != MMF_OK)
            return status;
    }
    return MMF_OK;
}
