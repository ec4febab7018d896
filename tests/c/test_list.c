/* test_list.c -- lists against a plain array of numbers. */
#include "values.h"

#define MOST 120000

/* The model: item i is numbers[i]; every fifth number is stored as a long text. */
static int64_t numbers[MOST];
static uint64_t length;

static mmf_value value_of(int64_t number, char text[64])
{
    if (number % 5)
        return int_value(number);
    int bytes = snprintf(text, 64, "a text that tells the number %lld", (long long)number);
    return text_value(text, (size_t)bytes);
}

static bool is_value(mmf_cell cell, const void *data, int64_t number)
{
    char text[64];
    mmf_value wanted = value_of(number, text);
    if (!wanted.data)
        return cell.w0 == wanted.cell.w0 && cell.w1 == wanted.cell.w1;
    return mmf_cell_tag(cell) == MMF_TAG_STR && cell.w1 == wanted.cell.w1 && !memcmp(data, text, cell.w1);
}

/* Compare items start, start + step, ... with the model. */
static void check_slice(const mmf_ref *list, int64_t start, int64_t step, uint64_t count)
{
    mmf_buffer buffer;
    mmf_buffer_init(&buffer);
    CHECK_OK(mmf_list_export(list, length, start, step, count, &buffer, NULL));
    const unsigned char *at = buffer.data, *end = at + buffer.bytes;
    for (uint64_t i = 0; i < count; i++) {
        mmf_cell cell;
        CHECK(end - at >= 16);
        memcpy(&cell, at, 16);
        at += 16;
        CHECK(is_value(cell, at, numbers[start + step * (int64_t)i]));
        if (mmf_tag_is_long(mmf_cell_tag(cell)))
            at += (cell.w1 + 15) / 16 * 16;
    }
    CHECK(at == end);
    mmf_buffer_clear(&buffer);
}

static void check_all(mmf_ns *ns, const mmf_ref *list)
{
    uint64_t count;
    CHECK_OK(mmf_list_len(list, &count));
    CHECK(count == length);
    check_slice(list, 0, 1, length);
    if (length)
        check_slice(list, (int64_t)length - 1, -1, length);
    verify_clean(ns);
}

/* A fresh list at key "l" of a fresh namespace. */
static mmf_ref fresh_list(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "l");
    mmf_value empty = {mmf_cell_plain(MMF_TAG_LIST, 0), NULL};
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_set(&root, &key, &empty));
    CHECK_OK(mmf_dict_get(&root, &key, &out));
    length = 0;
    return mmf_out_ref(&out, ns);
}

static void model_splice(uint64_t at, uint64_t removed, const int64_t *fresh, uint64_t count)
{
    CHECK(length - removed + count <= MOST);
    memmove(numbers + at + count, numbers + at + removed, (length - at - removed) * sizeof *numbers);
    if (count)
        memcpy(numbers + at, fresh, count * sizeof *numbers);
    length += count - removed;
}

/* `count` fresh numbers, as values and in the model. */
static void splice(const mmf_ref *list, int64_t start, uint64_t removed, uint64_t count, uint64_t *random)
{
    mmf_value *values = malloc((count + 1) * sizeof *values);
    char (*texts)[64] = malloc((count + 1) * sizeof *texts);
    int64_t *fresh = malloc((count + 1) * sizeof *fresh);
    for (uint64_t i = 0; i < count; i++) {
        fresh[i] = (int64_t)(next_random(random) >> 20);
        values[i] = value_of(fresh[i], texts[i]);
    }
    CHECK_OK(mmf_list_splice(list, start, removed, values, count));
    uint64_t at = start < 0 ? (-(uint64_t)start < length ? length + (uint64_t)start : 0) : (uint64_t)start;
    at = at < length ? at : length;
    model_splice(at, removed < length - at ? removed : length - at, fresh, count);
    free(values);
    free(texts);
    free(fresh);
}

static void random_steps_match_the_model(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref list = fresh_list(ns);
    uint64_t random = 5;
    for (int i = 0; i < 30000; i++) {
        uint64_t choice = next_random(&random) % 100, at = length ? next_random(&random) % length : 0;
        char text[64];
        int64_t number = (int64_t)(next_random(&random) >> 20);
        mmf_value value = value_of(number, text);
        bool sinking = i / 5000 % 2; /* phases in which it mostly shrinks */
        if (choice < (sinking ? 10 : 30)) {
            CHECK_OK(mmf_list_append(&list, &value));
            model_splice(length, 0, &number, 1);
        } else if (choice < (sinking ? 20 : 60)) {
            CHECK_OK(mmf_list_appendleft(&list, &value));
            model_splice(0, 0, &number, 1);
        } else if (choice < 80 && length) {
            at = choice % 3 == 0 ? 0 : choice % 3 == 1 ? length - 1 : at;
            mmf_buffer old;
            mmf_cell cell;
            mmf_buffer_init(&old);
            CHECK_OK(mmf_list_remove(&list, choice % 2 ? (int64_t)at : (int64_t)at - (int64_t)length, &old));
            memcpy(&cell, old.data, 16);
            CHECK(is_value(cell, old.data + 16, numbers[at]));
            mmf_buffer_clear(&old);
            model_splice(at, 1, NULL, 0);
        } else if (choice < 90 && length) {
            CHECK_OK(mmf_list_set(&list, (int64_t)at - (choice % 2 ? (int64_t)length : 0), &value));
            numbers[at] = number;
        } else {
            int64_t start = (int64_t)(next_random(&random) % (length + 20)) - (choice % 2 ? (int64_t)length + 10 : 0);
            splice(&list, start, next_random(&random) % 30, next_random(&random) % (sinking ? 10 : 40), &random);
        }
        if (i % 1000 == 0)
            check_all(ns, &list);
    }
    check_all(ns, &list);
    CHECK_OK(mmf_list_splice(&list, 0, UINT64_MAX, NULL, 0));
    length = 0;
    check_all(ns, &list);
    destroy_and_close(ns);
}

