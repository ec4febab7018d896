/* test_compact.c -- giving pages back to the system: what is given, who is waited for, and that space comes back when
 * needed. */
#include "process.h"

#include <poll.h>

#include "heap.h"
#include "readers.h"
#include "thread.h"
#include "values.h"

#define TEXT_BYTES 3000
#define TEXTS 2000

static char *text_of(int i)
{
    static char text[TEXT_BYTES];
    memset(text, 'a' + i % 26, sizeof text);
    return text;
}

static void set_text(const mmf_ref *dict, int i)
{
    char name[20];
    snprintf(name, sizeof name, "text %d", i);
    mmf_key key = text_key(dict->ns, name);
    mmf_value value = text_value(text_of(i), TEXT_BYTES);
    mmf_status status = WAITING(dict->ns, mmf_dict_set(dict, &key, &value));
    CHECK_OK(status);
}

static void check_text(const mmf_ref *dict, int i)
{
    char name[20];
    mmf_out out;
    snprintf(name, sizeof name, "text %d", i);
    mmf_key key = text_key(dict->ns, name);
    mmf_out_init(&out);
    mmf_status status = WAITING(dict->ns, mmf_dict_get(dict, &key, &out));
    CHECK_OK(status);
    CHECK(out.cell.w1 == TEXT_BYTES && !memcmp(out.data, text_of(i), TEXT_BYTES));
    mmf_out_clear(&out);
}

/* Texts of which one in `keep` stays, so that free blocks lie between used ones. */
static mmf_ns *open_with_gaps(int keep)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    for (int i = 0; i < TEXTS; i++)
        set_text(&root, i);
    for (int i = 0; i < TEXTS; i++) {
        char name[20];
        snprintf(name, sizeof name, "text %d", i);
        if (i % keep)
            remove_key(&root, name);
    }
    return ns;
}

static void check_gaps(mmf_ns *ns, int keep)
{
    mmf_ref root = mmf_root(ns);
    for (int i = 0; i < TEXTS; i += keep)
        check_text(&root, i);
    verify_clean(ns);
}

typedef struct result {
    mmf_status waited;
    uint64_t given_back, delayed;
} result;

static result compact(mmf_ns *ns, int ms)
{
    mmf_compact *c;
    bool more = true;
    result r;
    CHECK_OK(mmf_compact_begin(ns, 1000, &c));
    CHECK_OK(WAITING(ns, mmf_compact_mark(c)));
    r.waited = mmf_compact_wait(c, ms);
    while (r.waited == MMF_OK && more)
        CHECK_OK(WAITING(ns, mmf_compact_punch(c, &more)));
    mmf_compact_progress(c, &r.given_back, &r.delayed);
    mmf_compact_end(c);
    return r;
}

/* Who waits for a key is told of its changes alone: also where its entry got another place meanwhile. */
static void a_dict_is_rebuilt_while_its_key_is_waited_for(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_watch watch = {0};
    bool changed;
    for (int64_t i = 0; i < 2000; i++)
        CHECK_OK(set_number(&root, i));
    mmf_key key = int_key(ns, 3);
    mmf_value text = text_value("three", 5);
    CHECK_OK(mmf_dict_set(&root, &key, &text)); /* its version is not that of a new one */
    for (int64_t i = 10; i < 2000; i++) {
        mmf_key gone = int_key(ns, i);
        CHECK_OK(mmf_dict_remove(&root, &gone, NULL));
    }
    CHECK_OK(mmf_watch_arm(&root, &key, &watch, &changed));
    uint64_t storage = mmf_load(&mmf_ref_header(&root)->storage);
    (void)compact(ns, 1000);
    CHECK(mmf_load(&mmf_ref_header(&root)->storage) != storage);
    set(&root, "other", int_value(1));
    CHECK_OK(mmf_watch_arm(&root, &key, &watch, &changed));
    CHECK(!changed);
    CHECK_OK(mmf_dict_set(&root, &key, &text));
    CHECK_OK(mmf_watch_arm(&root, &key, &watch, &changed));
    CHECK(changed);
    destroy_and_close(ns);
}

