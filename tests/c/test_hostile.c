/* test_hostile.c -- files that lie: an operation answers a status, and never crashes, hangs or reads outside. */
#include "lie.h"

#include "bias.h"
#include "bin.h"
#include "rest.h"

/* A slot that nobody holds has the lock. */
static void die_with_the_lock(lie *x) { x->super->lock = mmf_lock_word(5, 1); }

static void value_beyond_the_heap(lie *x)
{
    CHECK(ftruncate(x->s->fd, 1 << 20) == 0);
    set_cell(entry_of(x, x->root, true), mmf_cell_with_offset(mmf_cell_long(MMF_TAG_BYTES, 0, 100), 900000));
}
static void value_beyond_the_file(lie *x)
{
    set_cell(entry_of(x, x->root, true), mmf_cell_with_offset(mmf_cell_long(MMF_TAG_BYTES, 0, 100), NOWHERE));
}
static void value_of_64_gigabytes(lie *x)
{
    set_cell(entry_of(x, x->root, true),
             mmf_cell_with_offset(mmf_cell_long(MMF_TAG_BYTES, 0, MMF_SIZE_MAX - 4096), MMF_HEAP_OFF + 16));
}
static void value_of_an_unknown_tag(lie *x) { set_cell(entry_of(x, x->root, true), (mmf_cell){0x55, 0}); }
static void dict_in_itself(lie *x)
{
    struct mmf_header_shm *h = x->dict;
    set_cell(entry_of(x, h, false), mmf_cell_with_offset(mmf_cell_long(MMF_TAG_DICT, 0, h->serial), offset_of(x, h)));
    h->parent = offset_of(x, h);
}
static void dict_in_two_places(lie *x)
{
    struct mmf_header_shm *h = x->dict;
    set_cell(entry_of(x, x->root, true),
             mmf_cell_with_offset(mmf_cell_long(MMF_TAG_DICT, 0, h->serial), offset_of(x, h)));
}
static void items_in_a_circle(lie *x)
{
    struct mmf_entry_shm *first = entry_of(x, x->dict, false), *last = entry_of(x, x->dict, true);
    uint32_t unit = mmf_off_unit(offset_of(x, first));
    last->links = mmf_halves(mmf_low(last->links), unit);
    first->links = mmf_halves(mmf_off_unit(offset_of(x, last)), mmf_high(first->links));
}
static void item_that_follows_itself(lie *x)
{
    struct mmf_entry_shm *first = entry_of(x, x->dict, false);
    uint32_t unit = mmf_off_unit(offset_of(x, first));
    first->links = mmf_halves(unit, unit);
}
static void is_garbage(lie *x, struct mmf_header_shm *h)
{
    h->parent = MMF_PARENT_GARBAGE;
    h->chain = 0;
    x->super->garbage = offset_of(x, h);
}
static void countless_items_in_a_circle(lie *x)
{
    struct mmf_entry_shm *last = entry_of(x, x->dict, true);
    items_in_a_circle(x);
    last->links = mmf_halves(mmf_low(last->links), 0);
    x->dict->count = mmf_guarded(UINT32_MAX);
    is_garbage(x, x->dict);
}
static void countless_items_that_are_one(lie *x)
{
    struct mmf_entry_shm *last = entry_of(x, x->dict, true);
    set_cell(last, mmf_cell_int(1)); /* what refers to nothing can be given up for ever */
    last->key[0] = MMF_TAG_INT;
    last->links = mmf_halves(mmf_off_unit(offset_of(x, last)), 0);
    x->dict->count = mmf_guarded(UINT32_MAX);
    is_garbage(x, x->dict);
}
static void dict_of_countless_items(lie *x) { x->dict->count = UINT64_MAX - 5; }
static void list_of_countless_items(lie *x) { x->list->count = UINT64_C(1) << 40; }
static void list_that_begins_anywhere(lie *x) { x->list->first = UINT64_MAX - 3; }
static void list_without_a_place(lie *x) { x->list->place = 0; }
static void list_at_a_place_outside(lie *x) { x->list->place = NOWHERE >> 4; }
static void dict_of_a_wild_shape(lie *x) { x->dict->shape = UINT64_MAX; }
static void dict_with_wild_ends(lie *x) { x->dict->ends = UINT64_MAX; }
static void dict_with_wild_vacancies(lie *x) { x->dict->vacant = mmf_halves(UINT32_MAX, 7); }
static void dict_with_wild_freshness(lie *x) { x->dict->fresh = UINT64_MAX; }
static void parents_in_a_circle(lie *x)
{
    x->list->parent = offset_of(x, x->dict);
    x->dict->parent = offset_of(x, x->list);
    x->super->container_count = UINT64_MAX - 5;
}
static void garbage_in_a_circle(lie *x)
{
    x->super->garbage = offset_of(x, x->dict);
    x->dict->chain = mmf_halves(0, mmf_off_unit(x->super->garbage));
}
static void garbage_outside(lie *x) { x->super->garbage = NOWHERE; }
static void orphans_in_a_circle(lie *x)
{
    struct mmf_slot_shm *slot = mmf_slot_at(x->s, 5);
    slot->state = mmf_halves(1, 1);
    slot->orphans = offset_of(x, x->dict);
    x->dict->chain = mmf_halves(0, mmf_off_unit(slot->orphans));
    x->super->lock = mmf_lock_word(5, 1);
}
static void orphans_and_blocks_outside(lie *x)
{
    struct mmf_slot_shm *slot = mmf_slot_at(x->s, 5);
    slot->state = mmf_halves(1, 1);
    slot->orphans = NOWHERE;
    for (int i = 0; i < MMF_RESERVED_BLOCKS; i++)
        slot->reserved[i] = (NOWHERE + (uint64_t)i * 4096) | MMF_ABANDONED;
    die_with_the_lock(x);
}
static void block_that_is_given_back_twice(lie *x)
{
    struct mmf_slot_shm *slot = mmf_slot_at(x->s, 5);
    slot->state = mmf_halves(1, 1);
    for (int i = 0; i < MMF_RESERVED_BLOCKS; i++)
        slot->reserved[i] = (MMF_HEAP_OFF + 16) | MMF_ABANDONED;
    die_with_the_lock(x);
}
static void free_headers_in_a_circle(lie *x) { x->super->free_headers = offset_of(x, x->dict); }
static void free_headers_outside(lie *x) { x->super->free_headers = NOWHERE; }
static void header_pages_in_a_circle(lie *x)
{
    uint64_t *page = mmf_at(x->s, x->super->header_pages, 8);
    CHECK(page);
    for (int i = 0; i < 16; i++) /* the page's own words, wherever the next is named */
        page[i] = x->super->header_pages;
}
static void header_pages_before_the_heap(lie *x) { x->super->header_pages = MMF_PAGE; }
static void header_pages_that_lead_before_the_heap(lie *x)
{
    uint64_t *page = mmf_at(x->s, x->super->header_pages, 8);
    CHECK(page);
    page[0] = 2 * MMF_PAGE;
}
static void heap_that_ends_outside(lie *x) { x->super->heap_end = UINT64_C(1) << 35; }
static void bins_outside(lie *x)
{
    for (int i = 0; i < MMF_BINS; i++)
        x->super->bin[i] = NOWHERE;
    memset(x->super->bin_map, 0xff, sizeof x->super->bin_map);
}
/* Of which the file has the head only. */
static void free_block_at_the_files_end(lie *x, uint64_t units)
{
    mmf_off at = x->s->limit - MMF_BLOCK_HEAD;
    ((struct mmf_block_shm *)(x->s->base + at))->size = mmf_block_size_word(units, 0);
    x->super->heap_end = UINT64_C(1) << 35;
    for (int i = 0; i < MMF_BINS; i++)
        x->super->bin[i] = at;
    memset(x->super->bin_map, 0xff, sizeof x->super->bin_map);
}
static void small_block_at_the_files_end(lie *x) { free_block_at_the_files_end(x, 2); }
static void large_block_at_the_files_end(lie *x) { free_block_at_the_files_end(x, 4096); }
static void directory_that_crosses_the_files_end(lie *x)
{
    uint64_t bytes = UINT64_C(1) << 18, segment = UINT64_C(1) << 17, place = bytes - 16;
    CHECK(ftruncate(x->s->fd, (off_t)bytes) == 0);
    uint64_t *directory = mmf_at(x->s, place, 16), *head = mmf_at(x->s, segment, 16);
    directory[0] = directory[1] = mmf_guarded(mmf_off_unit(segment));
    head[0] = mmf_halves(4000, 0);
    x->root->place = mmf_guarded(mmf_off_unit(place));
    x->root->shape = mmf_shape(MMF_TAG_DICT, 2, 12);
}
static void root_that_has_moved(lie *x)
{
    set_cell(entry_of(x, x->root, true), mmf_cell_with_offset(mmf_cell_long(MMF_TAG_DICT, 0, 5), NOWHERE));
    x->super->fixed.root_off = UINT64_C(1) << 50;
}
static void chunks_of_no_entries_in_a_circle(lie *x)
{
    uint32_t unit = mmf_high(x->dict->fresh);
    *(uint64_t *)(x->s->base + mmf_unit_off(unit)) = mmf_halves(unit, 0);
}
static void header_pages_in_a_circle_in_an_endless_heap(lie *x)
{
    header_pages_in_a_circle(x);
    x->super->heap_end = UINT64_C(1) << 62;
}
static void bins_in_a_circle_in_an_endless_heap(lie *x)
{
    for (unsigned bin = 0; bin < MMF_BINS; bin++)
        if (x->super->bin[bin])
            *(uint64_t *)(x->s->base + x->super->bin[bin] + MMF_BLOCK_HEAD) = x->super->bin[bin];
    x->super->heap_end = UINT64_C(1) << 62;
}
static void lock_with_the_waiters_bit_alone(lie *x) { x->super->lock = MMF_LOCK_WAITERS; }
static void lock_of_another_generation_of_our_slot(lie *x)
{
    x->super->lock = mmf_lock_word(x->ns->slot, (x->ns->lock_mine >> 16) + 1);
}
static void bins_of_used_blocks(lie *x)
{
    for (int i = 0; i < MMF_BINS; i++)
        x->super->bin[i] = MMF_HEAP_OFF + 16;
    memset(x->super->bin_map, 0xff, sizeof x->super->bin_map);
}
static void slabs_outside(lie *x)
{
    for (int i = 0; i < MMF_CLASSES; i++)
        x->super->slab[i] = NOWHERE;
}
static void slabs_that_are_none(lie *x)
{
    for (int i = 0; i < MMF_CLASSES; i++)
        x->super->slab[i] = MMF_HEAP_OFF + 16;
}
static void slots_outside(lie *x)
{
    for (int i = 1; i < MMF_SLOT_CHUNKS; i++)
        x->super->slot_chunk[i] = NOWHERE;
}
static void lanes_outside(lie *x)
{
    for (uint32_t i = 0; i < MMF_SLOTS_FIRST; i++) {
        mmf_slot_at(x->s, i)->lanes = UINT64_MAX;
        mmf_slot_at(x->s, i)->more_lanes = NOWHERE;
    }
}
static void log_that_changes_itself(lie *x)
{
    uint64_t chunk = 32768, *first = (uint64_t *)(x->s->base + MMF_LOG_OFF),
             *second = (uint64_t *)(x->s->base + chunk + 16);
    x->super->log_chunk[1] = chunk;
    for (uint64_t i = 0; i < MMF_LOG_UNITS; i++) {
        first[2 * i] = (MMF_HEAP_OFF + 4096) | MMF_RECORD_WORD;
        first[2 * i + 1] = 0;
    }
    /* The first to be undone is the last, which makes the one before it point outside. */
    second[0] = (MMF_HEAP_OFF + 4096) | MMF_RECORD_WORD;
    second[1] = 0;
    second[2] = (chunk + 16) | MMF_RECORD_WORD;
    second[3] = (UINT64_C(1) << 45) | MMF_RECORD_WORD;
    x->super->log_state = (MMF_LOG_UNITS + 2) << 1;
    die_with_the_lock(x);
}
static void log_that_has_no_end(lie *x)
{
    x->super->log_state = ((UINT64_C(1) << 28) - 1) << 1;
    die_with_the_lock(x);
}
static void log_of_rubbish(lie *x)
{
    uint64_t random = 1, *units = (uint64_t *)(x->s->base + MMF_LOG_OFF);
    for (uint64_t i = 0; i < 2 * MMF_LOG_UNITS; i++)
        units[i] = next_random(&random);
    x->super->log_state = MMF_LOG_UNITS << 1;
    die_with_the_lock(x);
}
static void lock_of_a_slot_that_cannot_be(lie *x) { x->super->lock = mmf_lock_word(MMF_SLOTS_MAX - 1, 3); }
static void bias_of_who_has_not_joined(lie *x) { x->super->bias = mmf_bias_me(x->ns) << 2 | MMF_BIAS_GRANTED; }
static void counters_that_stay_odd(lie *x) { x->super->seq = x->root->seq = x->dict->seq = 7; }

