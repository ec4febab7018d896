/* tree_scenarios.c -- nested containers: whole trees, orphans, adoption, copies, moves. */
#include "scenarios.h"

static void tree(mmf_ns *ns)
{
    put(ns, "tree", tree_value(ns, 6));
    put(ns, "number", int_value(5));
}

/* A list of three small trees, a dict, and a second list. */
static void family(mmf_ns *ns)
{
    mmf_value *values = keep(3 * sizeof *values);
    for (int i = 0; i < 3; i++)
        values[i] = tree_value(ns, 1 + i);
    put(ns, "list", list_value(values, 3));
    put(ns, "other", list_value(int_values(0, 3), 3));
    put(ns, "dict", dict_value(int_items(ns, 0, 5, 30), 5));
}

static void remove_name(victim *v, const char *name)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = text_key(v->ns, name);
    CHECK_OK(mmf_dict_remove(&root, &key, NULL));
}

static void insert_tree(victim *v, int i)
{
    (void)i;
    put(v->ns, "new", tree_value(v->ns, 5));
}
static void delete_tree(victim *v, int i)
{
    (void)i;
    remove_name(v, "tree");
}
static void replace_tree(victim *v, int i) { put(v->ns, "tree", i ? int_value(1) : tree_value(v->ns, 3)); }
static void number_to_tree(victim *v, int i)
{
    (void)i;
    put(v->ns, "number", tree_value(v->ns, 3));
}

/* A record with texts, in their cells and outside, and records below it: of one shape, whatever the number. */
static mmf_value record(mmf_ns *ns, int number, int depth)
{
    mmf_item *items = keep(4 * sizeof *items);
    mmf_value *values = keep(3 * sizeof *values);
    values[0] = int_value(number);
    values[1] = fill((char)('a' + number), 20 * (size_t)number);
    values[2] = depth ? record(ns, number, depth - 1) : fill('s', (size_t)number);
    items[0] = (mmf_item){text_key(ns, "number"), int_value(number)};
    items[1] = (mmf_item){long_key(ns, 1), fill((char)('a' + number), 30)};
    items[2] = (mmf_item){int_key(ns, 7), int_value(7)};
    items[3] = (mmf_item){text_key(ns, "values"), list_value(values, 3)};
    return dict_value(items, 4);
}

static void a_record(mmf_ns *ns)
{
    mmf_value *values = keep(sizeof *values);
    values[0] = record(ns, 1, 1);
    put(ns, "record", record(ns, 1, 1));
    put(ns, "list", list_value(values, 1));
}

static void store_over(victim *v, int i)
{
    mmf_ref list = child(v->ns, "list");
    mmf_value value = record(v->ns, 2 + i, 1);
    if (i % 2)
        CHECK_OK(mmf_list_set(&list, 0, &value));
    else
        put(v->ns, "record", value);
}

static void append_below(victim *v, int i)
{
    (void)i;
    mmf_ref below = child(v->ns, "tree");
    mmf_key key = text_key(v->ns, "below");
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(&below, &key, &out));
    mmf_ref list = mmf_out_ref(&out, v->ns);
    mmf_value value = tree_value(v->ns, 2);
    CHECK_OK(mmf_list_append(&list, &value));
}

/* ---- handles ---- */

static void hold_dict(victim *v)
{
    v->handles[0] = child(v->ns, "dict");
    CHECK_OK(mmf_handle_retain(&v->handles[0]));
}

/* Delete it, use it as an orphan, let go of it. */
static void orphan(victim *v, int i)
{
    if (i == 0)
        remove_name(v, "dict");
    if (i == 1)
        CHECK_OK(mmf_dict_update(&v->handles[0], int_items(v->ns, 3, 6, 40), 6));
    if (i == 2)
        mmf_handle_release(&v->handles[0]);
}

