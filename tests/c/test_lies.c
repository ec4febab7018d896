/* test_lies.c -- lies that one operation has to meet: see test_hostile.c for those that all of them meet. */
#include "lie.h"

#include <sys/resource.h>

#include "rest.h"
#include "slab.h"

#define SECONDS_OF_A_LOOP 5 /* that has a bound; without one it takes more than 15 */

static void slab_page_that_follows_itself(void *unused)
{
    lie x = begin_sized_lie(MMF_SIZE_MIN, 0);
    mmf_slab_view view;
    mmf_off page = 0;
    (void)unused;
    for (unsigned klass = 0; klass < MMF_CLASSES && !page; klass++)
        if (mmf_slab_view_page(x.s, x.super->slab[klass], &view) == MMF_OK)
            page = x.super->slab[klass];
    CHECK(page);
    struct mmf_slab_shm *slab = mmf_at(x.s, page, MMF_PAGE_PAYLOAD);
    for (unsigned i = 0; i < view.count; i++)
        slab->free[i / 64] |= UINT64_C(1) << i % 64;
    slab->next = page;
    compact_once(x.ns);
}

static void orphans_with_handles_in_a_circle(void *unused)
{
    lie x = begin_lie();
    (void)unused;
    CHECK_OK(mmf_handle_retain(&x.dict_ref));
    CHECK_OK(mmf_handle_retain(&x.list_ref));
    remove_key(&x.root_ref, "dict");
    remove_key(&x.root_ref, "list");
    x.dict->chain = mmf_halves(mmf_low(x.dict->chain), mmf_off_unit(x.dict_ref.off));
    mmf_handle_release(&x.list_ref);
}

static void parents_in_a_circle_in_an_endless_heap(void *unused)
{
    lie x = begin_lie();
    mmf_key key = int_key(x.ns, 1);
    (void)unused;
    x.dict->parent = x.dict_ref.off;
    x.super->heap_end = UINT64_C(1) << 62;
    answered(mmf_move_to_key(&x.list_ref, &x.dict_ref, &key));
}

static void dict_of_a_shape_too_large_to_shift(void *unused)
{
    lie x = begin_lie();
    mmf_buffer item;
    (void)unused;
    mmf_buffer_init(&item);
    x.root->shape = mmf_shape(MMF_TAG_DICT, 0, 200);
    CHECK_STATUS(MMF_CORRUPT, mmf_dict_popitem(&x.root_ref, &item));
    mmf_buffer_clear(&item);
}

static void log_chunk_that_goes_within_a_transaction(void *unused)
{
    lie x = begin_sized_lie(MMF_SIZE_MIN, 0);
    bool told = false;
    (void)unused;
    CHECK_OK(mmf_lock(x.ns, 1000, true));
    CHECK_OK(mmf_txn_begin(x.ns));
    for (int64_t i = 0; i < 1000; i++) {
        if (x.ns->log.capacity > MMF_LOG_UNITS) {
            x.super->log_chunk[1] = NOWHERE;
            told = true;
        }
        answered(set_number(&x.root_ref, 100000 + i));
    }
    CHECK(told);
    answered(mmf_txn_rollback(x.ns));
    answered(mmf_unlock(x.ns, true));
}

static void circle_behind_an_anchor(void *unused)
{
    lie x = begin_lie();
    mmf_out key;
    mmf_cursor cursor = {0};
    (void)unused;
    mmf_out_init(&key);
    CHECK_OK(mmf_dict_next(&x.dict_ref, &cursor, false, &key, NULL));
    struct mmf_entry_shm *first = entry_of(&x, x.dict, false),
                         *second = mmf_entry_at(x.s, mmf_unit_off(mmf_high(first->links)));
    uint32_t unit = mmf_off_unit(offset_of(&x, first)), after = mmf_off_unit(offset_of(&x, second));
    first->links = mmf_halves(after, after);
    second->links = mmf_halves(unit, unit);
    second->meta = 0;
    x.dict->count = mmf_guarded(UINT32_MAX);
    alarm(SECONDS_OF_A_LOOP);
    CHECK_STATUS(MMF_CORRUPT, mmf_dict_next(&x.dict_ref, &cursor, false, &key, NULL));
    mmf_out_clear(&key);
}

