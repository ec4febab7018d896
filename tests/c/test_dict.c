/* test_dict.c -- dicts against a naive model. */
#include "ns.h"
#include "values.h"

#define KEYS 600

static char texts[KEYS][400]; /* the model: text of each key, "" when absent */
static bool present[KEYS];

static int64_t get_int(const mmf_ref *dict, mmf_key key)
{
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(dict, &key, &out));
    CHECK(mmf_cell_tag(out.cell) == MMF_TAG_INT);
    mmf_out_clear(&out);
    return (int64_t)out.cell.w1;
}

static void set_and_get(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "answer"), other = text_key(ns, "a key that does not fit into a cell");
    mmf_value one = int_value(1), two = int_value(2);
    mmf_out out;
    mmf_out_init(&out);
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_get(&root, &key, &out));
    CHECK_OK(mmf_dict_set(&root, &key, &one));
    CHECK_OK(mmf_dict_set(&root, &other, &two));
    CHECK(get_int(&root, key) == 1 && get_int(&root, other) == 2);
    CHECK_OK(mmf_dict_set(&root, &key, &two));
    CHECK(get_int(&root, key) == 2);
    uint64_t count;
    CHECK_OK(mmf_dict_len(&root, &count));
    CHECK(count == 2);
    CHECK_OK(mmf_dict_remove(&root, &key, NULL));
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_remove(&root, &key, NULL));
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_contains(&root, &key));
    destroy_and_close(ns);
}

static void equal_numbers_are_one_key(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value value = int_value(7);
    mmf_key one = int_key(ns, 1), one_float = make_key(ns, (mmf_value){mmf_cell_float(1.0), NULL});
    mmf_key yes = make_key(ns, (mmf_value){mmf_cell_plain(MMF_TAG_TRUE, 0), NULL});
    mmf_key half = make_key(ns, (mmf_value){mmf_cell_float(0.5), NULL});
    CHECK_OK(mmf_dict_set(&root, &yes, &value));
    CHECK_OK(mmf_dict_contains(&root, &one));
    CHECK_OK(mmf_dict_contains(&root, &one_float));
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_contains(&root, &half));
    destroy_and_close(ns);
}

/* One random step on both sides. */
static void random_step(mmf_ns *ns, const mmf_ref *dict, uint64_t *random)
{
    unsigned i = (unsigned)(next_random(random) % KEYS);
    char name[40];
    snprintf(name, sizeof name, i % 3 ? "%u" : "a long key with the number %u", i);
    mmf_key key = text_key(ns, name);
    uint64_t choice = next_random(random) % 100;
    if (choice < 60) {
        size_t length = (size_t)(next_random(random) % sizeof texts[0]);
        memset(texts[i], 'a' + (int)(length % 26), length);
        texts[i][length ? length - 1 : 0] = 0;
        mmf_value value = text_value(texts[i], strlen(texts[i]));
        CHECK_OK(mmf_dict_set(dict, &key, &value));
        present[i] = true;
    } else if (choice < 90) {
        CHECK_STATUS(present[i] ? MMF_OK : MMF_NOT_FOUND, mmf_dict_remove(dict, &key, NULL));
        present[i] = false;
    } else {
        mmf_out out;
        mmf_out_init(&out);
        CHECK_STATUS(present[i] ? MMF_OK : MMF_NOT_FOUND, mmf_dict_get(dict, &key, &out));
        if (present[i] && mmf_tag_is_long(mmf_cell_tag(out.cell)))
            CHECK(out.cell.w1 == strlen(texts[i]) && !memcmp(out.data, texts[i], out.cell.w1));
        mmf_out_clear(&out);
    }
}

static void random_steps_match_the_model(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    uint64_t random = 1, count, expected = 0;
    for (int i = 0; i < 60000; i++) {
        random_step(ns, &root, &random);
        if (i % 3000 == 0)
            verify_clean(ns);
    }
    for (int i = 0; i < KEYS; i++)
        expected += present[i];
    CHECK_OK(mmf_dict_len(&root, &count));
    CHECK(count == expected);
    CHECK_OK(mmf_dict_clear(&root));
    destroy_and_close(ns);
}

/* Which segment is split when depends on the namespace's seed, and so does where the blocks lie: a later round may need
 * one more growth of the file (a 16th) than the first one, but no two. Empty pages of small blocks stay, one for each
 * size at most. */
static void many_keys_grow_and_leave_no_trace(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_stats empty = stats_of(ns), first, later;
    for (int round = 0; round < 3; round++) {
        for (int64_t i = 0; i < 50000; i++) {
            mmf_key key = int_key(ns, i * 7919);
            mmf_value value = int_value(i);
            CHECK_OK(mmf_dict_set(&root, &key, &value));
        }
        verify_clean(ns);
        for (int64_t i = 0; i < 50000; i++)
            CHECK(get_int(&root, int_key(ns, i * 7919)) == i);
        CHECK_OK(mmf_get_stats(ns, round ? &later : &first));
        for (int64_t i = 0; i < 50000; i++) {
            mmf_key key = int_key(ns, i * 7919);
            CHECK_OK(mmf_dict_remove(&root, &key, NULL));
        }
        verify_clean(ns);
        mmf_stats now = stats_of(ns);
        CHECK(used_bytes(&now) <= used_bytes(&empty) + 20 * 4096);
    }
    CHECK(later.file_bytes <= first.file_bytes + first.file_bytes / 8);
    destroy_and_close(ns);
}

