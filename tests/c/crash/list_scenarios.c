/* list_scenarios.c -- every operation of lists, and each way in which the ring grows and shrinks. */
#include "scenarios.h"

#include "bias.h"

static void make_list(mmf_ns *ns, int count) { put(ns, "list", list_value(int_values(0, count), (size_t)count)); }

static void empty(mmf_ns *ns) { make_list(ns, 0); }
static void four(mmf_ns *ns) { make_list(ns, 4); }
static void full_chunk(mmf_ns *ns) { make_list(ns, 256); }

/* Twelve items: ints, long texts and small trees in turn. */
static void mixed(mmf_ns *ns)
{
    make_list(ns, 0);
    mmf_ref list = child(ns, "list");
    for (int i = 0; i < 12; i++) {
        mmf_value value = i % 3 == 0 ? int_value(i) : i % 3 == 1 ? fill((char)('a' + i), 50) : tree_value(ns, 1);
        CHECK_OK(mmf_list_append(&list, &value));
    }
}

/* Four chunks of 256 in a directory of four, all full. */
static void full_directory(mmf_ns *ns)
{
    full_chunk(ns);
    mmf_ref list = child(ns, "list");
    for (int i = 256; i < 1024; i += 256)
        CHECK_OK(mmf_list_splice(&list, i, 0, int_values(i, 256), 256));
}

/* One item more than two chunks hold, so that taking it away gives a chunk back. */
static void chunk_and_one(mmf_ns *ns)
{
    full_chunk(ns);
    mmf_ref list = child(ns, "list");
    CHECK_OK(mmf_list_splice(&list, 256, 0, int_values(256, 1), 1));
}

static mmf_ref the_list(victim *v) { return child(v->ns, "list"); }

static mmf_value some_value(victim *v, int i)
{
    return i % 3 == 0 ? int_value(100 + i) : i % 3 == 1 ? fill('n', 70) : tree_value(v->ns, 1);
}

static void append(victim *v, int i)
{
    mmf_ref list = the_list(v);
    mmf_value value = some_value(v, i);
    CHECK_OK(mmf_list_append(&list, &value));
}

/* As if this process had changed words until one more grants it the bias alone; then that one. */
static void earn_bias_alone(victim *v)
{
    mmf_ref list = the_list(v);
    mmf_value zero = int_value(0);
    CHECK_OK(mmf_list_set(&list, 0, &zero)); /* for a slot */
    mmf_bias_join(v->ns);
    mmf_store(&mmf_super(&v->ns->segment)->bias_count, mmf_bias_counted(MMF_BIAS_AFTER - 1, mmf_bias_me(v->ns)));
    CHECK_OK(mmf_list_set(&list, 0, &zero));
    CHECK(mmf_bias_is_mine_alone(v->ns));
}

/* To a wider chunk, by the lock; in a pass. */
static void append_alone(victim *v, int i)
{
    mmf_ref list = the_list(v);
    mmf_value value = int_value(100 + i);
    CHECK(mmf_bias_is_mine_alone(v->ns));
    CHECK_OK(mmf_list_append(&list, &value));
}

static void appendleft(victim *v, int i)
{
    mmf_ref list = the_list(v);
    mmf_value value = some_value(v, i);
    CHECK_OK(mmf_list_appendleft(&list, &value));
}

static void set_item(victim *v, int i)
{
    mmf_ref list = the_list(v);
    mmf_value value = some_value(v, i / 3);
    CHECK_OK(mmf_list_set(&list, i, &value));
}

static void pop_at(victim *v, int64_t index)
{
    mmf_ref list = the_list(v);
    mmf_buffer old;
    mmf_buffer_init(&old);
    CHECK_OK(mmf_list_remove(&list, index, &old));
}

static void pop(victim *v, int i)
{
    (void)i;
    pop_at(v, -1);
}
static void popleft(victim *v, int i)
{
    (void)i;
    pop_at(v, 0);
}
static void pop_middle(victim *v, int i) { pop_at(v, i % 2 ? 2 : -3); }

