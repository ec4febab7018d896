/* test_bias_alone.c -- changes without the lock by the only one who may: what it keeps, who ends it, and that nothing
 * is lost then. */
#include "words.h"

#define ROUNDS 20000
#define PROCESSES 3

static uint64_t stamp_of_a_change(const mmf_ref *dict)
{
    mmf_write w;
    struct mmf_header_shm *h;
    CHECK_OK(mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_SET, &h));
    uint64_t stamp = mmf_write_stamp(&w);
    CHECK_OK(mmf_write_cancel(&w, MMF_OK));
    return stamp;
}

static void who_is_alone_keeps_it_and_changes_more(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value value = int_value(3);
    set(&root, "l", list_value(NULL, 0));
    mmf_ref list = get_container(&root, "l");
    earn_bias_alone(&root);
    uint64_t before = commits(ns), stamp = stamp_of(ns);
    for (int i = 0; i < 1000; i++) { /* also to new chunks, which takes the lock */
        CHECK_OK(mmf_list_append(&list, &value));
        CHECK(stamp_of(ns) > stamp && stamp_of(ns) == stamp_of_a_change(&root));
        stamp = stamp_of(ns);
    }
    CHECK(length_of(&list) == 1000);
    set(&root, "n", int_value(5));
    CHECK_OK(add_now(&root, "n"));
    set(&root, "new", text_value("longer than a cell", 18));
    remove_key(&root, "new");
    CHECK_OK(mmf_list_set(&list, -1, &value));
    CHECK(mmf_bias_is_mine_alone(ns) && get(&root, "n") == 6 && commits(ns) >= before + 1005);
    stamp = stamp_of(ns);
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK(!mmf_bias_is_granted(ns) && stamp_of(ns) == stamp);
    CHECK_OK(mmf_unlock(ns, true));
    verify_clean(ns);
    destroy_and_close(ns);
}

/* While the threads before it keep theirs. */
static void *earn_it_in_each_lane(void *context)
{
    uint32_t lane = mmf_lane();
    CHECK(lane < MMF_LANES);
    earn_bias_alone(context);
    if (lane < MMF_LANES - 1)
        in_a_thread(earn_it_in_each_lane, context);
    return NULL;
}

static void any_thread_with_a_lane_may_earn_it(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    earn_it_in_each_lane(&root);
    verify_clean(ns);
    destroy_and_close(ns);
}

static void *append_one(void *context)
{
    mmf_value value = int_value(7);
    const mmf_ref *list = context;
    CHECK_OK(WAITING(list->ns, mmf_list_append(list, &value)));
    return NULL;
}

static void append_and_wait(child *me, void *context)
{
    append_one(context);
    say(me, 'a');
    hear(me);
}

static void another_who_changes_a_word_ends_it(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "l", list_value(NULL, 0));
    mmf_ref list = get_container(&root, "l");
    for (int by_thread = 0; by_thread < 2; by_thread++) {
        earn_bias_alone(&root);
        append_one(&list);
        CHECK(mmf_bias_is_mine_alone(ns));
        if (by_thread) {
            in_a_thread(append_one, &list);
        } else {
            child c = child_start(append_and_wait, &list);
            CHECK(hear(&c) == 'a');
            child_done(&c);
        }
        CHECK(!mmf_bias_is_granted(ns));
    }
    CHECK(length_of(&list) == 4);
    verify_clean(ns);
    destroy_and_close(ns);
}

/* Between the cell and the count. */
static void append_in_a_pass_when_told(child *me, void *context)
{
    mmf_ref *list = context;
    mmf_ref root = mmf_root(list->ns);
    earn_bias_alone(&root);
    append_one(list);
    append_one(list); /* so that a cell is to spare */
    append_one(list);
    uint64_t *pass;
    CHECK(mmf_bias_enter_alone(root.ns, &pass));
    say(me, 'p');
    if (hear(me) == 'g') {
        mmf_bias_leave_lane(pass, false);
        say(me, 'd');
    }
    hear(me);
}

static void who_appends_alone_is_waited_for_while_it_lives(void)
{
    for (int kill = 0; kill < 2; kill++) {
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        mmf_value value = int_value(1);
        set(&root, "l", list_value(NULL, 0));
        mmf_ref list = get_container(&root, "l");
        child c = child_start(append_in_a_pass_when_told, &list);
        CHECK(hear(&c) == 'p');
        CHECK_STATUS(MMF_BUSY, mmf_list_append(&list, &value));
        CHECK_STATUS(MMF_BUSY, mmf_list_append(&list, &value)); /* though it has been revoked now */
        CHECK_STATUS(MMF_BUSY, set_now(&root, "n", 1));
        CHECK_STATUS(MMF_BUSY, add_now(&root, "n"));
        if (kill) {
            child_kill(&c);
        } else {
            say(&c, 'g');
            CHECK(hear(&c) == 'd');
        }
        CHECK_OK(WAITING(ns, mmf_list_append(&list, &value)));
        CHECK(length_of(&list) == 4);
        if (!kill)
            child_done(&c);
        verify_clean(ns);
        destroy_and_close(ns);
    }
}

/* Two who take turns earn it together; who has it alone meanwhile loses it to the other. */
static void append_many(child *me, void *context)
{
    const mmf_ref *list = context;
    mmf_ref root = mmf_root(list->ns);
    CHECK(hear(me) == 'g');
    for (int i = 0; i < ROUNDS; i++) {
        mmf_value value = int_value(i % 10);
        CHECK_OK(WAITING(root.ns, mmf_list_append(list, &value)));
        CHECK_OK(WAITING(root.ns, add_now(&root, "n")));
    }
    mmf_close(root.ns);
}

static void no_append_is_lost(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    child children[PROCESSES];
    int64_t sum = 0;
    set(&root, "n", int_value(0));
    set(&root, "l", list_value(NULL, 0));
    mmf_ref list = get_container(&root, "l");
    for (int i = 0; i < PROCESSES; i++)
        children[i] = child_start(append_many, &list);
    for (int i = 0; i < PROCESSES; i++)
        say(&children[i], 'g');
    for (int i = 0; i < PROCESSES; i++)
        child_done(&children[i]);
    CHECK(get(&root, "n") == PROCESSES * ROUNDS && length_of(&list) == PROCESSES * ROUNDS);
    for (int i = 0; i < PROCESSES * ROUNDS; i++) {
        mmf_out item;
        CHECK_OK(mmf_list_get(&list, i, &item));
        sum += (int64_t)item.cell.w1;
    }
    CHECK(2 * sum == 9 * PROCESSES * ROUNDS);
    verify_clean(ns);
    destroy_and_close(ns);
}

int main(void)
{
    if (!has_bias())
        return 0;
    RUN(who_is_alone_keeps_it_and_changes_more);
    RUN(any_thread_with_a_lane_may_earn_it);
    RUN(another_who_changes_a_word_ends_it);
    RUN(who_appends_alone_is_waited_for_while_it_lives);
    RUN(no_append_is_lost);
    return check_done();
}
