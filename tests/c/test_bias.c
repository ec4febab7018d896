/* test_bias.c -- changes of one word without the lock: when they may be, who must wait for them, and that each is
 * counted. */
#include "words.h"

#define ROUNDS 20000
#define ADDERS 3
#define THREADS (MMF_LANES + 2) /* some without a lane */

static void words_earn_it_and_more_than_a_word_revokes_it(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value items[9]; /* so that there are cells to spare */
    for (int i = 0; i < 9; i++)
        items[i] = int_value(i);
    set(&root, "l", list_value(items, 9));
    mmf_ref list = get_container(&root, "l");
    for (int way = 0; way < 6; way++) {
        mmf_key key = text_key(ns, "n");
        mmf_value value = int_value(3);
        earn_bias(&root);
        uint64_t before = commits(ns), stamp = stamp_of(ns);
        set(&root, "n", int_value(5));
        CHECK_OK(add_now(&root, "n"));
        CHECK_OK(mmf_list_set(&list, 1, &value));
        CHECK(mmf_bias_is_granted(ns) && get(&root, "n") == 6);
        CHECK(commits(ns) == before + 3 && stamp_of(ns) == stamp + (UINT64_C(3) << MMF_LOG_OPERATION_SHIFT));
        CHECK_OK(mmf_list_append(&list, &value)); /* one word, but one at a time */
        CHECK(mmf_bias_is_granted(ns) && commits(ns) == before + 4);
        if (way == 0)
            set(&root, "n", text_value("longer than a cell", 18));
        else if (way == 1)
            remove_key(&root, "n");
        else if (way == 2)
            CHECK_OK(mmf_lock(ns, 0, true));
        else if (way == 3)
            CHECK_OK(mmf_share(ns, 0));
        else if (way == 4)
            CHECK_OK(mmf_dict_add(&root, &key, mmf_cell_float(0.5), &(mmf_cell){0, 0}));
        else
            CHECK_OK(mmf_dict_clear(&list) == MMF_CORRUPT ? MMF_OK : MMF_INVALID);
        CHECK(!mmf_bias_is_granted(ns));
        bool changed = way != 2 && way != 3 && way != 5;
        CHECK(commits(ns) == before + 4 + changed);
        if (way == 2)
            CHECK_OK(mmf_unlock(ns, true));
        if (way == 3) {
            CHECK_STATUS(MMF_SHARED, set_now(&root, "n", 1));
            CHECK_OK(mmf_unshare(ns));
        }
    }
    verify_clean(ns);
    destroy_and_close(ns);
}

static void add_overflows_and_refuses_in_a_pass_as_it_does_under_the_lock(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "text", text_value("t", 1));
    set(&root, "most", int_value(INT64_MAX));
    earn_bias(&root);
    CHECK_STATUS(MMF_OVERFLOW, add_now(&root, "most"));
    CHECK(get(&root, "most") == INT64_MAX);
    earn_bias(&root);
    CHECK_STATUS(MMF_KIND, add_now(&root, "text"));
    earn_bias(&root);
    CHECK_OK(add_now(&root, "absent"));
    CHECK(get(&root, "absent") == 1);
    destroy_and_close(ns);
}

/* ---- who is in a pass ---- */

static void attach_and_wait(child *me, void *context)
{
    mmf_ns *ns = context;
    mmf_ref root = mmf_root(ns);
    CHECK_OK(WAITING(ns, set_now(&root, "n", 1)));
    say(me, 'a');
    hear(me);
}

static struct mmf_slot_shm *slot_of(mmf_ns *ns, pid_t pid)
{
    for (uint32_t i = 0; i < MMF_SLOTS_FIRST; i++)
        if (mmf_low(mmf_slot_at(&ns->segment, i)->pid) == (uint32_t)pid)
            return mmf_slot_at(&ns->segment, i);
    return NULL;
}

/* As if each had been in use. */
static void give_all_lanes(mmf_ns *ns, struct mmf_slot_shm *slot)
{
    CHECK_OK(mmf_lock(ns, 1000, false));
    CHECK_OK(mmf_slots_extend(ns, &slot->more_lanes, MMF_MORE_LANES_BYTES));
    CHECK_OK(mmf_unlock(ns, false));
    mmf_store(&slot->lanes, MMF_LANES);
}

