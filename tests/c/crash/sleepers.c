/* sleepers.c -- what those who wait see when another is killed at each of its stores: no change that is there goes
 * untold, no share of the dead keeps a writer out, and no gate stays closed. Needs MMF_CRASH_POINTS. */
#include "process.h"
#include "values.h"

#include <sys/mman.h>

#include "os.h"

#define SOON_MS 1000 /* within 100 on a machine that has nothing else to do */

static struct counter {
    uint64_t points, die_at;
    bool armed;
} *counter;
static uint64_t kills;

void mmf_crash_point(void);
void mmf_crash_point(void)
{
    if (counter && counter->armed && ++counter->points == counter->die_at)
        kill(getpid(), SIGKILL);
}

/* Run `work` in a child that dies at a point. false: it came to its end. */
static bool die_at(mmf_ns *ns, uint64_t point, void (*work)(mmf_ns *))
{
    *counter = (struct counter){.die_at = point};
    fflush(NULL);
    pid_t pid = fork();
    int status;
    CHECK(pid >= 0);
    if (!pid) {
        alarm(20);
        counter->armed = true;
        work(ns);
        counter->armed = false;
        _exit(0);
    }
    CHECK(waitpid(pid, &status, 0) == pid);
    counter->armed = false;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return false;
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    kills++;
    return true;
}

/* ---- waiting for a change ---- */

static void set_in_place(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    set(&root, "x", int_value(2));
}

static void remove_it(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    remove_key(&root, "x");
}

static void set_long(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    static char text[20000];
    set(&root, "x", text_value(memset(text, 'x', sizeof text), sizeof text));
}

static void append(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns), list = get_container(&root, "l");
    mmf_value value = int_value(2);
    CHECK_OK(mmf_list_append(&list, &value));
}

static void set_both_in_a_transaction(mmf_ns *ns)
{
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_txn_begin(ns));
    set_in_place(ns);
    append(ns);
    CHECK_OK(mmf_txn_commit(ns));
    CHECK_OK(mmf_unlock(ns, true));
}

static void set_both_under_the_lock(mmf_ns *ns)
{
    CHECK_OK(mmf_lock(ns, 0, true));
    set_in_place(ns);
    append(ns);
    CHECK_OK(mmf_unlock(ns, true));
}

static void undo_both(mmf_ns *ns)
{
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_txn_begin(ns));
    set_in_place(ns);
    append(ns);
    CHECK_OK(mmf_txn_rollback(ns));
    CHECK_OK(mmf_unlock(ns, true));
}

static void delete_list(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    remove_key(&root, "l");
}

typedef struct watched {
    mmf_ref ref;
    const mmf_key *key;
    mmf_watch watch;
    bool changed, stale;
} watched;

static void arm(watched *w)
{
    bool changed;
    mmf_status status = WAITING(w->ref.ns, mmf_watch_arm(&w->ref, w->key, &w->watch, &changed));
    CHECK(status == MMF_OK || status == MMF_STALE);
    w->changed = status == MMF_OK && changed;
    w->stale = status == MMF_STALE;
}

/* Sleep as a waiter does, for ever if nothing is told. */
static void sleep_until_told(watched *w)
{
    uint64_t begun = os_steady_ms();
    while (!w->changed && !w->stale) {
        CHECK_OK(mmf_watch_sleep(&w->ref, &w->watch, 50));
        CHECK(os_steady_ms() - begun < SOON_MS);
        if (mmf_watch_moved(&w->ref, &w->watch))
            arm(w);
    }
}

static void changes_are_told(void (*work)(mmf_ns *))
{
    bool died = true;
    for (uint64_t point = 1; died; point++) {
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        mmf_key key = text_key(ns, "x");
        uint64_t length = 1;
        mmf_value one = int_value(1);
        set(&root, "x", one);
        set(&root, "l", list_value(&one, 1));
        watched x = {.ref = root, .key = &key}, l = {.ref = get_container(&root, "l")};
        arm(&x);
        arm(&l);
        died = die_at(ns, point, work);
        bool x_changed = get(&root, "x") != 1; /* recovers */
        mmf_status status = WAITING(ns, mmf_list_len(&l.ref, &length));
        bool l_changed = status == MMF_STALE || length != 1;
        if (x_changed)
            sleep_until_told(&x);
        if (l_changed)
            sleep_until_told(&l);
        arm(&x);
        arm(&l);
        CHECK(l.stale == (status == MMF_STALE));
        CHECK(died || (!x.changed && !l.changed)); /* told once, and nothing that was undone */
        destroy_and_close(ns);
    }
}