#define LIE(f) {#f, f, false}
static const struct named_lie {
    const char *name;
    void (*tell)(lie *x);
    bool harmless; /* to be mended, not to be noticed */
} lies[] = {LIE(value_beyond_the_heap),
            LIE(value_beyond_the_file),
            LIE(value_of_64_gigabytes),
            LIE(value_of_an_unknown_tag),
            LIE(dict_in_itself),
            LIE(dict_in_two_places),
            LIE(items_in_a_circle),
            LIE(countless_items_in_a_circle),
            LIE(countless_items_that_are_one),
            LIE(item_that_follows_itself),
            LIE(dict_of_countless_items),
            LIE(list_of_countless_items),
            LIE(list_that_begins_anywhere),
            LIE(list_without_a_place),
            LIE(list_at_a_place_outside),
            LIE(dict_of_a_wild_shape),
            LIE(dict_with_wild_ends),
            LIE(dict_with_wild_vacancies),
            LIE(dict_with_wild_freshness),
            LIE(parents_in_a_circle),
            LIE(garbage_in_a_circle),
            LIE(garbage_outside),
            LIE(orphans_in_a_circle),
            LIE(orphans_and_blocks_outside),
            LIE(block_that_is_given_back_twice),
            LIE(free_headers_in_a_circle),
            LIE(free_headers_outside),
            LIE(header_pages_in_a_circle),
            LIE(header_pages_before_the_heap),
            LIE(header_pages_that_lead_before_the_heap),
            LIE(heap_that_ends_outside),
            LIE(bins_outside),
            LIE(small_block_at_the_files_end),
            LIE(large_block_at_the_files_end),
            LIE(directory_that_crosses_the_files_end),
            LIE(root_that_has_moved),
            LIE(chunks_of_no_entries_in_a_circle),
            LIE(header_pages_in_a_circle_in_an_endless_heap),
            LIE(bins_in_a_circle_in_an_endless_heap),
            LIE(bins_of_used_blocks),
            LIE(slabs_outside),
            LIE(slabs_that_are_none),
            LIE(slots_outside),
            LIE(lanes_outside),
            LIE(log_that_changes_itself),
            LIE(log_that_has_no_end),
            LIE(log_of_rubbish),
            {"lock_of_a_slot_that_cannot_be", lock_of_a_slot_that_cannot_be, true},
            {"lock_with_the_waiters_bit_alone", lock_with_the_waiters_bit_alone, true},
            {"lock_of_another_generation_of_our_slot", lock_of_another_generation_of_our_slot, true},
            {"bias_of_who_has_not_joined", bias_of_who_has_not_joined, true},
            LIE(counters_that_stay_odd)};