static void what_is_free_is_given_back_and_can_be_had_again(void)
{
    mmf_ns *ns = open_with_gaps(50);
    mmf_stats before = stats_of(ns);
    result r = compact(ns, 1000);
    mmf_stats after = stats_of(ns);
    CHECK(r.waited == MMF_OK && r.delayed == 0 && r.given_back > TEXTS * TEXT_BYTES / 2);
    CHECK(before.disk_bytes - after.disk_bytes == r.given_back && before.file_bytes == after.file_bytes);
    CHECK(used_bytes(&before) >= used_bytes(&after)); /* the dict is rebuilt */
    check_gaps(ns, 50);
    CHECK(compact(ns, 1000).given_back == 0);
    mmf_ref root = mmf_root(ns);
    for (int i = 0; i < TEXTS; i++)
        set_text(&root, i);
    CHECK(stats_of(ns).file_bytes == before.file_bytes);
    check_gaps(ns, 1);
    destroy_and_close(ns);
}

static void read_until_told(child *me, void *context)
{
    uint64_t *word = mmf_read_enter(context);
    say(me, 'r');
    hear(me);
    mmf_read_leave(context, word);
    say(me, 'd');
    hear(me);
}

static void who_reads_is_waited_for(void)
{
    mmf_ns *ns = open_with_gaps(50);
    mmf_stats before = stats_of(ns);
    child reader = child_start(read_until_told, ns);
    CHECK(hear(&reader) == 'r');
    result r = compact(ns, 20);
    CHECK(r.waited == MMF_BUSY && r.given_back == 0 && r.delayed > 0);
    CHECK(stats_of(ns).disk_bytes == before.disk_bytes);
    say(&reader, 'g');
    CHECK(hear(&reader) == 'd');
    CHECK(compact(ns, 1000).given_back > 0);
    child_done(&reader);
    check_gaps(ns, 50);
    destroy_and_close(ns);
}

static void the_dead_are_not_waited_for(void)
{
    mmf_ns *ns = open_with_gaps(50);
    child reader = child_start(read_until_told, ns);
    CHECK(hear(&reader) == 'r');
    CHECK(kill(reader.pid, SIGSTOP) == 0);
    CHECK(compact(ns, 20).waited == MMF_BUSY);
    child_kill(&reader);
    CHECK(compact(ns, 1000).waited == MMF_OK);
    check_gaps(ns, 50);
    destroy_and_close(ns);
}

static void *read_in_a_thread(void *context)
{
    void **arguments = context;
    child *told = arguments[1];
    uint64_t *word = mmf_read_enter(arguments[0]);
    say(told, 'r');
    hear(told);
    mmf_read_leave(arguments[0], word);
    return NULL;
}

static void other_threads_of_a_process_are_waited_for(void)
{
    for (int has_lane = 0; has_lane < 2; has_lane++) {
        mmf_ns *ns = open_with_gaps(50);
        int down[2], up[2];
        CHECK(pipe(down) == 0 && pipe(up) == 0);
        child inside = {0, down[0], up[1]}, outside = {0, up[0], down[1]};
        void *arguments[] = {ns, &inside};
        lane_holders holders;
        pthread_t thread;
        if (!has_lane)
            hold_lanes(&holders);
        CHECK(pthread_create(&thread, NULL, read_in_a_thread, arguments) == 0);
        CHECK(hear(&outside) == 'r');
        CHECK(compact(ns, 20).waited == MMF_BUSY);
        say(&outside, 'g');
        CHECK(pthread_join(thread, NULL) == 0);
        if (!has_lane)
            release_lanes(&holders);
        CHECK(compact(ns, 1000).waited == MMF_OK);
        for (int i = 0; i < 2; i++) {
            close(down[i]);
            close(up[i]);
        }
        check_gaps(ns, 50);
        destroy_and_close(ns);
    }
}

