/* test_transaction.c -- all or nothing over many operations, and savepoints. */
#include "ns.h"
#include "values.h"

static void lock_and_begin(mmf_ns *ns)
{
    CHECK_OK(mmf_lock(ns, 5000, true));
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

/* The whole content, to compare. */
static mmf_buffer snapshot(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    mmf_buffer buffer;
    mmf_buffer_init(&buffer);
    CHECK_OK(mmf_export(&root, &buffer, NULL));
    return buffer;
}

static void check_same(mmf_ns *ns, mmf_buffer *before)
{
    mmf_buffer now = snapshot(ns);
    CHECK(now.bytes == before->bytes && !memcmp(now.data, before->data, now.bytes));
    mmf_buffer_clear(&now);
    mmf_buffer_clear(before);
    verify_clean(ns);
}

static void commit_keeps_and_rollback_undoes(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    lock_and_begin(ns);
    set(&root, "a", int_value(1));
    CHECK(get(&root, "a") == 1);
    commit(ns);
    mmf_buffer before = snapshot(ns);
    lock_and_begin(ns);
    set(&root, "a", int_value(2));
    set(&root, "b", list_value(NULL, 0));
    mmf_key a = text_key(ns, "a");
    CHECK_OK(mmf_dict_remove(&root, &a, NULL));
    CHECK(get(&root, "a") == -1);
    roll_back(ns);
    check_same(ns, &before);
    CHECK_STATUS(MMF_NOT_HELD, mmf_txn_begin(ns));
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_STATUS(MMF_NOT_HELD, mmf_txn_commit(ns));
    CHECK_STATUS(MMF_NOT_HELD, mmf_txn_rollback(ns));
    CHECK_OK(mmf_txn_begin(ns));
    CHECK_STATUS(MMF_NOT_HELD, mmf_unlock(ns, true)); /* the transaction ends first */
    commit(ns);
    CHECK_STATUS(MMF_NOT_HELD, mmf_unlock(ns, true));
    destroy_and_close(ns);
}

/* Some change of something below the root. */
static void random_change(const mmf_ref *root, uint64_t *random)
{
    char name[40], text[600];
    memset(text, 'x', sizeof text);
    snprintf(name, sizeof name, next_random(random) % 2 ? "%d" : "a rather long key: %d",
             (int)(next_random(random) % 20));
    mmf_key key = text_key(root->ns, name);
    mmf_value values[40];
    uint64_t choice = next_random(random) % 20, count = next_random(random) % 40;
    for (uint64_t i = 0; i < count; i++)
        values[i] = i % 3 ? int_value((int64_t)i) : text_value(text, next_random(random) % sizeof text);
    mmf_value value = choice < 5 ? list_value(values, count) : text_value(text, next_random(random) % sizeof text);
    mmf_out out;
    mmf_out_init(&out);
    if (choice < 10) {
        CHECK_OK(mmf_dict_set(root, &key, &value));
    } else if (choice < 15) {
        mmf_status status = mmf_dict_remove(root, &key, NULL);
        CHECK(status == MMF_OK || status == MMF_NOT_FOUND);
    } else if (choice < 19) {
        if (mmf_dict_get(root, &key, &out) == MMF_OK && mmf_cell_tag(out.cell) == MMF_TAG_LIST) {
            mmf_ref list = mmf_out_ref(&out, root->ns);
            CHECK_OK(
                mmf_list_splice(&list, (int64_t)(next_random(random) % 50), next_random(random) % 50, values, count));
        }
    } else if (next_random(random) % 10 == 0) {
        CHECK_OK(mmf_dict_clear(root));
    }
    mmf_out_clear(&out);
}

static void savepoints_undo_what_came_after_them(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    uint64_t random = 9;
    for (int round = 0; round < 2000; round++) {
        mmf_buffer before = {0}, at[4];
        for (int i = 0; i < 5; i++)
            random_change(&root, &random);
        before = snapshot(ns);
        lock_and_begin(ns);
        int depth = (int)(next_random(&random) % 4) + 1;
        for (int level = 0; level < depth; level++) {
            random_change(&root, &random);
            at[level] = snapshot(ns);
            CHECK_OK(mmf_txn_begin(ns));
            random_change(&root, &random);
        }
        for (int level = depth; level--;) {
            if (next_random(&random) % 3) {
                CHECK_OK(mmf_txn_rollback(ns));
                mmf_buffer now = snapshot(ns);
                CHECK(now.bytes == at[level].bytes && !memcmp(now.data, at[level].data, now.bytes));
                mmf_buffer_clear(&now);
            } else {
                CHECK_OK(mmf_txn_commit(ns));
            }
            random_change(&root, &random);
            mmf_buffer_clear(&at[level]);
        }
        if (round % 2) {
            roll_back(ns);
            check_same(ns, &before);
        } else {
            commit(ns);
            mmf_buffer_clear(&before);
            verify_clean(ns);
        }
    }
    destroy_and_close(ns);
}

/* A place in the table that changes hands within one change. */
static void a_place_taken_again_in_the_same_transaction(void)
{
    for (int in_place = 0; in_place < 2; in_place++) {
        for (int keep = 0; keep < 2; keep++) {
            mmf_ns *ns = open_fresh();
            mmf_ref root = mmf_root(ns);
            mmf_key b = text_key(ns, "b");
            set(&root, "a", int_value(1));
            set(&root, "b", text_value("a text outside of its cell", 26));
            set(&root, "c", int_value(3));
            mmf_buffer before = snapshot(ns);
            lock_and_begin(ns);
            if (in_place)
                set(&root, "b", int_value(20));
            CHECK_OK(mmf_dict_remove(&root, &b, NULL));
            set(&root, "d", int_value(4)); /* where b was */
            set(&root, "d", int_value(5));
            if (keep) {
                commit(ns);
                CHECK(get(&root, "d") == 5 && get(&root, "b") == -1);
                verify_clean(ns);
                mmf_buffer_clear(&before);
            } else {
                roll_back(ns);
                check_same(ns, &before);
            }
            destroy_and_close(ns);
        }
    }
}

static int64_t next_of(const mmf_ref *dict, mmf_cursor *cursor)
{
    mmf_out key;
    mmf_out_init(&key);
    mmf_status status = mmf_dict_next(dict, cursor, false, &key, NULL);
    CHECK(status == MMF_OK || status == MMF_NOT_FOUND);
    mmf_out_clear(&key);
    return status == MMF_OK ? (int64_t)key.cell.w1 : -1;
}

/* A walker that was given an item whose insertion is then undone: what comes later is not taken for it, be it put where
 * that item was or, `elsewhere`, in the place of one that was removed. */
static void a_walk_ends_after_a_rollback(void)
{
    for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        mmf_cursor cursor = {0};
        for (int64_t i = 0; i < 6; i++)
            CHECK_OK(set_number(&root, i));
        lock_and_begin(ns);
        CHECK_OK(set_number(&root, 100));
        for (int64_t i = 0; i < 6; i++)
            CHECK(next_of(&root, &cursor) == i);
        CHECK(next_of(&root, &cursor) == 100);
        roll_back(ns);
        mmf_key first = int_key(ns, 0);
        if (elsewhere)
            CHECK_OK(mmf_dict_remove(&root, &first, NULL));
        CHECK_OK(set_number(&root, 200));
        CHECK(next_of(&root, &cursor) == -1);
        verify_clean(ns);
        destroy_and_close(ns);
    }
}

