/* lifetime_scenarios.c -- creation, attaching, leaving. */
#include "scenarios.h"

static void some_data(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    CHECK_OK(mmf_dict_update(&root, int_items(ns, 0, 5, 40), 5));
    put(ns, "dict", dict_value(int_items(ns, 0, 5, 30), 5));
}

static void first_write(victim *v)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = int_key(v->ns, 77);
    mmf_value value = int_value(7);
    CHECK_OK(mmf_dict_set(&root, &key, &value));
}

static void create(victim *v, int i)
{
    if (i == 0)
        v->ns = open_sized(v->path, MMF_SIZE_MIN, 0);
    else
        first_write(v);
}

static void attach(victim *v, int i)
{
    if (i == 0)
        v->ns = open_sized(v->path, MMF_SIZE_DEFAULT, 0);
    else
        first_write(v);
}

static void leave(victim *v, int i)
{
    (void)i;
    mmf_close(v->ns);
}

static void make_orphan(victim *v)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = text_key(v->ns, "dict");
    v->handles[0] = child(v->ns, "dict");
    CHECK_OK(mmf_handle_retain(&v->handles[0]));
    CHECK_OK(mmf_dict_remove(&root, &key, NULL));
}

static void open_transaction(victim *v)
{
    CHECK_OK(mmf_lock(v->ns, 0, true));
    CHECK_OK(mmf_txn_begin(v->ns));
    first_write(v);
    make_orphan(v);
}

/* What it stores to the namespace itself is little: the lock, and that it is shared. */
static void save(victim *v, int i)
{
    char path[600];
    mmf_save *saving;
    snprintf(path, sizeof path, "%s.saved", v->path);
    if (i == 1)
        first_write(v);
    CHECK_OK(mmf_save_begin(v->ns, path, &saving));
    CHECK_OK(mmf_save_copy(saving));
    CHECK_OK(mmf_share(v->ns, 0));
    CHECK_OK(mmf_save_settle(saving));
    CHECK_OK(mmf_unshare(v->ns));
    CHECK_OK(mmf_save_finish(saving, ""));
    mmf_save_end(saving);
    unlink(path);
}

/* Free blocks between used ones, of which some have whole pages inside. */
static void gaps(mmf_ns *ns)
{
    some_data(ns);
    for (int i = 0; i < 8; i++) {
        mmf_key key = int_key(ns, 100 + i);
        mmf_value value = fill('g', 12000);
        mmf_ref root = mmf_root(ns);
        CHECK_OK(mmf_dict_set(&root, &key, &value));
    }
    for (int i = 0; i < 8; i += 2) {
        mmf_key key = int_key(ns, 100 + i);
        mmf_ref root = mmf_root(ns);
        CHECK_OK(mmf_dict_remove(&root, &key, NULL));
    }
}

/* A dict with memory for 300 items and more, and a fifth of them in it. */
static void sparse(mmf_ns *ns)
{
    put(ns, "dict", dict_value(int_items(ns, 0, 300, 40), 300));
    mmf_ref dict = child(ns, "dict");
    for (int i = 0; i < 300; i++) {
        mmf_key key = int_key(ns, i);
        if (i % 5)
            CHECK_OK(mmf_dict_remove(&dict, &key, NULL));
    }
}

/* Give pages back, and take space from what has holes now. */
static void compact(victim *v, int i)
{
    mmf_compact *c;
    bool more = true;
    if (i == 1) {
        mmf_ref root = mmf_root(v->ns);
        mmf_key key = int_key(v->ns, 77);
        mmf_value value = fill('v', 6000);
        CHECK_OK(mmf_dict_set(&root, &key, &value));
        return;
    }
    CHECK_OK(mmf_compact_begin(v->ns, 0, &c));
    CHECK_OK(mmf_compact_mark(c));
    CHECK_OK(mmf_compact_wait(c, 1000));
    while (more)
        CHECK_OK(mmf_compact_punch(c, &more));
    mmf_compact_end(c);
}

const scenario lifetime_scenarios[] = {
    {"create", .size = MMF_SIZE_MIN, .steps = 2, .step = create, .flags = SCENARIO_CREATES | SCENARIO_OPENS},
    {"attach", .prepare = some_data, .steps = 2, .step = attach, .flags = SCENARIO_OPENS},
    {"attach-crowded", .prepare = some_data, .steps = 2, .step = attach, .flags = SCENARIO_OPENS | SCENARIO_CROWDED},
    {"leave", .prepare = some_data, .steps = 1, .step = leave},
    {"save", .prepare = some_data, .arm = make_orphan, .steps = 2, .step = save},
    {"compact", .prepare = gaps, .steps = 2, .step = compact, .flags = SCENARIO_COMPACTS},
    {"compact-sparse", .prepare = sparse, .steps = 2, .step = compact, .flags = SCENARIO_COMPACTS},
    {"leave-with-orphan", .prepare = some_data, .arm = make_orphan, .steps = 1, .step = leave},
    {"leave-in-transaction", .prepare = some_data, .arm = open_transaction, .steps = 1, .step = leave},
    {0},
};
