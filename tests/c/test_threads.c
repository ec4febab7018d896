/* test_threads.c -- threads that share one attachment; made for the thread sanitizer. */
#include <pthread.h>
#include <stdatomic.h>

#include "values.h"

#define TURNS 2000

static mmf_ns *ns;
static atomic_bool stop;

#define WAITING(call)                       \
    ({                                      \
        mmf_status now_;                    \
        while ((now_ = (call)) == MMF_BUSY) \
            CHECK_OK(mmf_wait(ns, 20));     \
        now_;                               \
    })

static void run_threads(int count, void *(*bodies[])(void *), void *contexts[])
{
    pthread_t threads[8];
    for (int i = 0; i < count; i++)
        CHECK(pthread_create(&threads[i], NULL, bodies[i], contexts[i]) == 0);
    for (int i = 0; i < count; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
}

/* ---- pairs written together ---- */

/* Two values that one update sets are seen together; also a long one, and one in a second dict. */
static void *write_pairs(void *context)
{
    mmf_ref dict = *(mmf_ref *)context;
    char text[600];
    mmf_item items[3] = {{.key = text_key(ns, "a")}, {.key = text_key(ns, "b")}, {.key = text_key(ns, "text")}};
    for (int64_t i = 1; i <= TURNS; i++) {
        memset(text, 'a' + (int)(i % 26), sizeof text);
        items[0].value = int_value(i);
        items[1].value = int_value(-i);
        items[2].value = text_value(text, 1 + (size_t)i % sizeof text);
        CHECK_OK(WAITING(mmf_dict_update(&dict, items, 3)));
        mmf_key other = int_key(ns, i % 50); /* the structure moves as well */
        CHECK_OK(WAITING(mmf_dict_set(&dict, &other, &items[0].value)));
        if (i % 50 == 49)
            for (int64_t k = 0; k < 50; k++) {
                mmf_key gone = int_key(ns, k);
                mmf_status status = WAITING(mmf_dict_remove(&dict, &gone, NULL));
                CHECK(status == MMF_OK || status == MMF_NOT_FOUND);
            }
    }
    return NULL;
}

static void check_text(const mmf_out *out)
{
    const char *text = out->data ? out->data : (const char *)&out->cell + 2;
    int inline_length = out->data ? 0 : mmf_cell_inline_length(out->cell);
    size_t length = out->data ? (size_t)out->cell.w1 : (size_t)inline_length;
    CHECK(inline_length >= 0 && length > 0);
    for (size_t i = 1; i < length; i++)
        CHECK(text[i] == text[0]);
}

static void *read_pairs(void *context)
{
    mmf_ref dict = *(mmf_ref *)context;
    mmf_key text = text_key(ns, "text");
    mmf_buffer buffer;
    mmf_out out;
    mmf_buffer_init(&buffer);
    mmf_out_init(&out);
    int64_t last = 0;
    while (!atomic_load(&stop)) {
        mmf_status status = WAITING(mmf_export(&dict, &buffer, NULL));
        CHECK(status == MMF_OK && buffer.bytes >= 16);
        mmf_cell cells[5];
        if (buffer.bytes >= sizeof cells) { /* the dict, a, its value, b, its value: in order of insertion */
            memcpy(cells, buffer.data, sizeof cells);
            CHECK((int64_t)cells[2].w1 == -(int64_t)cells[4].w1);
            CHECK((int64_t)cells[2].w1 >= last); /* time does not go back */
            last = (int64_t)cells[2].w1;
        }
        status = WAITING(mmf_dict_get(&dict, &text, &out));
        if (status == MMF_OK)
            check_text(&out);
        mmf_cursor cursor = {0};
        mmf_out key;
        mmf_out_init(&key);
        while ((status = WAITING(mmf_dict_next(&dict, &cursor, false, &key, NULL))) == MMF_OK)
            ;
        CHECK(status == MMF_NOT_FOUND);
        mmf_out_clear(&key);
    }
    mmf_out_clear(&out);
    mmf_buffer_clear(&buffer);
    return NULL;
}

static void *write_and_stop(void *context)
{
    write_pairs(context);
    atomic_store(&stop, true);
    return NULL;
}

static void readers_see_whole_updates(void)
{
    ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "one", dict_value(NULL, 0));
    set(&root, "two", dict_value(NULL, 0));
    mmf_ref one = get_container(&root, "one"), two = get_container(&root, "two");
    atomic_store(&stop, false);
    run_threads(4, (void *(*[])(void *)){write_and_stop, write_pairs, read_pairs, read_pairs},
                (void *[]){&one, &two, &one, &two});
    CHECK(get(&one, "a") == TURNS && get(&two, "b") == -TURNS);
    destroy_and_close(ns);
}

/* ---- counting ---- */

static void *add(void *context)
{
    mmf_ref root = mmf_root(ns);
    mmf_key shared = text_key(ns, "shared"), own = text_key(ns, context);
    mmf_cell total;
    for (int i = 0; i < TURNS; i++) {
        CHECK_OK(WAITING(mmf_dict_add(&root, &shared, mmf_cell_int(1), &total)));
        CHECK_OK(WAITING(mmf_dict_add(&root, &own, mmf_cell_int(2), &total)));
        CHECK((int64_t)total.w1 == 2 * (i + 1));
    }
    return NULL;
}

static void adding_is_exact(void)
{
    ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    run_threads(4, (void *(*[])(void *)){add, add, add, add}, (void *[]){"t1", "t2", "t3", "t4"});
    CHECK(get(&root, "shared") == 4 * TURNS && get(&root, "t3") == 2 * TURNS);
    destroy_and_close(ns);
}

/* ---- exclusive holds ---- */

