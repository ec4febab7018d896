/* test_clean.c -- what the file says about being on the device, while others come and go in the middle of a flush. */
#include "process.h"

#include <stdarg.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "files.h"
#include "layout.h"

/* What is run, once, at that moment of this process. */
static void (*meanwhile)(void);   /* before the next flush */
static void (*afterwards)(void);  /* after it */
static void (*when_dropped)(void); /* it has given its slot up */
static void (*when_alive)(void);  /* it has found a living process */
static int flushes;
static size_t most_flushed; /* bytes by one flush */

static void run_once(void (**what)(void))
{
    void (*now)(void) = *what;
    *what = NULL;
    if (now)
        now();
}

/* These take the place of the C library's. */
int msync(void *address, size_t bytes, int flags)
{
    run_once(&meanwhile);
    flushes++;
    most_flushed = bytes > most_flushed ? bytes : most_flushed;
    int result = (int)syscall(SYS_msync, address, bytes, flags);
    run_once(&afterwards);
    return result;
}

int fcntl(int fd, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    int result = (int)syscall(SYS_fcntl, fd, command, argument);
    if (command == F_OFD_GETLK && ((struct flock *)argument)->l_type != F_UNLCK)
        run_once(&when_alive);
    if (command == F_OFD_SETLK && ((struct flock *)argument)->l_type == F_UNLCK)
        run_once(&when_dropped);
    return result;
}

static child other;
static void let_other_go_on(void)
{
    say(&other, 'g');
    CHECK(hear(&other) == 'd');
}

static struct mmf_super_shm super_of(const char *path)
{
    struct mmf_super_shm super;
    FILE *file = fopen(path, "rb");
    CHECK(file && fread(&super, sizeof super, 1, file) == 1);
    fclose(file);
    return super;
}

static uint64_t clean_word(const char *path) { return super_of(path).clean; }

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

static child *myself;
static void stand_still(void)
{
    say(myself, 'd');
    hear(myself);
}

static void comes_writes_and_stands_still_leaving(child *me, void *context)
{
    mmf_options options = options_for(context);
    myself = me;
    hear(me);
    mmf_ns *ns = open_it(&options);
    mmf_ref root = mmf_root(ns);
    set(&root, "answer", int_value(1));
    meanwhile = stand_still;
    mmf_close(ns);
}

static void who_comes_and_leaves_after_the_last_flush_is_seen(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    other = child_start(comes_writes_and_stands_still_leaving, (void *)path);
    mmf_ns *ns = open_it(&options);
    afterwards = let_other_go_on;
    mmf_close(ns);
    CHECK(!afterwards && clean_word(path) != 1); /* what the other wrote may not be there */
    child_kill(&other);
    CHECK(clean_word(path) != 1);
    unlink(path);
}

static void stands_still_leaving(child *me, void *context)
{
    mmf_options options = options_for(context);
    myself = me;
    mmf_ns *ns = open_it(&options);
    stand_still();
    meanwhile = stand_still;
    mmf_close(ns);
}

static void who_is_seen_and_then_leaves_cleans(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    other = child_start(stands_still_leaving, (void *)path);
    CHECK(hear(&other) == 'd');
    mmf_ns *ns = open_it(&options);
    when_alive = let_other_go_on;
    mmf_close(ns); /* sees the other, who then begins to leave, too */
    CHECK(!when_alive);
    say(&other, 'g');
    child_done(&other);
    CHECK(clean_word(path) == 1);
    unlink(path);
}

static child third;
static void other_leaves_and_third_comes(void)
{
    let_other_go_on();
    say(&third, 'g');
    CHECK(hear(&third) == 'd');
}

static void stands_still_coming(child *me, void *context)
{
    mmf_options options = options_for(context);
    myself = me;
    hear(me);
    meanwhile = stand_still;
    open_it(&options);
}

/* The other has left the file clean, and the third has not yet told the device that it comes, when this process, which
 * gave its slot up before, says that it leaves. */
static void who_leaves_late_does_not_speak_for_the_device(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    other = child_start(comes_and_leaves, (void *)path);
    third = child_start(stands_still_coming, (void *)path);
    CHECK(hear(&other) == 'd');
    mmf_ns *ns = open_it(&options);
    when_dropped = other_leaves_and_third_comes;
    mmf_close(ns);
    CHECK(!when_dropped);
    flushes = 0;
    ns = open_it(&options);
    CHECK(flushes > 0); /* before anything is changed */
    mmf_close(ns);
    child_kill(&third);
    child_done(&other);
    unlink(path);
}

static void comes_and_grows_it(child *me, void *context)
{
    static char text[1000000];
    mmf_options options = options_for(context);
    mmf_ns *ns = open_it(&options);
    mmf_ref root = mmf_root(ns);
    (void)me;
    set(&root, "long", text_value(memset(text, 'l', sizeof text), sizeof text));
    mmf_close(ns);
}

static void what_others_added_is_flushed_as_well(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *ns = open_it(&options);
    uint64_t end = super_of(path).heap_end;
    other = child_start(comes_and_grows_it, (void *)path);
    child_done(&other);
    most_flushed = 0;
    mmf_close(ns); /* it has not looked how long the file is since */
    CHECK(super_of(path).heap_end > end && most_flushed >= super_of(path).heap_end);
    CHECK(clean_word(path) == 1);
    unlink(path);
}

static int mappings_of(const char *path)
{
    char line[1000];
    int count = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    CHECK(maps);
    while (fgets(line, sizeof line, maps))
        count += strstr(line, path) != NULL;
    fclose(maps);
    return count;
}

static int descriptors_of(const char *path)
{
    char link[40], target[1000];
    int count = 0;
    for (int fd = 3; fd < 100; fd++) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, target, sizeof target - 1);
        target[length < 0 ? 0 : length] = 0;
        count += strstr(target, path) != NULL;
    }
    return count;
}

static const char *closing;
static void tells_what_it_has(child *me, void *context)
{
    mmf_options options = options_for(closing);
    CHECK(mappings_of(closing) == 0 && descriptors_of(closing) == 0);
    mmf_ns *ns = open_it(&options);
    CHECK(mappings_of(closing) > 0 && descriptors_of(closing) == 2);
    mmf_close(ns);
    (void)context;
    say(me, 'd');
}

static void fork_now(void)
{
    child forked = child_start(tells_what_it_has, NULL);
    CHECK(hear(&forked) == 'd');
    child_done(&forked);
}

static void who_is_forked_during_the_last_flush_keeps_nothing(void)
{
    closing = make_file();
    mmf_options options = options_for(closing);
    mmf_ns *ns = open_it(&options);
    meanwhile = fork_now;
    mmf_close(ns);
    CHECK(!meanwhile && mappings_of(closing) == 0 && descriptors_of(closing) == 0);
    unlink(closing);
}

int main(void)
{
    alarm(100);
    RUN(who_comes_during_the_last_flush_is_seen);
    RUN(two_newcomers_both_bring_it_to_the_device);
    RUN(the_last_of_two_that_leave_at_once_cleans);
    RUN(who_comes_and_leaves_after_the_last_flush_is_seen);
    RUN(who_is_seen_and_then_leaves_cleans);
    RUN(who_leaves_late_does_not_speak_for_the_device);
    RUN(what_others_added_is_flushed_as_well);
    RUN(who_is_forked_during_the_last_flush_keeps_nothing);
    return check_done();
}
