/* test_clean.c -- what the file says about being on the device, while others come and go in the middle of a flush. */
#include "process.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "files.h"
#include "layout.h"

static void (*meanwhile)(void); /* is run by the next flush, before it */
static int flushes;

/* Takes the place of the C library's. */
int msync(void *address, size_t bytes, int flags)
{
    void (*now)(void) = meanwhile;
    meanwhile = NULL;
    flushes++;
    if (now)
        now();
    return (int)syscall(SYS_msync, address, bytes, flags);
}

static child other;
static void let_other_go_on(void)
{
    say(&other, 'g');
    CHECK(hear(&other) == 'd');
}

static uint64_t clean_word(const char *path)
{
    struct mmf_super_shm super;
    FILE *file = fopen(path, "rb");
    CHECK(file && fread(&super, sizeof super, 1, file) == 1);
    fclose(file);
    return super.clean;
}

static void comes_and_writes(child *me, void *context)
{
    mmf_options options = options_for(context);
    hear(me);
    mmf_ref root = mmf_root(open_it(&options));
    set(&root, "answer", int_value(1));
    say(me, 'd');
    hear(me);
}

static void who_comes_during_the_last_flush_is_seen(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    other = child_start(comes_and_writes, (void *)path);
    mmf_ns *ns = open_it(&options);
    meanwhile = let_other_go_on;
    mmf_close(ns);
    CHECK(!meanwhile && clean_word(path) == 0);
    child_kill(&other);
    unlink(path);
}

static void comes_and_tells_flushes(child *me, void *context)
{
    mmf_options options = options_for(context);
    hear(me);
    flushes = 0;
    mmf_ref root = mmf_root(open_it(&options));
    CHECK(flushes > 0); /* it must not rely on the other, who has not done it yet */
    set(&root, "answer", int_value(1));
    say(me, 'd');
    hear(me);
}

static void two_newcomers_both_bring_it_to_the_device(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    CHECK(clean_word(path) == 1);
    other = child_start(comes_and_tells_flushes, (void *)path);
    meanwhile = let_other_go_on;
    mmf_ns *ns = open_it(&options);
    CHECK(!meanwhile && clean_word(path) == 0);
    child_kill(&other);
    mmf_close(ns);
    CHECK(clean_word(path) == 1);
    unlink(path);
}

static void comes_and_leaves(child *me, void *context)
{
    mmf_options options = options_for(context);
    mmf_ns *ns = open_it(&options);
    say(me, 'd');
    hear(me);
    mmf_close(ns);
    say(me, 'd');
}

static void the_last_of_two_that_leave_at_once_cleans(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *ns = open_it(&options);
    other = child_start(comes_and_leaves, (void *)path);
    CHECK(hear(&other) == 'd');
    say(&other, 'g');
    mmf_close(ns);
    CHECK(hear(&other) == 'd');
    CHECK(child_join(&other) == 0);
    CHECK(clean_word(path) == 1);
    unlink(path);
}

int main(void)
{
    alarm(100);
    RUN(who_comes_during_the_last_flush_is_seen);
    RUN(two_newcomers_both_bring_it_to_the_device);
    RUN(the_last_of_two_that_leave_at_once_cleans);
    return check_done();
}
