/* test_lock.c -- the writer lock between processes: exclusion, owners that die or stop, slots. */
#include "process.h"
#include "bias.h"
#include "readers.h"
#include "values.h"

#define ADDERS 4
#define ROUNDS 20000

static void lock(mmf_ns *ns) { CHECK_OK(WAITING(ns, mmf_lock(ns, 1000, true))); }
static void unlock(mmf_ns *ns) { CHECK_OK(mmf_unlock(ns, true)); }

/* Read, add one, write: only the lock makes that exact. */
static void add_guarded(child *me, void *context)
{
    mmf_ns *ns = context;
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "n");
    CHECK(hear(me) == 'g');
    for (int i = 0; i < ROUNDS; i++) {
        mmf_out out;
        mmf_out_init(&out);
        lock(ns);
        CHECK_OK(mmf_dict_get(&root, &key, &out));
        mmf_value next = int_value((int64_t)out.cell.w1 + 1);
        CHECK_OK(mmf_dict_set(&root, &key, &next));
        unlock(ns);
    }
    mmf_close(ns);
}

static void four_processes_exclude_each_other(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    child children[ADDERS];
    set(&root, "n", int_value(0));
    for (int i = 0; i < ADDERS; i++)
        children[i] = child_start(add_guarded, ns);
    for (int i = 0; i < ADDERS; i++)
        say(&children[i], 'g');
    for (int i = 0; i < ADDERS; i++)
        child_done(&children[i]);
    CHECK(get(&root, "n") == ADDERS * ROUNDS);
    destroy_and_close(ns);
}

/* ---- owners that die ---- */

enum how { IN_LOCK, IN_LOCK_AFTER_WRITE, IN_TRANSACTION, IN_SAVEPOINT, HOWS };

typedef struct dying {
    mmf_ns *ns;
    enum how how;
} dying;

static void hold_and_wait(child *me, void *context)
{
    dying *d = context;
    mmf_ref root = mmf_root(d->ns);
    lock(d->ns);
    if (d->how >= IN_TRANSACTION)
        CHECK_OK(mmf_txn_begin(d->ns));
    if (d->how >= IN_LOCK_AFTER_WRITE) {
        set(&root, "a", int_value(2));
        set(&root, "l", list_value(NULL, 0));
    }
    if (d->how == IN_SAVEPOINT) {
        CHECK_OK(mmf_txn_begin(d->ns));
        set(&root, "a", int_value(3));
    }
    say(me, 'h');
    hear(me); /* killed here */
}

static void who_finds_the_owner_dead_recovers(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    for (enum how how = 0; how < HOWS; how++) {
        for (int reading = 0; reading < 2; reading++) {
            set(&root, "a", int_value(1));
            set(&root, "l", int_value(1));
            dying d = {ns, how};
            child owner = child_start(hold_and_wait, &d);
            CHECK(hear(&owner) == 'h');
            CHECK_STATUS(MMF_BUSY, mmf_lock(ns, 0, true));
            child_kill(&owner);
            int64_t expected = how == IN_LOCK_AFTER_WRITE ? 2 : 1; /* the operations under a lock are done */
            if (reading)
                CHECK(get(&root, "a") == expected);
            lock(ns);
            CHECK(mmf_take_recovered(ns));
            CHECK(!mmf_take_recovered(ns)); /* told once */
            unlock(ns);
            CHECK(!mmf_take_recovered(ns));
            CHECK(get(&root, "a") == expected);
            verify_clean(ns);
            mmf_stats stats = stats_of(ns);
            CHECK(stats.recoveries == 2 * (uint64_t)how + (uint64_t)reading + 1);
            CHECK(stats.recovery[0].pid == (uint32_t)owner.pid && stats.recovery[0].by_pid == (uint32_t)getpid());
            CHECK(stats.recovery[0].held == (how >= IN_TRANSACTION ? 2u : 1u));
            CHECK((stats.recovery[0].undone != 0) == (how >= IN_TRANSACTION));
            CHECK(stats.participants == 1);
        }
    }
    destroy_and_close(ns);
}

/* It cannot change the file, so it attaches once more for the recovery. */
static void a_reader_without_write_access_recovers_too(void)
{
    const char *path = fresh_path();
    mmf_ns *ns = open_sized(path, MMF_SIZE_DEFAULT, 0), *reader;
    mmf_ref root = mmf_root(ns);
    mmf_options options = {.path = path, .size = MMF_SIZE_DEFAULT, .readonly = true};
    mmf_error error;
    set(&root, "a", int_value(1));
    CHECK_OK(mmf_open(&options, &reader, &error));
    dying d = {ns, IN_TRANSACTION};
    child owner = child_start(hold_and_wait, &d);
    CHECK(hear(&owner) == 'h');
    mmf_close(ns); /* nobody else is left to do it */
    mmf_ref reading = mmf_root(reader);
    mmf_key key = text_key(reader, "a");
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_wait(reader, 20));
    CHECK_STATUS(MMF_BUSY, mmf_dict_get(&reading, &key, &out));
    child_kill(&owner);
    CHECK(get(&reading, "a") == 1);
    mmf_close(reader);
    ns = open_sized(path, MMF_SIZE_DEFAULT, 0);
    CHECK(stats_of(ns).recoveries == 1);
    destroy_and_close(ns);
}