static void a_change_is_told_wherever_its_writer_dies(void)
{
    changes_are_told(set_in_place);
    changes_are_told(remove_it);
    changes_are_told(set_long);
    changes_are_told(append);
    changes_are_told(set_both_in_a_transaction);
    changes_are_told(set_both_under_the_lock);
    changes_are_told(undo_both);
    changes_are_told(delete_list);
}

/* Nobody else needs the lock, so the waiter itself finds the owner dead. */
static void the_waiter_finds_a_dead_writer(void)
{
    bool died = true;
    for (uint64_t point = 1; died; point++) {
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        mmf_key key = text_key(ns, "x");
        set(&root, "x", int_value(1));
        watched x = {.ref = root, .key = &key};
        arm(&x);
        died = die_at(ns, point, set_in_place);
        uint64_t begun = os_steady_ms(), stamp;
        while (mmf_stamp(ns, &stamp) == MMF_BUSY) {
            CHECK_OK(mmf_watch_sleep(&x.ref, &x.watch, 50));
            CHECK(os_steady_ms() - begun < SOON_MS);
        }
        if (get(&root, "x") == 2)
            sleep_until_told(&x);
        CHECK_OK(WAITING(ns, mmf_lock(ns, SOON_MS, true)));
        CHECK_OK(mmf_unlock(ns, true));
        destroy_and_close(ns);
    }
}

/* ---- shared locks ---- */

static void share_and_give_up(mmf_ns *ns)
{
    CHECK_OK(mmf_share(ns, 0));
    CHECK_OK(mmf_share(ns, 0));
    CHECK_OK(mmf_unshare(ns));
    CHECK_OK(mmf_unshare(ns));
}

static void try_for_a_while(mmf_ns *ns) { CHECK_STATUS(MMF_BUSY, mmf_lock(ns, 30, true)); }

static void everything_goes_on(mmf_ns *ns, int64_t value)
{
    mmf_ref root = mmf_root(ns);
    uint64_t begun = os_steady_ms();
    CHECK_OK(mmf_lock(ns, SOON_MS, true));
    set(&root, "x", int_value(value));
    CHECK_OK(mmf_unlock(ns, true));
    CHECK_OK(mmf_share(ns, SOON_MS));
    CHECK_OK(mmf_unshare(ns));
    CHECK(os_steady_ms() - begun < SOON_MS);
    CHECK(get(&root, "x") == value);
}

static void no_share_of_the_dead_keeps_anybody_out(void)
{
    mmf_ns *ns = open_fresh();
    bool died = true;
    for (uint64_t point = 1; died; point++) {
        died = die_at(ns, point, share_and_give_up);
        everything_goes_on(ns, (int64_t)point);
    }
    destroy_and_close(ns);
}

static void no_gate_of_the_dead_stays_closed(void)
{
    mmf_ns *ns = open_fresh();
    bool died = true;
    for (uint64_t point = 1; died; point++) {
        CHECK_OK(mmf_share(ns, 1000));
        died = die_at(ns, point, try_for_a_while);
        CHECK_OK(mmf_share(ns, 0)); /* nests, whatever the gate */
        CHECK_OK(mmf_unshare(ns));
        CHECK_OK(mmf_unshare(ns));
        everything_goes_on(ns, (int64_t)point);
    }
    destroy_and_close(ns);
}

/* The first writer after the last sharer opens everything up again. */
static void dying_on_the_way_in_leaves_the_way_open(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    bool died = true;
    for (uint64_t point = 1; died; point++) {
        set(&root, "x", int_value(0));
        CHECK_OK(mmf_share(ns, 1000));
        CHECK_OK(mmf_unshare(ns));
        died = die_at(ns, point, set_in_place);
        int64_t found = get(&root, "x");
        CHECK(died ? found == 0 || found == 2 : found == 2);
        everything_goes_on(ns, (int64_t)point);
    }
    destroy_and_close(ns);
}

int main(void)
{
    counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(counter != MAP_FAILED);
    RUN(a_change_is_told_wherever_its_writer_dies);
    RUN(the_waiter_finds_a_dead_writer);
    RUN(no_share_of_the_dead_keeps_anybody_out);
    RUN(no_gate_of_the_dead_stays_closed);
    RUN(dying_on_the_way_in_leaves_the_way_open);
    printf("%llu deaths\n", (unsigned long long)kills);
    return check_done();
}