/* The child itself stands between two steps; its slot says what it would say in a pass. */
static void a_pass_is_waited_for_while_its_process_lives(void)
{
    for (uint32_t lane = 0; lane <= MMF_LANES; lane++) { /* or by the count of those without */
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        uint64_t stamp;
        set(&root, "n", int_value(1));
        child c = child_start(attach_and_wait, ns);
        CHECK(hear(&c) == 'a');
        struct mmf_slot_shm *slot = slot_of(ns, c.pid);
        CHECK(slot != NULL);
        give_all_lanes(ns, slot);
        uint64_t *word = lane < MMF_LANES ? &mmf_lane_at(&ns->segment, slot, lane)->changing : &slot->changers;
        earn_bias(&root);
        mmf_store(word, mmf_load(word) + 1);
        CHECK_OK(set_now(&root, "n", 2)); /* a word goes on */
        CHECK_STATUS(MMF_BUSY, mmf_stamp(ns, &stamp));
        CHECK_STATUS(MMF_BUSY, set_now(&root, "new", 1));
        CHECK(!mmf_bias_is_granted(ns) && mmf_lock_look(&mmf_super(&ns->segment)->lock) == 0);
        CHECK_OK(set_now(&root, "n", 3)); /* now under the lock */
        CHECK_STATUS(MMF_BUSY, mmf_lock(ns, 0, true));
        mmf_store(word, mmf_load(word) - 1);
        CHECK_OK(set_now(&root, "new", 1));
        earn_bias(&root);
        mmf_store(word, mmf_load(word) + 1);
        child_kill(&c);
        stamp_of(ns);
        CHECK_OK(set_now(&root, "new", 2));
        remove_key(&root, "new");
        CHECK(!(mmf_load(word) & (MMF_PASS_ENDED - 1))); /* cleared with the slot */
        CHECK(stats_of(ns).participants == 1);
        verify_clean(ns);
        destroy_and_close(ns);
    }
}

/* The child is in a pass; told so, it adds to the word there, as mmf_dict_add() does, and leaves. */
static void add_in_a_pass_when_told(child *me, void *context)
{
    mmf_ref root = mmf_root(context);
    mmf_key key = text_key(root.ns, "n");
    mmf_found found;
    CHECK_OK(WAITING(root.ns, set_now(&root, "n", 0)));
    say(me, 'a');
    CHECK(hear(me) == 'e');
    uint64_t *pass = mmf_bias_enter(root.ns);
    CHECK(pass != NULL);
    CHECK_OK(mmf_table_find(&root.ns->segment, mmf_ref_header(&root), &key, &found));
    say(me, 'p');
    CHECK(hear(me) == 'g');
    uint64_t old = mmf_load(&found.entry->value[1]);
    CHECK(mmf_word_swap(root.ns, pass, &found.entry->value[1], &old, old + 1));
    mmf_bias_leave(root.ns, pass, true);
    say(me, 'd');
    hear(me);
}

/* One who gave up revoking has left somebody in a pass: who has the lock is still not alone. */
static void a_word_under_the_lock_is_compared_while_somebody_may_be_in_a_pass(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "n");
    mmf_found found;
    uint64_t *pass;
    child c = child_start(add_in_a_pass_when_told, ns);
    CHECK(hear(&c) == 'a');
    earn_bias(&root);
    CHECK_OK(set_now(&root, "n", 0));
    say(&c, 'e');
    CHECK(hear(&c) == 'p');
    CHECK_STATUS(MMF_BUSY, set_now(&root, "new", 1));
    struct mmf_header_shm *h = mmf_word_begin(&root, MMF_TAG_DICT, MMF_OPERATION_ADD, &pass);
    CHECK(h != NULL && !pass);
    CHECK_OK(mmf_table_find(&ns->segment, h, &key, &found));
    uint64_t old = mmf_load(&found.entry->value[1]);
    say(&c, 'g');
    CHECK(hear(&c) == 'd');
    CHECK(!mmf_word_swap(ns, pass, &found.entry->value[1], &old, old + 1) && old == 1);
    CHECK(mmf_word_swap(ns, pass, &found.entry->value[1], &old, old + 1));
    mmf_word_end(ns, pass);
    CHECK(get(&root, "n") == 2);
    child_done(&c);
    earn_bias(&root); /* though it was left revoked */
    verify_clean(ns);
    destroy_and_close(ns);
}

static void append_when_told(child *me, void *context)
{
    mmf_ref *list = context;
    mmf_ref root = mmf_root(list->ns);
    CHECK_OK(WAITING(root.ns, set_now(&root, "n", 0)));
    say(me, 'a');
    CHECK(hear(me) == 'e');
    CHECK(mmf_word_begin_locked(list, MMF_TAG_LIST, MMF_OPERATION_LIST) != NULL);
    say(me, 'l');
    CHECK(hear(me) == 'g');
    mmf_word_end_locked(list->ns);
    say(me, 'f');
    hear(me);
}

/* Appends move the end under the lock, so an item that is named from there is set under the lock. */
static void the_last_item_is_set_under_the_lock(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value items[] = {int_value(0), int_value(1)}, value = int_value(2);
    set(&root, "l", list_value(items, 2));
    mmf_ref list = get_container(&root, "l");
    child c = child_start(append_when_told, &list);
    CHECK(hear(&c) == 'a');
    earn_bias(&root);
    say(&c, 'e');
    CHECK(hear(&c) == 'l');
    CHECK_OK(mmf_list_set(&list, 1, &value));
    CHECK_STATUS(MMF_BUSY, mmf_list_set(&list, -1, &value));
    say(&c, 'g');
    CHECK(hear(&c) == 'f');
    CHECK_OK(mmf_list_set(&list, -1, &value));
    CHECK(mmf_bias_is_granted(ns));
    child_done(&c);
    destroy_and_close(ns);
}