/* Delete it, then give it another place. */
static void adopt(victim *v, int i)
{
    if (i == 0)
        remove_name(v, "dict");
    mmf_ref other = child(v->ns, "other");
    mmf_value value = ref_value(&v->handles[0]);
    if (i == 1)
        CHECK_OK(mmf_list_append(&other, &value));
    if (i == 2)
        mmf_handle_release(&v->handles[0]);
}

static void hold_items(victim *v)
{
    mmf_ref list = child(v->ns, "list");
    for (int i = 0; i < 2; i++) {
        v->handles[i] = item_of(&list, i);
        CHECK_OK(mmf_handle_retain(&v->handles[i]));
    }
}

/* l[0], l[1] = l[1], l[0] as Python does it: the first assignment copies l[1], since it has a place. */
static void swap(victim *v, int i)
{
    mmf_ref list = child(v->ns, "list");
    mmf_value value = ref_value(&v->handles[1 - i]);
    CHECK_OK(mmf_list_set(&list, i, &value));
}

static void copy_by_handle(victim *v, int i)
{
    (void)i;
    put(v->ns, "copy", ref_value(&v->handles[0]));
}

/* ---- moves ---- */

static void move_to_key(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns), list = child(v->ns, "list"), source = item_of(&list, 0),
            dict = child(v->ns, "dict");
    mmf_key key = i ? int_key(v->ns, 2) : text_key(v->ns, "moved");
    CHECK_OK(mmf_move_to_key(&source, i ? &dict : &root, &key));
}

static void rename_in_dict(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns), source = child(v->ns, i ? "another name" : "dict");
    mmf_key key = text_key(v->ns, i ? "a name that does not fit into a cell" : "another name");
    CHECK_OK(mmf_move_to_key(&source, &root, &key));
}

static void move_to_index(victim *v, int i)
{
    mmf_ref source = child(v->ns, i ? "list" : "dict"), other = child(v->ns, "other");
    CHECK_OK(mmf_move_to_index(&source, &other, i));
}

static void move_within_list(victim *v, int i)
{
    mmf_ref list = child(v->ns, "list"), source = item_of(&list, i ? 0 : 2);
    CHECK_OK(mmf_move_to_index(&source, &list, 0));
}

static void move_orphan(victim *v, int i)
{
    mmf_ref root = mmf_root(v->ns);
    mmf_key key = text_key(v->ns, "back");
    if (i)
        CHECK_OK(mmf_move_to_key(&v->handles[0], &root, &key));
    else
        remove_name(v, "dict");
}

const scenario tree_scenarios[] = {
    {"tree-insert", .prepare = tree, .steps = 1, .step = insert_tree},
    {"tree-delete", .prepare = tree, .steps = 1, .step = delete_tree},
    {"tree-replace", .prepare = tree, .steps = 2, .step = replace_tree},
    {"tree-from-number", .prepare = tree, .steps = 1, .step = number_to_tree},
    {"tree-store-over", .prepare = a_record, .steps = 4, .step = store_over},
    {"tree-append-below", .prepare = tree, .steps = 1, .step = append_below},
    {"tree-orphan", .prepare = family, .arm = hold_dict, .steps = 3, .step = orphan},
    {"tree-adopt", .prepare = family, .arm = hold_dict, .steps = 3, .step = adopt},
    {"tree-swap", .prepare = family, .arm = hold_items, .steps = 2, .step = swap},
    {"tree-copy-by-handle", .prepare = family, .arm = hold_dict, .steps = 1, .step = copy_by_handle},
    {"tree-move-to-key", .prepare = family, .steps = 2, .step = move_to_key},
    {"tree-rename", .prepare = family, .steps = 2, .step = rename_in_dict},
    {"tree-move-to-index", .prepare = family, .steps = 2, .step = move_to_index},
    {"tree-move-within-list", .prepare = family, .steps = 1, .step = move_within_list},
    {"tree-move-orphan", .prepare = family, .arm = hold_dict, .steps = 2, .step = move_orphan},
    {0},
};
