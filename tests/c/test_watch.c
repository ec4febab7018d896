/* test_watch.c -- waiting for changes, and shared locks, by threads and processes; also for the thread sanitizer. */
#include "process.h"
#include "values.h"

#include <pthread.h>
#include <stdatomic.h>

#define ROUNDS 300
#define SHARERS 3

static mmf_ns *ns;
static mmf_ref root;

/* ---- waiting ---- */

/* The value at a key once it is at least `wanted`. */
static int64_t wait_for(const char *name, int64_t wanted)
{
    mmf_key key = text_key(ns, name);
    mmf_watch watch = {0};
    bool changed;
    for (;;) {
        CHECK_OK(WAITING(ns, mmf_watch_arm(&root, &key, &watch, &changed)));
        int64_t found = get(&root, name);
        if (found >= wanted)
            return found;
        while (!mmf_watch_moved(&root, &watch))
            CHECK_OK(mmf_watch_sleep(&root, &watch, 1000));
    }
}

static void put_int(const char *name, int64_t i)
{
    mmf_key key = text_key(ns, name);
    mmf_value value = int_value(i);
    CHECK_OK(WAITING(ns, mmf_dict_set(&root, &key, &value)));
}

static void *answer(void *context)
{
    (void)context;
    for (int64_t i = 1; i <= ROUNDS; i++) {
        CHECK(wait_for("ping", i) == i);
        put_int("pong", i);
    }
    return NULL;
}

static void ask(void)
{
    for (int64_t i = 1; i <= ROUNDS; i++) {
        put_int("ping", i);
        CHECK(wait_for("pong", i) == i);
    }
}

static void threads_play_ping_pong(void)
{
    pthread_t other;
    ns = open_fresh();
    root = mmf_root(ns);
    CHECK(pthread_create(&other, NULL, answer, NULL) == 0);
    ask();
    CHECK(pthread_join(other, NULL) == 0);
    destroy_and_close(ns);
}

static void answer_in_child(child *me, void *context)
{
    (void)me;
    answer(context);
    mmf_close(ns);
}

static void processes_play_ping_pong(void)
{
    ns = open_fresh();
    root = mmf_root(ns);
    child other = child_start(answer_in_child, NULL);
    ask();
    child_done(&other);
    destroy_and_close(ns);
}

static bool arm(const mmf_ref *ref, const mmf_key *key, mmf_watch *watch)
{
    bool changed;
    CHECK_OK(mmf_watch_arm(ref, key, watch, &changed));
    return changed;
}

static void what_counts_as_a_change(void)
{
    ns = open_fresh();
    root = mmf_root(ns);
    mmf_key key = text_key(ns, "x");
    mmf_watch of_key = {0}, of_all = {0};
    CHECK(!arm(&root, &key, &of_key) && !arm(&root, NULL, &of_all));
    CHECK(!mmf_watch_moved(&root, &of_all));
    put_int("other", 1);
    CHECK(mmf_watch_moved(&root, &of_key) && mmf_watch_moved(&root, &of_all));
    CHECK(!arm(&root, &key, &of_key) && arm(&root, NULL, &of_all));
    put_int("x", 1);
    CHECK(arm(&root, &key, &of_key) && arm(&root, NULL, &of_all));
    put_int("x", 1); /* the same again */
    CHECK(arm(&root, &key, &of_key) && !arm(&root, &key, &of_key));

    /* What changes nothing, or is undone, moves nothing. */
    (void)arm(&root, NULL, &of_all);
    mmf_value one = int_value(1), two = int_value(2);
    bool exchanged;
    CHECK_OK(mmf_dict_compare_exchange(&root, &key, &two, &one, &exchanged));
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_remove(&root, &(mmf_key){.value = two}, NULL));
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_txn_begin(ns));
    put_int("x", 3);
    CHECK_OK(mmf_txn_begin(ns));
    put_int("x", 4);
    CHECK_OK(mmf_txn_rollback(ns));
    CHECK_OK(mmf_txn_rollback(ns));
    bool changed;
    CHECK_STATUS(MMF_HELD, mmf_watch_arm(&root, &key, &of_key, &changed));
    CHECK_OK(mmf_unlock(ns, true));
    CHECK(!mmf_watch_moved(&root, &of_all) && !arm(&root, NULL, &of_all));

    /* A container that goes says so. */
    set(&root, "l", list_value(NULL, 0));
    mmf_ref list = get_container(&root, "l");
    mmf_watch of_list = {0};
    (void)arm(&list, NULL, &of_list);
    remove_key(&root, "l");
    CHECK(mmf_watch_moved(&list, &of_list));
    CHECK_STATUS(MMF_STALE, mmf_watch_arm(&list, NULL, &of_list, &changed));
    destroy_and_close(ns);
}