static void who_can_not_say_so_delays_it(void)
{
    const char *path = fresh_path();
    mmf_ns *ns = open_sized(path, MMF_SIZE_DEFAULT, 0), *reader;
    mmf_options options = {.path = path, .size = MMF_SIZE_DEFAULT, .readonly = true};
    mmf_error error;
    CHECK_OK(mmf_open(&options, &reader, &error));
    CHECK(compact(ns, 20).waited == MMF_BUSY);
    mmf_close(reader);
    CHECK(compact(ns, 1000).waited == MMF_OK);
    destroy_and_close(ns);
}

static void attach_until_told(child *me, void *context)
{
    mmf_ref root = mmf_root(context);
    set_text(&root, 0);
    say(me, 'a');
    hear(me);
}

static void read_without_a_slot(child *me, void *context)
{
    mmf_ns *ns = context;
    mmf_ref root = mmf_root(ns);
    say(me, 's');
    hear(me);
    check_text(&root, 0);
    uint64_t *word = mmf_read_enter(ns);
    CHECK(!mmf_has_slot(ns));
    say(me, 'r');
    hear(me);
    mmf_read_leave(ns, word);
    say(me, 'd');
    hear(me);
    check_text(&root, 0);
    CHECK(mmf_has_slot(ns) && ns->reading.at[0] == &mmf_slot_at(&ns->segment, ns->slot)->lane);
}

/* The slots that are always there are taken, and getting one of the others takes the lock. */
static void who_could_not_have_a_slot_yet_delays_it_while_it_reads(void)
{
    mmf_ns *ns = open_with_gaps(50);
    child others[MMF_SLOTS_FIRST - 1];
    for (size_t i = 0; i < MMF_SLOTS_FIRST - 1; i++) {
        others[i] = child_start(attach_until_told, ns);
        CHECK(hear(&others[i]) == 'a');
    }
    child reader = child_start(read_without_a_slot, ns);
    CHECK(hear(&reader) == 's');
    CHECK_OK(mmf_lock(ns, 1000, false));
    say(&reader, 'g');
    CHECK(hear(&reader) == 'r');
    CHECK_OK(mmf_unlock(ns, false));
    CHECK(compact(ns, 20).waited == MMF_BUSY);
    say(&reader, 'g');
    CHECK(hear(&reader) == 'd');
    CHECK(compact(ns, 1000).given_back > 0);
    child_done(&reader);
    for (size_t i = 0; i < MMF_SLOTS_FIRST - 1; i++) {
        say(&others[i], 'e'); /* younger ones have its pipe, too */
        child_done(&others[i]);
    }
    check_gaps(ns, 50);
    destroy_and_close(ns);
}

static void *begin_too(void *ns)
{
    mmf_compact *c;
    CHECK_STATUS(MMF_BUSY, mmf_compact_begin(ns, 0, &c));
    return NULL;
}

static void what_is_used_again_meanwhile_is_left_alone(void)
{
    mmf_ns *ns = open_with_gaps(50);
    mmf_ref root = mmf_root(ns);
    mmf_compact *c, *second;
    bool more = true;
    CHECK_OK(mmf_compact_begin(ns, 0, &c));
    CHECK_STATUS(MMF_HELD, mmf_compact_begin(ns, 1000, &second));
    in_a_thread(begin_too, ns);
    CHECK_OK(mmf_compact_mark(c));
    CHECK_OK(mmf_compact_wait(c, 1000));
    for (int i = 0; i < TEXTS; i++) /* all marked blocks are carved up, and freed, and joined, but not marked */
        set_text(&root, i);
    for (int i = 0; i < TEXTS; i++) {
        char name[20];
        snprintf(name, sizeof name, "text %d", i);
        if (i % 50)
            remove_key(&root, name);
    }
    uint64_t given_back, delayed;
    while (more)
        CHECK_OK(mmf_compact_punch(c, &more));
    mmf_compact_progress(c, &given_back, &delayed);
    CHECK(given_back < delayed); /* there may be one block that none of it touched */
    mmf_compact_end(c);
    CHECK(compact(ns, 1000).given_back > 0);
    check_gaps(ns, 50);
    destroy_and_close(ns);
}

