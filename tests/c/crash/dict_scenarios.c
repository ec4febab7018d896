/* dict_scenarios.c -- every operation of dicts, and each way in which their storage grows. */
#include "thread.h"

#include "bias.h"
#include "index.h"
#include "scenarios.h"

/* Ten items: ints for even keys, long texts for odd ones; one under a long key. */
static void ten(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    for (int i = 0; i < 10; i++) {
        mmf_key key = int_key(ns, i);
        mmf_value value = i % 2 ? fill('o', 60) : int_value(i);
        CHECK_OK(mmf_dict_set(&root, &key, &value));
    }
    mmf_key key = long_key(ns, 1);
    mmf_value value = fill('k', 200);
    CHECK_OK(mmf_dict_set(&root, &key, &value));
}

static void set_int(victim *v, int key, mmf_value value)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key k = int_key(v->ns, key);
    CHECK_OK(mmf_dict_set(&root, &k, &value));
}

static void set_new(victim *v, int i) { set_int(v, 100 + i, int_value(i)); }
static void set_in_place(victim *v, int i) { set_int(v, 2, int_value(1000 + i)); }
static void inline_to_long(victim *v, int i) { set_int(v, 2 * i, fill('n', 50)); }
static void long_to_long(victim *v, int i) { set_int(v, 1 + 2 * i, fill('n', 50)); }
static void long_to_inline(victim *v, int i) { set_int(v, 1 + 2 * i, int_value(i)); }

static void set_under_long_key(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = long_key(v->ns, 50 + i);
    mmf_value value = fill('n', 300);
    CHECK_OK(mmf_dict_set(&root, &key, &value));
}

static void delete_int(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = int_key(v->ns, i);
    mmf_buffer old;
    mmf_buffer_init(&old);
    CHECK_OK(mmf_dict_remove(&root, &key, &old));
}

static void delete_long_key(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = long_key(v->ns, 1);
    CHECK_OK(mmf_dict_remove(&root, &key, NULL));
}

static void delete_and_set(victim *v, int i)
{
    if (i % 2)
        set_int(v, 200 + i, fill('r', 30));
    else
        delete_int(v, i + 1);
}

static void popitem(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    mmf_buffer item;
    mmf_buffer_init(&item);
    CHECK_OK(mmf_dict_popitem(&root, &item));
}

static void clear(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    CHECK_OK(mmf_dict_clear(&root));
}

static void setdefault(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = int_key(v->ns, i ? 3 : 300);
    mmf_value value = fill('d', 80);
    mmf_out now;
    bool inserted;
    mmf_out_init(&now);
    CHECK_OK(mmf_dict_setdefault(&root, &key, &value, &now, &inserted));
    CHECK(inserted == !i);
}

static void update(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    CHECK_OK(mmf_dict_update(&root, int_items(v->ns, 5 + i, 10, 70), 10));
}

static void replace(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    CHECK_OK(mmf_dict_replace(&root, int_items(v->ns, 8, 5, 20), 5, MMF_ANY_STAMP));
}

static void add(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = int_key(v->ns, i == 1 ? 400 : 2);
    mmf_cell result;
    CHECK_OK(mmf_dict_add(&root, &key, i == 2 ? mmf_cell_float(0.5) : mmf_cell_int(7), &result));
}

static void compare_exchange(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_value absent = {mmf_cell_plain(MMF_TAG_EMPTY, 0), NULL}, two = int_value(2), text = fill('x', 90),
              other = fill('o', 60);
    const struct {
        int key;
        const mmf_value *expected, *desired;
        bool exchanged;
    } cases[] = {{2, &two, &text, true},  {500, &absent, &text, true}, {3, &other, &two, true},
                 {4, &text, &two, false}, {5, &other, &absent, true},  {6, &absent, &absent, false}};
    mmf_key key = int_key(v->ns, cases[i].key);
    bool exchanged;
    CHECK_OK(mmf_dict_compare_exchange(&root, &key, cases[i].expected, cases[i].desired, &exchanged));
    CHECK(exchanged == cases[i].exchanged);
}

/* ---- without the lock ---- */