/* Under the lock and in transactions nobody sees x and y differ, and some of them are undone. */
static void *move_money(void *context)
{
    mmf_ref root = mmf_root(ns);
    bool undoing = context != NULL;
    for (int i = 0; i < TURNS / 4; i++) {
        CHECK_OK(WAITING(mmf_lock(ns, 1000, true)));
        CHECK(mmf_lock_held(ns));
        CHECK_OK(mmf_txn_begin(ns));
        int64_t x = get(&root, "x"), y = get(&root, "y");
        CHECK(x + y == 1000);
        set(&root, "x", int_value(x - 1));
        set(&root, "y", int_value(y + 1));
        if (undoing && i % 2)
            CHECK_OK(mmf_txn_rollback(ns));
        else
            CHECK_OK(mmf_txn_commit(ns));
        CHECK_OK(mmf_unlock(ns, true));
        CHECK(!mmf_lock_held(ns));
    }
    if (!undoing)
        atomic_store(&stop, true);
    return NULL;
}

static void *watch_money(void *context)
{
    mmf_ref root = mmf_root(ns);
    mmf_buffer buffer;
    mmf_buffer_init(&buffer);
    while (!atomic_load(&stop)) {
        CHECK_OK(WAITING(mmf_export(&root, &buffer, NULL)));
        mmf_cell cells[5];
        CHECK(buffer.bytes == sizeof cells);
        memcpy(cells, buffer.data, sizeof cells);
        CHECK((int64_t)cells[2].w1 + (int64_t)cells[4].w1 == 1000);
    }
    mmf_buffer_clear(&buffer);
    return context;
}

static void nobody_sees_half_a_transaction(void)
{
    ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "x", int_value(1000));
    set(&root, "y", int_value(0));
    atomic_store(&stop, false);
    run_threads(3, (void *(*[])(void *)){move_money, move_money, watch_money}, (void *[]){NULL, "undoing", NULL});
    CHECK(get(&root, "y") == TURNS / 4 + TURNS / 8);
    destroy_and_close(ns);
}

/* ---- handles, big values, attachments ---- */

static void *replace_children(void *context)
{
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, context);
    size_t length = 300000;
    char *big = calloc(length, 1);
    mmf_value list = list_value(NULL, 0), text = text_value(big, length), one = int_value(1);
    for (int i = 0; i < TURNS / 20; i++) {
        mmf_out out;
        mmf_out_init(&out);
        CHECK_OK(WAITING(mmf_dict_set(&root, &key, &list)));
        CHECK_OK(WAITING(mmf_dict_get(&root, &key, &out)));
        mmf_ref child = mmf_out_ref(&out, ns);
        CHECK_OK(mmf_handle_retain(&child));
        CHECK_OK(WAITING(mmf_dict_set(&root, &key, &text))); /* an orphan now */
        CHECK_OK(WAITING(mmf_list_append(&child, &one)));
        mmf_handle_release(&child);
        mmf_retain(ns);
        mmf_close(ns);
    }
    free(big);
    return NULL;
}

static void handles_and_big_values(void)
{
    ns = open_fresh();
    run_threads(3, (void *(*[])(void *)){replace_children, replace_children, replace_children},
                (void *[]){"a", "b", "c"});
    mmf_ref root = mmf_root(ns);
    CHECK_OK(mmf_dict_clear(&root)); /* clears up as well */
    CHECK(stats_of(ns).containers == 1);
    destroy_and_close(ns);
}

/* A container that loses its place and gets it back, for threads that have a handle on it: good all the time. */
static void *lose_and_find(void *context)
{
    mmf_ref *list = context, root = mmf_root(ns);
    mmf_key key = text_key(ns, "l");
    mmf_value handle = {mmf_cell_plain(MMF_TAG_REF, 0), list};
    for (int i = 0; i < TURNS; i++) {
        CHECK_OK(WAITING(mmf_dict_remove(&root, &key, NULL)));
        CHECK_OK(WAITING(mmf_dict_set(&root, &key, &handle)));
    }
    atomic_store(&stop, true);
    return NULL;
}

static void *use_list(void *context)
{
    mmf_ref *list = context;
    mmf_value one = int_value(1);
    mmf_buffer buffer;
    mmf_out out;
    uint64_t count;
    uint8_t tag;
    mmf_buffer_init(&buffer);
    mmf_out_init(&out);
    while (!atomic_load(&stop)) {
        CHECK_OK(WAITING(mmf_ref_check(list, &tag)));
        CHECK_OK(WAITING(mmf_list_get(list, 0, &out)));
        CHECK_OK(WAITING(mmf_list_len(list, &count)));
        CHECK_OK(WAITING(mmf_list_set(list, 0, &one)));
        CHECK_OK(WAITING(mmf_export(list, &buffer, NULL)));
        CHECK(count == 1 && buffer.bytes == 2 * sizeof(mmf_cell));
    }
    mmf_buffer_clear(&buffer);
    return NULL;
}

static void an_orphan_of_this_process_is_never_stale(void)
{
    ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value one = int_value(1);
    set(&root, "l", list_value(&one, 1));
    mmf_ref list = get_container(&root, "l");
    CHECK_OK(mmf_handle_retain(&list));
    atomic_store(&stop, false);
    run_threads(3, (void *(*[])(void *)){lose_and_find, use_list, use_list}, (void *[]){&list, &list, &list});
    mmf_handle_release(&list);
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(adding_is_exact);
    RUN(readers_see_whole_updates);
    RUN(nobody_sees_half_a_transaction);
    RUN(handles_and_big_values);
    RUN(an_orphan_of_this_process_is_never_stale);
    return check_done();
}
