/* test_cut.c -- a file that somebody cuts short while it is in use: noticed wherever its length is asked for. */
#include "files.h"

#include <sys/stat.h>

#include "process.h"

typedef struct cut {
    const char *path;
    off_t length;
    mmf_ns *ns;
    mmf_ref root;
} cut;

static cut start(void)
{
    cut c = {.path = make_file()};
    struct stat st;
    mmf_options options = options_for(c.path);
    c.ns = open_it(&options);
    c.root = mmf_root(c.ns);
    CHECK(stat(c.path, &st) == 0);
    c.length = st.st_size;
    return c;
}

static void cut_it(const cut *c) { CHECK(truncate(c->path, c->length - 5000) == 0); }

static void end(cut *c)
{
    CHECK(truncate(c->path, c->length) == 0);
    mmf_close(c->ns);
    unlink(c->path);
}

static void verify_stats_and_sync(void)
{
    cut c = start();
    char what[200] = "";
    mmf_stats stats;
    cut_it(&c);
    CHECK_STATUS(MMF_CUT, mmf_verify(c.ns, what, sizeof what));
    CHECK_STATUS(MMF_CUT, mmf_get_stats(c.ns, &stats));
    CHECK_STATUS(MMF_CUT, mmf_sync(c.ns));
    CHECK(get(&c.root, "answer") == 42); /* what is there can still be read */
    end(&c);
}

static void growth(void)
{
    cut c = start();
    static char text[3 << 20];
    mmf_value value = text_value(memset(text, 'x', sizeof text), sizeof text);
    mmf_key key = text_key(c.ns, "more");
    struct stat st;
    cut_it(&c);
    CHECK_STATUS(MMF_CUT, mmf_dict_set(&c.root, &key, &value));
    CHECK(stat(c.path, &st) == 0 && st.st_size == c.length - 5000); /* no zeros in place of what is gone */
    CHECK_STATUS(MMF_NOT_FOUND, mmf_dict_contains(&c.root, &key));
    end(&c);
}

/* Not even the lock is touched first, nor the root. */
static void what_asks_for_the_length_when_nothing_is_left(void)
{
    const off_t lengths[] = {0, 4096, 8192};
    for (int i = 0; i < 3; i++) {
        cut c = start();
        char what[200] = "";
        mmf_stats stats;
        mmf_compact *compact;
        mmf_ns *again;
        mmf_error error;
        CHECK(truncate(c.path, lengths[i]) == 0);
        CHECK_STATUS(MMF_CUT, mmf_get_stats(c.ns, &stats));
        CHECK_STATUS(MMF_CUT, mmf_verify(c.ns, what, sizeof what));
        CHECK_STATUS(MMF_CUT, mmf_compact_begin(c.ns, 0, &compact));
        mmf_options options = options_for(c.path);
        CHECK_STATUS(MMF_CUT, mmf_open(&options, &again, &error));
        mmf_close(c.ns);
        unlink(c.path);
    }
}

/* What is cut is only what another process has added: this one has not looked there yet. */
static void what_another_process_added(void)
{
    cut c = start();
    uint64_t end_of_heap = (uint64_t)c.length + 100000;
    char what[200] = "";
    put_bytes(c.path, 384, &end_of_heap, 8); /* heap_end */
    CHECK_STATUS(MMF_CUT, mmf_verify(c.ns, what, sizeof what));
    end(&c);
}

static void hold(child *me, void *context)
{
    const cut *c = context;
    CHECK_OK(mmf_lock(c->ns, 1000, true));
    CHECK_OK(mmf_txn_begin(c->ns));
    set(&c->root, "answer", int_value(0));
    say(me, 'h');
    hear(me);
}

static void recovery(void)
{
    cut c = start();
    child owner = child_start(hold, &c);
    CHECK(hear(&owner) == 'h');
    child_kill(&owner);
    cut_it(&c);
    mmf_status status;
    while ((status = mmf_lock(c.ns, 1000, true)) == MMF_BUSY)
        ;
    CHECK(status == MMF_CUT);
    CHECK(truncate(c.path, c.length) == 0);
    CHECK_OK(mmf_lock(c.ns, 1000, true)); /* nothing was touched before: with the file whole again it works */
    CHECK(mmf_take_recovered(c.ns) && get(&c.root, "answer") == 42);
    CHECK_OK(mmf_unlock(c.ns, true));
    end(&c);
}

static void closing(void)
{
    for (int all = 0; all < 2; all++) {
        cut c = start();
        CHECK(truncate(c.path, all ? 0 : c.length - 5000) == 0);
        mmf_close(c.ns); /* touches nothing */
        mmf_options options = options_for(c.path);
        refuse(MMF_CORRUPT, &options);
        unlink(c.path);
    }
}

int main(void)
{
    alarm(100);
    RUN(verify_stats_and_sync);
    RUN(what_asks_for_the_length_when_nothing_is_left);
    RUN(growth);
    RUN(what_another_process_added);
    RUN(recovery);
    RUN(closing);
    return check_done();
}