static mmf_off take_pages(mmf_ns *ns, uint64_t pages)
{
    mmf_write w;
    mmf_off off;
    CHECK_OK(mmf_write_begin(&w, ns, MMF_OPERATION_RESERVE));
    mmf_status status = mmf_heap_alloc(&ns->log, pages * MMF_PAGE - 16, &off);
    CHECK_OK(mmf_write_end(&w, status));
    return off;
}

static void free_pages(mmf_ns *ns, mmf_off off, uint64_t pages)
{
    mmf_write w;
    CHECK_OK(mmf_write_begin(&w, ns, MMF_OPERATION_RESERVE));
    mmf_status status = mmf_log_free_later(&ns->log, off, pages * MMF_PAGE - 16);
    CHECK_OK(mmf_write_end(&w, status));
}

/* A marked block is joined to the one before it, and both are taken as one, of which nothing is filled yet where the
 * marked one's head had been. */
static void what_was_joined_and_taken_meanwhile_is_left_alone(void)
{
    mmf_ns *ns = open_sized(fresh_path(), 1 << 20, 0);
    mmf_compact *c;
    bool more = true;
    mmf_off before = take_pages(ns, 1), marked = take_pages(ns, 4), behind = take_pages(ns, 1);
    CHECK(marked == before + MMF_PAGE && behind == marked + 4 * MMF_PAGE);
    free_pages(ns, marked, 4);
    CHECK_OK(mmf_compact_begin(ns, 0, &c));
    CHECK_OK(mmf_compact_mark(c));
    CHECK_OK(mmf_compact_wait(c, 1000));
    free_pages(ns, before, 1);
    mmf_off both = take_pages(ns, 5);
    CHECK(both == before);
    uint64_t *words = mmf_at(&ns->segment, marked, 4 * MMF_PAGE - 16), count = (4 * MMF_PAGE - 16) / 8;
    for (uint64_t i = 0; i < count; i++)
        mmf_store_data(&words[i], i + 1);
    while (more)
        CHECK_OK(mmf_compact_punch(c, &more));
    mmf_compact_end(c);
    for (uint64_t i = 0; i < count; i++)
        CHECK(mmf_load(&words[i]) == i + 1);
    free_pages(ns, both, 5);
    free_pages(ns, behind, 1);
    destroy_and_close(ns);
}

static void compact_on_and_on(child *me, void *context)
{
    mmf_ns *ns = context;
    struct pollfd asked = {.fd = me->from, .events = POLLIN};
    say(me, 'r');
    while (poll(&asked, 1, 0) == 0)
        (void)compact(ns, 50);
}

static void others_read_and_write_meanwhile(void)
{
    mmf_ns *ns = open_with_gaps(20);
    mmf_ref root = mmf_root(ns);
    child compactor = child_start(compact_on_and_on, ns);
    CHECK(hear(&compactor) == 'r');
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < TEXTS; i += 7)
            set_text(&root, i);
        for (int i = 0; i < TEXTS; i += 7)
            check_text(&root, i);
        for (int i = 0; i < TEXTS; i += 7) {
            char name[20];
            snprintf(name, sizeof name, "text %d", i);
            mmf_key key = text_key(ns, name);
            mmf_status status = i % 20 ? WAITING(ns, mmf_dict_remove(&root, &key, NULL)) : MMF_OK;
            CHECK_OK(status);
        }
    }
    say(&compactor, 's');
    child_done(&compactor);
    check_gaps(ns, 20);
    destroy_and_close(ns);
}

int main(void)
{
    alarm(200);
    RUN(what_is_free_is_given_back_and_can_be_had_again);
    RUN(who_reads_is_waited_for);
    RUN(the_dead_are_not_waited_for);
    RUN(other_threads_of_a_process_are_waited_for);
    RUN(who_can_not_say_so_delays_it);
    RUN(who_could_not_have_a_slot_yet_delays_it_while_it_reads);
    RUN(what_is_used_again_meanwhile_is_left_alone);
    RUN(what_was_joined_and_taken_meanwhile_is_left_alone);
    RUN(others_read_and_write_meanwhile);
    RUN(a_dict_is_rebuilt_while_its_key_is_waited_for);
    return check_done();
}