static void big_splices_match_the_model(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref list = fresh_list(ns);
    uint64_t random = 6;
    mmf_stats before, after;
    CHECK_OK(mmf_get_stats(ns, &before));
    splice(&list, 0, 0, 100000, &random);
    check_all(ns, &list);
    for (int i = 0; i < 40; i++) {
        uint64_t removed = next_random(&random) % 9000, count = next_random(&random) % 9000;
        if (length - removed + count > MOST)
            count = 0;
        splice(&list, (int64_t)(next_random(&random) % length), removed, count, &random);
        if (i % 10 == 0)
            check_all(ns, &list);
    }
    check_slice(&list, 17, 13, 1000);
    check_slice(&list, (int64_t)length - 5, -7, 1000);
    CHECK_OK(mmf_list_splice(&list, -1, 1, NULL, 0));
    length--;
    check_all(ns, &list);
    CHECK_OK(mmf_list_splice(&list, 0, length, NULL, 0));
    CHECK_OK(mmf_get_stats(ns, &after));
    CHECK(used_bytes(&after) <= used_bytes(&before) + 8 * 4096);
    destroy_and_close(ns);
}

static void permute_and_assign(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref list = fresh_list(ns);
    uint64_t random = 7, stamp;
    static uint64_t order[20000];
    static int64_t old[20000];
    splice(&list, 0, 0, 20000, &random);
    for (uint64_t i = 0; i < 20000; i++) {
        uint64_t j = next_random(&random) % (i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    memcpy(old, numbers, sizeof old);
    for (uint64_t i = 0; i < 15000; i++)
        numbers[i] = old[order[i]];
    CHECK_OK(mmf_stamp(ns, &stamp));
    CHECK_OK(mmf_list_permute(&list, order, 15000, stamp));
    CHECK_STATUS(MMF_MOVED, mmf_list_permute(&list, order, 10, stamp));
    length = 15000;
    check_all(ns, &list);
    order[0] = order[1] = 3;
    CHECK_STATUS(MMF_RANGE, mmf_list_permute(&list, order, 2, MMF_ANY_STAMP)); /* one twice */
    order[0] = 15000;
    CHECK_STATUS(MMF_RANGE, mmf_list_permute(&list, order, 1, MMF_ANY_STAMP));
    CHECK_STATUS(MMF_RANGE, mmf_list_permute(&list, order, 15001, MMF_ANY_STAMP));
    mmf_value values[100];
    char texts[100][64];
    for (int i = 0; i < 100; i++)
        values[i] = value_of(i, texts[i]);
    CHECK_OK(mmf_list_assign(&list, 14000, -140, values, 100, MMF_ANY_STAMP));
    for (int i = 0; i < 100; i++)
        numbers[14000 - 140 * i] = i;
    CHECK_STATUS(MMF_MOVED, mmf_list_assign(&list, 0, 1, values, 100, stamp));
    CHECK_STATUS(MMF_RANGE, mmf_list_assign(&list, 14950, 1, values, 100, MMF_ANY_STAMP)); /* all or nothing */
    CHECK_STATUS(MMF_RANGE, mmf_list_assign(&list, 5, -1, values, 100, MMF_ANY_STAMP));
    check_all(ns, &list);
    CHECK_OK(mmf_list_permute(&list, NULL, 0, MMF_ANY_STAMP));
    length = 0;
    check_all(ns, &list);
    destroy_and_close(ns);
}

static void indices_outside_are_refused(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref list = fresh_list(ns);
    mmf_value one = int_value(1);
    mmf_out out;
    mmf_buffer buffer;
    uint64_t random = 8;
    mmf_out_init(&out);
    mmf_buffer_init(&buffer);
    for (int round = 0; round < 2; round++) {
        int64_t bad[] = {(int64_t)length, -(int64_t)length - 1, INT64_MAX, INT64_MIN};
        for (int i = 0; i < 4; i++) {
            CHECK_STATUS(MMF_RANGE, mmf_list_get(&list, bad[i], &out));
            CHECK_STATUS(MMF_RANGE, mmf_list_set(&list, bad[i], &one));
            CHECK_STATUS(MMF_RANGE, mmf_list_remove(&list, bad[i], NULL));
        }
        CHECK_STATUS(MMF_RANGE, mmf_list_export(&list, length, 0, 1, length + 1, &buffer, NULL));
        CHECK_STATUS(MMF_RANGE, mmf_list_export(&list, length + 1, 0, 1, 1, &buffer, NULL));
        CHECK_STATUS(MMF_RANGE, mmf_list_export(&list, length, -1, 1, 1, &buffer, NULL));
        CHECK_STATUS(MMF_INVALID, mmf_list_export(&list, length, 0, 0, 1, &buffer, NULL));
        check_all(ns, &list);
        splice(&list, INT64_MIN, UINT64_MAX, 300, &random);
        splice(&list, INT64_MAX, UINT64_MAX, 1, &random);
    }
    mmf_buffer_clear(&buffer);
    mmf_ref root = mmf_root(ns);
    CHECK(mmf_list_append(&root, &one) != MMF_OK); /* a dict is no list */
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(random_steps_match_the_model);
    RUN(big_splices_match_the_model);
    RUN(permute_and_assign);
    RUN(indices_outside_are_refused);
    return check_done();
}