static void list_of_countless_items_that_a_child_leaves(void *unused)
{
    lie x = begin_lie();
    mmf_key zero = int_key(x.ns, 0), key = int_key(x.ns, 7);
    mmf_out out;
    (void)unused;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(&x.root_ref, &zero, &out));
    mmf_ref pair = mmf_out_ref(&out, x.ns);
    CHECK_OK(mmf_list_get(&pair, 0, &out));
    mmf_ref inner = mmf_out_ref(&out, x.ns);
    header_of(&pair)->count = UINT32_MAX;
    alarm(SECONDS_OF_A_LOOP);
    CHECK_STATUS(MMF_CORRUPT, mmf_move_to_key(&inner, &x.root_ref, &key));
    mmf_out_clear(&out);
}

static void list_of_countless_items_into_which_is_moved(void *unused)
{
    lie x = begin_lie();
    uint64_t place = UINT64_C(1) << 17, chunk = place + 4096, count = UINT32_MAX;
    (void)unused;
    CHECK(ftruncate(x.s->fd, 1 << 18) == 0);
    uint64_t *directory = mmf_at(x.s, place, 8), *cells = mmf_at(x.s, chunk, 4096);
    directory[0] = mmf_guarded(mmf_off_unit(chunk));
    cells[0] = MMF_TAG_INT;
    x.list->shape = mmf_shape(MMF_TAG_LIST, 1, 26);
    x.list->place = mmf_guarded(mmf_off_unit(place));
    x.list->count = mmf_guarded((uint32_t)count);
    x.list->first = (UINT64_C(1) << 34) - (count - 1); /* the last item lies at the start of the ring */
    x.dict->parent = x.list_ref.off;
    alarm(SECONDS_OF_A_LOOP);
    CHECK_STATUS(MMF_CORRUPT, mmf_move_to_index(&x.dict_ref, &x.list_ref, -1));
}

/* A copy of it takes memory as the file does, not as the circle is long. */
static void dict_in_itself_in_a_large_file(void *unused)
{
    lie x = begin_sized_lie(MMF_SIZE_MIN, 64 << 20);
    struct rusage usage;
    mmf_buffer copy;
    (void)unused;
    CHECK(ftruncate(x.s->fd, 64 << 20) == 0);
    CHECK(mmf_at(x.s, 0, 64 << 20));
    set_cell(entry_of(&x, x.dict, false),
             mmf_cell_with_offset(mmf_cell_long(MMF_TAG_DICT, 0, x.dict->serial), x.dict_ref.off));
    x.dict->parent = x.dict_ref.off;
    mmf_buffer_init(&copy);
    CHECK_STATUS(MMF_CORRUPT, mmf_export(&x.dict_ref, &copy, NULL));
    mmf_buffer_clear(&copy);
    CHECK(getrusage(RUSAGE_SELF, &usage) == 0 && usage.ru_maxrss < 512 << 10); /* KiB */
}

#define LONG_KEY (1 << 20)
static mmf_key long_key(mmf_ns *ns)
{
    static char text[LONG_KEY];
    return make_key(ns, text_value(memset(text, 'k', sizeof text), sizeof text));
}

static void many_slots_of_one_long_key(void *unused)
{
    lie x = begin_sized_lie(4 << 20, 0);
    mmf_key key = long_key(x.ns);
    mmf_value value = int_value(1);
    mmf_index index;
    char what[200];
    (void)unused;
    for (int64_t i = 0; i < 3000; i++)
        CHECK_OK(set_number(&x.dict_ref, i));
    CHECK_OK(mmf_dict_set(&x.dict_ref, &key, &value));
    CHECK(mmf_index_of(x.s, x.dict, &index) && !index.depth);
    uint64_t *slots = mmf_index_slots(&index, 0), count = UINT64_C(1) << index.log2, the_slot = 0;
    for (uint64_t i = 0; i < count; i++)
        if (mmf_index_hash(slots[i]) == mmf_key_hash31(key.hash))
            the_slot = slots[i];
    for (uint64_t i = 0; i < count; i++)
        slots[i] = the_slot;
    alarm(SECONDS_OF_A_LOOP);
    CHECK_STATUS(MMF_CORRUPT, mmf_verify(x.ns, what, sizeof what));
}