/* ---- many at once ---- */

static void add_many(child *me, void *context)
{
    mmf_ref root = mmf_root(context);
    CHECK(hear(me) == 'g');
    for (int i = 0; i < ROUNDS; i++) {
        CHECK_OK(WAITING(root.ns, add_now(&root, "n")));
        CHECK_OK(WAITING(root.ns, set_now(&root, "a", i)));
        CHECK_OK(WAITING(root.ns, set_now(&root, "b", i)));
    }
    mmf_close(root.ns);
}

static void move_structure(child *me, void *context)
{
    mmf_ref root = mmf_root(context);
    CHECK(hear(me) == 'g');
    for (int i = 0; i < ROUNDS / 100; i++) {
        mmf_key key = text_key(root.ns, "comes and goes");
        CHECK_OK(WAITING(root.ns, set_now(&root, "comes and goes", i)));
        CHECK_OK(WAITING(root.ns, mmf_dict_remove(&root, &key, NULL)));
        CHECK_OK(WAITING(root.ns, mmf_lock(root.ns, 1000, true)));
        int64_t before = get(&root, "n");
        for (int looks = 0; looks < 100; looks++)
            CHECK(get(&root, "n") == before);
        CHECK_OK(mmf_unlock(root.ns, true));
    }
    mmf_close(root.ns);
}

/* The ints at two keys, of one instant. */
static void get_two(const mmf_ref *dict, const char *first, const char *second, int64_t numbers[2])
{
    mmf_key keys[] = {text_key(dict->ns, first), text_key(dict->ns, second)};
    mmf_buffer buffer;
    mmf_buffer_init(&buffer);
    CHECK_OK(WAITING(dict->ns, mmf_dict_get_many(dict, keys, 2, &buffer)));
    mmf_cell cells[2];
    memcpy(cells, buffer.data, sizeof cells);
    numbers[0] = (int64_t)cells[0].w1;
    numbers[1] = (int64_t)cells[1].w1;
    mmf_buffer_clear(&buffer);
}

static void each_counts_once_and_holders_of_the_lock_are_alone(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    child children[ADDERS + 1];
    for (const char *name = "nab"; *name; name++)
        set(&root, (char[]){*name, 0}, int_value(0));
    for (int i = 0; i < ADDERS; i++)
        children[i] = child_start(add_many, ns);
    children[ADDERS] = child_start(move_structure, ns);
    for (int i = 0; i <= ADDERS; i++)
        say(&children[i], 'g');
    for (int i = 0; i <= ADDERS; i++)
        child_done(&children[i]);
    CHECK(get(&root, "n") == ADDERS * ROUNDS);
    verify_clean(ns);
    destroy_and_close(ns);
}

static void copies_are_of_one_instant(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    for (const char *name = "nab"; *name; name++)
        set(&root, (char[]){*name, 0}, int_value(0));
    earn_bias(&root);
    child writer = child_start(add_many, ns);
    say(&writer, 'g');
    for (int64_t numbers[2] = {0, 0}; numbers[1] < ROUNDS - 1;) { /* it sets a, then b */
        get_two(&root, "a", "b", numbers);
        CHECK(numbers[0] == numbers[1] || numbers[0] == numbers[1] + 1);
    }
    child_done(&writer);
    destroy_and_close(ns);
}

static void *add_in_thread(void *context)
{
    mmf_ref *dict = context;
    for (int i = 0; i < ROUNDS; i++)
        CHECK_OK(WAITING(dict->ns, add_now(dict, "n")));
    return NULL;
}

static void threads_of_one_process_have_passes_at_once(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    pthread_t threads[THREADS];
    earn_bias(&root);
    CHECK_OK(set_now(&root, "n", 0));
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, add_in_thread, &root) == 0);
    for (int i = 0; i < 50; i++) {
        CHECK_OK(WAITING(ns, set_now(&root, "new", i)));
        mmf_key key = text_key(ns, "new");
        CHECK_OK(WAITING(ns, mmf_dict_remove(&root, &key, NULL)));
    }
    add_in_thread(&root);
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(get(&root, "n") == (THREADS + 1) * ROUNDS);
    verify_clean(ns);
    destroy_and_close(ns);
}

int main(void)
{
    if (!has_bias())
        return 0;
    RUN(words_earn_it_and_more_than_a_word_revokes_it);
    RUN(add_overflows_and_refuses_in_a_pass_as_it_does_under_the_lock);
    RUN(a_pass_is_waited_for_while_its_process_lives);
    RUN(a_word_under_the_lock_is_compared_while_somebody_may_be_in_a_pass);
    RUN(the_last_item_is_set_under_the_lock);
    RUN(each_counts_once_and_holders_of_the_lock_are_alone);
    RUN(copies_are_of_one_instant);
    RUN(threads_of_one_process_have_passes_at_once);
    return check_done();
}