/* As if words had been changed, by several processes, until so many more grant the bias to all; then those. */
static void nearly_earn_bias_by(victim *v, uint64_t more)
{
    mmf_store(&mmf_super(&v->ns->segment)->bias_count, mmf_bias_counted(MMF_BIAS_AFTER - more, 0));
}
static void nearly_earn_bias_by_two(victim *v)
{
    set_int(v, 2, int_value(2));
    mmf_bias_join(v->ns);
    nearly_earn_bias_by(v, 2);
}
static void earn_bias(victim *v)
{
    nearly_earn_bias_by_two(v);
    for (int i = 0; i < 2; i++)
        set_int(v, 2, int_value(2));
    CHECK(mmf_bias_is_granted(v->ns));
}

/* By a pass; under the lock, which revokes; under the lock again. */
static void add_revoke_add(victim *v, int i)
{
    CHECK(mmf_bias_is_granted(v->ns) == (i <= 2));
    if (i == 0)
        set_in_place(v, i);
    else if (i == 2)
        set_new(v, i);
    else
        add(v, 0);
}

static void grant_add_revoke(victim *v, int i)
{
    CHECK(mmf_bias_is_granted(v->ns) == (i == 2 || i == 3));
    if (i == 3)
        delete_int(v, 3);
    else
        add(v, 0);
}

static void *add_in_thread(void *context)
{
    add(context, 0);
    return NULL;
}

/* The thread has no lane, so it has a pass of those that have none (slot.changers). */
static void add_in_thread_and_revoke(victim *v, int i)
{
    CHECK(mmf_bias_is_granted(v->ns) == (i <= 2));
    if (i == 1) {
        in_a_thread_without_lane(add_in_thread, v);
    } else {
        (i == 0 ? set_in_place : set_new)(v, i);
    }
}

static void *join_in_thread(void *context)
{
    mmf_bias_join(((victim *)context)->ns);
    return NULL;
}

/* A thread gets a lane in its process's slot, under the lock, after revoking; the bias is granted again; a thread adds
 * in that lane; and more than a word. */
static void add_in_lane_and_revoke(victim *v, int i)
{
    CHECK(mmf_bias_is_granted(v->ns) == (i != 1));
    if (i == 0) {
        in_a_thread(join_in_thread, v);
        nearly_earn_bias_by(v, 1);
    } else if (i == 1) {
        add(v, 0);
    } else if (i == 2) {
        in_a_thread(add_in_thread, v);
    } else {
        set_new(v, i);
    }
}

/* ---- growth ---- */

static void insert_many(mmf_ns *ns, int from, int to)
{
    mmf_ref root = mmf_root(ns);
    for (int i = from; i < to; i++) {
        mmf_key key = int_key(ns, i);
        mmf_value value = int_value(i);
        CHECK_OK(mmf_dict_set(&root, &key, &value));
    }
}

static void insert_next(victim *v, int i)
{
    uint64_t count;
    mmf_ref root = mmf_root(v->ns);
    CHECK_OK(mmf_dict_len(&root, &count));
    insert_many(v->ns, (int)count, (int)count + 1);
    (void)i;
}

/* As many items as a segment of so many slots may have. */
static void fill_segment(mmf_ns *ns, unsigned log2)
{
    insert_many(ns, 0, (int)mmf_index_most_used(UINT64_C(1) << log2));
}
static void full_first_segment(mmf_ns *ns) { fill_segment(ns, 3); }
static void full_segment(mmf_ns *ns) { fill_segment(ns, 8); }
static void full_last_segment(mmf_ns *ns) { fill_segment(ns, MMF_INDEX_LOG2_MAX); }

/* How deep is the segment that key `i` goes to, if it is full; else -1. *directory: how deep the directory is. */
static int full_segment_depth(mmf_ns *ns, int i, int *directory)
{
    mmf_ref root = mmf_root(ns);
    mmf_index index;
    CHECK(mmf_index_of(&ns->segment, mmf_header_at(&ns->segment, root.off), &index));
    *directory = (int)index.depth;
    uint64_t *slots = mmf_index_slots(&index, mmf_key_hash31(int_key(ns, i).hash));
    uint64_t shape = mmf_load(&((struct mmf_index_shm *)slots - 1)->shape);
    return mmf_low(shape) >= mmf_index_most_used(UINT64_C(1) << index.log2) ? (int)mmf_high(shape) : -1;
}

