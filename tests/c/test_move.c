/* test_move.c -- containers that change their place. */
#include "values.h"

static void moves_and_cycles(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value values[] = {int_value(7), dict_value(NULL, 0), int_value(8)};
    set(&root, "a", dict_value(NULL, 0));
    set(&root, "l", list_value(values, 3));
    mmf_ref a = get_container(&root, "a"), l = get_container(&root, "l");
    mmf_key b = text_key(ns, "b"), x = text_key(ns, "x");
    CHECK_OK(mmf_move_to_key(&l, &a, &b)); /* root: a: b: l */
    mmf_ref moved = get_container(&a, "b");
    CHECK(moved.off == l.off && moved.serial == l.serial && length_of(&root) == 1 && length_of(&l) == 3);
    CHECK_STATUS(MMF_CYCLE, mmf_move_to_index(&a, &l, 0));
    CHECK_STATUS(MMF_CYCLE, mmf_move_to_index(&l, &l, 0));
    CHECK_STATUS(MMF_CYCLE, mmf_move_to_key(&a, &a, &x));
    CHECK(mmf_move_to_key(&root, &a, &x) != MMF_OK);
    verify_clean(ns);
    CHECK(length_of(&root) == 1 && length_of(&a) == 1);
    set(&root, "d", dict_value(NULL, 0));
    mmf_ref d = get_container(&root, "d");
    CHECK_STATUS(MMF_RANGE, mmf_move_to_index(&d, &l, 3));
    CHECK_OK(mmf_move_to_index(&d, &l, -1)); /* in place of 8 */
    CHECK(length_of(&root) == 1 && length_of(&l) == 3 && !is_stale(&d));
    CHECK_OK(mmf_move_to_key(&d, &root, &x)); /* out of the list again */
    CHECK(length_of(&l) == 2);
    CHECK_OK(mmf_move_to_key(&d, &root, &x)); /* to where it is */
    CHECK(length_of(&root) == 2 && !is_stale(&d));
    CHECK_OK(mmf_handle_retain(&a)); /* an orphan does not come to lie inside itself either */
    remove_key(&root, "a");
    mmf_value itself = {mmf_cell_plain(MMF_TAG_REF, 0), &a};
    CHECK_STATUS(MMF_CYCLE, mmf_list_append(&l, &itself));
    CHECK_STATUS(MMF_CYCLE, mmf_dict_set(&a, &x, &itself));
    mmf_item deeper = {.key = x, .value = itself};
    mmf_value nested = dict_value(&deeper, 1);
    CHECK_OK(mmf_lock(ns, 1000, true));
    CHECK_OK(mmf_txn_begin(ns));
    set(&root, "g", list_value(values, 3));
    remove_key(&root, "g"); /* also where something waits to be freed */
    CHECK_STATUS(MMF_CYCLE, mmf_dict_set(&a, &x, &nested));
    CHECK_OK(mmf_txn_rollback(ns));
    CHECK_OK(mmf_unlock(ns, true));
    verify_clean(ns);
    CHECK_OK(mmf_move_to_key(&a, &d, &x)); /* but elsewhere */
    CHECK(length_of(&d) == 1 && length_of(&l) == 2);
    mmf_handle_release(&a);
    CHECK(!is_stale(&a));
    destroy_and_close(ns);
}

/* Until the end of the transaction it hangs nowhere that it could name. */
static void what_was_given_up_at_once_can_be_moved_within_the_transaction(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_key x = text_key(ns, "x"), c = text_key(ns, "c");
    mmf_item item = {.key = c, .value = dict_value(NULL, 0)};
    for (int is_dict = 0; is_dict < 2; is_dict++)
        for (int is_kept = 0; is_kept < 2; is_kept++) {
            set(&root, "other", list_value(&item.value, 1));
            set(&root, "p", is_dict ? dict_value(&item, 1) : list_value(&item.value, 1));
            mmf_ref parent = get_container(&root, "p"), child;
            mmf_out out;
            mmf_out_init(&out);
            CHECK_OK(is_dict ? mmf_dict_get(&parent, &c, &out) : mmf_list_get(&parent, 0, &out));
            child = mmf_out_ref(&out, ns);
            CHECK_OK(mmf_lock(ns, 1000, true));
            CHECK_OK(mmf_txn_begin(ns));
            remove_key(&root, "other");
            CHECK_OK(is_dict ? mmf_dict_clear(&parent) : mmf_list_splice(&parent, 0, UINT64_MAX, NULL, 0));
            CHECK_OK(mmf_move_to_key(&parent, &child, &x));
            CHECK_OK(mmf_move_to_key(&child, &root, &c));
            CHECK_STATUS(MMF_CYCLE, mmf_move_to_key(&child, &child, &x));
            CHECK_OK(is_kept ? mmf_txn_commit(ns) : mmf_txn_rollback(ns));
            CHECK_OK(mmf_unlock(ns, true));
            verify_clean(ns);
            CHECK(length_of(&root) == (is_kept ? 1 : 2) && length_of(&child) == (uint64_t)is_kept);
            CHECK(length_of(&parent) == (uint64_t)!is_kept);
            CHECK_OK(mmf_dict_clear(&root));
        }
    destroy_and_close(ns);
}

static int64_t int_at(const mmf_ref *list, int64_t index)
{
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_list_get(list, index, &out));
    return mmf_cell_tag(out.cell) == MMF_TAG_INT ? (int64_t)out.cell.w1 : -1;
}

static void moving_within_a_list_replaces_the_item_that_is_there(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value values[] = {dict_value(NULL, 0), int_value(5), int_value(5), int_value(6)};
    mmf_out out;
    mmf_out_init(&out);
    set(&root, "l", list_value(values, 4));
    mmf_ref l = get_container(&root, "l");
    CHECK_OK(mmf_list_get(&l, 0, &out));
    mmf_ref item = mmf_out_ref(&out, ns);
    CHECK_OK(mmf_move_to_index(&item, &l, 0)); /* its own place */
    CHECK(length_of(&l) == 4 && int_at(&l, 0) == -1 && int_at(&l, 1) == 5 && !is_stale(&item));
    CHECK_OK(mmf_move_to_index(&item, &l, 1));
    CHECK(length_of(&l) == 3 && int_at(&l, 0) == -1 && int_at(&l, 1) == 5 && int_at(&l, 2) == 6);
    CHECK_OK(mmf_move_to_index(&item, &l, -1));
    CHECK(length_of(&l) == 2 && int_at(&l, 0) == 5 && int_at(&l, 1) == -1 && !is_stale(&item));
    CHECK_OK(mmf_move_to_index(&item, &l, 0));
    CHECK(length_of(&l) == 1 && int_at(&l, 0) == -1 && !is_stale(&item));
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(moves_and_cycles);
    RUN(what_was_given_up_at_once_can_be_moved_within_the_transaction);
    RUN(moving_within_a_list_replaces_the_item_that_is_there);
    return check_done();
}