static void a_stopped_owner_is_not_robbed(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    dying d = {ns, IN_TRANSACTION};
    int status;
    set(&root, "a", int_value(1));
    child owner = child_start(hold_and_wait, &d);
    CHECK(hear(&owner) == 'h');
    CHECK(kill(owner.pid, SIGSTOP) == 0);
    CHECK(waitpid(owner.pid, &status, WUNTRACED) == owner.pid && WIFSTOPPED(status));
    for (int i = 0; i < 10; i++)
        CHECK_STATUS(MMF_BUSY, mmf_lock(ns, 30, true));
    child_kill(&owner);
    CHECK(get(&root, "a") == 1 && stats_of(ns).recoveries == 1);
    verify_clean(ns);
    destroy_and_close(ns);
}

static void a_lock_is_not_inherited(void)
{
    mmf_ns *ns = open_fresh();
    CHECK_STATUS(MMF_NOT_HELD, mmf_unlock(ns, true));
    lock(ns);
    CHECK_OK(mmf_lock(ns, 0, true)); /* nests */
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid) {
        bool right = !mmf_lock_held(ns) && mmf_unlock(ns, true) == MMF_NOT_HELD && mmf_lock(ns, 30, true) == MMF_BUSY;
        _exit(!right);
    }
    int status;
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    unlock(ns);
    CHECK(mmf_lock_held(ns));
    unlock(ns);
    CHECK(!mmf_lock_held(ns));
    destroy_and_close(ns);
}

/* As the fork finds it while another thread's realloc() has freed the old arrays, and the new ones are not yet
 * noted. */
static void lose_arrays(mmf_ns *ns, mmf_log *kept)
{
    *kept = ns->log;
    ns->log.odd = malloc(1);
    ns->log.odd_capacity = 100;
    ns->log.pending = malloc(1);
    ns->log.pending_capacity = 100;
    ns->log.notify.touched = malloc(1);
    ns->log.notify.capacity = 100;
    ns->savepoints = malloc(1);
    ns->savepoint_capacity = 100;
    free(ns->log.odd);
    free(ns->log.pending);
    free(ns->log.notify.touched);
    free(ns->savepoints);
}

/* F3 */
static void what_another_thread_was_growing_is_not_inherited(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_log kept;
    char text[300];
    memset(text, 't', sizeof text);
    set(&root, "a", text_value(text, sizeof text));
    lose_arrays(ns, &kept);
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid) {
        mmf_watch watch = {0};
        bool changed;
        CHECK_OK(mmf_watch_arm(&root, NULL, &watch, &changed));
        CHECK_OK(mmf_lock(ns, 1000, true));
        CHECK_OK(mmf_txn_begin(ns));
        for (int i = 0; i < 40; i++)
            set(&root, (char[]){(char)('a' + i % 20), 0}, text_value(text, i < 20 ? sizeof text : 90));
        CHECK_OK(mmf_txn_commit(ns));
        CHECK_OK(mmf_unlock(ns, true));
        CHECK(mmf_watch_moved(&root, &watch));
        _exit(0);
    }
    int status;
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    ns->log = kept;
    ns->savepoints = NULL;
    ns->savepoint_capacity = 0;
    CHECK(length_of(&root) == 20);
    destroy_and_close(ns);
}

/* ---- slots ---- */

static void attach_and_wait(child *me, void *context)
{
    mmf_ns *ns = context;
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "n");
    mmf_cell total;
    CHECK_OK(WAITING(ns, mmf_dict_add(&root, &key, mmf_cell_int(1), &total)));
    say(me, 'a');
    if (hear(me) == 'c')
        mmf_close(ns); /* the others just end */
}

static void slots_grow_with_the_attached_processes(void)
{
    enum { MANY = 60 };
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    child children[MANY];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MANY; i++) {
            children[i] = child_start(attach_and_wait, ns);
            CHECK(hear(&children[i]) == 'a');
            if (i == 16 || i == 46)
                verify_clean(ns);
        }
        CHECK(stats_of(ns).participants == MANY + 1);
        for (int i = 0; i < MANY; i++) {
            if (i % 3 == 0) {
                child_kill(&children[i]);
                continue;
            }
            say(&children[i], i % 3 == 1 ? 'c' : 'e');
            child_done(&children[i]);
        }
        CHECK(get(&root, "n") == MANY * (round + 1));
        verify_clean(ns);
    }
    destroy_and_close(ns);
}

