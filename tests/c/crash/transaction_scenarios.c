/* transaction_scenarios.c -- all or nothing over several operations; rollback and savepoints; work under a held
 * lock. */
#include "scenarios.h"

static void start(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    CHECK_OK(mmf_dict_update(&root, int_items(ns, 0, 12, 60), 12));
    put(ns, "tree", tree_value(ns, 2));
    put(ns, "list", list_value(int_values(0, 10), 10));
}

static void begin(mmf_ns *ns)
{
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_txn_begin(ns));
}

static void commit(mmf_ns *ns)
{
    CHECK_OK(mmf_txn_commit(ns));
    CHECK_OK(mmf_unlock(ns, true));
}

static void roll_back(mmf_ns *ns)
{
    CHECK_OK(mmf_txn_rollback(ns));
    CHECK_OK(mmf_unlock(ns, true));
}

static void set(mmf_ns *ns, int key, size_t length)
{
    mmf_ref root = mmf_root(ns);
    mmf_key k = int_key(ns, key);
    mmf_value value = fill('s', length);
    CHECK_OK(mmf_dict_set(&root, &k, &value));
}

static void delete(mmf_ns *ns, int key)
{
    mmf_ref root = mmf_root(ns);
    mmf_key k = int_key(ns, key);
    CHECK_OK(mmf_dict_remove(&root, &k, NULL));
}

/* A little of everything, the same places more than once. */
static void some_work(mmf_ns *ns)
{
    mmf_ref list = child(ns, "list");
    mmf_value text = fill('w', 45);
    mmf_cell result;
    set(ns, 1, 5);
    set(ns, 1, 90);
    set(ns, 50, 20);
    delete(ns, 2);
    set(ns, 51, 30);
    delete(ns, 51);
    CHECK_OK(mmf_list_append(&list, &text));
    CHECK_OK(mmf_list_remove(&list, 0, NULL));
    CHECK_OK(mmf_list_set(&list, 3, &text));
    put(ns, "count", int_value(1));
    mmf_ref root = mmf_root(ns);
    mmf_key count = text_key(ns, "count");
    CHECK_OK(mmf_dict_add(&root, &count, mmf_cell_int(4), &result));
    put(ns, "tree", tree_value(ns, 1));
}

static void committed(victim *v, int i)
{
    (void)i;
    begin(v->ns);
    some_work(v->ns);
    commit(v->ns);
}

static void rolled_back(victim *v, int i)
{
    (void)i;
    begin(v->ns);
    some_work(v->ns);
    roll_back(v->ns);
}

/* A vacant entry that this transaction made is used again by it. */
static void delete_then_set(victim *v, int i)
{
    begin(v->ns);
    set(v->ns, 3, 5);
    for (int k = 0; k < 4; k++)
        delete(v->ns, k);
    for (int k = 0; k < 4; k++)
        set(v->ns, 60 + k, 35);
    if (i)
        commit(v->ns);
    else
        roll_back(v->ns);
}

static void savepoint(victim *v, int i)
{
    begin(v->ns);
    set(v->ns, 70, 40);
    CHECK_OK(mmf_txn_begin(v->ns));
    some_work(v->ns);
    CHECK_OK(mmf_txn_rollback(v->ns));
    set(v->ns, 71, 40);
    CHECK_OK(mmf_txn_begin(v->ns));
    some_work(v->ns);
    CHECK_OK(mmf_txn_commit(v->ns));
    if (i)
        commit(v->ns);
    else
        roll_back(v->ns);
}

/* Within the transaction an operation fails half-way; what came before it stays. */
static void failed_inside(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    mmf_item items[2] = {{int_key(v->ns, 80), fill('f', 3000)}, {int_key(v->ns, 81), fill('f', 200000)}};
    begin(v->ns);
    set(v->ns, 3, 10);
    CHECK_STATUS(MMF_FULL, mmf_dict_update(&root, items, 2));
    set(v->ns, 4, 10);
    commit(v->ns);
}