static void a_failing_operation_undoes_only_itself(void)
{
    mmf_ns *ns = open_sized(fresh_path(), MMF_SIZE_MIN, MMF_SIZE_MIN);
    mmf_ref root = mmf_root(ns);
    static char big[40000];
    memset(big, 'b', sizeof big);
    mmf_value values[] = {int_value(1), text_value(big, sizeof big), text_value(big, sizeof big)};
    mmf_key key = text_key(ns, "too big");
    mmf_cell total;
    set(&root, "text", text_value("t", 1));
    mmf_buffer before = snapshot(ns);
    lock_and_begin(ns);
    set(&root, "a", int_value(1));
    for (int i = 0; i < 3; i++) {
        mmf_value value = list_value(values, 3);
        CHECK_STATUS(MMF_FULL, mmf_dict_set(&root, &key, &value));
        mmf_key text = text_key(ns, "text");
        CHECK_STATUS(MMF_KIND, mmf_dict_add(&root, &text, mmf_cell_int(1), &total));
    }
    set(&root, "b", int_value(2));
    CHECK(get(&root, "a") == 1 && get(&root, "b") == 2 && get(&root, "too big") == -1);
    commit(ns);
    verify_clean(ns);
    CHECK(get(&root, "a") == 1 && get(&root, "b") == 2);
    mmf_key a = text_key(ns, "a"), b = text_key(ns, "b");
    CHECK_OK(mmf_dict_remove(&root, &a, NULL));
    CHECK_OK(mmf_dict_remove(&root, &b, NULL));
    check_same(ns, &before);
    destroy_and_close(ns);
}