/* ---- shared locks ---- */

static atomic_int inside;
static atomic_bool stop;

/* While any share is held, two values that writers always change together are equal, read one after the other. */
static void *share(void *context)
{
    (void)context;
    while (!stop) {
        mmf_status status = mmf_share(ns, 1000);
        if (status == MMF_BUSY)
            continue;
        CHECK_OK(status);
        int64_t before = get(&root, "a");
        inside++;
        CHECK_OK(mmf_share(ns, 0));
        CHECK_STATUS(MMF_SHARED, mmf_lock(ns, 0, true));
        CHECK(get(&root, "a") == before && get(&root, "b") == before);
        CHECK_OK(mmf_unshare(ns));
        inside--;
        CHECK_OK(mmf_unshare(ns));
    }
    return NULL;
}

static void write_both(int64_t i)
{
    CHECK_OK(WAITING(ns, mmf_lock(ns, 1000, false)));
    put_int("a", i);
    CHECK(inside == 0);
    put_int("b", i);
    CHECK_OK(mmf_unlock(ns, false));
}

static void sharers_keep_writers_out_and_only_as_long_as_they_must(void)
{
    pthread_t threads[SHARERS];
    ns = open_fresh();
    root = mmf_root(ns);
    stop = false;
    write_both(0);
    for (int i = 0; i < SHARERS; i++)
        CHECK(pthread_create(&threads[i], NULL, share, NULL) == 0);
    for (int64_t i = 1; i <= ROUNDS; i++)
        write_both(i);
    stop = true;
    for (int i = 0; i < SHARERS; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    destroy_and_close(ns);
}

static void a_share_inside_of_a_lock_is_given_back_as_a_share(void)
{
    ns = open_fresh();
    root = mmf_root(ns);
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_share(ns, 0));
    CHECK_OK(mmf_unshare(ns));
    CHECK(mmf_lock_held(ns));
    put_int("a", 1);
    CHECK_OK(mmf_unlock(ns, true));
    CHECK(!mmf_lock_held(ns));
    CHECK_STATUS(MMF_NOT_HELD, mmf_unshare(ns));
    destroy_and_close(ns);
}

static void share_in_child(child *me, void *context)
{
    (void)context;
    CHECK_OK(WAITING(ns, mmf_share(ns, 1000)));
    say(me, 's');
    hear(me);
    CHECK_OK(mmf_unshare(ns));
    say(me, 'g');
    hear(me);
    mmf_close(ns);
}

static void many_processes_share(void)
{
    child children[20]; /* more than the first chunk of slots has */
    ns = open_fresh();
    root = mmf_root(ns);
    mmf_key key = text_key(ns, "x");
    mmf_value value = int_value(1);
    for (int i = 0; i < 20; i++) {
        children[i] = child_start(share_in_child, NULL);
        CHECK(hear(&children[i]) == 's');
    }
    for (int i = 0; i < 20; i++) {
        CHECK_STATUS(MMF_BUSY, mmf_dict_set(&root, &key, &value));
        CHECK_STATUS(MMF_BUSY, mmf_lock(ns, 0, false));
        if (i % 2) {
            child_kill(&children[i]);
            continue;
        }
        say(&children[i], 'g');
        CHECK(hear(&children[i]) == 'g');
    }
    CHECK_OK(mmf_dict_set(&root, &key, &value));
    for (int i = 0; i < 20; i += 2) {
        say(&children[i], 'e'); /* the others have its pipe, too */
        child_done(&children[i]);
    }
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(what_counts_as_a_change);
    RUN(threads_play_ping_pong);
    RUN(processes_play_ping_pong);
    RUN(sharers_keep_writers_out_and_only_as_long_as_they_must);
    RUN(a_share_inside_of_a_lock_is_given_back_as_a_share);
    RUN(many_processes_share);
    return check_done();
}