/* A child that never touches the namespace keeps nothing of its parent's alive. */
static void bear_and_die(child *me, void *context)
{
    mmf_ns *ns = context;
    lock(ns);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid) {
        hear(me); /* until the test ends */
        _exit(0);
    }
    say(me, 'h');
    pause();
}

static void a_dead_owner_whose_child_lives_is_dead(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "a", int_value(1));
    child owner = child_start(bear_and_die, ns);
    CHECK(hear(&owner) == 'h');
    CHECK(kill(owner.pid, SIGKILL) == 0 && waitpid(owner.pid, NULL, 0) == owner.pid);
    CHECK(get(&root, "a") == 1); /* its child still lives, and holds the pipe's other end */
    lock(ns);
    CHECK(mmf_take_recovered(ns));
    unlock(ns);
    close(owner.to); /* the grandchild ends */
    CHECK(hear(&owner) == 0);
    close(owner.from);
    destroy_and_close(ns);
}

/* ---- locks that others took away ---- */

static void take_the_lock_away(mmf_ns *ns) { __atomic_store_n(&mmf_super(&ns->segment)->lock, 0, __ATOMIC_RELAXED); }

/* Of threads that are in the middle of reading, or changing a word, as of this one. */
static void what_is_going_on_when_a_slot_is_lost_can_end(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, ns->slot);
    set(&root, "a", int_value(1));
    CHECK(get(&root, "a") == 1);
    mmf_bias_join(ns);
    uint64_t *reading = mmf_read_enter(ns), state = mmf_load(&slot->state);
    CHECK(reading == &slot->lane.reading && ns->reading.at[0] == &slot->lane && ns->changing.at[0] == &slot->lane);
    for (int is_taken = 0; is_taken < 2; is_taken++) {
        CHECK_OK(mmf_lock(ns, 0, false));
        take_the_lock_away(ns);
        if (is_taken) /* the slot as well */
            mmf_store(&slot->state, mmf_halves(mmf_low(state), 0));
        CHECK_STATUS(MMF_LOST, mmf_unlock(ns, false));
        CHECK(mmf_has_slot(ns) == !is_taken && ns->reading.count == !is_taken && ns->changing.count == !is_taken);
    }
    uint64_t *pass;
    CHECK(!mmf_bias_enter_lane(ns, &pass) && !mmf_bias_enter_slowly(ns));
    mmf_read_leave(ns, reading);
    set(&root, "a", int_value(2));
    reading = mmf_read_enter(ns);
    slot = mmf_slot_at(&ns->segment, ns->slot);
    CHECK(reading == &slot->readers[0] || reading == &slot->readers[1]);
    mmf_read_leave(ns, reading);
    CHECK(get(&root, "a") == 2 && mmf_load(&slot->readers[0]) == 0 && mmf_load(&slot->readers[1]) == 0);
    destroy_and_close(ns);
}

static void *finds_it_taken(void *context)
{
    mmf_ns *ns = context;
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "a");
    mmf_value value = int_value(3);
    CHECK_STATUS(MMF_BUSY, mmf_dict_set(&root, &key, &value));
    CHECK_OK(mmf_wait(ns, 1));
    CHECK_STATUS(MMF_BUSY, mmf_lock(ns, 0, true));
    return NULL;
}

/* Else both threads would take the lock to be theirs, and use one log. */
static void no_thread_takes_what_another_of_its_process_has_lost_unknowingly(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    pthread_t thread;
    set(&root, "a", int_value(1));
    CHECK_OK(mmf_lock(ns, 0, false));
    CHECK_OK(mmf_txn_begin(ns));
    take_the_lock_away(ns);
    CHECK(pthread_create(&thread, NULL, finds_it_taken, ns) == 0 && pthread_join(thread, NULL) == 0);
    CHECK_STATUS(MMF_LOST, mmf_txn_commit(ns));
    set(&root, "a", int_value(2));
    CHECK(get(&root, "a") == 2);
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(who_finds_the_owner_dead_recovers);
    RUN(a_reader_without_write_access_recovers_too);
    RUN(a_stopped_owner_is_not_robbed);
    RUN(a_lock_is_not_inherited);
    RUN(what_another_thread_was_growing_is_not_inherited);
    RUN(a_dead_owner_whose_child_lives_is_dead);
    RUN(slots_grow_with_the_attached_processes);
    RUN(four_processes_exclude_each_other);
    RUN(what_is_going_on_when_a_slot_is_lost_can_end);
    RUN(no_thread_takes_what_another_of_its_process_has_lost_unknowingly);
    return check_done();
}
