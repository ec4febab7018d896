/* heap_scenarios.c -- the memory under the containers: pages of small blocks, coalescing, growth of the file and of the
 * log, big values. */
#include "scenarios.h"

#define SMALL_FILE MMF_SIZE_MIN

static mmf_status try_set(mmf_ns *ns, int key, size_t length)
{
    mmf_ref root = mmf_root(ns);
    mmf_key k = int_key(ns, key);
    mmf_value value = fill((char)('a' + key % 26), length);
    return mmf_dict_set(&root, &k, &value);
}

static void set_length(mmf_ns *ns, int key, size_t length) { CHECK_OK(try_set(ns, key, length)); }

static void delete_key(mmf_ns *ns, int key)
{
    mmf_ref root = mmf_root(ns);
    mmf_key k = int_key(ns, key);
    CHECK_OK(mmf_dict_remove(&root, &k, NULL));
}

static uint64_t free_bytes(mmf_ns *ns)
{
    mmf_stats stats;
    CHECK_OK(mmf_get_stats(ns, &stats));
    return stats.free_bytes;
}

/* ---- pages of small blocks ---- */

static void some_items(mmf_ns *ns)
{
    for (int i = 0; i < 40; i++)
        set_length(ns, i, 300);
}

/* The first value of a size takes a new page. */
static void new_page(victim *v, int i) { set_length(v->ns, 100 + i, i ? 700 : 900); }
/* Pages become empty one after the other; all but the last go back. */
static void give_pages_back(victim *v, int i) { delete_key(v->ns, i); }

/* A full page, and one that is empty but kept: it goes back when the full one has room. */
static void full_page_and_idle_page(mmf_ns *ns)
{
    for (int i = 0; i < 5; i++)
        set_length(ns, i, 950);
    delete_key(ns, 4);
}

/* Nearly full at its largest size, but for idle pages: each size keeps its last page when all of it is free. */
static void idle_pages(mmf_ns *ns)
{
    static const size_t lengths[] = {70, 150, 300, 450, 600, 700, 900};
    enum { SIZES = sizeof lengths / sizeof lengths[0] };
    for (int i = 0; i < SIZES; i++)
        set_length(ns, i, lengths[i]);
    for (int i = SIZES; i < 20; i++) /* so that the table does not grow below */
        set_length(ns, i, 10);
    for (int i = 20; try_set(ns, i, 2000) == MMF_OK; i++)
        ;
    for (int i = 0; i < SIZES; i++)
        delete_key(ns, i);
}

/* The new value finds room only where an idle page was. */
static void reclaim_idle_page(victim *v, int i) { set_length(v->ns, i, 3000); }

/* The same, but the change is undone at its end, and the pages are given up after it. */
static void reclaim_and_fail(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    mmf_item items[2] = {{int_key(v->ns, 0), fill('r', 3000)}, {int_key(v->ns, 1), fill('r', 50000)}};
    CHECK_STATUS(MMF_RELIEVED, mmf_dict_update(&root, items, 2));
    CHECK_STATUS(MMF_FULL, mmf_dict_update(&root, items, 2));
}

/* ---- large blocks ---- */

static void large_blocks(mmf_ns *ns)
{
    for (int i = 0; i < 9; i++)
        set_length(ns, i, 3000);
}

/* Free one with used neighbours, then its neighbours: joined behind, before, on both sides. */
static void coalesce(victim *v, int i)
{
    static const int order[] = {2, 3, 6, 5, 4, 1, 7, 0, 8};
    delete_key(v->ns, order[i]);
}

static void split_block(victim *v, int i) { set_length(v->ns, i % 2 ? 3 : 5, i ? 1200 : 5000); }

static void small_file(mmf_ns *ns) { set_length(ns, 0, 100); }
static void grow_file(victim *v, int i) { set_length(v->ns, 1 + i, 60000); }

/* The file grows, and then the change fails. */
static void grow_and_fail(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    mmf_item items[2] = {{int_key(v->ns, 1), fill('g', 60000)}, {int_key(v->ns, 2), fill('g', 250000)}};
    CHECK_STATUS(MMF_FULL, mmf_dict_update(&root, items, 2));
}

/* ---- the log ---- */

static void many_items(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    CHECK_OK(mmf_dict_update(&root, int_items(ns, 0, 150, 40), 150));
    put(ns, "dict", dict_value(int_items(ns, 0, 60, 1500), 60));
}