static void insert_middle(victim *v, int i)
{
    mmf_ref list = the_list(v);
    mmf_value value = some_value(v, i);
    CHECK_OK(mmf_list_splice(&list, i % 2 ? 3 : -3, 0, &value, 1));
}

/* As many, fewer, more, only insert, only delete. */
static void splice(victim *v, int i)
{
    mmf_ref list = the_list(v);
    mmf_value values[5];
    for (int k = 0; k < 5; k++)
        values[k] = some_value(v, k);
    static const struct {
        int64_t start;
        uint64_t removed;
        size_t count;
    } cases[] = {{2, 3, 3}, {2, 6, 2}, {1, 1, 5}, {4, 0, 4}, {0, 5, 0}, {0, 100, 0}};
    CHECK_OK(mmf_list_splice(&list, cases[i].start, cases[i].removed, values, cases[i].count));
}

static void assign(victim *v, int i)
{
    mmf_ref list = the_list(v);
    mmf_value values[4];
    for (int k = 0; k < 4; k++)
        values[k] = some_value(v, k + i);
    CHECK_OK(mmf_list_assign(&list, i ? 10 : 1, i ? -3 : 2, values, 4, MMF_ANY_STAMP));
}

static void permute(victim *v, int i)
{
    mmf_ref list = the_list(v);
    static const uint64_t all[] = {11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, some[] = {3, 1, 2, 7};
    CHECK_OK(mmf_list_permute(&list, i ? some : all, i ? 4 : 12, MMF_ANY_STAMP));
}

static void extend_by_a_chunk(victim *v, int i)
{
    mmf_ref list = the_list(v);
    CHECK_OK(mmf_list_splice(&list, i ? 0 : 1 << 20, 0, int_values(500, 300), 300));
}

static void shrink(victim *v, int i)
{
    mmf_ref list = the_list(v);
    CHECK_OK(mmf_list_splice(&list, i ? 100 : 0, i ? 1000 : 700, NULL, 0));
}

const scenario list_scenarios[] = {
    {"list-append", .prepare = mixed, .steps = 3, .step = append, .flags = SCENARIO_STEPPED},
    {"list-append-first", .prepare = empty, .steps = 1, .step = append},
    {"list-append-alone", .prepare = four, .arm = earn_bias_alone, .steps = 4, .step = append_alone,
     .flags = SCENARIO_STEPPED},
    {"list-appendleft", .prepare = mixed, .steps = 3, .step = appendleft, .flags = SCENARIO_STEPPED},
    {"list-set", .prepare = mixed, .steps = 12, .step = set_item},
    {"list-pop", .prepare = mixed, .steps = 12, .step = pop},
    {"list-popleft", .prepare = mixed, .steps = 12, .step = popleft, .flags = SCENARIO_STEPPED},
    {"list-pop-middle", .prepare = mixed, .steps = 6, .step = pop_middle},
    {"list-insert-middle", .prepare = mixed, .steps = 6, .step = insert_middle},
    {"list-splice", .prepare = mixed, .steps = 6, .step = splice},
    {"list-assign", .prepare = mixed, .steps = 2, .step = assign},
    {"list-permute", .prepare = mixed, .steps = 2, .step = permute},
    {"list-widen-chunk", .prepare = four, .steps = 5, .step = append},
    {"list-widen-chunk-left", .prepare = four, .steps = 5, .step = appendleft},
    {"list-chunk-to-directory", .prepare = full_chunk, .steps = 1, .step = append},
    {"list-chunk-to-directory-left", .prepare = full_chunk, .steps = 1, .step = appendleft},
    {"list-double-directory", .prepare = full_directory, .steps = 1, .step = append},
    {"list-double-directory-left", .prepare = full_directory, .steps = 1, .step = appendleft},
    {"list-extend-by-a-chunk", .prepare = chunk_and_one, .steps = 2, .step = extend_by_a_chunk},
    {"list-give-chunk-back", .prepare = chunk_and_one, .steps = 2, .step = pop},
    {"list-give-chunks-back", .prepare = full_directory, .steps = 2, .step = shrink},
    {0},
};