static void lookup_among_slots_of_one_long_key(void *unused)
{
    lie x = begin_sized_lie(4 << 20, 0);
    mmf_value value = int_value(1);
    mmf_index index;
    (void)unused;
    x.super->fixed.seed[3] = 0; /* each hash is 0 */
    mmf_key key = long_key(x.ns), other = text_key(x.ns, "other");
    CHECK(key.hash == other.hash);
    CHECK_OK(mmf_dict_set(&x.dict_ref, &key, &value));
    CHECK(mmf_index_of(x.s, x.dict, &index) && !index.depth);
    uint64_t *slots = mmf_index_slots(&index, 0), the_slot = 0;
    for (uint64_t i = 0; i < UINT64_C(1) << index.log2; i++) {
        struct mmf_entry_shm *entry = slots[i] ? mmf_entry_at_unit(x.s, mmf_low(slots[i])) : NULL;
        if (entry && entry->key[1] == LONG_KEY)
            the_slot = slots[i];
    }
    CHECK(the_slot);
    mmf_off segment = UINT64_C(3) << 20; /* in free memory */
    uint64_t *wide = mmf_at(x.s, segment, 16 + 8 * 4096);
    for (int i = 0; i < 4096; i++)
        wide[2 + i] = the_slot;
    x.dict->shape = mmf_shape(MMF_TAG_DICT, 0, 12);
    x.dict->place = mmf_guarded(mmf_off_unit(segment));
    alarm(SECONDS_OF_A_LOOP);
    CHECK_STATUS(MMF_CORRUPT, mmf_dict_contains(&x.dict_ref, &other));
}

/* Rebuilding it hashes each key. */
static void sparse_dict_of_one_long_key(void *unused)
{
    lie x = begin_sized_lie(4 << 20, 0);
    mmf_value value = int_value(1);
    mmf_key key = long_key(x.ns);
    (void)unused;
    CHECK_OK(mmf_dict_set(&x.root_ref, &key, &value));
    mmf_cell cell = mmf_cell_load(entry_of(&x, x.root, true)->key);
    for (int64_t i = 0; i < 20000; i++)
        CHECK_OK(set_number(&x.dict_ref, i));
    for (struct mmf_entry_shm *entry = entry_of(&x, x.dict, false); entry;) {
        entry->key[0] = cell.w0;
        entry->key[1] = cell.w1;
        CHECK_OK(mmf_table_next(x.s, x.dict, false, &entry));
    }
    x.dict->count = mmf_guarded(100);
    alarm(SECONDS_OF_A_LOOP);
    compact_once(x.ns);
}

/* Its words would be saved before they are overwritten. */
static void empty_value_at_the_end_of_the_file(void *unused)
{
    lie x = begin_lie();
    mmf_key key = int_key(x.ns, 777777);
    mmf_value empty = {mmf_cell_long(MMF_TAG_BYTES, 0, 0), ""};
    (void)unused;
    CHECK_OK(set_number(&x.dict_ref, 777777));
    mmf_cell broken = mmf_cell_with_offset(empty.cell, mmf_round_down(x.s->limit, MMF_PAGE));
    set_cell(entry_of(&x, x.dict, true), broken);
    CHECK_STATUS(MMF_CORRUPT, mmf_dict_set(&x.dict_ref, &key, &empty));
    CHECK_OK(mmf_list_append(&x.list_ref, &empty));
    uint64_t *last = mmf_list_cell(x.s, x.list, mmf_low(x.list->count) - 1);
    last[0] = broken.w0;
    last[1] = broken.w1;
    CHECK_STATUS(MMF_CORRUPT, mmf_list_set(&x.list_ref, -1, &empty));
}

static const lie_case cases[] = {LIE_CASE(slab_page_that_follows_itself),
                                 LIE_CASE(orphans_with_handles_in_a_circle),
                                 LIE_CASE(parents_in_a_circle_in_an_endless_heap),
                                 LIE_CASE(dict_of_a_shape_too_large_to_shift),
                                 LIE_CASE(log_chunk_that_goes_within_a_transaction),
                                 LIE_CASE(circle_behind_an_anchor),
                                 LIE_CASE(list_of_countless_items_that_a_child_leaves),
                                 LIE_CASE(list_of_countless_items_into_which_is_moved),
                                 LIE_CASE(dict_in_itself_in_a_large_file),
                                 LIE_CASE(many_slots_of_one_long_key),
                                 LIE_CASE(lookup_among_slots_of_one_long_key),
                                 LIE_CASE(sparse_dict_of_one_long_key),
                                 LIE_CASE(empty_value_at_the_end_of_the_file)};

static void each_is_answered_in_time(void) { all_survive(cases, sizeof cases / sizeof cases[0]); }

int main(void)
{
    RUN(each_is_answered_in_time);
    return check_done();
}