/* More records than the first chunk of the log holds, and than the second. */
static void update_many(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    CHECK_OK(mmf_dict_update(&root, int_items(v->ns, i ? 0 : 1000, 150, 50), 150));
}

/* Many blocks are freed when the change ends: the log must not grow into what has just been freed. */
static void replace_many(victim *v, int i)
{
    mmf_ref dict = child(v->ns, "dict");
    CHECK_OK(mmf_dict_update(&dict, int_items(v->ns, 0, 60, i ? 1600 : 5), 60));
}

static void update_too_many(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    CHECK_STATUS(MMF_RELIEVED, mmf_dict_update(&root, int_items(v->ns, 0, 150, 2000), 150)); /* of idle pages */
    CHECK_STATUS(MMF_FULL, mmf_dict_update(&root, int_items(v->ns, 0, 150, 2000), 150));
}

/* ---- values that are filled without the lock ---- */

#define BIG 300000

static void big_list(mmf_ns *ns)
{
    put(ns, "list", list_value(int_values(0, 3), 3));
    put(ns, "big", fill('b', BIG));
}

static void set_big(victim *v, int i) { put(v->ns, i ? "new" : "big", fill('c', BIG)); }

static void append_big(victim *v, int i)
{
    (void)i;
    mmf_ref list = child(v->ns, "list");
    mmf_value value = fill('d', BIG);
    CHECK_OK(mmf_list_append(&list, &value));
}

/* The place is not there: the block goes back. */
static void cancel_big(victim *v, int i)
{
    (void)i;
    mmf_ref list = child(v->ns, "list");
    mmf_value value = fill('e', BIG);
    CHECK_STATUS(MMF_RANGE, mmf_list_set(&list, 7, &value));
}

static void use_what_is_free(victim *v, int i) { set_length(v->ns, 1000 + i, (size_t)free_bytes(v->ns) / 2); }

const scenario heap_scenarios[] = {
    {"heap-new-page", .prepare = some_items, .steps = 2, .step = new_page},
    {"heap-give-pages-back", .prepare = some_items, .steps = 40, .step = give_pages_back},
    {"heap-give-idle-page-back", .prepare = full_page_and_idle_page, .steps = 2, .step = give_pages_back},
    {"heap-reclaim-idle-page", .size = SMALL_FILE, .max_size = SMALL_FILE, .prepare = idle_pages, .steps = 3,
     .step = reclaim_idle_page},
    /* What nobody used is given up in several changes, as by compact(). */
    {"heap-reclaim-and-fail", .size = SMALL_FILE, .max_size = SMALL_FILE, .prepare = idle_pages, .steps = 1,
     .step = reclaim_and_fail, .flags = SCENARIO_COMPACTS},
    {"heap-coalesce", .prepare = large_blocks, .steps = 9, .step = coalesce},
    {"heap-split-block", .prepare = large_blocks, .steps = 4, .step = split_block},
    {"heap-use-half", .prepare = large_blocks, .steps = 3, .step = use_what_is_free},
    {"heap-grow-file", .size = SMALL_FILE, .prepare = small_file, .steps = 2, .step = grow_file},
    {"heap-grow-and-fail", .size = SMALL_FILE, .max_size = 4 * SMALL_FILE, .prepare = small_file, .steps = 1,
     .step = grow_and_fail},
    {"heap-log-growth", .size = 1 << 19, .prepare = many_items, .steps = 2, .step = update_many},
    {"heap-free-many", .size = 1 << 18, .prepare = many_items, .steps = 2, .step = replace_many},
    {"heap-log-growth-and-fail", .size = 1 << 18, .max_size = 1 << 18, .prepare = many_items, .steps = 1,
     .step = update_too_many, .flags = SCENARIO_COMPACTS},
    {"heap-big-value", .size = 1 << 21, .prepare = big_list, .steps = 2, .step = set_big},
    {"heap-big-value-grows", .prepare = big_list, .steps = 2, .step = set_big},
    {"heap-big-item", .size = 1 << 21, .prepare = big_list, .steps = 1, .step = append_big},
    {"heap-big-cancelled", .size = 1 << 21, .prepare = big_list, .steps = 1, .step = cancel_big},
    {0},
};