/* Insert until the next key makes a directory of two or more double. */
static void full_directory(mmf_ns *ns)
{
    full_last_segment(ns);
    int first = (int)mmf_index_most_used(UINT64_C(1) << MMF_INDEX_LOG2_MAX), directory;
    insert_many(ns, first, first + 1);
    for (int i = first + 1;; i++) {
        int depth = full_segment_depth(ns, i, &directory);
        if (depth >= 1 && depth == directory)
            return;
        insert_many(ns, i, i + 1);
    }
}

/* Insert until the next key splits a segment that more than one word of the directory names. */
static void full_shared_segment(mmf_ns *ns)
{
    full_directory(ns);
    uint64_t count;
    mmf_ref root = mmf_root(ns);
    CHECK_OK(mmf_dict_len(&root, &count));
    insert_many(ns, (int)count, (int)count + 1);
    for (int i = (int)count + 1, directory;; i++) {
        int depth = full_segment_depth(ns, i, &directory);
        if (depth >= 1 && depth < directory)
            return;
        insert_many(ns, i, i + 1);
    }
}

const scenario dict_scenarios[] = {
    {"dict-set-new", .prepare = ten, .steps = 2, .step = set_new, .flags = SCENARIO_STEPPED},
    {"dict-set-first", .steps = 1, .step = set_new},
    {"dict-set-in-place", .prepare = ten, .steps = 2, .step = set_in_place, .flags = SCENARIO_STEPPED},
    {"dict-inline-to-long", .prepare = ten, .steps = 2, .step = inline_to_long, .flags = SCENARIO_STEPPED},
    {"dict-long-to-long", .prepare = ten, .steps = 3, .step = long_to_long, .flags = SCENARIO_STEPPED},
    {"dict-long-to-inline", .prepare = ten, .steps = 2, .step = long_to_inline},
    {"dict-set-long-key", .prepare = ten, .steps = 2, .step = set_under_long_key},
    {"dict-delete", .prepare = ten, .steps = 10, .step = delete_int, .flags = SCENARIO_STEPPED},
    {"dict-delete-long-key", .prepare = ten, .steps = 1, .step = delete_long_key},
    {"dict-delete-and-set", .prepare = ten, .steps = 8, .step = delete_and_set},
    {"dict-popitem", .prepare = ten, .steps = 11, .step = popitem},
    {"dict-clear", .prepare = ten, .steps = 1, .step = clear, .flags = SCENARIO_STEPPED},
    {"dict-clear-table", .prepare = full_segment, .steps = 2, .step = clear},
    {"dict-clear-directory", .size = 1 << 20, .prepare = full_directory, .steps = 1, .step = clear},
    {"dict-setdefault", .prepare = ten, .steps = 2, .step = setdefault},
    {"dict-update", .prepare = ten, .steps = 2, .step = update},
    {"dict-replace", .prepare = ten, .steps = 2, .step = replace},
    {"dict-add", .prepare = ten, .steps = 3, .step = add, .flags = SCENARIO_STEPPED},
    {"dict-compare-exchange", .prepare = ten, .steps = 6, .step = compare_exchange},
    {"dict-pass", .prepare = ten, .arm = earn_bias, .steps = 4, .step = add_revoke_add, .flags = SCENARIO_STEPPED},
    {"dict-pass-granted", .prepare = ten, .arm = nearly_earn_bias_by_two, .steps = 5, .step = grant_add_revoke,
     .flags = SCENARIO_STEPPED},
    {"dict-pass-thread", .prepare = ten, .arm = earn_bias, .steps = 3, .step = add_in_thread_and_revoke},
    {"dict-pass-lane", .prepare = ten, .arm = earn_bias, .steps = 4, .step = add_in_lane_and_revoke},
    {"dict-grow-entries", .steps = 14, .step = insert_next},
    {"dict-double-first-segment", .prepare = full_first_segment, .steps = 1, .step = insert_next},
    {"dict-double-segment", .prepare = full_segment, .steps = 1, .step = insert_next},
    {"dict-split-to-directory", .size = 1 << 20, .prepare = full_last_segment, .steps = 1, .step = insert_next},
    {"dict-double-directory", .size = 1 << 20, .prepare = full_directory, .steps = 1, .step = insert_next},
    {"dict-split-segment", .size = 2 << 20, .prepare = full_shared_segment, .steps = 1, .step = insert_next},
    {0},
};
