/* test_glance.c -- looking a key up by what is remembered of the dict's index, while that changes. */
#include "thread.h"

#include <stdatomic.h>

#include "values.h"

#define MANY 20000 /* ints, so that the index has a directory */

static mmf_ns *ns;

/* A handle as others have them: what it names, and what is remembered of that. */
typedef struct handle {
    mmf_ref ref;
    mmf_memo memo;
} handle;

static handle handle_on(mmf_ref ref) { return (handle){ref, {.seq = MMF_MEMO_NOTHING}}; }

/* By a glance, or, if that is not enough, by more. *glances counts those that were. */
static mmf_status look(handle *h, int64_t number, int64_t *value, uint64_t *glances)
{
    mmf_cell cell = mmf_cell_int(number);
    mmf_out out;
    mmf_out_init(&out);
    mmf_status status = mmf_dict_glance(&h->ref, &h->memo, cell, &out);
    if (status != MMF_BUSY)
        ++*glances;
    while (status == MMF_BUSY) {
        mmf_key key;
        mmf_key_init_cell(ns, &key, cell);
        status = mmf_dict_get(&h->ref, &key, &out);
    }
    *value = status == MMF_OK ? (int64_t)out.cell.w1 : 0;
    mmf_out_clear(&out);
    return status;
}

static void check_there(handle *h, int64_t number, uint64_t *glances)
{
    int64_t value;
    CHECK_OK(look(h, number, &value, glances));
    CHECK(value == 7 * number);
    mmf_status there = mmf_dict_glance_contains(&h->ref, &h->memo, mmf_cell_int(number));
    CHECK(there == MMF_OK || there == MMF_BUSY);
}

static void check_absent(handle *h, int64_t number, uint64_t *glances)
{
    int64_t value;
    CHECK_STATUS(MMF_NOT_FOUND, look(h, number, &value, glances));
    mmf_status there = mmf_dict_glance_contains(&h->ref, &h->memo, mmf_cell_int(number));
    CHECK(there == MMF_NOT_FOUND || there == MMF_BUSY);
}

/* Both wait, as readers may hold a change up. */
static void put(const mmf_ref *dict, int64_t number)
{
    mmf_key key = int_key(ns, number);
    mmf_value value = int_value(7 * number);
    mmf_status status;
    while ((status = mmf_dict_set(dict, &key, &value)) == MMF_BUSY)
        CHECK_OK(mmf_wait(ns, 20));
    CHECK_OK(status);
}

static void take(const mmf_ref *dict, int64_t number)
{
    mmf_key key = int_key(ns, number);
    mmf_status status;
    while ((status = mmf_dict_remove(dict, &key, NULL)) == MMF_BUSY)
        CHECK_OK(mmf_wait(ns, 20));
    CHECK_OK(status);
}

static handle fresh_dict(void)
{
    ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "d", dict_value(NULL, 0));
    return handle_on(get_container(&root, "d"));
}

/* Whatever becomes of the index, a glance finds what is there, and nothing else; and mostly a glance is enough. */
static void it_follows_the_index(void)
{
    handle a = fresh_dict(), seldom = handle_on(a.ref);
    uint64_t glances = 0;
    check_absent(&a, 0, &glances);
    check_absent(&a, 0, &glances);
    for (int64_t i = 0; i < MANY; i++) {
        put(&a.ref, i);
        check_there(&a, i, &glances);
        check_there(&a, i / 2, &glances);
        check_absent(&a, i + 1, &glances);
        if (i % 1000 == 0)
            check_there(&seldom, i / 3, &glances);
    }
    CHECK(glances > 3 * MANY - 10);
    for (int64_t i = 0; i < MANY; i += 2) {
        take(&a.ref, i);
        check_absent(&a, i, &glances);
        check_there(&a, i + 1, &glances);
    }
    CHECK_OK(mmf_dict_clear(&a.ref));
    check_absent(&a, 1, &glances);
    check_absent(&seldom, 1, &glances);
    put(&a.ref, 5);
    check_there(&a, 5, &glances);
    check_there(&seldom, 5, &glances);
    CHECK(glances > 4 * MANY);
    destroy_and_close(ns);
}