static void order_is_that_of_insertion(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    for (int64_t i = 0; i < 100; i++) {
        mmf_key key = int_key(ns, i);
        mmf_value value = int_value(-i);
        CHECK_OK(mmf_dict_set(&root, &key, &value));
    }
    for (int backwards = 0; backwards < 2; backwards++) {
        mmf_cursor cursor = {0};
        mmf_out key, value;
        mmf_out_init(&key);
        mmf_out_init(&value);
        for (int64_t i = 0; i < 100; i++) {
            int64_t expected = backwards ? 99 - i : i;
            CHECK_OK(mmf_dict_next(&root, &cursor, backwards, &key, &value));
            CHECK((int64_t)key.cell.w1 == expected && (int64_t)value.cell.w1 == -expected);
        }
        CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_next(&root, &cursor, backwards, &key, &value));
    }
    destroy_and_close(ns);
}

static void a_walk_survives_deletions(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    for (int64_t i = 0; i < 100; i++) {
        mmf_key key = int_key(ns, i);
        mmf_value value = int_value(i);
        CHECK_OK(mmf_dict_set(&root, &key, &value));
    }
    mmf_cursor cursor = {0};
    mmf_out key;
    mmf_out_init(&key);
    for (int64_t i = 0; i < 100; i += 10) {
        CHECK_OK(mmf_dict_next(&root, &cursor, false, &key, NULL));
        CHECK((int64_t)key.cell.w1 == i);
        for (int64_t j = i; j < i + 10; j++) { /* more than there are anchors */
            mmf_key gone = int_key(ns, j);
            CHECK_OK(mmf_dict_remove(&root, &gone, NULL));
        }
        mmf_key fresh = int_key(ns, 1000 + i); /* takes a vacant place, at the end of the order */
        mmf_value value = int_value(0);
        CHECK_OK(mmf_dict_set(&root, &fresh, &value));
    }
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_next(&root, &cursor, false, &key, NULL)); /* nothing of what was there */
    destroy_and_close(ns);
}

static mmf_status set_same(const mmf_ref *dict, int64_t number)
{
    mmf_key key = int_key(dict->ns, number);
    mmf_value value = int_value(number);
    return mmf_dict_set(dict, &key, &value);
}

/* An item is added for each that is given: the walk gives those that were there, also across a new numbering, but for
 * what was added before it. */
static void a_walk_ends_where_the_dict_ended(void)
{
    for (int64_t renumbered = 0; renumbered <= 5; renumbered++) { /* by the insertion after so many steps; 0: never */
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        mmf_cursor cursor = {0};
        mmf_out key;
        mmf_out_init(&key);
        for (int64_t i = 0; i < 10; i++)
            CHECK_OK(set_same(&root, i));
        int64_t given = 0, expected = renumbered ? 10 + renumbered : 10;
        while (given < 100 && mmf_dict_next(&root, &cursor, false, &key, NULL) == MMF_OK) {
            CHECK((int64_t)key.cell.w1 == given);
            if (++given == renumbered) {
                uint64_t *order = &mmf_ref_header(&root)->order;
                mmf_store(order, mmf_halves(UINT32_MAX, mmf_high(mmf_load(order))));
            }
            CHECK_OK(set_same(&root, 9 + given));
        }
        CHECK(given == expected);
        CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_next(&root, &cursor, false, &key, NULL));
        destroy_and_close(ns);
    }
}

static void add_and_compare_exchange(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "n");
    mmf_cell total;
    bool exchanged;
    CHECK_OK(mmf_dict_add(&root, &key, mmf_cell_int(5), &total));
    CHECK_OK(mmf_dict_add(&root, &key, mmf_cell_int(-7), &total));
    CHECK((int64_t)total.w1 == -2 && get_int(&root, key) == -2);
    mmf_value old = int_value(-2), desired = int_value(INT64_MAX), absent = {{MMF_TAG_EMPTY, 0}, NULL};
    CHECK_OK(mmf_dict_compare_exchange(&root, &key, &absent, &desired, &exchanged));
    CHECK(!exchanged);
    CHECK_OK(mmf_dict_compare_exchange(&root, &key, &old, &desired, &exchanged));
    CHECK(exchanged);
    CHECK_STATUS(MMF_OVERFLOW, mmf_dict_add(&root, &key, mmf_cell_int(1), &total));
    mmf_value text = text_value("x", 1);
    CHECK_OK(mmf_dict_set(&root, &key, &text));
    CHECK_STATUS(MMF_KIND, mmf_dict_add(&root, &key, mmf_cell_int(1), &total));
    CHECK_OK(mmf_dict_compare_exchange(&root, &key, &old, &absent, &exchanged));
    CHECK(!exchanged);
    CHECK_OK(mmf_dict_compare_exchange(&root, &key, &text, &absent, &exchanged));
    CHECK(exchanged);
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_contains(&root, &key));
    CHECK_OK(mmf_dict_compare_exchange(&root, &key, &absent, &absent, &exchanged));
    CHECK(exchanged);
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_contains(&root, &key));
    destroy_and_close(ns);
}

int main(void)
{
    RUN(set_and_get);
    RUN(equal_numbers_are_one_key);
    RUN(random_steps_match_the_model);
    RUN(many_keys_grow_and_leave_no_trace);
    RUN(order_is_that_of_insertion);
    RUN(a_walk_survives_deletions);
    RUN(a_walk_ends_where_the_dict_ended);
    RUN(add_and_compare_exchange);
    return check_done();
}