static void rollback_of_a_delete_revives_the_handles(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value inner = list_value(NULL, 0), one = int_value(1);
    uint8_t tag;
    set(&root, "l", list_value(&inner, 1));
    for (int retained = 0; retained < 2; retained++) {
        mmf_ref l = get_container(&root, "l");
        if (retained)
            CHECK_OK(mmf_handle_retain(&l));
        lock_and_begin(ns);
        mmf_key key = text_key(ns, "l");
        CHECK_OK(mmf_dict_remove(&root, &key, NULL));
        set(&root, "l", int_value(5));
        roll_back(ns);
        CHECK_OK(mmf_ref_check(&l, &tag));
        CHECK_OK(mmf_list_append(&l, &one));
        mmf_ref again = get_container(&root, "l");
        CHECK(again.off == l.off && again.serial == l.serial);
        if (retained)
            mmf_handle_release(&l);
        verify_clean(ns);
    }
    lock_and_begin(ns); /* what is new in the transaction does not survive it */
    set(&root, "new", list_value(NULL, 0));
    mmf_ref fresh = get_container(&root, "new");
    roll_back(ns);
    CHECK_STATUS(MMF_STALE, mmf_ref_check(&fresh, &tag));
    set(&root, "other", list_value(NULL, 0));
    CHECK_STATUS(MMF_STALE, mmf_ref_check(&fresh, &tag)); /* also when another takes its memory */
    destroy_and_close(ns);
}

static void release_inside_a_transaction(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_stats stats;
    set(&root, "l", list_value(NULL, 0));
    mmf_ref l = get_container(&root, "l");
    CHECK_OK(mmf_handle_retain(&l));
    lock_and_begin(ns);
    mmf_key key = text_key(ns, "l");
    CHECK_OK(mmf_dict_remove(&root, &key, NULL));
    mmf_handle_release(&l); /* an orphan of a change that is still open */
    set(&root, "x", int_value(1));
    commit(ns);
    verify_clean(ns);
    CHECK_OK(mmf_get_stats(ns, &stats));
    CHECK(stats.containers == 1);
    destroy_and_close(ns);
}

/* The next insertion into the dict numbers its items anew. */
static void end_numbers(const mmf_ref *dict)
{
    uint64_t *order = &mmf_ref_header(dict)->order;
    mmf_store(order, mmf_halves(UINT32_MAX, mmf_high(mmf_load(order))));
}

/* The version of an entry is odd while the order number beside it changes. */
static void a_new_numbering_after_a_value_changed(void)
{
    for (int keep = 0; keep <= 1; keep++) {
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        set(&root, "gone", int_value(0));
        set(&root, "a", int_value(1));
        remove_key(&root, "gone"); /* so that the number of "a" will be another */
        mmf_buffer before = snapshot(ns);
        lock_and_begin(ns);
        set(&root, "a", text_value("text", 4));
        CHECK_OK(mmf_txn_begin(ns));
        end_numbers(&root);
        set(&root, "b", int_value(2));
        set(&root, "a", int_value(3));
        if (!keep) {
            CHECK_OK(mmf_txn_rollback(ns));
            set(&root, "a", int_value(4));
            roll_back(ns);
            check_same(ns, &before);
        } else {
            CHECK_OK(mmf_txn_commit(ns));
            commit(ns);
            verify_clean(ns);
            CHECK(get(&root, "a") == 3 && get(&root, "b") == 2 && length_of(&root) == 2);
            mmf_buffer_clear(&before);
        }
        remove_key(&root, "a");
        set(&root, "a", int_value(4));
        mmf_item items[] = {{text_key(ns, "a"), text_value("text", 4)}, {text_key(ns, "c"), int_value(3)}};
        end_numbers(&root);
        CHECK_OK(mmf_dict_update(&root, items, 2));
        verify_clean(ns);
        set(&root, "a", int_value(5));
        CHECK(get(&root, "a") == 5 && get(&root, "c") == 3);
        destroy_and_close(ns);
    }
}

int main(void)
{
    alarm(100);
    RUN(commit_keeps_and_rollback_undoes);
    RUN(a_place_taken_again_in_the_same_transaction);
    RUN(savepoints_undo_what_came_after_them);
    RUN(a_walk_ends_after_a_rollback);
    RUN(a_failing_operation_undoes_only_itself);
    RUN(rollback_of_a_delete_revives_the_handles);
    RUN(release_inside_a_transaction);
    RUN(a_new_numbering_after_a_value_changed);
    return check_done();
}