/* Within a transaction a glance tells nothing, and what was undone leaves nothing behind. */
static void it_knows_nothing_of_what_was_undone(void)
{
    handle a = fresh_dict();
    uint64_t glances = 0;
    int64_t value;
    put(&a.ref, 1);
    check_there(&a, 1, &glances);
    for (int turn = 0; turn < 3; turn++) {
        glances = 0;
        CHECK_OK(mmf_lock(ns, 1000, true));
        CHECK_OK(mmf_txn_begin(ns));
        for (int64_t i = 2; i < 5000; i++)
            put(&a.ref, i);
        check_there(&a, 4999, &glances);
        CHECK(!glances);
        CHECK_OK(mmf_txn_rollback(ns));
        CHECK_OK(mmf_unlock(ns, true));
        check_there(&a, 1, &glances);
        for (int64_t i = 2; i < 5000; i++)
            CHECK_STATUS(MMF_NOT_FOUND, look(&a, i, &value, &glances));
        put(&a.ref, 10000 + turn);
        check_there(&a, 10000 + turn, &glances);
        CHECK(glances);
    }
    destroy_and_close(ns);
}

/* A dict that is gone is left to those who can tell; so is another one in its place. */
static void it_names_no_other_dict(void)
{
    handle a = fresh_dict();
    mmf_ref root = mmf_root(ns);
    uint64_t glances = 0;
    int64_t value;
    put(&a.ref, 1);
    check_there(&a, 1, &glances);
    mmf_key name = text_key(ns, "d");
    CHECK_OK(mmf_dict_remove(&root, &name, NULL));
    for (int turn = 0; turn < 100; turn++) {
        set(&root, "d", dict_value(NULL, 0));
        mmf_ref other = get_container(&root, "d");
        put(&other, 1);
        glances = 0;
        CHECK_STATUS(MMF_STALE, look(&a, 1, &value, &glances));
        CHECK(!glances);
    }
    destroy_and_close(ns);
}

/* Values that do not lie in their cells, and keys of text. */
static void long_values(void)
{
    handle a = fresh_dict();
    char text[5000];
    mmf_out out;
    mmf_out_init(&out);
    for (size_t length = 1; length < sizeof text; length = 3 * length + 1) {
        memset(text, 'x', length);
        set(&a.ref, "text", text_value(text, length));
        mmf_status status = mmf_dict_glance(&a.ref, &a.memo, mmf_cell_inline(MMF_TAG_STR7, "text", 4), &out);
        CHECK_OK(status);
        CHECK(!out.data || (out.cell.w1 == length && memcmp(out.data, text, length) == 0));
        CHECK(!!out.data == (length > MMF_INLINE_BYTES));
        mmf_out_clear(&out);
    }
    destroy_and_close(ns);
}

/* ---- threads that remember in one place ---- */

#define STABLE 50
#define ROUNDS 60
#define MOVING 1500

/* Where another thread is writing it down, a glance neither reads it nor writes to it (Q6). */
static void one_thread_at_a_time_writes(void)
{
    handle a = fresh_dict();
    uint64_t glances = 0, poison = 0;
    put(&a.ref, 1);
    check_there(&a, 1, &glances);
    glances = 0;
    uint64_t written = a.memo.seq;
    a.memo = (mmf_memo){MMF_MEMO_WRITING, &poison, UINT64_MAX};
    check_there(&a, 1, &glances);
    CHECK(!glances && a.memo.seq == MMF_MEMO_WRITING && a.memo.words == &poison && a.memo.shape == UINT64_MAX);
    a.memo.seq = MMF_MEMO_NOTHING;
    check_there(&a, 1, &glances);
    CHECK(glances && a.memo.seq == written && a.memo.words != &poison);
    destroy_and_close(ns);
}

static handle shared;
static atomic_bool stop;

static void *change(void *unused)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (int64_t i = STABLE; i < STABLE + MOVING; i++)
            put(&shared.ref, i);
        for (int64_t i = STABLE; i < STABLE + MOVING; i++)
            take(&shared.ref, i);
    }
    atomic_store(&stop, true);
    return unused;
}

static void *read_on(void *count)
{
    uint64_t glances = 0;
    while (!atomic_load(&stop))
        for (int64_t i = 0; i < STABLE; i++) {
            check_there(&shared, i, &glances);
            check_absent(&shared, -1 - i, &glances);
        }
    *(uint64_t *)count = glances;
    return NULL;
}

static void threads_share_a_memo(void)
{
    pthread_t threads[4];
    uint64_t glances[3] = {0};
    shared = fresh_dict();
    for (int64_t i = 0; i < STABLE; i++)
        put(&shared.ref, i);
    atomic_store(&stop, false);
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&threads[i], NULL, read_on, &glances[i]) == 0);
    CHECK(pthread_create(&threads[3], NULL, change, NULL) == 0);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(glances[0] + glances[1] + glances[2] > 0);
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(it_follows_the_index);
    RUN(it_knows_nothing_of_what_was_undone);
    RUN(it_names_no_other_dict);
    RUN(long_values);
    RUN(one_thread_at_a_time_writes);
    RUN(threads_share_a_memo);
    return check_done();
}