enum use { USE_VERIFY, USE_READ, USE_READ_REST, USE_WRITE, USE_WRITE_REST, USES };
typedef struct trial {
    const struct named_lie *lie;
    enum use use;
} trial;

static void believe(void *context)
{
    const trial *t = context;
    lie x = begin_lie();
    t->lie->tell(&x);
    if (t->use == USE_READ)
        read_all(x.ns);
    else if (t->use == USE_READ_REST)
        read_rest(&x.root_ref);
    else if (t->use == USE_WRITE)
        write_all(x.ns);
    else if (t->use == USE_WRITE_REST)
        change_rest(&x.root_ref);
    mmf_status status = look(x.ns);
    bool noticed = status == MMF_CORRUPT || status == MMF_CUT;
    if (t->use < USE_WRITE) /* which may have thrown away what was wrong */
        CHECK(t->lie->harmless ? status == MMF_OK : noticed);
    mmf_close(x.ns);
}

static void no_lie_does_harm_and_each_is_noticed(void)
{
    bool well = true;
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
        for (int use = 0; use < USES; use++) {
            trial t = {&lies[i], use};
            if (!survives(believe, &t)) {
                fprintf(stderr, "%s, use %d\n", lies[i].name, use);
                well = false;
            }
        }
    CHECK(well);
}

int main(void)
{
    RUN(no_lie_does_harm_and_each_is_noticed);
    return check_done();
}