static void long_one(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns), list = child(v->ns, "list");
    begin(v->ns);
    for (int k = 0; k < 40; k++) {
        mmf_value value = fill('l', 50);
        CHECK_OK(mmf_list_append(&list, &value));
        set(v->ns, 100 + k, 60);
    }
    CHECK_OK(mmf_txn_begin(v->ns));
    CHECK_OK(mmf_dict_update(&root, int_items(v->ns, 0, 60, 70), 60));
    if (i)
        CHECK_OK(mmf_txn_commit(v->ns));
    else
        CHECK_OK(mmf_txn_rollback(v->ns));
    commit(v->ns);
}

static void roll_long_one_back(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    begin(v->ns);
    CHECK_OK(mmf_dict_update(&root, int_items(v->ns, 0, 100, 70), 100));
    CHECK_OK(mmf_dict_clear(&root));
    set(v->ns, 5, 5);
    roll_back(v->ns);
}

/* Long values until the last free block is smaller than a chunk of the log. */
static void nearly_full(mmf_ns *ns)
{
    mmf_blocks blocks;
    mmf_ref root = mmf_root(ns);
    for (int i = 0; i < 400; i++) {
        mmf_key key = int_key(ns, i);
        mmf_value value = int_value(i);
        CHECK_OK(mmf_dict_set(&root, &key, &value));
    }
    for (int i = 1000; mmf_get_blocks(ns, &blocks) == MMF_OK && blocks.largest_free > 4000; i++)
        set(ns, i, 1100);
}

/* The log grows while the end of the heap is free, but too small for it. */
static void roll_back_where_the_log_grew(victim *v, int i)
{
    (void)i;
    mmf_ref root = mmf_root(v->ns);
    begin(v->ns);
    for (int k = 0; k < 400; k++) {
        mmf_key key = int_key(v->ns, k);
        mmf_value value = {mmf_cell_float(1.5), NULL};
        CHECK_OK(mmf_dict_set(&root, &key, &value));
    }
    roll_back(v->ns);
}

static void clear_and_refill(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    begin(v->ns);
    CHECK_OK(mmf_dict_clear(&root));
    CHECK_OK(mmf_dict_update(&root, int_items(v->ns, 5, 12, 25), 12));
    if (i)
        commit(v->ns);
    else
        roll_back(v->ns);
}

/* ---- under a held lock each operation commits by itself ---- */

static void lock(victim *v) { CHECK_OK(mmf_lock(v->ns, 0, true)); }

static void work_locked(victim *v, int i)
{
    if (i == 0)
        set(v->ns, 2, 100);
    if (i == 1)
        delete(v->ns, 3);
    if (i == 2)
        put(v->ns, "tree", int_value(9));
    if (i == 3)
        CHECK_OK(mmf_unlock(v->ns, true));
}

static void work_doubly_locked(victim *v, int i)
{
    if (i == 0)
        CHECK_OK(mmf_lock(v->ns, 0, false));
    if (i == 1)
        set(v->ns, 2, 100);
    if (i == 2)
        CHECK_OK(mmf_unlock(v->ns, false));
}

const scenario transaction_scenarios[] = {
    {"transaction-commit", .prepare = start, .steps = 1, .step = committed},
    {"transaction-rollback", .prepare = start, .steps = 1, .step = rolled_back},
    {"transaction-delete-then-set", .prepare = start, .steps = 2, .step = delete_then_set},
    {"transaction-savepoint", .prepare = start, .steps = 2, .step = savepoint},
    {"transaction-failed-inside", .size = 1 << 16, .max_size = 1 << 16, .prepare = start, .steps = 1,
     .step = failed_inside},
    {"transaction-long", .prepare = start, .steps = 2, .step = long_one},
    {"transaction-long-rollback", .prepare = start, .steps = 1, .step = roll_long_one_back},
    {"transaction-rollback-log-grew", .prepare = nearly_full, .steps = 1, .step = roll_back_where_the_log_grew},
    {"transaction-clear-and-refill", .prepare = start, .steps = 2, .step = clear_and_refill},
    {"lock-held", .prepare = start, .arm = lock, .steps = 4, .step = work_locked},
    {"lock-nested", .prepare = start, .arm = lock, .steps = 3, .step = work_doubly_locked},
    {0},
};
